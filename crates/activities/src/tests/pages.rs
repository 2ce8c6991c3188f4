use std::sync::Arc;

use axum::{
    Extension, Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
    middleware,
};
use db::{BoxFuture, Conn, Cx, Db, DbError, sql};
use jiff::civil::date;
use kernel::{AccountId, Actor, Role};
use record_kit::{Register, create};
use testkit::{TestDb, ba_ria_vung_tau};
use tower::ServiceExt;
use utoipa::openapi::OpenApi;
use web_kit::{Accounts, App};

use super::offices;
use crate::{published::PublishedInput, training::TrainingInput};

/// Everybody whose token names a role.
struct Tokens(Vec<(&'static str, Actor)>);

impl Accounts for Tokens {
    fn by_id<'a>(
        &'a self,
        _: &'a mut Conn,
        _: AccountId,
    ) -> BoxFuture<'a, Result<Option<Actor>, DbError>> {
        Box::pin(async { Ok(None) })
    }
    fn by_token<'a>(
        &'a self,
        _: &'a Db,
        token: &'a str,
    ) -> BoxFuture<'a, Result<Option<Actor>, DbError>> {
        let found = self.0.iter().find(|(name, _)| *name == token);
        let actor = found.map(|(_, actor)| actor.clone());
        Box::pin(async move { Ok(actor) })
    }
}

fn site(t: &TestDb) -> Router {
    let tokens = Tokens(vec![
        ("officer", t.cx(Role::Officer).actor),
        ("accountant", t.cx(Role::Accountant).actor),
        ("establishment", t.cx(Role::Establishment).actor),
    ]);
    let app = App::new(
        t.db.clone(),
        t.files.clone(),
        t.clock.clone(),
        t.ports.clone(),
        Arc::new(tokens),
        &[crate::MODULE],
    );
    let api = (crate::MODULE.api)().router;
    (crate::MODULE.routes)()
        .router
        .merge(api)
        .layer(middleware::from_fn_with_state(
            app.clone(),
            web_kit::render_errors,
        ))
        .layer(Extension(app.clone()))
        .with_state(app)
}

async fn ask(
    site: &Router,
    who: &str,
    method: &str,
    path: &str,
    body: &str,
) -> (StatusCode, String) {
    let kind = if path.starts_with("/api/") {
        "application/json"
    } else {
        "application/x-www-form-urlencoded"
    };
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {who}"))
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(body.to_owned()))
        .unwrap();
    let response = site.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

async fn a_class(cx: &Cx, name: &str) -> String {
    let row = TrainingInput {
        name: name.into(),
        unit_id: Some(ba_ria_vung_tau()),
        ..TrainingInput::sample()
    };
    create(cx, row).await.unwrap().to_string()
}

const TYPED: &str = "name=L%E1%BB%9Bp+m%E1%BB%9Bi&kind=capacity&host=Trung+t%C3%A2m\
                     &starts_on=12%2F04%2F2022&learners=34&women=12&unit_id=";

#[tokio::test]
async fn a_class_is_entered_by_the_form_and_found_without_diacritics() {
    for (t, _) in offices().await {
        let site = site(&t);
        let body = format!("{TYPED}{}", ba_ria_vung_tau());
        let (status, _) = ask(&site, "officer", "POST", "/trainings", &body).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{}", t.engine);
        let (_, found) = ask(
            &site,
            "officer",
            "GET",
            "/trainings?q=lop+moi&year=2022",
            "",
        )
        .await;
        assert!(found.contains("Lớp mới"));
        let (_, none) = ask(
            &site,
            "officer",
            "GET",
            "/trainings?q=&year=2021&province=",
            "",
        )
        .await;
        assert!(!none.contains("Lớp mới"));
        t.close().await;
    }
}

#[tokio::test]
async fn a_place_typed_without_script_is_understood_when_it_is_clear() {
    for (t, _) in offices().await {
        let site = site(&t);
        let body =
            format!("{TYPED}&unit_id_text=T%E1%BB%89nh+B%C3%A0+R%E1%BB%8Ba+-+V%C5%A9ng+T%C3%A0u");
        let (status, page) = ask(&site, "officer", "POST", "/trainings", &body).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let body = format!("{TYPED}&unit_id_text=Long");
        let (status, page) = ask(&site, "officer", "POST", "/trainings", &body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Chưa rõ mục nào"));
        t.close().await;
    }
}

#[tokio::test]
async fn what_was_typed_comes_back_with_every_mistake_and_nothing_is_written() {
    for (t, _) in offices().await {
        let site = site(&t);
        let body = "name=Ngh%E1%BB%81+g%E1%BB%97&starts_on=31%2F02%2F2022&learners=x";
        let (status, page) = ask(&site, "officer", "POST", "/trainings", body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        for text in [
            "Nghề gỗ",
            "31/02/2022",
            "e-starts_on",
            "e-learners",
            "e-host",
            "e-kind",
        ] {
            assert!(page.contains(text), "{text}");
        }
        assert_eq!(t.count("training_class").await, 0);
        t.close().await;
    }
}

#[tokio::test]
async fn a_stale_edit_shows_both_versions_and_can_be_saved_over() {
    for (t, cx) in offices().await {
        let site = site(&t);
        let id = a_class(&cx, "Bản đầu").await;
        let path = format!("/trainings/{id}");
        let body = |version| format!("{TYPED}{}&version={version}", ba_ria_vung_tau());
        let (status, _) = ask(&site, "officer", "POST", &path, &body(1)).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let mine = body(1).replace("L%E1%BB%9Bp+m%E1%BB%9Bi", "Cua+toi");
        let (status, page) = ask(&site, "officer", "POST", &path, &mine).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        for text in [
            "Hai bản cạnh nhau",
            "Lớp mới",
            "Cua toi",
            "name=\"version\" value=\"2\"",
        ] {
            assert!(page.contains(text), "{text}");
        }
        let over = mine.replace("version=1", "version=2");
        let (status, _) = ask(&site, "officer", "POST", &path, &over).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let (_, shown) = ask(&site, "officer", "GET", &path, "").await;
        assert!(shown.contains("Tên lớp: Lớp mới → Cua toi"), "{shown}");
        t.close().await;
    }
}

#[tokio::test]
async fn who_may_not_is_refused_and_what_is_elsewhere_is_not_there() {
    for (t, cx) in offices().await {
        let site = site(&t);
        let id = a_class(&cx, "Lớp nghề").await;
        for (who, method, path, expected) in [
            ("officer", "GET", format!("/trainings/{id}"), StatusCode::OK),
            (
                "officer",
                "GET",
                format!("/trainings/{id}/edit"),
                StatusCode::OK,
            ),
            ("officer", "GET", "/trainings/new".into(), StatusCode::OK),
            ("accountant", "GET", "/trainings".into(), StatusCode::OK),
            (
                "accountant",
                "GET",
                "/trainings/new".into(),
                StatusCode::FORBIDDEN,
            ),
            (
                "accountant",
                "POST",
                format!("/trainings/{id}"),
                StatusCode::FORBIDDEN,
            ),
            (
                "accountant",
                "GET",
                "/trainings/export.xlsx".into(),
                StatusCode::FORBIDDEN,
            ),
            (
                "establishment",
                "GET",
                "/trainings".into(),
                StatusCode::FORBIDDEN,
            ),
            (
                "officer",
                "GET",
                format!("/machines/{id}"),
                StatusCode::NOT_FOUND,
            ),
            (
                "officer",
                "GET",
                "/trainings/not-an-id".into(),
                StatusCode::BAD_REQUEST,
            ),
            (
                "officer",
                "GET",
                "/machines/new?establishment_id=00000000-0000-0000-0000-0000000003e7".into(),
                StatusCode::NOT_FOUND,
            ),
        ] {
            let (status, _) = ask(&site, who, method, &path, "").await;
            assert_eq!(status, expected, "{who} {method} {path}");
        }
        t.close().await;
    }
}

#[tokio::test]
async fn the_export_is_a_workbook_and_stands_in_the_trail() {
    for (t, cx) in offices().await {
        let site = site(&t);
        a_class(&cx, "Lớp nghề").await;
        let (status, bytes) = ask(
            &site,
            "officer",
            "GET",
            "/trainings/export.xlsx?year=2022",
            "",
        )
        .await;
        assert_eq!(status, StatusCode::OK);
        assert!(bytes.starts_with("PK"));
        let mut conn = cx.read().await.unwrap();
        let trail: Vec<(String, String)> = conn
            .all(sql!(
                "SELECT thing, after_json FROM audit_record WHERE verb = 'export'"
            ))
            .await
            .unwrap();
        assert_eq!(trail.len(), 1);
        assert!(trail[0].1.contains("2022"), "{trail:?}");
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn json_lists_in_parts_and_refuses_with_problem_documents() {
    for (t, cx) in offices().await {
        let site = site(&t);
        for n in 1..=3 {
            // Ids sort by the time of their making, which stands still in tests.
            t.on(date(2022, 6, 15 + n));
            a_class(&cx, &format!("Lớp {n}")).await;
        }
        let (status, first) = ask(
            &site,
            "officer",
            "GET",
            "/api/v1/trainings?limit=2&year=2022",
            "",
        )
        .await;
        assert_eq!(status, StatusCode::OK);
        assert!(first.contains("Lớp 1") && first.contains("Lớp 2") && !first.contains("Lớp 3"));
        let next = first
            .split("\"next\":\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let path = format!("/api/v1/trainings?limit=2&after={next}");
        let (_, second) = ask(&site, "officer", "GET", &path, "").await;
        assert!(second.contains("Lớp 3") && !second.contains("\"next\""));

        let body = format!(
            r#"{{"name":"Lớp 4","kind":"staff","host":"Trung tâm","learners":9,
                 "unit_id":{},"starts_on":"2022-05-01"}}"#,
            ba_ria_vung_tau()
        );
        let (status, made) = ask(&site, "officer", "POST", "/api/v1/trainings", &body).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        for (body, expected) in [
            (r#"{"kind":"astrology"}"#, StatusCode::UNPROCESSABLE_ENTITY),
            (
                r#"{"name":" \u0000 ","learners":-9}"#,
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            (
                r#"{"learners":99999999999999999999}"#,
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            (
                r#"{"starts_on":"-009999-01-01"}"#,
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            ("[", StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            let (status, text) = ask(&site, "officer", "POST", "/api/v1/trainings", body).await;
            assert_eq!(status, expected, "{body}: {text}");
            assert!(text.contains("urn:khuyencong:problem:"), "{text}");
        }
        for path in [
            "/api/v1/trainings?after=x",
            "/api/v1/trainings/x",
            "/api/v1/trainings?limit=x",
        ] {
            let (status, _) = ask(&site, "officer", "GET", path, "").await;
            assert!(status.is_client_error(), "{path}: {status}");
        }
        t.close().await;
    }
}

#[test]
fn the_api_description_names_nothing_that_it_does_not_describe() {
    let description = (crate::MODULE.api)().describe(OpenApi::default());
    let json = description.to_json().unwrap();
    assert_eq!(description.paths.paths.len(), 14);
    let schemas = description.components.unwrap().schemas;
    for name in json.split("#/components/schemas/").skip(1) {
        let name = name.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name}");
    }
}

#[tokio::test]
async fn an_empty_field_is_told_once_and_a_limit_is_written_as_numbers_are() {
    for (t, _) in offices().await {
        let site = site(&t);
        let (status, page) = ask(&site, "officer", "POST", "/machines", "name=M").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.matches("href=\"#f-quantity\"").count(), 1, "{page}");
        assert!(!page.contains("Cần một số từ"), "{page}");
        let many = "name=M&quantity=5000&made_year=1800";
        let (_, page) = ask(&site, "officer", "POST", "/machines", many).await;
        assert!(page.contains("Cần một số từ 1 đến 1.000."), "{page}");
        assert!(page.contains("Cần một số từ 1900 đến 2200."), "{page}");
        t.close().await;
    }
}

const NAME: &str = "Cơ sở gỗ Phương Nam 7";

#[tokio::test]
async fn a_record_without_a_name_is_headed_with_its_establishment() {
    for (t, cx) in offices().await {
        let site = site(&t);
        let input = PublishedInput {
            establishment_id: Some(super::establishment(7)),
            unit_id: None,
            ..PublishedInput::sample()
        };
        let url = input.url.clone();
        let id = create(&cx, input).await.unwrap();
        let (_, list) = ask(&site, "officer", "GET", "/published", "").await;
        assert!(list.contains(&format!("<a href=\"/published/{id}\">{}</a>", NAME)));
        assert!(list.contains(&url));
        let (_, page) = ask(&site, "officer", "GET", &format!("/published/{id}"), "").await;
        let heading = page
            .split("<h1")
            .nth(1)
            .and_then(|h| h.split("</h1>").next());
        assert!(heading.is_some_and(|h| h.contains(NAME)), "{page}");
        t.close().await;
    }
}

/// The problem document that a request of an officer gets.
async fn problem(site: &Router, path: &str, language: &str) -> String {
    let request = Request::builder()
        .uri(path)
        .header(header::AUTHORIZATION, "Bearer officer")
        .header(header::ACCEPT_LANGUAGE, language)
        .body(Body::empty())
        .unwrap();
    let response = site.clone().oneshot(request).await.unwrap();
    let kind = response.headers().get(header::CONTENT_TYPE).unwrap();
    assert_eq!(kind, "application/problem+json");
    let bytes = to_bytes(response.into_body(), 100_000).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn a_program_is_told_which_parameter_is_wrong_in_its_language() {
    for (t, _) in offices().await {
        let site = site(&t);
        for (path, language, parts) in [
            (
                "/api/v1/trainings?limit=many",
                "vi, en;q=0.5",
                [
                    r#""title":"Yêu cầu chưa đúng""#,
                    r#""detail":"Tham số “limit” không đúng dạng.""#,
                    r#""field":"limit""#,
                ],
            ),
            (
                "/api/v1/trainings/none",
                "en",
                [
                    r#""title":"Bad request""#,
                    r#""detail":"The part “id” of the address is malformed.""#,
                    r#""field":"id""#,
                ],
            ),
            (
                "/api/v1/trainings?after=x",
                "en",
                [
                    r#""title":"Something is not right""#,
                    r#""status":422"#,
                    r#""field":"after""#,
                ],
            ),
        ] {
            let said = problem(&site, path, language).await;
            for part in parts {
                assert!(said.contains(part), "{path}: {said}");
            }
        }
        t.close().await;
    }
}

#[tokio::test]
async fn an_unknown_address_offers_a_stranger_to_sign_in() {
    for (t, _) in offices().await {
        let (status, page) = ask(&site(&t), "nobody", "GET", "/khong-co", "").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(page.contains("href=\"/sign-in\""), "{page}");
        assert!(!page.contains("Về trang trước đó"), "{page}");
        t.close().await;
    }
}
