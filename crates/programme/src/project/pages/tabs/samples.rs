use super::*;

/// One body of each tab, for samples.
pub(in crate::project::pages) fn samples(lang: Lang) -> Vec<Body> {
    let case = crate::project::pages::sample_data::case();
    let item = rules::checklist::seed().remove(0);
    let class = AcceptanceItem {
        establishment_id: None,
        name: "Lớp may công nghiệp số 1".into(),
        model: String::new(),
        serial: String::new(),
        maker: String::new(),
        origin: String::new(),
        made_year: None,
        quantity: 1,
        price: Dong(80_000_000),
        invoice_no: String::new(),
        invoice_on: None,
        unit: String::new(),
        planned: None,
        enrolled: Some(35),
        finished: Some(33),
        certified: Some(32),
        employed: None,
    };
    vec![
        Body::Overview(Overview {
            facts: vec![(lang.t("Mục tiêu", "Goals"), case.project.goals.clone())],
            ceilings: ceiling_views(&[crate::project::pages::sample_data::answer()]),
            flagship: Some(("ĐĐ-2026-001 · Nhà máy xanh".into(), "/flagships/x".into())),
            changes: Some(sample_changes(lang)),
            ..Overview::default()
        }),
        Body::Overview(Overview::default()),
        Body::Money(Money {
            heads: money_heads(lang),
            rows: money_rows(&case.lines, lang),
            versions: vec![VersionView {
                number: 2,
                state: version_state("proposed", lang),
                actor: "Nguyễn Thị Minh Khai".into(),
                at: "01/03/2022 08:00".into(),
                changes: vec![format!("{}: 31/12 → 31/03", lang.t("Kết thúc", "Ends"))],
            }],
            ..Money::default()
        }),
        Body::Dossier(Dossier {
            lines: vec![DossierLine { item, entry: None }],
            rounds: crate::project::pages::supplement::sample_rounds(lang),
            prepare: Some("/projects/x/supplement-rounds/new".into()),
        }),
        Body::Appraisal(AppraisalTab::default()),
        Body::Appraisal(AppraisalTab {
            kept_out: lang.t("Không hiển thị.", "Not shown.").into(),
            levels: Vec::new(),
        }),
        Body::Acceptance(Acceptance {
            accepts: Accepts::Machine,
            items: Vec::new(),
            results: Vec::new(),
        }),
        Body::Acceptance(Acceptance {
            accepts: Accepts::Class,
            items: vec![class],
            results: Vec::new(),
        }),
        Body::Papers(Papers::default()),
        Body::History(Vec::new()),
    ]
}
