//! Documents, norms and the calculator as a browser and a program meet them.

use std::sync::Arc;

use axum::{
    Extension, Router,
    body::Body,
    http::{Request, StatusCode, header},
    middleware,
};
use db::{BoxFuture, Conn, Db, DbError, Ports};
use kernel::{AccountId, Actor, Role};
use testkit::TestDb;
use tower::ServiceExt;
use web_kit::{Accounts, App};

use crate::{MODULE, norm};

struct Somebody(Actor);

impl Accounts for Somebody {
    fn by_id<'a>(
        &'a self,
        _conn: &'a mut Conn,
        _id: AccountId,
    ) -> BoxFuture<'a, Result<Option<Actor>, DbError>> {
        Box::pin(async { Ok(None) })
    }

    fn by_token<'a>(
        &'a self,
        _: &'a Db,
        _token: &'a str,
    ) -> BoxFuture<'a, Result<Option<Actor>, DbError>> {
        Box::pin(async { Ok(Some(self.0.clone())) })
    }
}

/// The module's pages and JSON, as a server has them, for one person.
struct Site(Router);

impl Site {
    fn of(t: &TestDb, role: Role) -> Site {
        let accounts = Arc::new(Somebody(t.cx(role).actor));
        let (db, files, clock) = (t.db.clone(), t.files.clone(), t.clock.clone());
        let app = App::new(db, files, clock, Ports::default(), accounts, &[MODULE]);
        let api = (MODULE.api)().router;
        let router = (MODULE.routes)()
            .router
            .merge(api)
            .layer(middleware::from_fn_with_state(
                app.clone(),
                web_kit::render_errors,
            ))
            .layer(web_kit::session_layer(&app.db))
            .layer(Extension(app.clone()))
            .with_state(app);
        Site(router)
    }

    /// Status, and the page or where a redirect leads.
    async fn send(
        &self,
        method: &str,
        path: &str,
        kind: &str,
        body: String,
    ) -> (StatusCode, String) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, "Bearer t")
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .unwrap();
        let response = self.0.clone().oneshot(request).await.unwrap();
        let status = response.status();
        if let Some(to) = response.headers().get(header::LOCATION) {
            return (status, to.to_str().unwrap().to_owned());
        }
        let bytes = axum::body::to_bytes(response.into_body(), 10_000_000)
            .await
            .unwrap();
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        self.send("GET", path, "text/plain", String::new()).await
    }

    async fn form(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        let body = web_kit::query_string(fields)
            .trim_start_matches('?')
            .to_owned();
        self.send("POST", path, "application/x-www-form-urlencoded", body)
            .await
    }

    async fn json(&self, path: &str, body: &str) -> (StatusCode, String) {
        self.send("POST", path, "application/json", body.to_owned())
            .await
    }
}

async fn databases() -> Vec<TestDb> {
    let all = testkit::both(&[crate::MIGRATIONS]).await;
    for t in &all {
        norm::load(&t.cx(Role::Administrator)).await.unwrap();
    }
    all
}

fn id_in(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

#[tokio::test]
async fn an_officer_works_out_the_support_from_a_link() {
    for t in databases().await {
        let site = Site::of(&t, Role::Officer);
        let (status, empty) = site.get("/ceiling").await;
        assert_eq!(status, StatusCode::OK, "{}", t.engine);
        assert!(
            empty.contains("Bà Rịa - Vũng Tàu"),
            "the own province is filled in"
        );
        let unit = testkit::ba_ria_vung_tau();
        let ask = |rest: &str| format!("/ceiling?unit={unit}&scope=kcqg&on=01/06/2022{rest}");
        let (status, page) = site.get(&ask("&content=A3b&cost=570.000.000")).await;
        assert_eq!(status, StatusCode::OK);
        let plain = page.replace(['\u{a0}', '\n'], " ");
        assert!(
            plain.contains("285.000.000 đ") && plain.contains("28/2018/TT-BTC"),
            "{plain}"
        );
        let (_, line) = site
            .get(&ask("&content=A3b:day_chuyen&cost=2.000.000.000"))
            .await;
        assert!(line.contains("450.000.000") && line.contains("N18-06"));
        let (status, refused) = site.get(&ask("&cost=nhiều")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.contains("e-content") && refused.contains("e-cost"));
        let (_, typed) = site
            .get("/ceiling?unit_text=Hai+Duong&scope=kcdp&on=1/9/2025&content=A3b&cost=10")
            .await;
        assert!(typed.contains("e-unit"), "several units are called so");
        t.close().await;
    }
}

#[tokio::test]
async fn an_administrator_adds_corrects_verifies_and_ends_a_norm_by_its_pages() {
    for t in databases().await {
        let site = Site::of(&t, Role::Administrator);
        let unit = testkit::ba_ria_vung_tau().to_string();
        let mut fields = vec![
            ("key", "L-BVT-01"),
            ("scope", "kcdp"),
            ("territory", unit.as_str()),
            ("activity", "A3b"),
            ("title_vi", "Máy móc"),
            ("title_en", "Machines"),
            ("pct", "45,5"),
            ("cap", "250.000.000"),
            ("per", "establishment"),
            ("multiplier", "1,5"),
            ("legal_doc", "12/2020/NQ-HĐND"),
            ("valid_from", "01/01/2020"),
        ];
        let (status, page) = site.form("/norms", &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{}: {page}", t.engine);
        let (_, shown) = site.get(&page).await;
        for text in ["45,5", "250.000.000", "× 1,50", "chưa kiểm chứng"] {
            assert!(shown.contains(text), "{text}");
        }
        let (_, form) = site.get(&format!("{page}/correction")).await;
        assert!(form.contains("value=\"45,5\""));

        fields[6] = ("pct", "450");
        fields.push(("reason", "Nhập nhầm"));
        let (status, refused) = site.form(&format!("{page}/correction"), &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.contains("id=\"e-pct\""),
            "beside the field as people see it"
        );
        fields[6] = ("pct", "40");
        let (status, second) = site.form(&format!("{page}/correction"), &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{second}");
        let (_, old) = site.get(&page).await;
        assert!(
            old.contains(id_in(&second)),
            "the old version leads to the new one"
        );

        fields[6] = ("pct", "30");
        let (status, both) = site.form(&format!("{page}/correction"), &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(both.contains("Đang lưu, người khác vừa sửa") && both.contains(id_in(&second)));

        let evidence = [("evidence", "Công báo số 5, trang 12")];
        let (status, third) = site
            .form(&format!("{second}/verification"), &evidence)
            .await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{third}");
        let (_, shown) = site.get(&third).await;
        assert!(shown.contains("Công báo số 5"));
        let end = [("last_day", "31/12/2019"), ("reason", "Có nghị quyết mới")];
        let (status, refused) = site.form(&format!("{third}/ending"), &end).await;
        assert_eq!(
            status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "before its first day"
        );
        assert!(refused.contains("e-last_day"));
        let end = [("last_day", "31/12/2023"), ("reason", "Có nghị quyết mới")];
        let (status, _) = site.form(&format!("{third}/ending"), &end).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let area = format!("/norms?area={unit}&activity=A3b&scope=kcdp&q=may+moc&page=1&on=");
        let (_, list) = site.get(&area).await;
        assert!(list.contains("L-BVT-01"));
        t.close().await;
    }
}

#[tokio::test]
async fn a_document_is_added_related_and_edited_by_its_pages() {
    for t in databases().await {
        let site = Site::of(&t, Role::Administrator);
        let mut fields = vec![
            ("number", "99/2021/TT-BTC"),
            ("issuer", "Bộ <Tài chính>"),
            ("subject", "Hướng dẫn"),
            ("signed_on", "01/02/2021"),
            ("unit_id_text", "Tỉnh Bà Rịa - Vũng Tàu"),
        ];
        let (status, page) = site.form("/instruments", &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{}: {page}", t.engine);
        let (_, shown) = site.get(&page).await;
        assert!(shown.contains("Thông tư 99/2021/TT-BTC") && shown.contains("Bà Rịa - Vũng Tàu"));
        assert!(!shown.contains("<Tài chính>"));
        let relation = [
            ("kind", "amends"),
            ("to_text", "28/2018/TT-BTC bo tai chinh huong dan lap"),
        ];
        let (status, to) = site.form(&format!("{page}/relations"), &relation).await;
        assert_eq!(
            (status, to.as_str()),
            (StatusCode::SEE_OTHER, page.as_str())
        );
        let (_, shown) = site.get(&page).await;
        assert!(shown.contains("Sửa đổi, bổ sung") && shown.contains("28/2018/TT-BTC"));

        fields.push(("version", "1"));
        fields[2] = ("subject", "Hướng dẫn mới");
        assert_eq!(site.form(&page, &fields).await.0, StatusCode::SEE_OTHER);
        fields[2] = ("subject", "Hướng dẫn khác");
        let (status, both) = site.form(&page, &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(both.contains("Hướng dẫn mới") && both.contains("Hướng dẫn khác"));
        let (status, wrong) = site.form("/instruments", &[("number", "không số")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.contains("e-number") && wrong.contains("e-issuer"));
        let article = [
            ("kind", "article"),
            ("number", "8"),
            ("heading", "Mức <chi>"),
        ];
        let (status, to) = site.form(&format!("{page}/articles"), &article).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
        let (status, twice) = site.form(&format!("{page}/articles"), &article).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            twice.contains("e-number") && twice.contains("Mức &#60;chi&#62;"),
            "{twice}"
        );
        let (_, shown) = site.get(&format!("{page}?on=1/2/2020")).await;
        assert!(
            shown.contains("Điều 8") && shown.contains("chưa được ký"),
            "{shown}"
        );
        let no_day = [("kind", "replaces"), ("to_text", "45/2012/NĐ-CP")];
        let (status, refused) = site.form(&format!("{page}/relations"), &no_day).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.contains("e-since"), "{refused}");
        let (status, review) = site.get("/instrument-review?on=1/1/2026").await;
        assert_eq!(status, StatusCode::OK);
        assert!(review.contains("Chưa ghi căn cứ") && review.contains("Quảng Trị"));
        let list = "/instruments?area=local&standing=in_force&on=1/1/2026&q=&kind=";
        let (_, list) = site.get(list).await;
        assert!(list.contains("32/2021/QĐ-UBND") && !list.contains("28/2018/TT-BTC"));
        let (_, picker) = site.get("/instruments/search?q=45+2012").await;
        assert!(picker.contains("45/2012/NĐ-CP"), "{picker}");
        t.close().await;
    }
}

#[tokio::test]
async fn who_enters_a_document_is_told_only_of_steps_that_he_may_take() {
    for t in databases().await {
        let site = Site::of(&t, Role::Appraiser);
        let (_, form) = site.get("/instruments/new").await;
        assert!(
            form.contains("Bà Rịa - Vũng Tàu"),
            "{}: the own province is filled in",
            t.engine
        );
        let own = testkit::ba_ria_vung_tau().to_string();
        let local = [
            ("number", "12/2026/NQ-HĐND"),
            ("issuer", "HĐND tỉnh"),
            ("subject", "Mức chi"),
            ("unit_id", own.as_str()),
        ];
        let (status, refused) = site.form("/instruments", &local[..3]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.contains("e-unit_id"), "{refused}");
        let (status, page) = site.form("/instruments", &local).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(site.get(&format!("{page}/edit")).await.0, StatusCode::OK);

        let national = [
            ("number", "77/CT-BCT"),
            ("issuer", "Bộ Công Thương"),
            ("subject", "Chỉ thị"),
        ];
        let (status, page) = site.form("/instruments", &national).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let (status, _) = site.get(&format!("{page}/edit")).await;
        assert_eq!(
            status,
            StatusCode::FORBIDDEN,
            "it is kept by the ministry agency"
        );
        let agency = Site::of(&t, Role::MinistryAgency);
        assert_eq!(agency.get(&format!("{page}/edit")).await.0, StatusCode::OK);
        t.close().await;
    }
}

#[tokio::test]
async fn a_department_opens_the_forms_of_its_own_norms_only() {
    for t in databases().await {
        let site = Site::of(&t, Role::Appraiser);
        let (status, form) = site.get("/norms/new").await;
        assert_eq!(status, StatusCode::OK, "{}", t.engine);
        assert!(
            form.contains("Bà Rịa - Vũng Tàu"),
            "the own province is filled in"
        );
        let cx = t.cx(Role::Administrator);
        let mut conn = cx.read().await.unwrap();
        let versions = norm::store::versions(&mut conn, "N18-05").await.unwrap();
        drop(conn);
        let page = format!("/norms/{}", versions[0].id);
        let (status, shown) = site.get(&page).await;
        assert_eq!(status, StatusCode::OK);
        assert!(
            !shown.contains("/correction"),
            "no button for what is not theirs"
        );
        for form in ["correction", "ending", "verification"] {
            let (status, _) = site.get(&format!("{page}/{form}")).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{form}");
        }
        t.close().await;
    }
}

#[tokio::test]
async fn programs_list_ask_and_are_refused_with_problem_documents() {
    for t in databases().await {
        let site = Site::of(&t, Role::Administrator);
        let (status, list) = site
            .get("/api/v1/norms?limit=3&activity=A3b&on=2024-01-01")
            .await;
        assert_eq!(status, StatusCode::OK, "{}: {list}", t.engine);
        let ask = "/api/v1/ceiling?activity=A3b&scope=kcqg&unit=77&on=2022-06-01&cost=900000000";
        let (status, answer) = site.get(ask).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        assert!(answer.contains("\"ceiling\":300000000") && answer.contains("\"rule\":\"N18-05\""));
        for path in [
            "/api/v1/norms?on=hôm-nay",
            "/api/v1/norms?after=%00",
            "/api/v1/norms/x",
            "/api/v1/norms/00000000-0000-0000-0000-000000000000",
            "/api/v1/instruments?kind=nothing&q=%00",
            "/api/v1/ceilings/00000000-0000-0000-0000-000000000000",
            "/api/v1/ceiling?activity=A3b&scope=kcqg&unit=77&on=2022-06-01&cost=-1",
            "/api/v1/ceiling?activity=A3b&scope=kcqg&unit=%00&on=-009999-01-01&cost=1",
            "/api/v1/ceiling?activity=&scope=&unit=&on=2022-06-01&cost=99999999999999999999",
        ] {
            let (status, body) = site.get(path).await;
            assert!(
                status.is_client_error(),
                "{}: {path}: {status} {body}",
                t.engine
            );
        }
        for (path, body) in [
            (
                "/api/v1/norms",
                "{\"key\":\"\\u0000\",\"cap\":-9223372036854775808}",
            ),
            ("/api/v1/norms", "{\"valid_from\":\"-009999-01-01\"}"),
            (
                "/api/v1/instruments",
                "{\"number\":\"1/QĐ\",\"signed_on\":\"9999-12-31\"}",
            ),
            ("/api/v1/instruments", "[]"),
            (
                "/api/v1/norms/00000000-0000-0000-0000-000000000000/ending",
                "{}",
            ),
        ] {
            let (status, answer) = site.json(path, body).await;
            assert!(
                status.is_client_error(),
                "{}: {path}: {status} {answer}",
                t.engine
            );
            assert!(answer.contains("urn:khuyencong:problem:"), "{answer}");
        }
        let good = "{\"number\":\"7/QĐ-BCT\",\"issuer\":\"Bộ\",\"subject\":\"Giao kế hoạch\"}";
        let (status, made) = site.json("/api/v1/instruments", good).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        t.close().await;
    }
}

#[tokio::test]
async fn a_department_adds_a_limit_of_its_province_and_the_calendar_shows_it() {
    for t in databases().await {
        let site = Site::of(&t, Role::Appraiser);
        let (status, subjects) = site.get("/parameters/new").await;
        assert_eq!(status, StatusCode::OK, "{}", t.engine);
        assert!(subjects.contains("subject=request_close"));
        let (_, form) = site.get("/parameters/new?subject=request_close").await;
        assert!(
            form.contains("Bà Rịa - Vũng Tàu") && form.contains("name=\"day\""),
            "the own province is filled in"
        );
        let unit = testkit::ba_ria_vung_tau().to_string();
        let mut fields = vec![
            ("key", "TH-BVT-01"),
            ("subject", "request_close"),
            ("scope", ""),
            ("territory", unit.as_str()),
            ("inclusive", "true"),
            ("day", "31"),
            ("month", "4"),
            ("year_offset", "-1"),
            ("legal_doc", "05/2021/QĐ-UBND"),
            ("locator", "Điều 4"),
            ("valid_from", "01/01/2021"),
        ];
        let (status, refused) = site.form("/parameters", &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.contains("id=\"e-day\"") && refused.contains("value=\"31\""));
        fields[5] = ("day", "30");
        let (status, page) = site.form("/parameters", &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let (_, shown) = site.get(&page).await;
        assert!(
            shown.contains("chậm nhất ngày 30/4 của năm trước năm kế hoạch"),
            "{shown}"
        );
        let calendar = format!("/parameter-calendar?year=2023&unit={unit}");
        let (_, calendar) = site.get(&calendar).await;
        for text in [
            "chậm nhất ngày 30/04/2022",
            "trước ngày 20/06/2022",
            "chậm nhất ngày 31/01/2024",
            "chưa có văn bản ấn định",
        ] {
            assert!(calendar.contains(text), "{text}: {calendar}");
        }
        fields[5] = ("day", "15");
        fields.push(("reason", "Sửa quy chế"));
        let (status, second) = site.form(&format!("{page}/correction"), &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{second}");
        let (status, both) = site.form(&format!("{page}/correction"), &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            both.contains(id_in(&second)),
            "saving again supersedes the newer one"
        );
        let end = [("last_day", "31/12/2025"), ("reason", "Có quy chế mới")];
        let (status, third) = site.form(&format!("{second}/ending"), &end).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{third}");
        let (_, list) = site.get("/parameters?on=1/1/2026").await;
        assert!(list.contains("TH-01") && !list.contains("TH-BVT-01"));
        let (status, json) = site.get("/api/v1/parameters?on=2025-12-31&limit=200").await;
        assert_eq!(status, StatusCode::OK, "{json}");
        assert!(json.contains("TH-BVT-01"));
        let nationwide = "{\"key\":\"X\",\"subject\":\"advance_limit\",\"share_bp\":7000}";
        let (status, answer) = site.json("/api/v1/parameters", nationwide).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{answer}");
        t.close().await;
    }
}

#[tokio::test]
async fn a_department_concludes_of_a_lapsed_text_on_its_pages_and_takes_the_review_along() {
    for t in databases().await {
        let site = Site::of(&t, Role::Appraiser);
        let unit = testkit::ba_ria_vung_tau().to_string();
        let local = [
            ("number", "05/2015/QĐ-UBND"),
            ("issuer", "UBND tỉnh"),
            ("subject", "Quy chế khuyến công"),
            ("unit_id", unit.as_str()),
            ("signed_on", "16/03/2015"),
            ("effective_from", "26/03/2015"),
        ];
        let (status, page) = site.form("/instruments", &local).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{}: {page}", t.engine);
        let (_, shown) = site.get(&page).await;
        let conclusion = format!("{page}/conclusion");
        assert!(shown.contains(&conclusion), "the document leads to it");
        let (_, list) = site.get("/instrument-review").await;
        assert!(list.contains(&conclusion) && list.contains("Chưa có kết luận"));
        let (status, form) = site.get(&format!("{conclusion}/new")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(form.contains("value=\"15/06/2022\""), "today is filled in");
        let mut fields = vec![
            ("version", "0"),
            ("outcome", "amend"),
            ("reason", "Căn cứ đã thay đổi"),
            ("concluded_on", "01/06/2022"),
            ("executor", "Sở Công Thương"),
            ("due_on", "mai"),
        ];
        let (status, refused) = site.form(&conclusion, &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.contains("id=\"e-due_on\"") && refused.contains("Căn cứ đã thay đổi"));
        fields[5] = ("due_on", "10/06/2022");
        let (status, to) = site.form(&conclusion, &fields).await;
        assert_eq!(
            (status, to.as_str()),
            (StatusCode::SEE_OTHER, conclusion.as_str())
        );
        let (status, meanwhile) = site.form(&conclusion, &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(meanwhile.contains("Người khác vừa ghi kết luận khác"));
        let (_, late) = site.get("/instrument-review?progress=late").await;
        assert!(late.contains("05/2015/QĐ-UBND") && late.contains("10/06/2022"));
        let (_, done) = site.get("/instrument-review?progress=done").await;
        assert!(!done.contains("05/2015/QĐ-UBND"));
        let by = [
            ("version", "1"),
            ("instrument_id_text", "28/2018/TT-BTC"),
            ("done_on", "14/06/2022"),
        ];
        let (status, to) = site.form(&format!("{conclusion}/completion"), &by).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
        let (_, shown) = site.get(&conclusion).await;
        assert!(
            shown.contains("Đã xong") && shown.contains("28/2018/TT-BTC"),
            "{shown}"
        );
        let api = format!("/api/v1{conclusion}s");
        let (status, json) = site.get(&api).await;
        assert_eq!(status, StatusCode::OK, "{json}");
        assert!(json.contains("\"change\":\"complete\"") && json.contains("\"version\":1"));
        let keep = "{\"version\":2,\"outcome\":\"keep\",\"reason\":\"Đủ\",\"concluded_on\":\"2022-06-15\"}";
        let (status, json) = site.json(&api, keep).await;
        assert_eq!(status, StatusCode::CREATED, "{json}");
        let (status, _) = site.json(&api, keep).await;
        assert_eq!(status, StatusCode::CONFLICT);
        let officer = Site::of(&t, Role::Officer);
        let (status, _) = officer.form(&conclusion, &fields).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        let establishment = Site::of(&t, Role::Establishment);
        let (status, _) = establishment.get(&conclusion).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let export = "/instrument-review/export.xlsx?progress=done";
        let (status, _) = establishment.get(export).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        let (status, _) = officer.get(export).await;
        assert_eq!(status, StatusCode::OK);
        t.close().await;
    }
}
