//! What the tabs of a project's page show.

mod history;
mod samples;

use db::{CommandResult, Conn, Cx};
use kernel::{Dong, Lang, Thing, Verb, format_date, format_timestamp};

use super::{
    supplement::{RoundView, round_views},
    view::{CeilingView, MoneyRow, ceiling_views, money_heads, money_rows, source_in_short},
};
use crate::{
    council::{charge::charge, interest},
    flagship,
    project::{
        AcceptanceItem, Accepts, Case, DossierLine, Level, ProjectResult,
        adjustment::{ChangesView, FactChange, changes_view, past_changes, sample_changes},
        appraisal,
        ceilings::{self, Basis},
        dossier, papers, roster, store, supplement, versions,
    },
};

pub(super) use self::samples::samples;

pub(in crate::project) enum Body {
    Overview(Overview),
    Money(Money),
    Dossier(Dossier),
    Appraisal(AppraisalTab),
    Acceptance(Acceptance),
    Papers(Papers),
    History(Vec<Past>),
}

impl Body {
    pub fn code(&self) -> &'static str {
        match self {
            Body::Overview(_) => "",
            Body::Money(_) => "money",
            Body::Dossier(_) => "dossier",
            Body::Appraisal(_) => "appraisal",
            Body::Acceptance(_) => "acceptance",
            Body::Papers(_) => "papers",
            Body::History(_) => "history",
        }
    }
}

#[derive(Default)]
pub(in crate::project) struct Overview {
    /// (label, value); several lines of text are kept.
    pub facts: Vec<(&'static str, String)>,
    pub beneficiaries: Vec<(String, String)>,
    pub need: Option<String>,
    /// The flagship it is a part of: (code and title, address).
    pub flagship: Option<(String, String)>,
    pub ceilings: Vec<CeilingView>,
    pub kept: Vec<KeptView>,
    /// What the adjustment that it waits for would change.
    pub changes: Option<ChangesView>,
}

pub(in crate::project) struct KeptView {
    pub step: String,
    pub name: String,
    pub day: String,
    pub asked: Dong,
    pub equation: String,
    pub article: String,
    pub verified: bool,
    pub href: String,
}

#[derive(Default)]
pub(in crate::project) struct Money {
    pub heads: Vec<&'static str>,
    pub rows: Vec<MoneyRow>,
    pub totals: Vec<MoneyRow>,
    pub versions: Vec<VersionView>,
    pub entries: Vec<EntryView>,
}

/// A version of the project.
pub(in crate::project) struct VersionView {
    pub number: i64,
    pub state: &'static str,
    pub actor: String,
    pub at: String,
    /// What it changes beside the estimate.
    pub changes: Vec<String>,
}

pub(in crate::project) struct EntryView {
    pub day: String,
    /// In which it was spent or came back; empty for other kinds.
    pub budget_year: String,
    pub kind: &'static str,
    pub step: String,
    pub line: String,
    pub source: &'static str,
    pub amount: Dong,
    pub paper: String,
    pub actor: String,
}

/// The check-list, and the rounds of supplement.
pub(in crate::project) struct Dossier {
    pub lines: Vec<DossierLine>,
    pub rounds: Vec<RoundView>,
    /// Where a round is prepared; None for those who cannot now.
    pub prepare: Option<String>,
}

#[derive(Default)]
pub(in crate::project) struct AppraisalTab {
    /// Why somebody with an interest sees nothing here; empty for all others.
    pub kept_out: String,
    pub levels: Vec<Appraised>,
}

pub(in crate::project) struct Appraised {
    /// What a council has to do with it, and where; empty without one.
    pub council: String,
    pub session: String,
    pub level: &'static str,
    pub conclusion: String,
    pub proposed: String,
    /// Of the ministry appraisal; empty while not stated.
    pub fit: String,
    pub rank: String,
    pub by: String,
    pub note: String,
    /// (criterion, verdict, colour, icon, note, who)
    pub rows: Vec<CriterionRow>,
}

pub(in crate::project) struct CriterionRow {
    pub title: String,
    pub verdict: &'static str,
    pub colour: &'static str,
    pub icon: &'static str,
    pub note: String,
    pub actor: String,
}

pub(in crate::project) struct Acceptance {
    pub accepts: Accepts,
    pub items: Vec<crate::project::AcceptanceItem>,
    pub results: Vec<ProjectResult>,
}

#[derive(Default)]
pub(in crate::project) struct Papers {
    pub rows: Vec<PaperRow>,
    /// Documents made from the records: (name, address without ending).
    pub documents: Vec<(&'static str, String)>,
    pub may_attach: bool,
}

pub(in crate::project) struct PaperRow {
    pub id: String,
    pub title: String,
    pub number: String,
    pub day: String,
    pub signer: String,
    pub file: Option<String>,
    pub sha256: String,
    pub attach: String,
    /// The minutes of an appraisal, which the reader's own interest closes to him.
    pub kept_out: bool,
}

pub(in crate::project) struct Past {
    pub at: String,
    pub day: String,
    pub what: String,
    pub state: String,
    pub actor: String,
    pub reason: String,
    pub paper: String,
}

pub(in crate::project) async fn body(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    tab: &str,
) -> CommandResult<Body> {
    Ok(match tab {
        "money" => Body::Money(money(cx, conn, case).await?),
        "dossier" => Body::Dossier(dossier_tab(cx, conn, case).await?),
        "appraisal" => Body::Appraisal(appraised(cx, conn, case).await?),
        "acceptance" => Body::Acceptance(Acceptance {
            accepts: Accepts::of(case.project.activity),
            items: store::items(conn, case.project.id).await?,
            results: store::results(conn, case.project.id).await?,
        }),
        "papers" => Body::Papers(proofs(cx, conn, case).await?),
        "history" => Body::History(history::history(cx, conn, case).await?),
        _ => Body::Overview(overview(cx, conn, case).await?),
    })
}

async fn overview(cx: &Cx, conn: &mut Conn, case: &Case) -> CommandResult<Overview> {
    let (lang, project) = (cx.lang, &case.project);
    let place = match project.unit_id {
        Some(unit) => unit,
        None => project.province_id,
    };
    let place = reference::units::get(conn, place).await?;
    let day = |d: Option<jiff::civil::Date>| d.map(format_date).unwrap_or_default();
    let on = project.norm_day(cx.today());
    let answers = ceilings::answers(cx, conn, case, on, Basis::Estimate).await?;
    let kept = store::ceilings(conn, project.id).await?;
    Ok(Overview {
        facts: vec![
            (
                lang.t("Loại đề án", "Kind"),
                project.kind().label(lang).into(),
            ),
            (
                lang.t("Địa bàn", "Place"),
                place.map(|u| u.label).unwrap_or_default(),
            ),
            (
                lang.t("Đơn vị thực hiện", "Implementing unit"),
                project.implementer.clone(),
            ),
            (
                lang.t("Đơn vị phối hợp", "Coordinating units"),
                project.coordinator.clone(),
            ),
            (
                lang.t("Ngày lập", "Drawn up on"),
                format_date(project.drafted_on),
            ),
            (lang.t("Bắt đầu", "Starts"), day(project.starts_on)),
            (lang.t("Kết thúc", "Ends"), day(project.ends_on)),
            (
                lang.t("Ngày giao kinh phí", "Allotted on"),
                day(project.approved_on),
            ),
            (
                lang.t("Sự cần thiết", "Background"),
                project.background.clone(),
            ),
            (lang.t("Mục tiêu", "Goals"), project.goals.clone()),
            (
                lang.t("Nội dung, quy mô", "Content and size"),
                project.content.clone(),
            ),
            (
                lang.t("Hiệu quả dự kiến", "Expected effect"),
                project.effect.clone(),
            ),
        ],
        beneficiaries: case
            .beneficiaries
            .iter()
            .map(|b| {
                (
                    b.name.clone(),
                    format!("/establishments/{}", b.establishment_id),
                )
            })
            .collect(),
        need: project.need_id.map(|id| format!("/needs/{id}")),
        flagship: frame_of(cx, conn, case).await?,
        changes: changes_view(cx, conn, case).await?,
        ceilings: ceiling_views(&answers),
        kept: kept
            .into_iter()
            .map(|k| KeptView {
                step: step_name(case, &k.step, lang),
                name: match k.name.is_empty() && case.beneficiaries.len() > 1 {
                    true => case
                        .beneficiaries
                        .iter()
                        .find(|b| Some(b.establishment_id) == k.establishment_id)
                        .map_or(String::new(), |b| b.name.clone()),
                    false => k.name,
                },
                day: format_date(k.on_date),
                asked: k.asked,
                equation: k.equation,
                article: k.article,
                verified: k.verified,
                href: format!("/ceilings/{}", k.ceiling_id),
            })
            .collect(),
    })
}

/// The frame of a flagship's part.
async fn frame_of(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
) -> CommandResult<Option<(String, String)>> {
    let Some(place) = flagship::parts::of(conn, case.project.id).await? else {
        return Ok(None);
    };
    Ok(
        match flagship::store::find(cx, conn, place.flagship_id).await {
            Ok(frame) => Some((
                format!("{} · {}", frame.code, frame.title),
                format!("/flagships/{}", frame.id),
            )),
            Err(db::CommandError::NotFound) => None,
            Err(error) => return Err(error),
        },
    )
}

pub(super) fn step_name(case: &Case, code: &str, lang: Lang) -> String {
    let opening = &case.definition.opening;
    match case.definition.transition(code) {
        Some(step) => step.name.get(lang).to_owned(),
        None if code == "opening" => opening.name.get(lang).to_owned(),
        None if code == roster::STEP => lang
            .t(
                "Chốt danh sách đơn vị thụ hưởng",
                "Fix the list of beneficiaries",
            )
            .to_owned(),
        None if code == "debt-recovery" => lang.t("Thu hồi khoản nợ", "Debt paid back").to_owned(),
        None => code.to_owned(),
    }
}

async fn money(cx: &Cx, conn: &mut Conn, case: &Case) -> CommandResult<Money> {
    let lang = cx.lang;
    let said = past_changes(conn, case.project.id, lang).await?;
    let entries = store::entries(conn, case.project.id).await?;
    let proofs = store::papers(conn, case.project.id).await?;
    let total = |source| MoneyRow {
        title: lang.t("Cộng", "Total").to_owned(),
        again: false,
        source: source_in_short(source, lang),
        source_in_full: kernel::FundingSource::label(source, lang),
        requested: crate::project::total_of(&case.lines, source).requested,
        figures: crate::project::MoneyKind::ALL
            .iter()
            .map(|k| crate::project::total_of(&case.lines, source).get(*k))
            .collect(),
    };
    let used = kernel::FundingSource::ALL.into_iter().filter(|s| {
        !crate::project::total_of(&case.lines, *s)
            .requested
            .is_zero()
    });
    Ok(Money {
        heads: money_heads(lang),
        rows: money_rows(&case.lines, lang),
        totals: used.map(total).collect(),
        versions: versions::all(conn, case.project.id)
            .await?
            .into_iter()
            .map(|v| VersionView {
                changes: said
                    .iter()
                    .filter(|(number, _)| *number == v.number)
                    .flat_map(|(_, changes)| changes.iter().map(FactChange::sentence))
                    .collect(),
                number: v.number,
                state: version_state(&v.state, lang),
                actor: v.actor,
                at: format_timestamp(v.at),
            })
            .collect(),
        entries: entries
            .into_iter()
            .map(|e| EntryView {
                day: format_date(e.on_date),
                budget_year: match e.kind.is_spending()
                    || e.kind == crate::project::MoneyKind::Recover
                {
                    true => e.budget_year.to_string(),
                    false => String::new(),
                },
                kind: e.kind.label(lang),
                step: step_name(case, &e.step, lang),
                line: case.lines.iter().find(|l| l.id == e.line_id).map_or_else(
                    || lang.t("(dòng đã bỏ)", "(line removed)").into(),
                    |l| l.name(),
                ),
                source: e.source.label(lang),
                amount: e.amount,
                paper: proofs
                    .iter()
                    .find(|p| Some(p.id) == e.paper_id)
                    .map(|p| p.number.clone())
                    .unwrap_or_default(),
                actor: e.actor,
            })
            .collect(),
    })
}

fn version_state(state: &str, lang: Lang) -> &'static str {
    match state {
        "approved" => lang.t("đang hiệu lực", "in force"),
        "proposed" => lang.t("đề nghị điều chỉnh", "proposed"),
        "refused" => lang.t("không được đồng ý", "refused"),
        _ => lang.t("đã thay thế", "superseded"),
    }
}

async fn dossier_tab(cx: &Cx, conn: &mut Conn, case: &Case) -> CommandResult<Dossier> {
    let lines = dossier::lines(cx, conn, case, cx.today()).await?;
    Ok(Dossier {
        rounds: round_views(cx, conn, case, &lines).await?,
        prepare: supplement::may_ask(cx, case)
            .then(|| format!("/projects/{}/supplement-rounds/new", case.project.id)),
        lines,
    })
}

async fn appraised(cx: &Cx, conn: &mut Conn, case: &Case) -> CommandResult<AppraisalTab> {
    use rules::criteria::CriterionResult as R;
    let (lang, project) = (cx.lang, &case.project);
    if interest::is_barred(conn, cx.actor.account, project.id).await? {
        return Ok(AppraisalTab {
            kept_out: lang
                .t(
                    "Bạn có lợi ích liên quan đến đề án này nên phần thẩm định không hiển thị với bạn.",
                    "You have an interest in this project, so its appraisal is not shown to you.",
                )
                .to_owned(),
            levels: Vec::new(),
        });
    }
    let ministry = case.definition.state("min_appraisal").is_some();
    let mut all = Vec::new();
    for level in Level::ALL {
        if level == Level::Ministry && !ministry {
            continue;
        }
        let found = appraisal::get(cx, conn, project, level).await?;
        let council = charge(conn, project.id, project.province_id, level, cx.today()).await?;
        let rows = found.lines.into_iter().map(|(criterion, verdict)| {
            let result = verdict.as_ref().map(|v| v.result());
            let (colour, icon) = match result {
                Some(R::Pass) => ("green", "check"),
                Some(R::Fail) => ("red", "stop"),
                Some(R::NeedsMore) => ("amber", "back"),
                None => ("grey", "clock"),
            };
            CriterionRow {
                title: format!("{}. {}", criterion.order, criterion.title.get(lang)),
                verdict: result.map_or(lang.t("Chưa có", "None yet"), |r| r.label(lang)),
                colour,
                icon,
                note: verdict.as_ref().map(|v| v.note.clone()).unwrap_or_default(),
                // A council's findings are all its own, as the card says once.
                actor: verdict
                    .map(|v| v.actor)
                    .filter(|_| council.is_none())
                    .unwrap_or_default(),
            }
        });
        let rows = rows.collect();
        let done = found.appraised;
        all.push(Appraised {
            council: council
                .as_ref()
                .map(|c| c.sentence(lang))
                .unwrap_or_default(),
            session: council.map(|c| c.href()).unwrap_or_default(),
            level: level.label(lang),
            conclusion: done
                .as_ref()
                .map(|a| a.conclusion().label(lang).to_owned())
                .unwrap_or_default(),
            proposed: done
                .as_ref()
                .map(|a| a.proposed.to_string())
                .unwrap_or_default(),
            fit: done
                .as_ref()
                .and_then(|a| a.budget_fit)
                .map(|f| f.label(lang).to_owned())
                .unwrap_or_default(),
            rank: done
                .as_ref()
                .and_then(|a| a.rank)
                .map(|r| r.to_string())
                .unwrap_or_default(),
            by: done
                .as_ref()
                .map(|a| format!("{}, {}", a.actor, format_date(a.on_date)))
                .unwrap_or_default(),
            note: done.map(|a| a.note).unwrap_or_default(),
            rows,
        });
    }
    Ok(AppraisalTab {
        kept_out: String::new(),
        levels: all,
    })
}

async fn proofs(cx: &Cx, conn: &mut Conn, case: &Case) -> CommandResult<Papers> {
    let page = format!("/projects/{}", case.project.id);
    let rows = store::papers(conn, case.project.id).await?;
    let ministry = case.definition.state("min_appraisal").is_some();
    let barred = interest::is_barred(conn, cx.actor.account, case.project.id).await?;
    let documents = papers::Document::ALL
        .into_iter()
        .filter(|d| ministry || *d != papers::Document::MinistryAppraisal)
        .filter(|d| !(barred && d.is_appraisal()))
        .map(|d| (d.label(cx.lang), format!("{page}/documents/{}", d.code())));
    Ok(Papers {
        rows: rows
            .into_iter()
            .map(|p| PaperRow {
                kept_out: barred && papers::is_appraisal(&case.definition, &p.step),
                id: p.id.to_string(),
                title: p.title,
                number: p.number,
                day: format_date(p.signed_on),
                signer: p.signer,
                file: p.file_id.map(|f| format!("{page}/files/{f}")),
                sha256: p.sha256.map(|s| s[..12].to_owned()).unwrap_or_default(),
                attach: format!("{page}/papers/{}", p.id),
            })
            .collect(),
        documents: documents.collect(),
        may_attach: cx.actor.may(Verb::Decide, Thing::Project),
    })
}
