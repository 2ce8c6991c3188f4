use askama::Template;
use axum::extract::Path;
use db::Conn;
use kernel::{AgreementId, Dong, Lang, ProjectId, Thing, Verb, format_date};
use web_kit::{Choices, Chrome, Form, Web, WebError, WebResult, samples::Sample};

use super::{Listing, RecordPage, load, overview::keep_text, record_frame};
use crate::{
    execution::{
        agreement::{self, Agreement, AgreementInput, Machine, MachineInput, record},
        papers,
    },
    parts,
    project::{
        Case, adjustment,
        pages::view::{Head, head},
        store, versions,
    },
};

/// Rows for machines; those after the first few are folded.
const MACHINE_ROWS: usize = 20;

#[derive(Template)]
#[template(path = "execution/views/agreement_form.html")]
struct FormPage {
    c: Chrome,
    head: Head,
    form: Form,
    owners: Choices,
    machines: usize,
}

fn heading(lang: Lang) -> &'static str {
    lang.t(
        "Biên bản thỏa thuận, hợp đồng ba bên",
        "Agreement on machines",
    )
}

fn form_page(web: &Web, case: &Case, form: Form) -> FormPage {
    let lang = web.cx.lang;
    FormPage {
        c: record_frame(web, case, heading(lang)),
        head: head(case, lang),
        form,
        owners: case
            .beneficiaries
            .iter()
            .map(|b| (b.establishment_id.to_string(), b.name.clone()))
            .collect(),
        machines: MACHINE_ROWS,
    }
}

pub(super) async fn new(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    agreement::may_agree(&web.cx, &case)?;
    let mut form = Form::new(web.cx.lang)
        .with("centre_name", &case.project.implementer)
        .with("no_resale", true)
        .with("visits", true)
        .with("support", case.promotion().committed.grouped());
    if let [one] = case.beneficiaries.as_slice() {
        form.set("establishment_id", one.establishment_id);
    }
    for (i, line) in case.lines.iter().take(MACHINE_ROWS).enumerate() {
        let name = |what: &str| format!("machine_{}_{what}", i + 1);
        form.set(&name("name"), &line.title);
        form.set(&name("quantity"), line.quantity);
        form.set(&name("price"), line.unit_price.grouped());
    }
    web.page(form_page(&web, &case, form))
}

fn read(form: &mut Form) -> AgreementInput {
    let mut machines = Vec::new();
    for i in 1..=MACHINE_ROWS {
        let name = |what: &str| format!("machine_{i}_{what}");
        if form.text(&name("name")).is_empty() && form.text(&name("price")).is_empty() {
            continue;
        }
        machines.push(MachineInput {
            name: form.text(&name("name")),
            model: form.text(&name("model")),
            quantity: form.int(&name("quantity")).unwrap_or(1),
            price: form.dong(&name("price")).unwrap_or_default(),
        });
    }
    AgreementInput {
        number: form.text("number"),
        signed_on: form.date("signed_on"),
        centre_name: form.text("centre_name"),
        centre_signer: form.text("centre_signer"),
        establishment_id: form.id("establishment_id"),
        owner_signer: form.text("owner_signer"),
        supplier_name: form.text("supplier_name"),
        supplier_code: form.text("supplier_code"),
        supplier_signer: form.text("supplier_signer"),
        machines,
        support: form.dong("support").unwrap_or_default(),
        deliver_on: form.date("deliver_on"),
        keep_years: form.int("keep_years"),
        no_resale: form.flag("no_resale"),
        visits: form.flag("visits"),
        terms: form.lines("terms"),
    }
}

pub(super) async fn save(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    let input = read(&mut form);
    let upload = form.file("file");
    if !form.has_errors() {
        match record(&form.cx(&web.cx), id, input, upload.as_ref()).await {
            Ok(agreement) => {
                let text = web.t("Đã ghi biên bản thỏa thuận.", "The agreement is recorded.");
                return web.done(&format!("/agreements/{agreement}"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    web.refused(form_page(&web, &case, form))
}

async fn found(
    web: &Web,
    conn: &mut Conn,
    id: AgreementId,
) -> Result<(Case, Agreement, Vec<Machine>), WebError> {
    let agreement = agreement::find(conn, id).await?;
    let agreement = agreement.ok_or_else(WebError::not_found)?;
    let case = load(web, conn, agreement.project_id).await?;
    let machines = agreement::machines(conn, id).await?;
    Ok((case, agreement, machines))
}

pub(super) async fn show(web: Web, Path(id): Path<AgreementId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let form = Form::new(web.cx.lang);
    let page = record_page(&web, &mut conn, id, form).await?;
    web.page(page)
}

/// Records the day on which it was signed.
pub(super) async fn sign(web: Web, Path(id): Path<AgreementId>, mut form: Form) -> WebResult {
    let (day, upload) = (form.date("signed_on"), form.file("file"));
    if !form.has_errors() {
        match agreement::sign(&form.cx(&web.cx), id, day, upload.as_ref()).await {
            Ok(()) => {
                let text = web.t(
                    "Đã ghi ngày ký biên bản thỏa thuận.",
                    "The signature of the agreement is recorded.",
                );
                return web.done(&format!("/agreements/{id}"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let page = record_page(&web, &mut conn, id, form).await?;
    web.refused(page)
}

async fn record_page(
    web: &Web,
    conn: &mut Conn,
    id: AgreementId,
    form: Form,
) -> Result<RecordPage, WebError> {
    let lang = web.cx.lang;
    let (case, a, machines) = found(web, conn, id).await?;
    let title = format!("{} {}", heading(lang), a.number);
    let c = record_frame(web, &case, &title);
    let mut page = RecordPage::new(c, &case, format!("/agreements/{id}/agreement"));
    let signs = a.signed_on.is_none()
        && web.cx.actor.may(Verb::Edit, Thing::Project)
        && agreement::may_agree(&web.cx, &case).is_ok();
    page.signing = signs.then(|| (format!("/agreements/{id}"), form));
    let yes = |on: bool| match on {
        true => lang.t("có", "yes").to_owned(),
        false => lang.t("không", "no").to_owned(),
    };
    let keep = keep_text(a.keep_until(case.project.accepted_on), lang);
    page.facts = vec![
        (lang.t("Ngày ký", "Signed on"), parts::day(a.signed_on)),
        (
            lang.t("Trung tâm", "Centre"),
            format!("{}\n{}", a.centre_name, a.centre_signer),
        ),
        (
            lang.t("Đơn vị thụ hưởng", "Beneficiary"),
            format!("{}\n{}", a.owner_name, a.owner_signer),
        ),
        (
            lang.t("Bên cung cấp", "Supplier"),
            [a.supplier_name, a.supplier_code, a.supplier_signer]
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect::<Vec<_>>()
                .join("\n"),
        ),
        (lang.t("Giá máy", "Price"), a.price.to_string()),
        (
            lang.t("Hỗ trợ từ khuyến công", "Support"),
            a.support.to_string(),
        ),
        (
            lang.t("Ngày giao máy", "Delivery"),
            parts::day(a.deliver_on),
        ),
        (
            lang.t("Thời gian giữ máy", "The machine is kept"),
            match lang {
                Lang::Vi => format!("{} năm\n{keep}", a.keep_years),
                Lang::En => format!("{} years\n{keep}", a.keep_years),
            },
        ),
        (
            lang.t("Không bán lại, chuyển nhượng", "No resale"),
            yes(a.no_resale),
        ),
        (
            lang.t("Cho kiểm tra, tham quan", "Visits allowed"),
            yes(a.visits),
        ),
        (lang.t("Thỏa thuận khác", "Other terms"), a.terms),
        (lang.t("Người ghi", "Recorded by"), a.actor),
    ];
    page.file = a.file_id.map(|_| format!("/agreements/{id}/signed.file"));
    page.tables = vec![Listing {
        title: lang.t("Máy móc", "Machines"),
        heads: vec![
            lang.t("Tên", "Name"),
            lang.t("Mẫu mã", "Model"),
            lang.t("Số lượng", "Quantity"),
            lang.t("Đơn giá (đ)", "Price (đ)"),
        ],
        rows: machines
            .into_iter()
            .map(|m| vec![m.name, m.model, m.quantity.to_string(), m.price.grouped()])
            .collect(),
        figures: &[2, 3],
        ..Listing::default()
    }];
    Ok(page)
}

/// `agreement.docx`, `agreement.pdf`, `agreement.html`, and the signed copy as `signed.file`.
pub(super) async fn document(web: Web, Path((id, name)): Path<(AgreementId, String)>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let (case, agreement, machines) = found(&web, &mut conn, id).await?;
    if name == "signed.file" {
        let file = agreement.file_id.ok_or_else(WebError::not_found)?;
        return web_kit::stored_file(&web, &mut conn, file).await;
    }
    drop(conn);
    let ending = name
        .strip_prefix("agreement.")
        .ok_or_else(WebError::not_found)?;
    let paper = papers::agreed(&case, &agreement, &machines);
    let file = format!("Biên bản thỏa thuận {}", case.project.code);
    parts::paper_response(&web, paper, &file, ending).await
}

/// Annex N of the contract: `1.docx`, `1.pdf`, `1.html`.
pub(super) async fn annex(web: Web, Path((id, name)): Path<(ProjectId, String)>) -> WebResult {
    let (number, ending) = name.split_once('.').ok_or_else(WebError::not_found)?;
    let number: i64 = number.parse().map_err(|_| WebError::not_found())?;
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    let annexes = agreement::annexes(&mut conn, id).await?;
    let annex = annexes.into_iter().find(|a| a.number == number);
    let annex = annex.ok_or_else(WebError::not_found)?;
    let before = versions::before(&mut conn, id, annex.cost_version).await?;
    let after = versions::lines(&mut conn, id, annex.cost_version).await?;
    let facts = adjustment::decided(&mut conn, id, annex.cost_version, Lang::Vi).await?;
    let proofs = store::papers(&mut conn, id).await?;
    drop(conn);
    let contract = proofs.iter().find(|p| p.step == "contract");
    let paper = papers::annex(&web.cx, &case, contract, &annex, &facts, &before, &after);
    let file = format!("Phụ lục hợp đồng số {number} {}", case.project.code);
    parts::paper_response(&web, paper, &file, ending).await
}

pub(super) fn samples() -> Vec<Sample> {
    let case = crate::project::pages::sample_data::case();
    [Lang::Vi, Lang::En]
        .into_iter()
        .map(|lang| {
            let mut form = Form::new(lang).with("support", Dong(200_000_000).grouped());
            form.fail("number", lang.t("Cần điền ô này.", "This is required."));
            let page = FormPage {
                c: Chrome::sample(lang, heading(lang)),
                head: head(&case, lang),
                form,
                owners: vec![("1".into(), format_date(jiff::civil::date(2022, 3, 1)))],
                machines: 2,
            };
            Sample::of("agreement-form", page)
        })
        .collect()
}
