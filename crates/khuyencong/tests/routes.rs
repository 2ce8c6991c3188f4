//! Every page route tried by everybody: nobody gets where the access table does not let them.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use kernel::Role;
use khuyencong::{modules, server, wiring};
use people::account::{NewAccount, create, issue_token};
use std::sync::Arc;
use tower::ServiceExt as _;
use web_kit::{App, Guard};

/// An app on a fresh database, with a token for each role.
async fn app() -> (testkit::TestDb, App, Vec<(Role, String)>) {
    let migrations = modules::migrations();
    let steps: &'static [db::Migration] = Vec::leak(
        migrations
            .into_iter()
            .filter(|m| !testkit::FOUNDATION.contains(&m.name))
            .collect(),
    );
    let t = testkit::sqlite(&[steps]).await;
    let app = App::new(
        t.db.clone(),
        t.files.clone(),
        t.clock.clone(),
        wiring::ports(),
        Arc::new(people::Directory::default()),
        modules::ALL,
    );
    let cx = t.cx(Role::Administrator);
    let mut tokens = Vec::new();
    for role in Role::ALL {
        let id = create(
            &cx,
            NewAccount {
                username: role.code().into(),
                name: role.label(kernel::Lang::Vi).into(),
                role: Some(role),
                home_id: Some(testkit::ho_chi_minh()),
                establishment_id: (role == Role::Establishment).then(|| cx.new_id()),
                communes: vec![testkit::ho_chi_minh()],
                password: "khuyencong".into(),
                ..NewAccount::default()
            },
        )
        .await
        .expect("an account");
        tokens.push((
            role,
            issue_token(&cx, id, "kiểm thử").await.expect("a token"),
        ));
    }
    (t, app, tokens)
}

/// A path with something in each place, so that it matches its route.
fn filled(path: &str) -> String {
    path.split('/')
        .map(|part| match part.starts_with('{') {
            true => "00000000-0000-7000-8000-000000000000",
            false => part,
        })
        .collect::<Vec<_>>()
        .join("/")
}

#[tokio::test]
async fn each_role_is_refused_exactly_where_the_table_says() {
    let (t, app, tokens) = app().await;
    let router = server::router(app);
    for route in server::route_list() {
        let path = filled(route.path);
        let request = |token: Option<&str>| {
            let mut request = Request::builder().method(route.method.clone()).uri(&path);
            if let Some(token) = token {
                request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
            }
            request
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::empty())
                .expect("a request")
        };
        let name = format!("{} {}", route.method, route.path);

        let stranger = router
            .clone()
            .oneshot(request(None))
            .await
            .expect("an answer");
        if route.guard != Guard::Open {
            let to = stranger
                .headers()
                .get(header::LOCATION)
                .and_then(|v| v.to_str().ok());
            assert!(
                to.is_some_and(|to| to.starts_with("/sign-in")),
                "{name}: a stranger got {} {to:?}",
                stranger.status()
            );
        }
        for (role, token) in &tokens {
            let answer = router
                .clone()
                .oneshot(request(Some(token)))
                .await
                .expect("an answer");
            let status = answer.status();
            assert!(
                !status.is_server_error(),
                "{name} as {}: {status}",
                role.code()
            );
            if let Guard::Needs(verb, thing) = route.guard {
                let allowed = kernel::may(*role, verb, thing);
                assert!(
                    allowed || status == StatusCode::FORBIDDEN,
                    "{name} as {}: {status} where the table refuses",
                    role.code()
                );
            }
        }
    }
    t.close().await;
}

#[tokio::test]
async fn a_write_from_another_site_is_refused() {
    let (t, app, tokens) = app().await;
    let router = server::router(app);
    let request = |name: &str, value: &str| {
        Request::post("/sign-out")
            .header(header::HOST, "khuyencong.test")
            .header(name, value)
            .header(header::AUTHORIZATION, format!("Bearer {}", tokens[0].1))
            .body(Body::empty())
            .expect("a request")
    };
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.test"),
    ] {
        let answer = router
            .clone()
            .oneshot(request(name, value))
            .await
            .expect("an answer");
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{name}: {value}");
    }
    for (name, value) in [
        ("sec-fetch-site", "same-origin"),
        ("origin", "https://khuyencong.test"),
    ] {
        let answer = router
            .clone()
            .oneshot(request(name, value))
            .await
            .expect("an answer");
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{name}: {value}");
    }
    t.close().await;
}

#[tokio::test]
async fn a_program_with_a_token_begins_no_session() {
    let (t, app, tokens) = app().await;
    let router = server::router(app);
    let body = format!("username={}&password=khuyencong", tokens[0].0.code());
    let sign_in = |token: Option<&str>| {
        let mut request = Request::post("/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        request.body(Body::from(body.clone())).expect("a request")
    };
    for (token, status) in [
        (None, StatusCode::SEE_OTHER),
        (Some(tokens[0].1.as_str()), StatusCode::BAD_REQUEST),
    ] {
        let answer = router.clone().oneshot(sign_in(token)).await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status(), status);
        assert_eq!(
            answer.headers().contains_key(header::SET_COOKIE),
            token.is_none()
        );
    }
    t.close().await;
}

#[test]
fn every_page_renders_with_its_samples() {
    let faults: Vec<String> = modules::ALL
        .iter()
        .flat_map(|module| (module.samples)())
        .flat_map(|sample| sample.faults())
        .collect();
    assert_eq!(faults, Vec::<String>::new());
}

/// A step of a workflow has the address `/projects/{id}/{step}`; one called like a page of a project
/// could never be taken.
#[test]
fn no_step_of_a_workflow_can_be_called_like_a_page_of_a_project() {
    for route in server::route_list() {
        let Some(rest) = route.path.strip_prefix("/projects/{id}/") else {
            continue;
        };
        let noun = rest.split('/').next().unwrap_or_default();
        assert!(
            noun == "{step}" || !rules::workflow::may_be_step(noun),
            "{noun} is to be reserved in the checker of workflows"
        );
    }
}
