//! What was done with a project, from the audit trail.

use super::*;

pub(super) async fn history(cx: &Cx, conn: &mut Conn, case: &Case) -> CommandResult<Vec<Past>> {
    let lang = cx.lang;
    let papers = store::papers(conn, case.project.id).await?;
    let events = store::events(conn, case.project.id).await?;
    let audit = db::history(conn, "project", &case.project.id.to_string()).await?;
    let mut past: Vec<(jiff::Timestamp, Past)> = events
        .into_iter()
        .map(|e| {
            let paper = papers.iter().find(|p| Some(p.id) == e.paper_id);
            let shown = Past {
                at: format_timestamp(e.at),
                day: format_date(e.on_date),
                what: step_name(case, &e.step, lang),
                state: case.definition.state_name(&e.to_state, lang).to_owned(),
                actor: e.actor,
                reason: e.reason,
                paper: paper.map(|p| p.number.clone()).unwrap_or_default(),
            };
            (e.at, shown)
        })
        .collect();
    // Steps stand above with their papers; of the audit trail the rest is shown.
    let steps = |verb: &str| {
        let beside = ["create", "progress-report", "inspection-minutes", "defects"];
        beside.contains(&verb)
            || verb == "debt-recovery"
            || verb == roster::STEP
            || case.definition.transition(verb).is_some()
    };
    past.extend(audit.into_iter().filter(|a| !steps(&a.verb)).map(|a| {
        let shown = Past {
            at: format_timestamp(a.at),
            day: String::new(),
            what: audit_name(&a.verb, lang).to_owned(),
            state: String::new(),
            actor: a.actor,
            reason: String::new(),
            paper: String::new(),
        };
        (a.at, shown)
    }));
    past.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    Ok(past.into_iter().map(|(_, p)| p).collect())
}

fn audit_name(verb: &str, lang: Lang) -> &str {
    match verb {
        "edit" => lang.t("Sửa đề án", "Project edited"),
        "costs" => lang.t("Sửa dự toán", "Estimate edited"),
        "dossier" => lang.t("Cập nhật hồ sơ", "Dossier updated"),
        "adjustment-proposal" => lang.t(
            "Ghi nội dung đề nghị điều chỉnh",
            "What the adjustment changes was entered",
        ),
        "beneficiary" => lang.t("Ghi đơn vị thụ hưởng", "Beneficiary entered"),
        "beneficiary-removal" => lang.t("Bỏ đơn vị thụ hưởng", "Beneficiary taken out"),
        "appraisal" => lang.t("Ghi kết quả thẩm định", "Appraisal recorded"),
        "attach-file" => lang.t("Gắn tệp văn bản", "File attached"),
        "funding-resolution" => lang.t("Kết luận dấu hiệu trùng hỗ trợ", "Match settled"),
        "supplement-round" => lang.t("Ghi điểm cần bổ sung", "Gaps of the dossier recorded"),
        "vouchers" => lang.t("Nhập chứng từ", "Vouchers entered"),
        "voucher-removal" => lang.t("Bỏ chứng từ", "A voucher taken out"),
        "voucher-judgement" => lang.t("Xét chứng từ", "Vouchers looked at"),
        "debt" => lang.t("Ghi khoản phải thu hồi", "A debt recorded"),
        "agreement" => lang.t("Ghi biên bản thỏa thuận", "An agreement recorded"),
        "agreement-signature" => lang.t("Ghi ngày ký thỏa thuận", "An agreement signed"),
        "follow-up-figures" => lang.t("Ghi số liệu theo dõi", "Figures of a visit"),
        "request-answer" => lang.t("Ghi kết quả khắc phục", "A request answered"),
        "supplement-answer" => lang.t("Trả lời điểm cần bổ sung", "Gaps of the dossier answered"),
        other => other,
    }
}
