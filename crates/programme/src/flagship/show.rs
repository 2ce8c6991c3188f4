//! The page of one flagship: years by provinces, with the sums of the parts.

use askama::Template;
use axum::extract::{Path, Query};
use db::Conn;
use kernel::{FlagshipId, Lang, Thing, UnitId, Verb};
use serde::Deserialize;
use web_kit::{Chrome, TrailLine, Web, WebResult};

use super::{
    Flagship, Matrix, commands,
    matrix::{labels, matrix, note_others},
    pages::title,
    store,
};
use crate::ports::{WorkflowVersion, Workflows};

/// A part as a square of the matrix shows it.
pub(super) struct PartView {
    pub href: String,
    pub code: String,
    /// (label, colour, icon)
    pub badge: (String, &'static str, &'static str),
    pub implementer: String,
}

pub(super) struct SquareView {
    pub year: i64,
    /// What the frame plans; empty where it plans nothing.
    pub framed: String,
    pub implementer: String,
    pub content: String,
    /// The figure that was chosen, of the parts.
    pub figure: String,
    pub parts: Vec<PartView>,
    /// Where a part is opened; None where it cannot be.
    pub open: Option<String>,
    /// Why nothing is shown or can be done yet.
    pub note: String,
    /// What others have opened here already; empty when nothing.
    pub others: String,
}

pub(super) struct RowView {
    pub province: String,
    pub squares: Vec<SquareView>,
    pub total: String,
}

/// Figures of a year, a province or the whole.
pub(super) struct SumView {
    pub label: String,
    pub figures: Vec<kernel::Dong>,
    pub strong: bool,
}

#[derive(Template)]
#[template(path = "flagship/views/show.html")]
pub(super) struct ShowPage {
    pub c: Chrome,
    pub flagship: Flagship,
    pub rows: Vec<RowView>,
    pub years: Vec<i64>,
    /// (label, address, chosen)
    pub figures: Vec<(&'static str, String, bool)>,
    pub figure: &'static str,
    pub totals: Vec<String>,
    pub total: String,
    pub heads: [&'static str; 7],
    pub sums: Vec<SumView>,
    pub limit: String,
    pub warning: String,
    pub partial: bool,
    pub trail: Vec<TrailLine>,
    pub may_edit: bool,
}

/// What the reader may see and open.
pub(super) struct Reader<'a> {
    pub actor: &'a kernel::Actor,
    pub today: jiff::civil::Date,
    /// The provinces whose parts the reader sees; None for all.
    pub seen: Option<Vec<UnitId>>,
}

impl Reader<'_> {
    fn sees(&self, province: UnitId) -> bool {
        self.seen
            .as_ref()
            .is_none_or(|seen| seen.contains(&province))
    }
}

impl ShowPage {
    pub(super) fn of(
        c: Chrome,
        flagship: Flagship,
        found: &Matrix,
        versions: &[WorkflowVersion],
        reader: &Reader,
        chosen: usize,
    ) -> ShowPage {
        let lang = c.lang;
        let heads = labels(lang);
        let page = format!("/flagships/{}", flagship.id);
        let rows = found.rows.iter().map(|row| RowView {
            province: row.province.clone(),
            total: row.total.all()[chosen].grouped(),
            squares: row
                .squares
                .iter()
                .map(|square| square_view(square, &page, versions, reader, chosen, lang))
                .collect(),
        });
        let mut sums: Vec<SumView> = Vec::new();
        for (year, figures) in found.years.iter().zip(&found.by_year) {
            sums.push(SumView {
                label: year.to_string(),
                figures: figures.all().to_vec(),
                strong: false,
            });
        }
        for row in &found.rows {
            sums.push(SumView {
                label: row.province.clone(),
                figures: row.total.all().to_vec(),
                strong: false,
            });
        }
        sums.push(SumView {
            label: lang.t("Cộng", "Total").to_owned(),
            figures: found.total.all().to_vec(),
            strong: true,
        });
        let one_province = found.rows.len() == 1;
        ShowPage {
            rows: rows.collect(),
            years: found.years.clone(),
            figures: heads
                .iter()
                .enumerate()
                .skip(1)
                .map(|(i, label)| (*label, format!("{page}?figure={i}"), i == chosen))
                .collect(),
            figure: heads[chosen],
            totals: found
                .by_year
                .iter()
                .map(|f| f.all()[chosen].grouped())
                .collect(),
            total: found.total.all()[chosen].grouped(),
            heads,
            sums,
            limit: String::new(),
            warning: match one_province {
                true => lang
                    .t(
                        "Mới có một tỉnh tham gia.",
                        "Only one province takes part so far.",
                    )
                    .to_owned(),
                false => String::new(),
            },
            partial: found
                .rows
                .iter()
                .flat_map(|row| &row.squares)
                .any(|square| !reader.sees(square.province_id)),
            trail: Vec::new(),
            may_edit: false,
            flagship,
            c,
        }
    }
}

fn square_view(
    square: &super::matrix::Square,
    page: &str,
    versions: &[WorkflowVersion],
    reader: &Reader,
    chosen: usize,
    lang: Lang,
) -> SquareView {
    let sees = reader.sees(square.province_id);
    let opens = square.year - 1;
    let come = i64::from(reader.today.year()) >= opens;
    let may = sees && reader.actor.may(Verb::Create, Thing::Project) && square.cell.is_some();
    let note = match (&square.cell, sees, come) {
        (None, ..) => String::new(),
        (_, false, _) => lang
            .t("ngoài phạm vi của bạn", "outside your scope")
            .to_owned(),
        (_, true, false) => match lang {
            Lang::Vi => format!("mở từ 01/01/{opens}"),
            Lang::En => format!("opens on 01/01/{opens}"),
        },
        (_, true, true) => String::new(),
    };
    let href = format!(
        "{page}/parts/new?year={}&province={}",
        square.year, square.province_id
    );
    SquareView {
        year: square.year,
        framed: square
            .cell
            .as_ref()
            .map(|cell| cell.amount.grouped())
            .unwrap_or_default(),
        implementer: square
            .cell
            .as_ref()
            .map(|cell| cell.implementer.clone())
            .unwrap_or_default(),
        content: square
            .cell
            .as_ref()
            .map(|cell| cell.content.clone())
            .unwrap_or_default(),
        figure: square.figures.all()[chosen].grouped(),
        parts: square
            .parts
            .iter()
            .map(|part| PartView {
                href: format!("/projects/{}", part.project_id),
                code: part.code.clone(),
                badge: state(part, versions, lang),
                implementer: part.implementer.clone(),
            })
            .collect(),
        open: (may && come).then_some(href),
        note,
        others: others(&square.others, lang),
    }
}

/// “đã có 1 đề án phần của Trung tâm Khuyến công …”
fn others(names: &[String], lang: Lang) -> String {
    let whose = names.join("; ");
    match (names.len(), lang) {
        (0, _) => String::new(),
        (n, Lang::Vi) => format!("đã có {n} đề án phần của {whose}"),
        (n, Lang::En) => format!("{n} parts already, of {whose}"),
    }
}

fn state(
    part: &super::Part,
    versions: &[WorkflowVersion],
    lang: Lang,
) -> (String, &'static str, &'static str) {
    let version = versions.iter().find(|v| v.id == part.workflow_id);
    let Some(definition) = version.map(|v| &v.definition) else {
        return (part.state.clone(), "grey", "alert");
    };
    let look = definition
        .state(&part.state)
        .map_or(("grey", "alert"), |s| s.tone.look());
    (
        definition.state_name(&part.state, lang).to_owned(),
        look.0,
        look.1,
    )
}

fn word(verb: &str, lang: Lang) -> &'static str {
    match verb {
        "create" => lang.t("Lập khung", "Frame drawn up"),
        _ => lang.t("Sửa khung", "Frame edited"),
    }
}

#[derive(Deserialize)]
pub(super) struct FigureQuery {
    #[serde(default)]
    figure: String,
}

pub(super) async fn show(
    web: Web,
    Path(id): Path<FlagshipId>,
    Query(query): Query<FigureQuery>,
) -> WebResult {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let mut conn = cx.read().await?;
    let flagship = store::find(cx, &mut conn, id).await?;
    let cells = store::cells(&mut conn, id).await?;
    let parts = store::parts(&mut conn, &cx.actor.scope, id).await?;
    let mut found = matrix(flagship.years(), &cells, &parts);
    note_others(&mut found, &store::standing(&mut conn, id).await?);
    let versions = cx.port::<dyn Workflows>().all(&mut conn).await?;
    let reader = Reader {
        actor: &cx.actor,
        today: cx.today(),
        seen: seen(&mut conn, &cx.actor.scope).await?,
    };
    // 3 is what was allotted; 0, the frame, stands in every square anyway.
    let chosen = query
        .figure
        .parse()
        .ok()
        .filter(|i| (1..7).contains(i))
        .unwrap_or(3);
    let limit = match cells.first() {
        Some(cell) => {
            let (scope, province) = (flagship.funding(), cell.province_id);
            commands::limit(cx, &mut conn, scope, province, cx.today()).await?
        }
        None => None,
    };
    let long = commands::too_long(limit.as_ref(), flagship.from_year, flagship.to_year, lang);
    let known = limit.is_some_and(|l| l.value.is_some());
    let c = web
        .chrome(&flagship.title)
        .crumb(title(lang), "/flagships")
        .crumb(&flagship.code, "");
    let may_edit = cx.actor.may(Verb::Edit, Thing::Plan) && flagship.is_led_by(&cx.actor.scope);
    let records = db::history(&mut conn, "flagship", &id.to_string()).await?;
    let mut page = ShowPage::of(c, flagship, &found, &versions, &reader, chosen);
    page.trail = web_kit::trail(records, |verb| word(verb, lang));
    page.may_edit = may_edit;
    if let Some(long) = long {
        page.warning = long;
    }
    if !known {
        page.limit = lang
            .t(
                "Chưa có thời gian dài nhất của đề án điểm trong dữ liệu (trang Thời hạn, giới hạn).",
                "The longest time of a flagship is not on record (page of deadlines and limits).",
            )
            .to_owned();
    }
    web.page(page)
}

/// The provinces whose parts somebody sees, with those merged into them; None for all. A national
/// centre sees its own parts everywhere in its region.
async fn seen(conn: &mut Conn, scope: &kernel::Scope) -> Result<Option<Vec<UnitId>>, db::DbError> {
    use kernel::Scope;
    let mine = match scope {
        Scope::Nation => return Ok(None),
        Scope::Provinces(mine)
        | Scope::Region {
            provinces: mine, ..
        } => mine.clone(),
        Scope::Communes { .. } | Scope::Own(_) => Vec::new(),
    };
    let mut all = mine.clone();
    for unit in reference::units::provinces(conn, None).await? {
        if !all.contains(&unit.id) {
            let family = reference::units::family(conn, unit.id).await?;
            if family.iter().any(|member| mine.contains(member)) {
                all.push(unit.id);
            }
        }
    }
    Ok(Some(all))
}
