use askama::Template;
use kernel::{Lang, Thing, Verb};
use web_kit::{Chrome, Guard, Routes, Web, WebResult, samples::Sample};

use super::{NAV, Tab};

pub(crate) fn routes() -> Routes {
    Routes::new().get(
        NAV.href,
        Guard::Needs(Verb::View, Thing::Workflow),
        overview,
    )
}

/// One part: what it is called, where it is, what it settles, and who keeps it.
pub(super) struct Part {
    title: &'static str,
    href: &'static str,
    what: &'static str,
}

#[derive(Template)]
#[template(path = "overview/views/overview.html")]
struct OverviewPage {
    c: Chrome,
    parts: Vec<Part>,
}

fn what(tab: Tab, lang: Lang) -> &'static str {
    match tab {
        Tab::Workflows => lang.t(
            "Đề án đi qua những trạng thái, bước nào; ai làm, cần điều kiện và văn bản gì.",
            "Which states and steps a project goes through, who takes them, on which conditions \
             and papers.",
        ),
        Tab::Papers => lang.t(
            "Giấy tờ phải có khi đăng ký và khi thẩm định, theo nội dung, loại đề án và nguồn vốn.",
            "The papers asked for at registration and appraisal, by activity, kind and budget.",
        ),
        Tab::Criteria => lang.t(
            "Câu hỏi mà người thẩm định và hội đồng phải kết luận, theo từng cấp.",
            "The questions that appraisers and councils decide on, at each level.",
        ),
        Tab::Forms => lang.t(
            "Mẫu của từng giấy tờ phần mềm in ra hoặc yêu cầu; văn bản, phụ lục quy định mẫu đó.",
            "The form of each paper the product makes or asks for, with the text that prescribes it.",
        ),
        Tab::Series => lang.t(
            "Mẫu số, ký hiệu của từng loại văn bản; số kế tiếp được đề xuất khi làm bước.",
            "How each kind of paper is numbered; steps propose the next number.",
        ),
        Tab::Parameters => lang.t(
            "Hạn đăng ký, tỷ lệ tạm ứng tối đa, số tháng theo dõi; mỗi dòng ghi văn bản quy định.",
            "Closing days, the largest advance, months of follow-up, each with its text.",
        ),
    }
}

/// In Vietnamese and in English.
type Words = (&'static str, &'static str);

/// What other modules keep of the same kind: who may see it, its name, its page, what it is.
const ELSEWHERE: [(Thing, Words, &str, Words); 2] = [
    (
        Thing::Plan,
        ("Tiêu chí xét chọn", "Selection criteria"),
        "/selection-criteria",
        (
            "Điểm ưu tiên khi xét chọn đề xuất vào kế hoạch năm.",
            "The points of priority when proposals are selected for an annual plan.",
        ),
    ),
    (
        Thing::Norm,
        ("Quy tắc trùng hỗ trợ", "Double funding rules"),
        "/funding-match-rules",
        (
            "Khi nào hai lần hỗ trợ cùng một cơ sở, máy móc được nhắc là có thể trùng.",
            "When two supports of one establishment or machine are shown as possibly the same.",
        ),
    ),
];

fn page(c: Chrome, may_see: impl Fn(Thing) -> bool) -> OverviewPage {
    let lang = c.lang;
    let part = |tab: Tab| {
        let (vi, en) = tab.label();
        Part {
            title: lang.t(vi, en),
            href: tab.href(),
            what: what(tab, lang),
        }
    };
    let elsewhere = ELSEWHERE
        .into_iter()
        .filter(|(thing, ..)| may_see(*thing))
        .map(|(_, title, href, what)| Part {
            title: lang.t(title.0, title.1),
            href,
            what: lang.t(what.0, what.1),
        });
    OverviewPage {
        parts: Tab::ALL.into_iter().map(part).chain(elsewhere).collect(),
        c,
    }
}

async fn overview(web: Web) -> WebResult {
    let actor = web.cx.actor.clone();
    let c = web.chrome(web.t(NAV.label.0, NAV.label.1));
    web.page(page(c, |thing| actor.may(Verb::View, thing)))
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .map(|lang| {
            Sample::of(
                "procedures",
                page(Chrome::sample(lang, NAV.label.0), |_| true),
            )
        })
        .into_iter()
        .collect()
}
