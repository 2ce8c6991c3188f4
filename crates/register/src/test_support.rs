//! What the tests of this crate share.

use std::sync::Arc;

use axum::{
    Extension, Router,
    body::Body,
    http::{Request, StatusCode, header},
    middleware,
};
use db::{BoxFuture, Conn, Cx, Db, DbError, FieldError, Ports};
use kernel::{AccountId, Actor, Dong, EstablishmentId, UnitId, UnitLevel};
use rules::eligibility::LegalForm;
use testkit::TestDb;
use tower::ServiceExt;
use web_kit::{Accounts, App};

use crate::{
    establishment::{EstablishmentInput, NewEstablishment},
    site::SiteInput,
    support::{SupportHistory, SupportLine},
};

/// Xã Long Phước, thành phố Bà Rịa; ended on 01/7/2025.
pub fn long_phuoc() -> UnitId {
    UnitId::new(UnitLevel::Commune, 26569, 0)
}

/// Xã Hòa Long, thành phố Bà Rịa; ended on 01/7/2025.
pub fn hoa_long() -> UnitId {
    UnitId::new(UnitLevel::Commune, 26572, 0)
}

pub async fn databases() -> Vec<TestDb> {
    testkit::both(&[crate::MIGRATIONS]).await
}

/// A complete input with this name and no tax code, at Long Phước.
pub fn establishment(name: &str) -> NewEstablishment {
    NewEstablishment {
        establishment: EstablishmentInput {
            name: name.into(),
            legal_form: Some(LegalForm::Enterprise),
            industry_code: "10202".into(),
            ..EstablishmentInput::default()
        },
        site: SiteInput {
            unit_id: Some(long_phuoc()),
            address: "Ấp Tây".into(),
            ..SiteInput::default()
        },
        confirm_duplicate: false,
    }
}

pub fn with_tax_code(name: &str, code: &str) -> NewEstablishment {
    let mut input = establishment(name);
    input.establishment.tax_code = code.into();
    input
}

/// The field errors of a refusal.
pub fn fields<T: std::fmt::Debug>(result: db::CommandResult<T>) -> Vec<FieldError> {
    match result {
        Err(db::CommandError::Invalid(fields)) => fields,
        other => panic!("a refusal of fields was expected, not {other:?}"),
    }
}

/// Expects a refusal of one field only, and answers with its sentence.
pub fn refusal<T: std::fmt::Debug>(result: db::CommandResult<T>, field: &str) -> String {
    let found = fields(result);
    assert_eq!(
        found.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(),
        [field],
        "{found:?}"
    );
    found[0].message.clone()
}

/// One support for everybody.
pub struct OneSupport;

impl SupportHistory for OneSupport {
    fn of<'a>(
        &'a self,
        _: &'a Cx,
        _: &'a mut Conn,
        _: EstablishmentId,
    ) -> BoxFuture<'a, Result<Vec<SupportLine>, DbError>> {
        Box::pin(async {
            Ok(vec![SupportLine {
                year: 2021,
                title: "Hỗ trợ máy sấy lạnh".into(),
                amount: Dong(200_000_000),
                source: "Khuyến công địa phương".into(),
                href: "/projects/1".into(),
            }])
        })
    }
}

/// Whoever asks with any token.
struct Somebody(Actor);

impl Accounts for Somebody {
    fn by_id<'a>(
        &'a self,
        _: &'a mut Conn,
        _: AccountId,
    ) -> BoxFuture<'a, Result<Option<Actor>, DbError>> {
        Box::pin(async { Ok(Some(self.0.clone())) })
    }

    fn by_token<'a>(
        &'a self,
        _: &'a Db,
        _: &'a str,
    ) -> BoxFuture<'a, Result<Option<Actor>, DbError>> {
        Box::pin(async { Ok(Some(self.0.clone())) })
    }
}

/// The module's pages and JSON, as a server has them, for one person.
pub struct Site {
    router: Router,
}

impl Site {
    pub fn of(t: &TestDb, actor: Actor) -> Site {
        let ports = Ports::default().with::<dyn SupportHistory>(Arc::new(OneSupport));
        let accounts = Arc::new(Somebody(actor));
        let (db, files) = (t.db.clone(), t.files.clone());
        let app = App::new(
            db,
            files,
            t.clock.clone(),
            ports,
            accounts,
            &[crate::MODULE],
        );
        let api = (crate::MODULE.api)().router;
        let router = (crate::MODULE.routes)()
            .router
            .merge(api)
            .layer(middleware::from_fn_with_state(
                app.clone(),
                web_kit::render_errors,
            ))
            .layer(web_kit::session_layer(&app.db))
            .layer(Extension(app.clone()))
            .with_state(app);
        Site { router }
    }

    pub async fn get(&self, path: &str) -> (StatusCode, String) {
        self.send("GET", path, "text/plain", Body::empty()).await
    }

    pub async fn bytes(&self, path: &str) -> Vec<u8> {
        self.answer("GET", path, "text/plain", Body::empty())
            .await
            .1
    }

    /// Sends a form as a browser does; answers with the status and the page, or, for a redirect,
    /// where it leads.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        let body = web_kit::query_string(fields)
            .trim_start_matches('?')
            .to_owned();
        self.send(
            "POST",
            path,
            "application/x-www-form-urlencoded",
            body.into(),
        )
        .await
    }

    pub async fn json(&self, method: &str, path: &str, body: &str) -> (StatusCode, String) {
        self.send(method, path, "application/json", body.to_owned().into())
            .await
    }

    pub async fn send(
        &self,
        method: &str,
        path: &str,
        kind: &str,
        body: Body,
    ) -> (StatusCode, String) {
        let (status, bytes) = self.answer(method, path, kind, body).await;
        (status, String::from_utf8(bytes).unwrap())
    }

    async fn answer(
        &self,
        method: &str,
        path: &str,
        kind: &str,
        body: Body,
    ) -> (StatusCode, Vec<u8>) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, "Bearer t")
            .header(header::CONTENT_TYPE, kind)
            .body(body)
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        if let Some(to) = response.headers().get(header::LOCATION) {
            return (status, to.as_bytes().to_vec());
        }
        let bytes = axum::body::to_bytes(response.into_body(), 10_000_000)
            .await
            .unwrap();
        (status, bytes.to_vec())
    }
}
