//! The pages of the list with invented values.

use kernel::{CostLineId, Dong, Lang, UnitId};
use uuid::Uuid;
use web_kit::{Chrome, Form, samples::Sample};

use super::{
    Entry,
    check::{Judged, Sheet},
    estimate::Amounts,
    model::Fixed,
    pages::{FixingPage, FormPage, ListPage},
};
use crate::project::{Case, pages::sample_data};

fn entry(n: u128) -> Entry {
    Entry {
        line_id: CostLineId::from_uuid(Uuid::from_u128(n)),
        establishment_id: None,
        name: "Lớp may công nghiệp cho lao động của hợp tác xã và các hộ trong làng nghề".into(),
        unit_id: Some(UnitId(1)),
        place: "Nhà văn hóa ấp Tây".into(),
        subject: "May công nghiệp".into(),
        specification: "Ba tháng\nThực hành tại xưởng".into(),
        quantity: 35,
        unit_word: "học viên".into(),
        list_ref: "12/DS, 03/03/2022".into(),
    }
}

fn sheet(rows: u128, answered: bool) -> Sheet {
    let answer = answered.then(sample_data::answer);
    Sheet {
        entries: (0..rows)
            .map(|n| Judged {
                entry: entry(n),
                amounts: Amounts {
                    cost: Dong(99_999_999_999),
                    support: Dong(200_000_000),
                },
                answer: answer.clone(),
            })
            .collect(),
        lines: Vec::new(),
        support: Dong(400_000_000),
        common: Dong(1),
        allotted: Dong(300_000_000),
        matches: Vec::new(),
    }
}

fn fixed() -> Case {
    let mut case = sample_data::case();
    case.roster.fixed = Some(Fixed {
        number: 1,
        on: jiff::civil::date(2022, 3, 1),
        paper_id: kernel::PaperId::from_uuid(Uuid::nil()),
    });
    case
}

pub(in crate::project) fn samples() -> Vec<Sample> {
    let mut all = Vec::new();
    let places = [(UnitId(1), "Xã Phước Hội, huyện Đất Đỏ".to_owned())];
    for lang in [Lang::Vi, Lang::En] {
        let c = || Chrome::sample(lang, "Đơn vị thụ hưởng và thông số");
        let mut planned = sample_data::case();
        planned.project.state = "planned".into();
        for (case, sheet) in [
            (&planned, sheet(0, false)),
            (&planned, sheet(1, false)),
            (&planned, sheet(50, true)),
            (&fixed(), sheet(2, true)),
        ] {
            let mut page = ListPage::of(c(), case, &sheet, &places);
            page.may_edit = case.roster.fixed.is_none();
            page.may_fix = page.may_edit;
            all.push(Sample::of("beneficiaries", page));
        }
        let mut form = Form::new(lang);
        form.fail("subject", lang.t("Cần điền ô này.", "This is required."));
        all.push(Sample::of(
            "beneficiary form",
            FormPage::of(c(), &planned, form, None),
        ));
        let mut training = planned.clone();
        training.project.activity = kernel::Activity::A1;
        all.push(Sample::of(
            "beneficiary form, class",
            FormPage::of(c(), &training, Form::new(lang), None),
        ));
        all.push(Sample::of(
            "beneficiary fixing",
            FixingPage::of(c(), &planned, &sheet(1, true), Form::new(lang)),
        ));
    }
    all
}
