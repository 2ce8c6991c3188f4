use askama::Template;
use axum::extract::Query;
use db::{CommandError, Page, PageRequest};
use kernel::{Dong, Lang, Thing, Verb};
use papers::{EXPORT_LIMIT, Sheet, SheetColumn, Total};
use rules::FundingScope;
use serde::{Deserialize, Serialize};
use web_kit::{
    Choices, Chrome, Form, Pager, Web, WebError, WebResult, file_response, query_string,
};

use super::{chosen, title};
use crate::{
    plan,
    proposal::{
        Holder, ProposalRow, ProposalState, rising,
        store::{self, Filter},
    },
};

/// The filters as they stand in the address.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::proposal) struct ListQuery {
    pub q: String,
    pub plan: String,
    pub holder: String,
    pub state: String,
    #[serde(skip_serializing)]
    pub page: String,
}

impl ListQuery {
    fn filter(&self) -> Filter {
        Filter {
            q: self.q.clone(),
            plan: self.plan.parse().ok(),
            holder: Holder::from_code(&self.holder),
            state: ProposalState::from_code(&self.state),
            waiting: self.state == WAITING,
            ..Filter::default()
        }
    }

    fn pairs(&self) -> [(&'static str, &str); 4] {
        [
            ("q", &self.q),
            ("plan", &self.plan),
            ("holder", &self.holder),
            ("state", &self.state),
        ]
    }
}

#[derive(Template)]
#[template(path = "proposal/views/list.html")]
pub(in crate::proposal) struct ListPage {
    pub c: Chrome,
    /// The filters, and what is wrong with what was ticked.
    pub form: Form,
    pub plans: Choices,
    pub holders: Choices,
    pub states: Choices,
    pub rows: Vec<ProposalRow>,
    pub asked: Dong,
    pub pager: Pager,
    pub may_create: bool,
    /// The level whose proposals this person passes on.
    pub passes: Option<Holder>,
    pub export: Option<String>,
    /// Where a new proposal begins.
    pub new: String,
}

impl ListPage {
    pub(in crate::proposal) fn of(
        c: Chrome,
        query: &ListQuery,
        page: Page<ProposalRow>,
        asked: Dong,
    ) -> ListPage {
        let lang = c.lang;
        let mut form = Form::new(lang);
        for (name, value) in query.pairs() {
            form.set(name, value);
        }
        ListPage {
            form,
            plans: Vec::new(),
            holders: Holder::ALL
                .map(|h| (h.code().to_owned(), h.label(lang).to_owned()))
                .to_vec(),
            states: states(lang),
            pager: Pager::new(&page, "/proposals", &query.pairs()),
            rows: page.rows,
            asked,
            may_create: false,
            passes: None,
            export: None,
            new: format!("/proposals/new{}", query_string(&[("plan", &query.plan)])),
            c,
        }
    }

    /// True for a row that this person may pass on.
    fn may_pass(&self, row: &ProposalRow) -> bool {
        let above = FundingScope::of(row.scope).and_then(|s| row.holder.above(s, false));
        self.passes == Some(row.holder) && row.state.is_moving() && above.is_some()
    }

    fn passes_any(&self) -> bool {
        self.rows.iter().any(|row| self.may_pass(row))
    }
}

/// The choice among the states that stands for those still to be put into the next plan.
pub(in crate::proposal) const WAITING: &str = "waiting";

fn states(lang: Lang) -> Choices {
    let states = ProposalState::ALL.map(|s| (s.code().to_owned(), s.label(lang).to_owned()));
    let waiting = lang.t("Chờ đưa vào kế hoạch năm sau", "Waiting for the next year");
    states
        .into_iter()
        .chain([(WAITING.to_owned(), waiting.to_owned())])
        .collect()
}

async fn list_page(web: &Web, query: &ListQuery) -> Result<ListPage, WebError> {
    let (cx, actor) = (&web.cx, &web.cx.actor);
    let mut conn = cx.read().await?;
    let request = PageRequest::new(query.page.parse().ok());
    let (page, asked) = store::list(&mut conn, &actor.scope, &query.filter(), request).await?;
    let plans = plan::store::with_proposals(cx, &mut conn).await?;
    let export = format!("/proposals/export.xlsx{}", query_string(&query.pairs()));
    let top = Holder::of(actor.role).filter(|h| *h != Holder::Agency);
    Ok(ListPage {
        plans: plans
            .into_iter()
            .map(|(id, title)| (id.to_string(), title))
            .collect(),
        may_create: actor.may(Verb::Create, Thing::Proposal),
        passes: top.filter(|_| actor.may(Verb::Decide, Thing::Proposal)),
        export: actor.may(Verb::Export, Thing::Proposal).then_some(export),
        ..ListPage::of(web.chrome(title(cx.lang)), query, page, asked)
    })
}

pub(super) async fn list(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let page = list_page(&web, &query).await?;
    web.page(page)
}

/// Passes on what was ticked, all or none.
pub(super) async fn pass_on(web: Web, form: Form) -> WebResult {
    let query = ListQuery {
        q: form.text("q"),
        plan: form.text("plan"),
        holder: form.text("holder"),
        state: form.text("state"),
        page: form.text("page"),
    };
    let chosen = chosen(&form);
    match rising::pass_on(&form.cx(&web.cx), &chosen).await {
        Ok(to) => {
            let text = passed_text(web.cx.lang, chosen.len(), to);
            let back = format!("/proposals{}", query_string(&query.pairs()));
            web.done(&back, text).await
        }
        Err(error) => {
            let mut page = list_page(&web, &query).await?;
            match error {
                CommandError::Stale => {
                    let text = web.t(
                        "Có đề xuất vừa được người khác sửa. Xem lại danh sách rồi trình.",
                        "Somebody changed one of them meanwhile. Look again, then pass on.",
                    );
                    page.form.fail("", text);
                }
                error => page.form.refuse(error)?,
            }
            web.refused(page)
        }
    }
}

pub(super) fn passed_text(lang: Lang, count: usize, to: Holder) -> String {
    let to = to.label(lang);
    match (lang, count) {
        (Lang::Vi, 1) => format!("Đã trình đề xuất lên {to}."),
        (Lang::Vi, n) => format!("Đã trình {n} đề xuất lên {to}."),
        (Lang::En, n) => format!("Passed {n} on to: {to}."),
    }
}

/// The filtered list as a workbook. Taking many records out is written to the audit trail.
pub(super) async fn export(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let mut tx = cx.begin().await?;
    let request = PageRequest {
        page: 1,
        size: EXPORT_LIMIT,
    };
    let (page, _) = store::list(&mut tx, &cx.actor.scope, &query.filter(), request).await?;
    tx.audit(cx, "export", "proposal", "list", None::<&()>, &query)
        .await?;
    tx.commit().await?;
    let mut sheet = Sheet::new(
        lang,
        title(lang),
        [
            SheetColumn::number(lang.t("Thứ hạng", "Rank"), 8),
            SheetColumn::text(lang.t("Đề xuất", "Proposal"), 48),
            SheetColumn::text(lang.t("Cơ sở thụ hưởng", "Beneficiary"), 32),
            SheetColumn::text(lang.t("Địa bàn", "Place"), 32),
            SheetColumn::text(lang.t("Nội dung", "Activity"), 10),
            SheetColumn::text(lang.t("Nguồn", "Source"), 22),
            SheetColumn::number(lang.t("Năm", "Year"), 8),
            SheetColumn::money(lang.t("Đề nghị", "Asked for")),
            SheetColumn::money(lang.t("Mức tối đa", "Ceiling")),
            SheetColumn::money(lang.t("Dự kiến giao", "Would be given")),
            SheetColumn::text(lang.t("Điểm", "Score"), 8),
            SheetColumn::text(lang.t("Đang ở", "Held by"), 22),
            SheetColumn::text(lang.t("Tình trạng", "State"), 20),
            SheetColumn::text(lang.t("Ghi chú", "Note"), 14),
        ],
    )
    .titled([lang.t("ĐỀ XUẤT KẾ HOẠCH KHUYẾN CÔNG", "PLAN PROPOSALS")]);
    for row in &page.rows {
        sheet.push([
            row.rank.into(),
            row.title.as_str().into(),
            row.beneficiary.as_str().into(),
            row.place.as_str().into(),
            row.activity.code().into(),
            row.scope.label(lang).into(),
            row.year.into(),
            row.asked.into(),
            row.ceiling.into(),
            row.granted.into(),
            row.score_text().into(),
            row.holder.label(lang).into(),
            row.state.label(lang).into(),
            if row.illustration {
                lang.t("minh họa", "illustration")
            } else {
                ""
            }
            .into(),
        ]);
    }
    sheet.illustration = page.rows.iter().any(|row| row.illustration);
    sheet.total = Some(Total {
        label: lang.t("Cộng", "Total").to_owned(),
        columns: vec![7, 9],
    });
    sheet.landscape = true;
    sheet.note_cut(page.total);
    let bytes = papers::xlsx(&[sheet]).map_err(WebError::internal)?;
    Ok(file_response(&format!("{}.xlsx", title(lang)), bytes))
}
