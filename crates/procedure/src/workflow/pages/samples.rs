//! Pages with invented values, for the test that renders them all.

use jiff::{Timestamp, civil::date};
use kernel::{Id, Lang};
use rules::{
    FundingScope,
    workflow::{Definition, kcdp, kcqg},
};
use uuid::Uuid;
use web_kit::{Chrome, Form, samples::Sample};

use super::{
    begin::BeginPage,
    draft::draft_page,
    head::{self, HeadPage},
    list::{ListPage, Standing, draft_row, version_row},
    publish::PublishPage,
    show::{ShowPage, show_page},
    state::{self, StatePage},
    step::{self, StepPage},
};
use crate::workflow::{
    Basis, Draft, Paper, WorkflowVersion, difference::differences, paper_file::PaperFile,
};

fn basis() -> Basis {
    Basis {
        article: "Điều 5 Thông tư 36/2013/TT-BCT".into(),
        instrument_id: Some(Id::from_uuid(Uuid::from_u128(10))),
    }
}

fn version(definition: Definition, number: i64) -> WorkflowVersion {
    WorkflowVersion {
        id: Id::from_uuid(Uuid::from_u128(7)),
        key: "kcdp".into(),
        number,
        scope: FundingScope::Kcdp,
        territory: None,
        valid_from: date(2026, 1, 1),
        from: None,
        paper: (number > 1).then(|| Paper {
            number: "41/QĐ-SCT".into(),
            signed_on: date(2025, 12, 20),
            signer: "Giám đốc Sở Công Thương".into(),
        }),
        published_by: "Sở Công Thương".into(),
        created_at: Timestamp::UNIX_EPOCH,
        illustration: number > 1,
        basis: basis(),
        definition,
    }
}

/// A draft with changes and, when `faulty`, with a state that nothing leads to.
fn draft(faulty: bool) -> Draft {
    let mut definition = kcdp();
    definition.transitions[2].name.vi = "Đăng ký kế hoạch với Sở Công Thương ".repeat(3);
    if faulty {
        definition.transitions.retain(|step| step.code != "reserve");
        definition.states[1].name.en.clear();
    }
    Draft {
        id: Id::from_uuid(Uuid::from_u128(8)),
        scope: FundingScope::Kcdp,
        territory: None,
        base: Some(Id::from_uuid(Uuid::from_u128(7))),
        valid_from: date(2027, 1, 1),
        open: faulty,
        published: (!faulty).then(|| Id::from_uuid(Uuid::from_u128(9))),
        version: 3,
        created_by: "Sở Công Thương".into(),
        changed_by: "Sở Công Thương".into(),
        changed_at: Timestamp::UNIX_EPOCH,
        illustration: false,
        basis: basis(),
        definition,
    }
}

fn file() -> PaperFile {
    PaperFile {
        file_id: Id::from_uuid(Uuid::from_u128(10)),
        name: "16-2026-QD-UBND.pdf".into(),
        sha256: "0123456789abcdef".repeat(4),
        recorded_by: "Sở Công Thương".into(),
        created_at: Timestamp::UNIX_EPOCH,
    }
}

fn list(lang: Lang, full: bool) -> Sample {
    let area = || {
        lang.t("Tỉnh Bà Rịa – Vũng Tàu", "Bà Rịa – Vũng Tàu")
            .to_owned()
    };
    let rows = [
        (version(kcqg(), 1), Standing::InForce),
        (version(kcdp(), 2), Standing::ToCome),
        (version(kcdp(), 1), Standing::Replaced),
    ];
    let rows = rows
        .iter()
        .map(|(version, standing)| version_row(version, area(), *standing, 12, lang));
    Sample::of(
        "workflows",
        ListPage {
            c: Chrome::sample(lang, super::title(lang)),
            tabs: vec![("Quy trình", "/workflows", true)],
            rows: rows.filter(|_| full).collect(),
            drafts: match full {
                true => vec![draft_row(&draft(true), area(), lang)],
                false => Vec::new(),
            },
            may_create: true,
        },
    )
}

fn of(lang: Lang) -> Vec<Sample> {
    let chrome = || Chrome::sample(lang, "KCĐP");
    let area = || lang.t("Cả nước", "Whole country").to_owned();
    let (first, second) = (version(kcqg(), 1), version(kcdp(), 2));
    let (broken, done) = (draft(true), draft(false));
    let mut form = Form::new(lang);
    form.fail("valid_from", lang.t("Cần ngày.", "A day is needed."));
    let begin = |base: &str, form: Form| BeginPage {
        c: chrome(),
        form,
        action: "/workflow-imports".into(),
        cancel: "/workflows".into(),
        base: base.into(),
        areas: vec![(String::new(), area())],
    };
    let changes = differences(&kcdp(), &broken.definition, lang);
    let state_form = state::filled(&broken, "base_appraisal", lang).expect("a state of the KCĐP");
    let step_form = step::filled(&broken, "allotment", lang).expect("a step of the KCĐP");
    vec![
        list(lang, false),
        list(lang, true),
        Sample::of(
            "workflow",
            show_page(chrome(), &second, Some(&first), area(), true),
        ),
        Sample::of(
            "workflow with its decision",
            ShowPage {
                files: vec![file(); 2],
                form: Some(Form::new(lang)),
                ..show_page(chrome(), &second, Some(&first), area(), true)
            },
        ),
        Sample::of(
            "workflow of the product",
            show_page(chrome(), &first, None, area(), false),
        ),
        Sample::of("workflow draft begins", begin("KCĐP, 1", form.clone())),
        Sample::of("workflow import", begin("", form)),
        Sample::of(
            "workflow draft",
            draft_page(chrome(), &broken, Some(&second), area()),
        ),
        Sample::of(
            "workflow draft published",
            draft_page(chrome(), &done, None, area()),
        ),
        Sample::of(
            "workflow head",
            HeadPage::of(chrome(), &broken, head::filled(&broken, Form::new(lang))),
        ),
        Sample::of(
            "workflow state",
            StatePage::of(chrome(), &broken, Some("base_appraisal"), state_form),
        ),
        Sample::of(
            "workflow state new",
            StatePage::of(chrome(), &broken, None, Form::new(lang)),
        ),
        Sample::of(
            "workflow step",
            StepPage::of(chrome(), &broken, Some("allotment"), step_form),
        ),
        Sample::of(
            "workflow step new",
            StepPage::of(chrome(), &broken, None, Form::new(lang)),
        ),
        Sample::of(
            "workflow publication",
            PublishPage::of(chrome(), &broken, area(), changes, Form::new(lang)),
        ),
        Sample::of(
            "workflow publication of a sound draft",
            PublishPage::of(chrome(), &done, area(), Vec::new(), Form::new(lang)),
        ),
    ]
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En].into_iter().flat_map(of).collect()
}
