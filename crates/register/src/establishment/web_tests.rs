//! The register as a browser and a program meet it.

use axum::http::StatusCode;
use kernel::{Actor, Role, Scope};

use super::*;
use crate::test_support::{Site, databases, establishment, hoa_long, long_phuoc, with_tax_code};

/// The fields of a good form.
fn typed(unit: &str) -> Vec<(&'static str, String)> {
    vec![
        ("form_key", "0197f000-0000-7000-8000-00000000000a".into()),
        ("name", "Cơ sở <Nước mắm> Bà Sáu".into()),
        ("legal_form", "BUSINESS_HOUSEHOLD".into()),
        ("tax_code", "3500101107".into()),
        ("industry_code", "10202".into()),
        ("unit_id", unit.into()),
        ("founded", "05/07/2012".into()),
        ("owner_sex", "female".into()),
    ]
}

fn refs<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

#[tokio::test]
async fn an_officer_adds_an_establishment_finds_it_and_sees_its_page() {
    for t in databases().await {
        let site = Site::of(&t, t.cx(Role::Officer).actor);
        let fields = typed(&long_phuoc().to_string());
        let (status, page) = site.form("/establishments", &refs(&fields)).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let (status, shown) = site.get(&page).await;
        assert_eq!(status, StatusCode::OK, "{shown}");
        for text in [
            "Cơ sở &#60;Nước mắm&#62; Bà Sáu",
            "Xã Long Phước",
            "05/07/2012",
            "Nữ",
            "Hỗ trợ máy sấy lạnh",
            "Thêm cơ sở",
        ] {
            assert!(shown.contains(text), "{} {text}", t.engine);
        }
        let (_, list) = site
            .get("/establishments?q=nuoc+mam&form=BUSINESS_HOUSEHOLD&group=10&status=active&page=1")
            .await;
        assert!(list.contains(&page), "{}", t.engine);
        let (_, none) = site
            .get("/establishments?q=nuoc+mam&form=ENTERPRISE&page=x")
            .await;
        assert!(!none.contains(&page) && none.contains("Không có cơ sở nào khớp"));
        let (_, choices) = site.get("/establishments/search?q=ba+sau").await;
        assert!(
            choices.contains("\"hint\":\"3500101107 · Xã Long Phước"),
            "{choices}"
        );
        t.close().await;
    }
}

#[tokio::test]
async fn a_refused_form_comes_back_as_typed_with_all_its_mistakes() {
    for t in databases().await {
        let site = Site::of(&t, t.cx(Role::Officer).actor);
        create(
            &t.cx(Role::Officer),
            with_tax_code("Cơ sở Một", "3500101107"),
        )
        .await
        .unwrap();
        let mut fields = typed("");
        fields.retain(|(name, _)| *name != "founded");
        fields.extend([
            ("founded", "31/02/2012".into()),
            ("unit_id_text", "long phuoc".into()),
        ]);
        let (status, page) = site.form("/establishments", &refs(&fields)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        // A day that cannot be read, a taken code whose holder is linked, a place of many.
        for text in [
            "Không có ngày 31/02/2012.",
            "Có thể trùng",
            ">Cơ sở Một</a>",
            "Tên này có ở nhiều nơi",
            "value=\"31/02/2012\"",
        ] {
            assert!(page.contains(text), "{} {text}", t.engine);
        }
        assert_eq!(t.count("establishment").await, 1);
        t.close().await;
    }
}

#[tokio::test]
async fn a_stale_edit_shows_both_versions_and_can_be_saved_over() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let id = create(&cx, establishment("Cơ sở A")).await.unwrap();
        edit(
            &cx,
            id,
            1,
            establishment("Cơ sở của người khác").establishment,
        )
        .await
        .unwrap();
        let site = Site::of(&t, cx.actor.clone());
        let mut fields = typed("");
        fields.push(("version", "1".into()));
        let path = format!("/establishments/{id}");
        let (status, page) = site.form(&path, &refs(&fields)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        for text in [
            "Hai bản cạnh nhau",
            "Cơ sở của người khác",
            "name=\"version\" value=\"2\"",
        ] {
            assert!(page.contains(text), "{} {text}", t.engine);
        }
        fields.pop();
        fields.push(("version", "2".into()));
        let (status, _) = site.form(&path, &refs(&fields)).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        t.close().await;
    }
}

#[tokio::test]
async fn personal_data_is_for_those_who_may_edit() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let mut input = establishment("Cơ sở Thổ cẩm");
        input.establishment.owner_ethnic = "Chơ Ro".into();
        let id = create(&cx, input).await.unwrap();
        let mut next = establishment("Cơ sở Thổ cẩm").establishment;
        next.owner_ethnic = "Xtiêng".into();
        edit(&cx, id, 1, next).await.unwrap();
        let paths = [
            format!("/establishments/{id}"),
            format!("/api/v1/establishments/{id}"),
        ];
        for (role, seen) in [(Role::Officer, true), (Role::Accountant, false)] {
            let site = Site::of(&t, t.cx(role).actor);
            for path in &paths {
                let (status, page) = site.get(path).await;
                assert_eq!(status, StatusCode::OK);
                assert_eq!(page.contains("Xtiêng"), seen, "{role:?} {path}");
            }
        }
        t.close().await;
    }
}

#[tokio::test]
async fn what_lies_outside_the_scope_is_not_there() {
    for t in databases().await {
        let officer = t.cx(Role::Officer);
        let id = create(&officer, establishment("Cơ sở Gốm")).await.unwrap();
        let actor = Actor {
            role: Role::Collaborator,
            scope: Scope::Communes {
                communes: vec![hoa_long()],
                provinces: vec![],
            },
            ..officer.actor
        };
        let site = Site::of(&t, actor);
        let record = format!("/establishments/{id}");
        for path in [
            &record,
            &format!("{record}/edit"),
            &format!("{record}/sites/new"),
            &format!("/api/v1{record}"),
            &format!("/api/v1{record}/years"),
        ] {
            assert_eq!(site.get(path).await.0, StatusCode::NOT_FOUND, "{path}");
        }
        for path in ["", "/closure", "/years", "/sites"] {
            let (status, _) = site
                .form(&format!("{record}{path}"), &[("version", "1")])
                .await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        }
        let (_, list) = site.get("/api/v1/establishments").await;
        assert_eq!(list, "{\"items\":[]}");
        t.close().await;
    }
}

#[tokio::test]
async fn programs_create_page_and_are_told_what_is_wrong() {
    for t in databases().await {
        let site = Site::of(&t, t.cx(Role::Officer).actor);
        for n in 0..3 {
            let input = serde_json::to_string(&establishment(&format!("Cơ sở {n}"))).unwrap();
            let (status, body) = site.json("POST", "/api/v1/establishments", &input).await;
            assert_eq!(status, StatusCode::CREATED, "{body}");
        }
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/v1/establishments?limit=2&after={after}");
            let (_, part) = site.get(&path).await;
            let part: serde_json::Value = serde_json::from_str(&part).unwrap();
            seen.extend(
                part["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|item| item["name"].clone()),
            );
            match part["next"].as_str() {
                Some(next) => after = next.to_owned(),
                None => break,
            }
        }
        seen.sort_by_key(ToString::to_string);
        assert_eq!(seen, ["Cơ sở 0", "Cơ sở 1", "Cơ sở 2"]);

        for (method, path, body, expected) in [
            (
                "POST",
                "/api/v1/establishments",
                "{\"establishment\":{\"name\":\"\\u0000\"}}",
                422,
            ),
            (
                "POST",
                "/api/v1/establishments",
                "{\"site\":{\"unit_id\":9223372036854775807,\"since\":\"-5000-01-01\",\"until\":\"-9999-01-01\"}}",
                422,
            ),
            ("POST", "/api/v1/establishments", "[]", 422),
            ("GET", "/api/v1/establishments?legal_form=x", "", 422),
            ("GET", "/api/v1/establishments?after=x", "", 422),
            (
                "GET",
                "/api/v1/establishments?q=%00%27&industry_group=%00",
                "",
                200,
            ),
            (
                "GET",
                "/api/v1/establishments?province=99999999999999999999",
                "",
                400,
            ),
            ("GET", "/api/v1/establishments/nothing", "", 400),
            (
                "GET",
                "/api/v1/establishments/0197f000-0000-7000-8000-000000000000",
                "",
                404,
            ),
        ] {
            let (status, answer) = site.json(method, path, body).await;
            assert_eq!(
                status.as_u16(),
                expected,
                "{} {path} {body} {answer}",
                t.engine
            );
        }
        t.close().await;
    }
}

#[tokio::test]
async fn the_export_opens_as_a_workbook_and_leaves_a_record() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        create(&cx, with_tax_code("Cơ sở Muối", "0300101107"))
            .await
            .unwrap();
        let site = Site::of(&t, cx.actor.clone());
        let bytes = site.bytes("/establishments/export.xlsx?q=muoi").await;
        let rows = read_file("x.xlsx", &bytes).unwrap();
        assert_eq!(rows[0].cells["tax_code"], "0300101107");
        let mut conn = cx.read().await.unwrap();
        let newest = db::recent(&mut conn, None, 1).await.unwrap().remove(0);
        assert_eq!(
            (newest.verb.as_str(), newest.thing.as_str()),
            ("export", "establishment-list")
        );
        drop(conn);
        t.close().await;
    }
}
