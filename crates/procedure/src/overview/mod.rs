//! One place for all that says how a province goes about it (quy trình và mẫu biểu).

mod pages;

use db::Cx;
use kernel::Thing;
use web_kit::{Chrome, NavEntry, NavKey, Web};

pub(crate) use pages::{routes, samples};

pub(crate) const NAV: NavEntry = NavEntry {
    section: NavKey::Administration,
    order: 40,
    label: ("Quy trình và mẫu biểu", "Procedures and forms"),
    href: "/procedures",
    thing: Some(Thing::Workflow),
    key: None,
};

/// The parts, in the order of their tabs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tab {
    Workflows,
    Papers,
    Criteria,
    Forms,
    Series,
    Parameters,
}

impl Tab {
    const ALL: [Tab; 6] = [
        Tab::Workflows,
        Tab::Papers,
        Tab::Criteria,
        Tab::Forms,
        Tab::Series,
        Tab::Parameters,
    ];

    fn label(self) -> (&'static str, &'static str) {
        match self {
            Tab::Workflows => ("Quy trình", "Workflows"),
            Tab::Papers => ("Thành phần hồ sơ", "Dossier papers"),
            Tab::Criteria => ("Tiêu chí thẩm định", "Appraisal criteria"),
            Tab::Forms => ("Biểu mẫu", "Forms"),
            Tab::Series => ("Số văn bản", "Paper numbers"),
            Tab::Parameters => ("Thời hạn và giới hạn", "Deadlines and limits"),
        }
    }

    fn href(self) -> &'static str {
        match self {
            Tab::Workflows => "/workflows",
            Tab::Papers => "/dossier-papers",
            Tab::Criteria => "/appraisal-criteria",
            Tab::Forms => "/paper-forms",
            Tab::Series => "/paper-series",
            Tab::Parameters => "/parameters",
        }
    }
}

/// Label, address, whether it is the page itself.
pub(crate) type Tabs = Vec<(&'static str, &'static str, bool)>;

pub(crate) fn tabs(cx: &Cx, here: Tab) -> Tabs {
    Tab::ALL
        .into_iter()
        .map(|tab| {
            let (vi, en) = tab.label();
            (cx.lang.t(vi, en), tab.href(), tab == here)
        })
        .collect()
}

/// The frame of a page of this room, with the way back to its overview.
pub(crate) fn frame(web: &Web, heading: impl Into<String>, trail: Vec<(String, String)>) -> Chrome {
    let heading = heading.into();
    let start = web
        .chrome(heading.clone())
        .crumb(web.t(NAV.label.0, NAV.label.1), NAV.href);
    trail
        .into_iter()
        .fold(start, |chrome, (label, href)| chrome.crumb(label, href))
        .crumb(heading, "")
}
