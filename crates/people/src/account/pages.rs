use askama::Template;
use axum::{
    extract::{Path, Query},
    http::header::SET_COOKIE,
    response::{IntoResponse, Redirect},
};
use db::{CommandError, Cx};
use kernel::{AccountId, Actor, Lang, Role, Thing, UnitId, Verb};
use serde::Deserialize;
use web_kit::{
    Chrome, Form, Guard, Routes, Visitor, Web, WebError, WebResult, lang_cookie, samples::Sample,
};

use super::{
    commands::{self, NewAccount, PasswordChange},
    model::{Account, AccountEdit},
    store,
};

pub fn routes() -> Routes {
    let admin = |verb| Guard::Needs(verb, Thing::Account);
    Routes::new()
        .get("/sign-in", Guard::Open, sign_in_form)
        .post("/sign-in", Guard::Open, sign_in)
        .post("/sign-out", Guard::SignedIn, sign_out)
        .get("/password", Guard::SignedIn, own_password_form)
        .post("/password", Guard::SignedIn, own_password)
        .get("/language/{code}", Guard::Open, language)
        .get("/accounts", admin(Verb::View), list)
        .get("/accounts/new", admin(Verb::Create), new)
        .post("/accounts", admin(Verb::Create), create)
        .get("/accounts/{id}/edit", admin(Verb::Edit), edit)
        .post("/accounts/{id}", admin(Verb::Edit), update)
        .post("/accounts/{id}/password", admin(Verb::Edit), password)
}

#[derive(Template)]
#[template(path = "account/views/sign_in.html")]
struct SignInPage {
    c: Chrome,
    form: Form,
    /// Accounts of the demonstration, as (name to sign in, role); empty in earnest.
    demo: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "account/views/password.html")]
struct PasswordPage {
    c: Chrome,
    form: Form,
}

#[derive(Template)]
#[template(path = "account/views/list.html")]
struct ListPage {
    c: Chrome,
    accounts: Vec<(Account, String)>,
}

#[derive(Template)]
#[template(path = "account/views/form.html")]
struct FormPage {
    c: Chrome,
    form: Form,
    id: Option<AccountId>,
    roles: Vec<(&'static str, &'static str)>,
    provinces: Vec<(String, String)>,
    centres: Vec<(String, String)>,
}

/// The accounts that `khuyencong demo` makes: name, role.
pub const DEMO_ACCOUNTS: &[(&str, Role)] = &[
    ("chuyenvien", Role::Officer),
    ("giamdoc", Role::CentreHead),
    ("thamdinh", Role::Appraiser),
    ("ketoan", Role::Accountant),
    ("cuc", Role::MinistryAgency),
    ("congtacvien", Role::Collaborator),
    ("coso", Role::Establishment),
    ("quantri", Role::Administrator),
];

#[derive(Deserialize)]
struct NextQuery {
    next: Option<String>,
}

/// Only a path of our own: an address of another site would carry people away.
fn safe_path(path: Option<&str>) -> &str {
    path.filter(|p| p.starts_with('/') && !p.starts_with("//") && !p.contains('\\'))
        .unwrap_or("/")
}

fn sign_in_page(visitor: &Visitor, form: Form) -> SignInPage {
    let demo = if visitor.app.demo { DEMO_ACCOUNTS } else { &[] };
    SignInPage {
        c: visitor.chrome(visitor.t("Đăng nhập", "Sign in")),
        form,
        demo: demo
            .iter()
            .map(|(n, r)| (*n, r.label(visitor.lang).to_owned()))
            .collect(),
    }
}

async fn sign_in_form(visitor: Visitor, Query(query): Query<NextQuery>) -> WebResult {
    if visitor.cx.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    let form = Form::new(visitor.lang).with("next", safe_path(query.next.as_deref()));
    Ok(axum::response::Html(sign_in_page(&visitor, form).render()?).into_response())
}

async fn sign_in(visitor: Visitor, mut form: Form) -> WebResult {
    let mut cx: Cx = visitor.app.cx(Actor::operator());
    cx.lang = visitor.lang;
    let username = form.text("username");
    match commands::sign_in(&cx, &username, form.value("password").to_owned()).await {
        Ok(account) => {
            let session = visitor.session.as_ref().ok_or_else(with_a_token)?;
            web_kit::sign_in(session, account.id).await?;
            Ok(Redirect::to(safe_path(Some(form.value("next")))).into_response())
        }
        Err(error) => {
            form.refuse(error)?;
            form.set("password", "");
            let page = sign_in_page(&visitor, form).render()?;
            Ok((
                axum::http::StatusCode::UNPROCESSABLE_ENTITY,
                axum::response::Html(page),
            )
                .into_response())
        }
    }
}

/// A program that sends a token has no session to begin.
fn with_a_token() -> WebError {
    WebError::new(
        axum::http::StatusCode::BAD_REQUEST,
        "has-token",
        "Yêu cầu đã mang mã truy cập nên không đăng nhập bằng mật khẩu. Bỏ mã truy cập rồi gửi lại.",
        "The request carries a token, so there is no signing in. Leave the token out and send again.",
    )
}

async fn sign_out(web: Web) -> WebResult {
    if let Some(session) = web.session() {
        web_kit::sign_out(session).await?;
    }
    Ok(Redirect::to("/sign-in").into_response())
}

fn password_page(web: &Web, form: Form) -> PasswordPage {
    PasswordPage {
        c: web.chrome(web.t("Đổi mật khẩu", "Change the password")),
        form,
    }
}

async fn own_password_form(web: Web) -> WebResult {
    let page = password_page(&web, Form::new(web.cx.lang));
    web.page(page)
}

async fn own_password(web: Web, mut form: Form) -> WebResult {
    let change = PasswordChange {
        current: form.value("current").to_owned(),
        new: form.value("password").to_owned(),
        again: form.value("again").to_owned(),
    };
    if let Err(error) = commands::change_password(&form.cx(&web.cx), change, web.session()).await {
        form.refuse(error)?;
        for name in ["current", "password", "again"] {
            form.set(name, "");
        }
        let page = password_page(&web, form);
        return web.refused(page);
    }
    let text = web.t(
        "Đã đổi mật khẩu. Các phiên đăng nhập khác của bạn đã kết thúc.",
        "The password is changed. Your other sessions have ended.",
    );
    web.done("/", text.to_owned()).await
}

#[derive(Deserialize)]
struct BackQuery {
    back: Option<String>,
}

async fn language(Path(code): Path<String>, Query(query): Query<BackQuery>) -> WebResult {
    let cookie = lang_cookie(Lang::from_code(&code));
    Ok((
        [(SET_COOKIE, cookie)],
        Redirect::to(safe_path(query.back.as_deref())),
    )
        .into_response())
}

async fn list(web: Web) -> WebResult {
    let mut conn = web.cx.read().await?;
    let accounts = store::list(&mut conn).await?;
    let mut rows = Vec::with_capacity(accounts.len());
    for account in accounts {
        let place = match account.home_id {
            Some(id) => reference::units::get(&mut conn, id).await?.map(|u| u.label),
            None => None,
        };
        rows.push((account, place.unwrap_or_default()));
    }
    web.page(ListPage {
        c: web.chrome(web.t("Tài khoản", "Accounts")),
        accounts: rows,
    })
}

async fn form_page(web: &Web, form: Form, id: Option<AccountId>) -> Result<FormPage, WebError> {
    let mut conn = web.cx.read().await?;
    let provinces = reference::units::provinces(&mut conn, Some(web.cx.today())).await?;
    let centres = reference::centres::all(&mut conn).await?;
    let unverified = web.t("chưa kiểm chứng", "unverified");
    let title = match id {
        Some(_) => web.t("Sửa tài khoản", "Edit account"),
        None => web.t("Thêm tài khoản", "New account"),
    };
    Ok(FormPage {
        c: web
            .chrome(title)
            .crumb(web.t("Tài khoản", "Accounts"), "/accounts"),
        form,
        id,
        roles: Role::ALL
            .iter()
            .map(|r| (r.code(), r.label(web.cx.lang)))
            .collect(),
        provinces: provinces
            .into_iter()
            .map(|u| (u.id.to_string(), u.name))
            .collect(),
        centres: centres
            .into_iter()
            .map(|c| {
                let name = match c.is_verified() {
                    true => c.name,
                    false => format!("{} ({unverified})", c.name),
                };
                (c.code, name)
            })
            .collect(),
    })
}

async fn new(web: Web) -> WebResult {
    let page = form_page(&web, Form::new(web.cx.lang), None).await?;
    web.page(page)
}

fn communes(form: &mut Form) -> Vec<UnitId> {
    let ids: Vec<Option<UnitId>> = form
        .all("communes")
        .iter()
        .map(|v| v.parse().ok())
        .collect();
    ids.into_iter().flatten().collect()
}

async fn create(web: Web, mut form: Form) -> WebResult {
    let input = NewAccount {
        username: form.text("username"),
        name: form.text("name"),
        organisation: form.text("organisation"),
        role: form.code("role", Role::from_code),
        home_id: form.unit("home_id"),
        establishment_id: form.id("establishment_id"),
        centre_code: form.opt_text("centre_code"),
        communes: communes(&mut form),
        password: form.value("password").to_owned(),
    };
    match commands::create(&form.cx(&web.cx), input).await {
        Ok(_) => {
            web.done("/accounts", web.t("Đã thêm tài khoản.", "Account added."))
                .await
        }
        Err(error) => {
            form.refuse(error)?;
            form.set("password", "");
            web.refused(form_page(&web, form, None).await?)
        }
    }
}

async fn edit(web: Web, Path(id): Path<AccountId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let account = store::get(&mut conn, id)
        .await?
        .ok_or_else(WebError::not_found)?;
    let communes = store::communes(&mut conn, id).await?;
    drop(conn);
    let mut form = Form::new(web.cx.lang)
        .with("username", &account.username)
        .with("name", &account.name)
        .with("organisation", &account.organisation)
        .with("role", account.role.code())
        .with_some("home_id", account.home_id)
        .with("version", account.version)
        .with("active", account.active);
    if let Some(establishment) = account.establishment_id {
        form.set("establishment_id", establishment);
    }
    if let Some(centre) = &account.centre_code {
        form.set("centre_code", centre);
    }
    if let Some(first) = communes.first() {
        form.set("communes", first);
    }
    let page = form_page(&web, form, Some(id)).await?;
    web.page(page)
}

async fn update(web: Web, Path(id): Path<AccountId>, mut form: Form) -> WebResult {
    let edit = AccountEdit {
        name: form.text("name"),
        organisation: form.text("organisation"),
        role: form.code("role", Role::from_code),
        home_id: form.unit("home_id"),
        establishment_id: form.id("establishment_id"),
        centre_code: form.opt_text("centre_code"),
        communes: communes(&mut form),
        active: form.flag("active"),
        version: form.version_number(),
    };
    match commands::update(&form.cx(&web.cx), id, edit).await {
        Ok(()) => {
            web.done("/accounts", web.t("Đã ghi tài khoản.", "Account saved."))
                .await
        }
        Err(error) => {
            form.refuse(error)?;
            web.refused(form_page(&web, form, Some(id)).await?)
        }
    }
}

async fn password(web: Web, Path(id): Path<AccountId>, form: Form) -> WebResult {
    let result =
        commands::set_password(&form.cx(&web.cx), id, form.value("password").to_owned()).await;
    match result {
        Ok(()) => {
            web.done("/accounts", web.t("Đã đặt mật khẩu mới.", "Password set."))
                .await
        }
        Err(CommandError::Invalid(fields)) => {
            let text: Vec<String> = fields.into_iter().map(|f| f.message).collect();
            web.go(
                &format!("/accounts/{id}/edit"),
                web_kit::FlashKind::Warning,
                text.join(" "),
            )
            .await
        }
        Err(error) => Err(error.into()),
    }
}

pub fn samples() -> Vec<Sample> {
    let account = |n: usize| Account {
        id: AccountId::from_uuid(Default::default()),
        username: format!("chuyenvien{n}"),
        name: "Chuyên viên phòng Nghiệp vụ ".repeat(4),
        role: Role::Officer,
        organisation: "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp".into(),
        home_id: None,
        establishment_id: None,
        centre_code: None,
        active: n.is_multiple_of(2),
        created_at: Default::default(),
        version: 1,
    };
    let mut all = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        all.push(Sample::of(
            "sign-in",
            SignInPage {
                c: Chrome::sample(lang, "Đăng nhập"),
                form: Form::new(lang),
                demo: vec![("chuyenvien", "Chuyên viên".into())],
            },
        ));
        let mut form = Form::new(lang);
        form.fail("current", "Mật khẩu hiện nay chưa đúng.");
        all.push(Sample::of(
            "own password",
            PasswordPage {
                c: Chrome::sample(lang, "Đổi mật khẩu"),
                form,
            },
        ));
        for count in [0, 1, 50] {
            let rows = (0..count)
                .map(|n| (account(n), "Tỉnh Bà Rịa - Vũng Tàu".into()))
                .collect();
            all.push(Sample::of(
                "accounts",
                ListPage {
                    c: Chrome::sample(lang, "Tài khoản"),
                    accounts: rows,
                },
            ));
        }
        let mut form = Form::new(lang);
        form.fail("username", "Cần điền ô này.");
        all.push(Sample::of(
            "account form",
            FormPage {
                c: Chrome::sample(lang, "Thêm tài khoản"),
                form,
                id: None,
                roles: vec![("officer", "Chuyên viên")],
                provinces: vec![("1".into(), "Tỉnh Bà Rịa - Vũng Tàu".into())],
                centres: vec![("IPC2".into(), "Trung tâm 2".into())],
            },
        ));
    }
    all
}
