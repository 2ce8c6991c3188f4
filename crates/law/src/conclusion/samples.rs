//! The pages of conclusions with invented values.

use jiff::{
    Timestamp,
    civil::{Date, date},
};
use kernel::{Lang, UnitId};
use web_kit::{Chrome, Form, samples::Sample};

use super::{
    model::{Change, Conclusion, Outcome},
    pages::{CompletionPage, FormPage, Head, ShowPage},
};
use crate::instrument::{
    Instrument, InstrumentKind, pages::review::BasisView, samples as documents,
};

const DAY: Date = date(2026, 3, 1);

/// One to amend a document; done by a paper when its day is given.
pub(crate) fn conclusion(done_on: Option<Date>) -> Conclusion {
    Conclusion {
        instrument_id: documents::instrument().id,
        version: if done_on.is_some() { 2 } else { 1 },
        change: match done_on {
            Some(_) => Change::Complete,
            None => Change::Conclude,
        },
        outcome: Outcome::Amend,
        reason: "Thông tư liên tịch làm căn cứ đã được thay thế; mức chi cao hơn mức hiện hành"
            .into(),
        concluded_on: date(2025, 12, 20),
        executor: "Sở Công Thương chủ trì, phối hợp Sở Tài chính và Sở Tư pháp".into(),
        due_on: Some(date(2026, 2, 28)),
        done_on,
        done_instrument_id: done_on.map(|_| documents::instrument().id),
        done_kind: done_on.map(|_| InstrumentKind::Decision),
        done_number: "16/2026/QĐ-UBND".into(),
        done_issuer: "UBND tỉnh".into(),
        done_paper: String::new(),
        recorded_by: "Thẩm định, Sở Công Thương".into(),
        recorded_at: Timestamp::UNIX_EPOCH,
        illustration: true,
    }
}

fn head(lang: Lang, versions: Vec<Conclusion>) -> Head {
    let basis = documents::basis(Some(date(2018, 5, 11)));
    Head {
        document: Instrument {
            unit_id: Some(UnitId(1)),
            ..documents::instrument()
        },
        area: "Tỉnh Bà Rịa - Vũng Tàu".into(),
        bases: match versions.is_empty() {
            true => Vec::new(),
            false => vec![BasisView::of(&basis, DAY, lang)],
        },
        versions,
    }
}

fn kept(outcome: Outcome) -> Conclusion {
    Conclusion {
        outcome,
        executor: String::new(),
        due_on: None,
        ..conclusion(None)
    }
}

pub(super) fn of(lang: Lang) -> Vec<Sample> {
    let show = |versions| {
        Sample::of(
            "conclusion",
            ShowPage {
                c: Chrome::sample(lang, lang.t("Kết luận rà soát", "Conclusion")),
                head: head(lang, versions),
                today: DAY,
                may_conclude: true,
            },
        )
    };
    let form = |versions, meanwhile| {
        let mut form = Form::new(lang);
        form.fail("reason", lang.t("Cần điền ô này.", "This is required."));
        let c = Chrome::sample(lang, lang.t("Ghi kết luận rà soát", "Conclude"));
        Sample::of(
            "conclusion-form",
            FormPage {
                meanwhile,
                ..FormPage::of(c, head(lang, versions), form)
            },
        )
    };
    vec![
        show(Vec::new()),
        show(vec![conclusion(None)]),
        show(vec![conclusion(Some(date(2026, 2, 1))), conclusion(None)]),
        show(vec![kept(Outcome::Keep)]),
        form(Vec::new(), false),
        form(vec![conclusion(None)], true),
        Sample::of(
            "conclusion-completion",
            CompletionPage {
                c: Chrome::sample(lang, lang.t("Ghi đã thực hiện kết luận", "Carried out")),
                head: head(lang, vec![conclusion(None)]),
                form: Form::new(lang),
            },
        ),
    ]
}
