use askama::Template;
use axum::extract::Path;
use db::{CommandResult, Conn, Cx, DbError};
use kernel::{EstablishmentId, Lang, SiteId, Thing, Verb, format_date};
use reference::{Unit, industries, units};
use web_kit::{Chrome, Form, Web, WebResult};

use super::{
    changes::{self, HistoryLine},
    commands::{self, CloseInput},
    model::{Establishment, OwnerSex},
};
use crate::{
    site::{self, Site},
    support::{SupportHistory, SupportLine},
    year::{self, YearFigures},
};

/// How many entries of the history a page shows.
const HISTORY: usize = 50;

/// A site as the page shows it.
#[derive(Clone, Debug)]
pub(super) struct SiteLine {
    pub id: SiteId,
    pub main: bool,
    pub place: String,
    /// Days of validity of the unit and what it is called today; empty for a unit in force.
    pub unit_note: String,
    pub village: Option<String>,
    pub cluster: String,
    pub days: String,
    pub illustration: bool,
}

/// Figures as the page shows them.
#[derive(Clone, Debug)]
pub(super) struct YearLine {
    pub figures: YearFigures,
    /// A later revision stands in its place.
    pub replaced: bool,
}

impl YearLine {
    pub fn count(&self, number: &Option<i64>) -> String {
        number
            .map(|n| kernel::Dong(n).grouped())
            .unwrap_or_default()
    }
    pub fn amount(&self, amount: &Option<kernel::Dong>) -> String {
        amount.map(kernel::Dong::grouped).unwrap_or_default()
    }
    pub fn collected_on(&self) -> String {
        format_date(self.figures.collected_on)
    }
    pub fn source(&self, lang: &Lang) -> &'static str {
        self.figures.source.label(*lang)
    }
}

#[derive(Template)]
#[template(path = "establishment/views/show.html")]
pub(super) struct ShowPage {
    pub c: Chrome,
    pub e: Establishment,
    pub industry: String,
    pub sites: Vec<SiteLine>,
    pub years: Vec<YearLine>,
    pub support: Vec<SupportLine>,
    pub history: Vec<HistoryLine>,
    /// The reader may edit, and so sees personal data.
    pub may_edit: bool,
    /// The form that closes or reopens.
    pub form: Form,
}

impl ShowPage {
    fn day(&self, day: &Option<jiff::civil::Date>) -> String {
        day.map(format_date).unwrap_or_default()
    }
    fn legal_form(&self) -> &'static str {
        self.e.legal_form.0.label(self.c.lang)
    }
    fn owner_sex(&self) -> &'static str {
        self.e
            .owner_sex
            .map_or("", |sex: OwnerSex| sex.label(self.c.lang))
    }
    fn sme(&self) -> &str {
        match self.e.declared_sme {
            Some(true) => self.c.t("có (tự xác định)", "yes (own statement)"),
            Some(false) => self.c.t("không (tự xác định)", "no (own statement)"),
            None => "",
        }
    }
    fn consent(&self) -> &str {
        match (self.e.publish_profile, self.e.publish_contact) {
            (true, true) => self.c.t("giới thiệu và liên hệ", "page and contacts"),
            (true, false) => self
                .c
                .t("giới thiệu, không liên hệ", "page without contacts"),
            (false, true) => self.c.t("chỉ liên hệ", "contacts only"),
            (false, false) => self.c.t("chưa đồng ý", "not given"),
        }
    }
}

pub(super) async fn show(web: Web, Path(id): Path<EstablishmentId>) -> WebResult {
    let form = Form::new(web.cx.lang);
    web.page(page(&web, id, form).await?)
}

async fn page(web: &Web, id: EstablishmentId, mut form: Form) -> CommandResult<ShowPage> {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let e = commands::required(cx, &mut conn, id).await?;
    let may_edit = cx.actor.may(Verb::Edit, Thing::Establishment);
    let industry = industries::get(&mut conn, e.industry_version, &e.industry_code).await?;
    let sites = site_lines(cx, &mut conn, id).await?;
    let years = year_lines(year::of(&mut conn, id).await?);
    let support = cx
        .port::<dyn SupportHistory>()
        .of(cx, &mut conn, id)
        .await?;
    let mut records = db::history(&mut conn, "establishment", &id.to_string()).await?;
    records.truncate(HISTORY);
    form.set("version", e.version);
    Ok(ShowPage {
        c: web
            .chrome(&e.name)
            .crumb(web.t("Cơ sở CNNT", "Establishments"), "/establishments")
            .crumb(&e.name, ""),
        industry: format!(
            "{} {} (VSIC {})",
            e.industry_code,
            industry.map(|i| i.name).unwrap_or_default(),
            e.industry_version
        ),
        e,
        sites,
        years,
        support,
        history: changes::history(records, cx.lang, may_edit),
        may_edit,
        form,
    })
}

fn year_lines(all: Vec<YearFigures>) -> Vec<YearLine> {
    let mut lines: Vec<YearLine> = Vec::with_capacity(all.len());
    for figures in all {
        let same = |line: &YearLine| {
            (line.figures.year, line.figures.source) == (figures.year, figures.source)
        };
        let replaced = lines.last().is_some_and(same);
        lines.push(YearLine { figures, replaced });
    }
    lines
}

async fn site_lines(
    cx: &Cx,
    conn: &mut Conn,
    id: EstablishmentId,
) -> Result<Vec<SiteLine>, DbError> {
    let mut lines = Vec::new();
    for site in site::store::of(conn, id).await? {
        let unit = units::get(conn, site.unit_id).await?;
        let note = match &unit {
            Some(unit) if !unit.in_force(cx.today()) => {
                ended(cx.lang, unit, &units::at(conn, unit.id, cx.today()).await?)
            }
            _ => String::new(),
        };
        lines.push(line(cx.lang, site, unit, note));
    }
    Ok(lines)
}

/// “đến 30/06/2025; nay là Phường …”
fn ended(lang: Lang, unit: &Unit, now: &[Unit]) -> String {
    let last = unit
        .valid_to
        .and_then(|day| day.yesterday().ok())
        .map(format_date);
    let now: Vec<&str> = now.iter().map(|unit| unit.label.as_str()).collect();
    let until = format!("{} {}", lang.t("đến", "until"), last.unwrap_or_default());
    if now.is_empty() {
        return until;
    }
    format!(
        "{until}; {} {}",
        lang.t("nay là", "today"),
        now.join(lang.t(" hoặc ", " or "))
    )
}

fn line(lang: Lang, site: Site, unit: Option<Unit>, unit_note: String) -> SiteLine {
    let label = unit.map(|unit| unit.label).unwrap_or_default();
    let day = |word: &str, day| format!("{word} {}", format_date(day));
    let days = [
        site.since.map(|since| day(lang.t("từ", "since"), since)),
        site.until.map(|until| day(lang.t("đến", "until"), until)),
    ];
    SiteLine {
        id: site.id,
        main: site.main,
        place: if site.address.is_empty() {
            label
        } else {
            format!("{}, {label}", site.address)
        },
        unit_note,
        village: site.in_craft_village.then_some(site.craft_village),
        cluster: site.cluster_note,
        days: days.into_iter().flatten().collect::<Vec<_>>().join(" "),
        illustration: site.illustration,
    }
}

pub(super) async fn close(web: Web, Path(id): Path<EstablishmentId>, mut form: Form) -> WebResult {
    let input = CloseInput {
        on: form.date("on"),
        reason: form.text("reason"),
    };
    if !form.has_errors() {
        let cx = form.cx(&web.cx);
        match commands::close(&cx, id, form.version_number(), input).await {
            Ok(()) => {
                return done(
                    &web,
                    id,
                    web.t(
                        "Đã ghi cơ sở ngừng hoạt động.",
                        "The establishment was closed.",
                    ),
                )
                .await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    web.refused(page(&web, id, form).await?)
}

pub(super) async fn reopen(web: Web, Path(id): Path<EstablishmentId>, mut form: Form) -> WebResult {
    let cx = form.cx(&web.cx);
    let reason = form.text("reason");
    match commands::reopen(&cx, id, form.version_number(), reason).await {
        Ok(()) => {
            done(
                &web,
                id,
                web.t(
                    "Đã ghi cơ sở hoạt động trở lại.",
                    "The establishment was reopened.",
                ),
            )
            .await
        }
        Err(error) => {
            form.refuse(error)?;
            web.refused(page(&web, id, form).await?)
        }
    }
}

async fn done(web: &Web, id: EstablishmentId, text: &str) -> WebResult {
    web.done(&format!("/establishments/{id}"), text).await
}
