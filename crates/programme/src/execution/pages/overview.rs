use askama::Template;
use axum::extract::Path;
use db::{Conn, Cx};
use kernel::{Dong, Lang, ProjectId, Thing, Verb, format_date};
use uuid::Uuid;
use web_kit::{Chrome, Web, WebError, WebResult, samples::Sample};

use super::{PhotoView, frame, load, photo_file, photo_views, tabs};
use crate::{
    execution::{agreement, follow_up, inspection, photo, report, request},
    parts,
    project::{
        Accepts, Case,
        pages::view::{Head, head},
    },
};

type Badge = (&'static str, &'static str, &'static str);

struct AgreementLine {
    href: String,
    number: String,
    parties: String,
    price: Dong,
    support: Dong,
    keep: String,
}

struct ReportLine {
    href: String,
    title: String,
    percent: i64,
    work: String,
    photos: Vec<PhotoView>,
}

struct RequestLine {
    href: String,
    finding: String,
    wanted: String,
    kind: &'static str,
    due: String,
    answer: String,
    badge: Badge,
}

struct VisitLine {
    href: String,
    title: String,
    due: String,
    visited: String,
    article: String,
    verified: bool,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "execution/views/overview.html")]
struct OverviewPage {
    c: Chrome,
    head: Head,
    tabs: Vec<(String, String, bool)>,
    contract_title: &'static str,
    /// Whether the project buys machines, about which there are agreements.
    machines: bool,
    agreements: Vec<AgreementLine>,
    /// (name, address without ending)
    annexes: Vec<(String, String)>,
    reports: Vec<ReportLine>,
    /// (title, address, what was concluded)
    inspections: Vec<(String, String, String)>,
    requests: Vec<RequestLine>,
    visits: Vec<VisitLine>,
    may_agree: bool,
    may_report: bool,
    may_inspect: bool,
    may_visit: bool,
}

fn contract_title(machines: bool, lang: Lang) -> &'static str {
    match machines {
        true => lang.t(
            "Hợp đồng, thỏa thuận về máy móc",
            "Contract and agreements on machines",
        ),
        false => lang.t("Hợp đồng thực hiện đề án", "Contract of the project"),
    }
}

/// "Máy phải giữ đến 31/08/2027."
pub(super) fn keep_text(until: Option<jiff::civil::Date>, lang: Lang) -> String {
    until.map_or(String::new(), |day| {
        let day = format_date(day);
        match lang {
            Lang::Vi => format!("giữ máy đến {day}"),
            Lang::En => format!("kept until {day}"),
        }
    })
}

pub(super) fn report_title(
    number: i64,
    from: jiff::civil::Date,
    to: jiff::civil::Date,
    lang: Lang,
) -> String {
    let (from, to) = (format_date(from), format_date(to));
    match lang {
        Lang::Vi => format!("Báo cáo số {number}, kỳ {from} – {to}"),
        Lang::En => format!("Report {number}, {from} – {to}"),
    }
}

pub(super) fn visit_title(visit: &follow_up::FollowUp, lang: Lang) -> String {
    match (visit.months, lang) {
        (Some(months), Lang::Vi) => format!("Lần {}, sau {months} tháng", visit.number),
        (Some(months), Lang::En) => format!("Visit {}, after {months} months", visit.number),
        (None, Lang::Vi) => format!("Lần {}", visit.number),
        (None, Lang::En) => format!("Visit {}", visit.number),
    }
}

async fn page(cx: &Cx, conn: &mut Conn, c: Chrome, case: &Case) -> Result<OverviewPage, WebError> {
    let (lang, today, id) = (cx.lang, cx.today(), case.project.id);
    let photos = photo::of_project(conn, id).await?;
    let steps: Vec<&str> = case.steps(cx).iter().map(|t| t.code.as_str()).collect();
    let decides = cx.actor.may(Verb::Decide, Thing::Project);
    let machines = Accepts::of(case.project.activity).is_machine();
    let step = |code: &str| decides && steps.contains(&code);
    let may_visit = follow_up::step_of(case).is_some_and(step);
    let agreements = agreement::of_project(conn, id).await?;
    let annexes = agreement::annexes(conn, id).await?;
    let reports = report::of_project(conn, id).await?;
    let inspections = inspection::of_project(conn, id).await?;
    let requests = request::of_project(conn, id).await?;
    let visits = follow_up::of_project(conn, id).await?;
    Ok(OverviewPage {
        head: head(case, lang),
        tabs: tabs(case, lang),
        contract_title: contract_title(machines || !agreements.is_empty(), lang),
        machines,
        may_agree: cx.actor.may(Verb::Edit, Thing::Project)
            && agreement::may_agree(cx, case).is_ok(),
        may_report: step(report::STEP),
        may_inspect: step(inspection::STEP),
        may_visit,
        agreements: agreements
            .into_iter()
            .map(|a| AgreementLine {
                href: format!("/agreements/{}", a.id),
                parties: match a.supplier_name.is_empty() {
                    true => a.owner_name.clone(),
                    false => format!("{}; {}", a.owner_name, a.supplier_name),
                },
                price: a.price,
                support: a.support,
                keep: match (a.keep_until(case.project.accepted_on), lang) {
                    (None, Lang::Vi) if a.keep_years > 0 => {
                        format!("giữ máy {} năm từ nghiệm thu", a.keep_years)
                    }
                    (None, Lang::En) if a.keep_years > 0 => {
                        format!("kept {} years from the acceptance", a.keep_years)
                    }
                    (until, _) => keep_text(until, lang),
                },
                number: a.number,
            })
            .collect(),
        annexes: annexes
            .into_iter()
            .map(|a| {
                let day = format_date(a.signed_on);
                let name = match lang {
                    Lang::Vi => format!("Phụ lục số {}, theo {} ngày {day}", a.number, a.paper),
                    Lang::En => format!("Annex {}, by {} of {day}", a.number, a.paper),
                };
                (name, format!("/projects/{id}/annexes/{}", a.number))
            })
            .collect(),
        reports: reports
            .into_iter()
            .map(|r| ReportLine {
                href: format!("/progress-reports/{}", r.id),
                title: report_title(r.number, r.period_from, r.period_to, lang),
                percent: r.percent,
                photos: photo_views(&photos, id, |p| p.report_id == Some(r.id)),
                work: r.work,
            })
            .collect(),
        inspections: inspections
            .into_iter()
            .map(|i| {
                let day = format_date(i.inspected_on);
                let title = match lang {
                    Lang::Vi => format!("Kiểm tra lần {}, ngày {day}", i.number),
                    Lang::En => format!("Inspection {} of {day}", i.number),
                };
                (title, format!("/inspections/{}", i.id), i.conclusion)
            })
            .collect(),
        requests: requests
            .into_iter()
            .map(|r| RequestLine {
                href: format!("/requests/{}", r.id),
                kind: match r.is_defect() {
                    true => lang.t("lỗi nghiệm thu", "defect"),
                    false => lang.t("kiến nghị kiểm tra", "asked by an inspection"),
                },
                due: format_date(r.due_on),
                badge: r.badge(today, lang),
                finding: r.finding,
                wanted: r.wanted,
                answer: r.answer,
            })
            .collect(),
        visits: visits
            .into_iter()
            .map(|f| VisitLine {
                href: format!("/follow-ups/{}", f.id),
                title: visit_title(&f, lang),
                due: format_date(f.due_on),
                visited: parts::day(f.visited_on),
                badge: f.badge(today, lang),
                verified: f.verified,
                article: f.article,
            })
            .collect(),
        c,
    })
}

pub(super) async fn show(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    let title = web.t("Thực hiện đề án", "Execution of the project");
    let c = frame(&web, &case, title);
    let page = page(&web.cx, &mut conn, c, &case).await?;
    web.page(page)
}

/// A photograph of a report or a visit.
pub(super) async fn photo(web: Web, Path((id, photo)): Path<(ProjectId, Uuid)>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    let file = photo_file(&mut conn, case.project.id, photo).await?;
    web_kit::stored_file(&web, &mut conn, file).await
}

pub(super) fn samples() -> Vec<Sample> {
    let case = crate::project::pages::sample_data::case();
    let empty = |lang: Lang| OverviewPage {
        c: Chrome::sample(lang, lang.t("Thực hiện đề án", "Execution")),
        head: head(&case, lang),
        tabs: tabs(&case, lang),
        contract_title: contract_title(true, lang),
        machines: true,
        agreements: Vec::new(),
        annexes: Vec::new(),
        reports: Vec::new(),
        inspections: Vec::new(),
        requests: Vec::new(),
        visits: Vec::new(),
        may_agree: true,
        may_report: true,
        may_inspect: true,
        may_visit: true,
    };
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            let late = (lang.t("quá hạn", "overdue"), "red", "alert");
            let full = OverviewPage {
                agreements: vec![AgreementLine {
                    href: "/agreements/x".into(),
                    number: "05/BBTT".into(),
                    parties: "Công ty TNHH Cơ khí; Công ty Thiết bị".into(),
                    price: Dong(600_000_000),
                    support: Dong(200_000_000),
                    keep: keep_text(Some(jiff::civil::date(2027, 8, 31)), lang),
                }],
                annexes: vec![("Phụ lục số 1".into(), "/projects/x/annexes/1".into())],
                reports: vec![ReportLine {
                    href: "/progress-reports/x".into(),
                    title: "Báo cáo số 1".into(),
                    percent: 60,
                    work: "Đã lắp máy".into(),
                    photos: vec![PhotoView {
                        href: "/projects/x/photos/y".into(),
                        caption: "Máy tại xưởng".into(),
                    }],
                }],
                inspections: vec![(
                    "Kiểm tra lần 1".into(),
                    "/inspections/x".into(),
                    "Đạt yêu cầu".into(),
                )],
                requests: vec![RequestLine {
                    href: "/requests/x".into(),
                    finding: "Chưa có biển tên".into(),
                    wanted: "Gắn biển tên".into(),
                    kind: lang.t("lỗi nghiệm thu", "defect"),
                    due: "01/08/2022".into(),
                    answer: String::new(),
                    badge: late,
                }],
                visits: vec![VisitLine {
                    href: "/follow-ups/x".into(),
                    title: "Lần 1".into(),
                    due: "28/02/2023".into(),
                    visited: String::new(),
                    article: "Thực tế công việc".into(),
                    verified: false,
                    badge: late,
                }],
                ..empty(lang)
            };
            [
                Sample::of("execution", empty(lang)),
                Sample::of("execution", full),
            ]
        })
        .collect()
}
