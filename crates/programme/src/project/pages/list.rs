use askama::Template;
use axum::extract::Query;
use db::{CommandResult, Conn, Cx, PageRequest};
use kernel::{Activity, Lang, Scope, Thing, UnitId, Verb, format_date};
use papers::{Sheet, SheetColumn};
use rules::{FundingScope, ProjectKind};
use serde::Deserialize;
use web_kit::{Chrome, Form, Pager, Web, WebError, WebResult, query_string, samples::Sample};

use super::view::{Badge, badge};
use crate::{
    ports::{WorkflowVersion, Workflows},
    project::list::{self, FiledBy, Filter, ListedMoney},
};

/// The filters as the address has them. What cannot be read narrows nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Params {
    q: String,
    year: String,
    scope: String,
    activity: String,
    kind: String,
    state: String,
    province: String,
    filed: String,
    page: String,
}

impl Params {
    fn pairs(&self) -> [(&'static str, &str); 8] {
        [
            ("q", &self.q),
            ("year", &self.year),
            ("scope", &self.scope),
            ("activity", &self.activity),
            ("kind", &self.kind),
            ("state", &self.state),
            ("province", &self.province),
            ("filed", &self.filed),
        ]
    }

    async fn filter(&self, conn: &mut Conn) -> CommandResult<Filter> {
        let provinces = match self.province.parse::<UnitId>() {
            Ok(province) => {
                let mut family = reference::units::family(conn, province).await?;
                family.push(province);
                family
            }
            Err(_) => Vec::new(),
        };
        Ok(Filter {
            words: self.q.clone(),
            year: self.year.parse().ok(),
            scope: FundingScope::from_code(&self.scope),
            activity: self.activity.parse().ok(),
            kind: ProjectKind::from_code(&self.kind),
            state: Some(kernel::clean(&self.state)).filter(|s| !s.is_empty()),
            provinces,
            filed_by: FiledBy::from_code(&self.filed),
        })
    }
}

type Choice = (String, String);

#[derive(Default)]
struct Choices {
    years: Vec<Choice>,
    scopes: Vec<Choice>,
    activities: Vec<Choice>,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    provinces: Vec<Choice>,
    /// Who files; only for who sees projects of national centres beside others.
    filed: Vec<Choice>,
}

struct Row {
    href: String,
    code: String,
    title: String,
    beneficiaries: String,
    activity: &'static str,
    /// Empty for a single project, which most are.
    kind: &'static str,
    /// The province of a part of a flagship; empty for others.
    part: String,
    scope: &'static str,
    year: i64,
    badge: Badge,
    since: String,
    requested: kernel::Dong,
    allotted: kernel::Dong,
    spent: kernel::Dong,
    illustration: bool,
    /// The national centre that files it; empty for others.
    centre: String,
}

#[derive(Template)]
#[template(path = "project/views/list.html")]
struct ListPage {
    c: Chrome,
    form: Form,
    choices: Choices,
    rows: Vec<Row>,
    pager: Pager,
    filtered: bool,
    may_create: bool,
    export: Option<String>,
}

pub(super) async fn list(web: Web, Query(params): Query<Params>) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let versions = cx.port::<dyn Workflows>().all(&mut conn).await?;
    let filter = params.filter(&mut conn).await?;
    let request = PageRequest::new(params.page.parse().ok());
    let page = list::page(&mut conn, &cx.actor.scope, &filter, request).await?;
    let pairs = params.pairs();
    let may_export = cx.actor.may(Verb::Export, Thing::Project);
    let pager = Pager::new(&page, "/projects", &pairs);
    let mut form = Form::new(cx.lang);
    pairs.iter().for_each(|(name, value)| form.set(name, value));
    web.page(ListPage {
        c: web.chrome(web.t("Đề án", "Projects")),
        form,
        choices: choices(cx, &mut conn, &versions).await?,
        rows: page
            .rows
            .iter()
            .map(|r| row(r, &versions, cx.lang))
            .collect(),
        pager,
        filtered: pairs.iter().any(|(_, value)| !value.is_empty()),
        may_create: cx.actor.may(Verb::Create, Thing::Project),
        export: may_export.then(|| format!("/projects/export.xlsx{}", query_string(&pairs))),
    })
}

fn row(listed: &ListedMoney, versions: &[WorkflowVersion], lang: Lang) -> Row {
    let project = &listed.project;
    let version = versions.iter().find(|v| v.id == project.workflow_id);
    Row {
        href: format!("/projects/{}", project.id),
        code: project.code.clone(),
        title: project.title.clone(),
        beneficiaries: match project.beneficiaries.is_empty() {
            true => served(listed, lang),
            false => project.beneficiaries.clone(),
        },
        activity: project.activity.label(lang),
        kind: match ProjectKind::from_code(&project.kind) {
            None | Some(ProjectKind::Single) => "",
            Some(kind) => kind.label(lang),
        },
        part: match project.flagship {
            Some(_) => project.province.clone(),
            None => String::new(),
        },
        scope: match FundingScope::from_code(&project.scope) {
            Some(FundingScope::Kcqg) => "KCQG",
            Some(FundingScope::Kcdp) => "KCĐP",
            None => "",
        },
        year: project.year,
        badge: match version {
            Some(version) => badge(&version.definition, &project.state, lang),
            None => Badge {
                label: project.state.clone(),
                colour: "grey",
                icon: "alert",
            },
        },
        since: format_date(project.state_since),
        requested: listed.money.requested,
        allotted: listed.money.allotted,
        spent: listed.money.spent(),
        illustration: project.illustration,
        centre: project.national_centre.clone().unwrap_or_default(),
    }
}

/// “Lớp số 1; Lớp số 2 và 3 đơn vị khác” of a group; of a part of a flagship, which one.
fn served(listed: &ListedMoney, lang: Lang) -> String {
    if let Some(code) = &listed.project.flagship {
        return match lang {
            Lang::Vi => format!("Phần của {code}"),
            Lang::En => format!("Part of {code}"),
        };
    }
    let names = listed.serves.names.join("; ");
    match (listed.serves.total - listed.serves.names.len(), lang) {
        (0, _) => names,
        (more, Lang::Vi) => format!("{names} và {more} đơn vị khác"),
        (more, Lang::En) => format!("{names} and {more} more"),
    }
}

/// A province as a choice; one that ended with its last day, for another may bear its name today.
fn province_choice(unit: reference::Unit, lang: Lang) -> Choice {
    let last = unit.valid_to.and_then(|day| day.yesterday().ok());
    let label = match last {
        Some(day) => format!(
            "{} ({} {})",
            unit.label,
            lang.t("đến", "until"),
            format_date(day)
        ),
        None => unit.label,
    };
    (unit.id.to_string(), label)
}

fn kinds(lang: Lang) -> Vec<Choice> {
    ProjectKind::ALL
        .map(|kind| (kind.code().to_owned(), kind.label(lang).to_owned()))
        .to_vec()
}

async fn choices(cx: &Cx, conn: &mut Conn, versions: &[WorkflowVersion]) -> CommandResult<Choices> {
    let years = list::years(conn, &cx.actor.scope).await?;
    let mut states: Vec<Choice> = Vec::new();
    for state in versions.iter().flat_map(|v| &v.definition.states) {
        if !states.iter().any(|(code, _)| *code == state.code) {
            states.push((state.code.clone(), state.name.get(cx.lang).to_owned()));
        }
    }
    let provinces = reference::units::provinces_within(cx, conn).await?;
    Ok(Choices {
        years: years
            .iter()
            .map(|y| (y.to_string(), y.to_string()))
            .collect(),
        scopes: FundingScope::choices(cx.lang),
        activities: Activity::choices(cx.lang),
        kinds: kinds(cx.lang),
        states,
        provinces: provinces
            .into_iter()
            .map(|unit| province_choice(unit, cx.lang))
            .collect(),
        filed: match cx.actor.scope {
            Scope::Nation => FiledBy::ALL
                .map(|f| (f.code().to_owned(), f.label(cx.lang).to_owned()))
                .to_vec(),
            _ => Vec::new(),
        },
    })
}

/// The list as a sheet for Excel, with the same filters.
pub(super) async fn export(web: Web, Query(params): Query<Params>) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let versions = cx.port::<dyn Workflows>().all(&mut conn).await?;
    let filter = params.filter(&mut conn).await?;
    let found = list::whole(&mut conn, &cx.actor.scope, &filter, papers::EXPORT_LIMIT).await?;
    drop(conn);
    let sheet = sheet(cx.lang, &found, &versions);
    let bytes = papers::xlsx(&[sheet]).map_err(WebError::internal)?;
    let mut tx = cx.begin().await?;
    tx.audit(cx, "export", "project", "list", None::<&()>, &found.len())
        .await?;
    tx.commit().await?;
    let name = web.t("Danh sách đề án.xlsx", "Projects.xlsx");
    Ok(web_kit::file_response(name, bytes))
}

fn sheet(lang: Lang, found: &[ListedMoney], versions: &[WorkflowVersion]) -> Sheet {
    let title = lang.t(
        "Danh sách đề án khuyến công",
        "Industrial-promotion projects",
    );
    let mut sheet = Sheet::new(
        lang,
        lang.t("Đề án", "Projects"),
        [
            SheetColumn::text(lang.t("Mã", "Code"), 18),
            SheetColumn::text(lang.t("Tên đề án", "Title"), 50),
            SheetColumn::text(lang.t("Đơn vị thụ hưởng", "Beneficiary"), 36),
            SheetColumn::text(lang.t("Loại đề án", "Kind"), 16),
            SheetColumn::text(lang.t("Tỉnh, thành phố", "Province"), 24),
            SheetColumn::text(lang.t("Nguồn", "Budget"), 22),
            SheetColumn::text(lang.t("Nội dung", "Activity"), 34),
            SheetColumn::number(lang.t("Năm", "Year"), 8),
            SheetColumn::text(lang.t("Trạng thái", "State"), 22),
            SheetColumn::date(lang.t("Từ ngày", "Since")),
            SheetColumn::money(lang.t("Đề nghị", "Requested")),
            SheetColumn::money(lang.t("Được giao", "Allotted")),
            SheetColumn::money(lang.t("Đã chi", "Spent")),
            SheetColumn::text(lang.t("Ghi chú", "Note"), 12),
        ],
    )
    .titled([title]);
    for listed in found {
        let shown = row(listed, versions, lang);
        let note = if shown.illustration {
            lang.t("minh họa", "illustration")
        } else {
            ""
        };
        sheet.push([
            shown.code.into(),
            shown.title.into(),
            shown.beneficiaries.into(),
            ProjectKind::from_code(&listed.project.kind)
                .map_or("", |kind| kind.label(lang))
                .into(),
            listed.project.province.clone().into(),
            shown.scope.into(),
            shown.activity.into(),
            shown.year.into(),
            shown.badge.label.into(),
            listed.project.state_since.into(),
            shown.requested.into(),
            shown.allotted.into(),
            shown.spent.into(),
            note.into(),
        ]);
        sheet.illustration |= listed.project.illustration;
    }
    sheet.landscape = true;
    sheet
}

pub(super) fn samples() -> Vec<Sample> {
    let page = |lang: Lang, n: i64| {
        let case = super::sample_data::case();
        let rows = (0..n).map(|i| Row {
            href: format!("/projects/{i}"),
            code: format!("ĐA-77-2022-{i:04}"),
            title: case.project.title.clone(),
            beneficiaries: case.project.beneficiaries.clone(),
            activity: Activity::A3b.label(lang),
            kind: match i % 2 {
                0 => "",
                _ => ProjectKind::Flagship.label(lang),
            },
            part: match i % 2 {
                0 => String::new(),
                _ => "Tỉnh Bình Dương".into(),
            },
            scope: "KCĐP",
            year: 2022,
            badge: badge(&case.definition, "draft", lang),
            since: "01/02/2022".into(),
            requested: kernel::Dong(99_999_999_999),
            allotted: kernel::Dong(0),
            spent: kernel::Dong(0),
            illustration: i % 2 == 0,
            centre: "IPC2".into(),
        });
        ListPage {
            c: Chrome::sample(lang, lang.t("Đề án", "Projects")),
            form: Form::new(lang),
            choices: Choices {
                scopes: FundingScope::choices(lang),
                activities: Activity::choices(lang),
                kinds: kinds(lang),
                ..Choices::default()
            },
            rows: rows.collect(),
            pager: Pager {
                first: n.min(1),
                last: n,
                total: n.to_string(),
                ..Pager::default()
            },
            filtered: false,
            may_create: true,
            export: Some("/projects/export.xlsx".into()),
        }
    };
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            [
                Sample::of("project list, empty", page(lang, 0)),
                Sample::of("project list, one", page(lang, 1)),
                Sample::of("project list, fifty", page(lang, 50)),
            ]
        })
        .collect()
}
