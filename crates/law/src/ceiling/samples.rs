//! The pages of the calculator with invented values.

use jiff::{Timestamp, civil::date};
use kernel::{Activity, Dong, Id, Lang, UnitId, UnitKind};
use rules::{
    FundingScope, Text,
    eligibility::{LegalForm, Rules},
    norm::Rounding,
};
use uuid::Uuid;
use web_kit::{Chrome, Form, samples::Sample};

use super::{
    Assessment, CaseFacts, Kept, Question, RulesUsed, decide,
    facts::{LocalRules, Place},
    pages::{AskPage, KeptPage, ResultView},
};
use crate::norm;

fn place(kind: UnitKind) -> Place {
    Place {
        unit: UnitId(3),
        label: "Phường Long Toàn, Thành phố Bà Rịa, Tỉnh Bà Rịa - Vũng Tàu".into(),
        commune_kind: Some(kind),
        district_kind: None,
        province_kind: UnitKind::ThanhPhoTw,
        in_force: true,
    }
}

fn assessment(kind: UnitKind, with_norm: bool) -> Assessment {
    let facts = CaseFacts {
        question: Question {
            activity: Activity::A3b,
            variant: "day_chuyen".into(),
            scope: FundingScope::Kcdp,
            unit: UnitId(1),
            on: date(2026, 1, 5),
            cost: Dong(99_999_999_999),
            line: true,
            legal_form: Some(LegalForm::Enterprise),
            industries: vec!["2511".into()],
            in_craft_village: false,
            is_sme: None,
        },
        asked: Place {
            unit: UnitId(1),
            ..place(kind)
        },
        places: vec![place(kind)],
        territory: Vec::new(),
        open_areas: vec!["Tỉnh Bình Dương".into()],
        local: LocalRules {
            provinces: vec!["Thành phố Hồ Chí Minh".into()],
            documents: vec![Text::new(
                "Nghị quyết 12/2026/NQ-HĐND",
                "Resolution 12/2026/NQ-HĐND",
            )],
        },
    };
    let norms = norm::samples::version()
        .rule()
        .into_iter()
        .filter(|_| with_norm)
        .collect();
    let rules = RulesUsed {
        norms,
        eligibility: Rules::seed(),
        rounding: Rounding::Dong,
    };
    Assessment {
        verdict: decide(&facts, &rules),
        facts,
    }
}

fn ask(lang: Lang, result: Option<Assessment>) -> Sample {
    let mut form = Form::new(lang);
    if result.is_none() {
        form.fail(
            "unit",
            lang.t("Cần chọn hoặc điền ô này.", "This is required."),
        );
    }
    let chrome = Chrome::sample(lang, lang.t("Tính mức hỗ trợ", "Support calculator"));
    let result = result.map(|assessment| ResultView::of(&assessment, lang));
    Sample::of("ceiling", AskPage::of(chrome, form, Vec::new(), result))
}

fn kept(lang: Lang, same: bool) -> Sample {
    let kept = Kept {
        id: Id::from_uuid(Uuid::from_u128(9)),
        thing: "project".into(),
        thing_id: "1".into(),
        norm_id: None,
        assessment: assessment(UnitKind::Xa, true),
        kept_by: "Thẩm định, Sở Công Thương".into(),
        kept_at: Timestamp::UNIX_EPOCH,
        illustration: true,
    };
    let chrome = Chrome::sample(lang, lang.t("Quyết định đã lưu", "A kept decision"));
    Sample::of("ceiling-kept", KeptPage::of(chrome, &kept, same))
}

pub(super) fn of(lang: Lang) -> Vec<Sample> {
    vec![
        ask(lang, None),
        ask(lang, Some(assessment(UnitKind::Xa, true))),
        ask(lang, Some(assessment(UnitKind::Phuong, false))),
        kept(lang, true),
        kept(lang, false),
    ]
}
