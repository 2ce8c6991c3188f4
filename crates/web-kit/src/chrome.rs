use std::borrow::Cow;

use kernel::Lang;

use crate::assets;

/// The frame of a page: what `base.html` and the macros need.
#[derive(Clone, Debug, Default)]
pub struct Chrome {
    pub lang: Lang,
    pub title: String,
    pub nav: Vec<NavSection>,
    pub user: Option<UserChip>,
    /// How many reminders are unread; None without a bell.
    pub unread: Option<i64>,
    pub path: String,
    pub flash: Option<Flash>,
    pub demo: bool,
    /// The same page in the other language.
    pub lang_url: String,
    /// What is in the search box.
    pub search: String,
    /// (label, address); an empty address is the page itself.
    pub breadcrumbs: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
pub struct NavSection {
    pub label: String,
    pub items: Vec<NavItem>,
}

#[derive(Clone, Debug)]
pub struct NavItem {
    pub label: String,
    pub href: String,
    pub active: bool,
    pub key: Option<char>,
}

#[derive(Clone, Debug)]
pub struct UserChip {
    pub name: String,
    pub role: String,
    pub organisation: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum FlashKind {
    Success,
    Warning,
    Danger,
}

/// A sentence shown once, after the action it speaks of.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Flash {
    pub kind: FlashKind,
    pub text: String,
}

impl Flash {
    pub fn class(&self) -> &'static str {
        match self.kind {
            FlashKind::Success => "success",
            FlashKind::Warning => "warning",
            FlashKind::Danger => "danger",
        }
    }
}

impl Chrome {
    /// The wording in the reader's language.
    pub fn t<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        self.lang.t(vi, en)
    }

    /// The address of a built asset.
    pub fn asset(&self, name: &str) -> Cow<'static, str> {
        assets::url(name)
    }

    pub fn crumb(mut self, label: impl Into<String>, href: impl Into<String>) -> Chrome {
        self.breadcrumbs.push((label.into(), href.into()));
        self
    }

    /// A frame with invented values, for samples.
    pub fn sample(lang: Lang, title: &str) -> Chrome {
        Chrome {
            lang,
            title: title.to_owned(),
            nav: vec![NavSection {
                label: lang.t("Kế hoạch", "Plans").into(),
                items: vec![NavItem {
                    label: lang.t("Đề án", "Projects").into(),
                    href: "/projects".into(),
                    active: true,
                    key: Some('d'),
                }],
            }],
            user: Some(UserChip {
                name: lang.t("Chuyên viên", "Officer").into(),
                role: lang
                    .t("Chuyên viên Trung tâm", "Officer of the Centre")
                    .into(),
                organisation: "Trung tâm Khuyến công".into(),
            }),
            unread: Some(3),
            path: "/".into(),
            demo: true,
            lang_url: "/?lang=en".into(),
            ..Chrome::default()
        }
    }
}
