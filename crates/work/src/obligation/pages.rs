use askama::Template;
use axum::extract::Query;
use db::{Conn, Page, PageRequest};
use jiff::civil::{Date, date};
use kernel::{AccountId, Actor, Dong, Id, Lang, Scope, Thing, UnitId, Verb};
use papers::EXPORT_LIMIT;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web_kit::{
    Choices, Chrome, Form, Guard, Pager, Routes, Web, WebError, WebResult, file_response,
    query_string, samples::Sample,
};

use super::{
    model::{Obligation, WORK, kind_label, kinds},
    sheet,
    store::{self, Counts, Filter, Standing, Whose},
};
use crate::ports::People;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(
            "/obligations",
            Guard::Needs(Verb::View, Thing::Obligation),
            list,
        )
        .get(
            "/obligations/export.xlsx",
            Guard::Needs(Verb::Export, Thing::Obligation),
            export,
        )
}

/// The filters as they stand in the address: texts, because an empty choice sends an empty value.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct ListQuery {
    /// `all` for all years; absent when nobody chose.
    year: Option<String>,
    kind: String,
    standing: String,
    /// An account, or `me`.
    person: String,
    #[serde(skip_serializing)]
    page: String,
}

impl ListQuery {
    fn filter(&self, web: &Web) -> Filter {
        let actor = &web.cx.actor;
        Filter {
            year: self.year.as_deref().and_then(year_of),
            done_of: self.done_of(web),
            kind: match known(&self.kind) {
                true => self.kind.clone(),
                false => String::new(),
            },
            standing: Standing::from_code(&self.standing),
            whose: match (self.person.as_str(), actor.account) {
                ("me", Some(me)) => Whose::Person(me, Some(actor.role)),
                (other, _) => match other.parse() {
                    Ok(id) => Whose::Person(id, None),
                    Err(_) => Whose::Everybody,
                },
            },
            records_only: !sees_tasks(actor),
        }
    }

    /// Who sees the whole country begins with what was done this year, not ever; what is late or open
    /// shows whatever its year.
    fn done_of(&self, web: &Web) -> Option<i64> {
        let nation = web.cx.actor.scope == Scope::Nation;
        (nation && self.year.is_none()).then(|| i64::from(web.cx.today().year()))
    }

    /// The filters as they count: the year that was not chosen but applies, `all` for a blank one.
    fn settled(mut self, web: &Web) -> ListQuery {
        if self.year.as_deref() == Some("") {
            self.year = Some(ALL_YEARS.to_owned());
        }
        if Standing::from_code(&self.standing).counts_done() {
            let default = self.done_of(web).map(|year| year.to_string());
            self.year = self.year.or(default);
        }
        self
    }

    /// The filters as fields; what the address holds and nobody can mean is said beside them.
    fn form(&self, lang: Lang) -> Form {
        let mut form = Form::new(lang);
        for (name, value) in self.pairs() {
            form.set(name, value);
        }
        let year = self.year.as_deref().unwrap_or(ALL_YEARS);
        if year != ALL_YEARS && year_of(year).is_none() {
            form.set("year", ALL_YEARS);
            let text = lang.t(
                "Không có năm này; danh sách lấy mọi năm.",
                "There is no such year; the list is of all years.",
            );
            form.fail("year", text);
        }
        if !self.kind.is_empty() && !known(&self.kind) {
            let text = lang.t(
                "Không có loại nghĩa vụ này; danh sách lấy mọi loại.",
                "There is no such kind; the list is of all kinds.",
            );
            form.fail("kind", text);
        }
        form
    }

    fn pairs(&self) -> [(&'static str, &str); 4] {
        [
            ("year", self.year.as_deref().unwrap_or_default()),
            ("kind", &self.kind),
            ("standing", &self.standing),
            ("person", &self.person),
        ]
    }

    fn at(&self, standing: Standing) -> String {
        let other = ListQuery {
            standing: standing.code().to_owned(),
            ..self.clone()
        };
        format!("/obligations{}", query_string(&other.pairs()))
    }
}

const ALL_YEARS: &str = "all";

/// The year of a text, when one may stand there.
fn year_of(text: &str) -> Option<i64> {
    text.trim()
        .parse()
        .ok()
        .filter(|year| (1900..=2200).contains(year))
}

fn known(kind: &str) -> bool {
    kinds().any(|code| code == kind)
}

fn sees_tasks(actor: &Actor) -> bool {
    actor.may(Verb::View, Thing::Task)
}

/// An obligation as the page shows it.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub duty: Obligation,
    /// The person, and the role that takes the step.
    pub who: String,
    pub href: String,
    /// The project it belongs to, unless that is the record itself.
    pub project: String,
    /// The list of what that person has to do; empty without one.
    pub person: String,
    pub badge: (&'static str, &'static str, &'static str),
    pub late: String,
}

impl Row {
    pub(crate) fn of(duty: Obligation, who: String, href: String, today: Date, lang: Lang) -> Row {
        let project = duty.project_id.map(|id| format!("/projects/{id}"));
        let person = duty.person_id.filter(|_| !who.is_empty());
        Row {
            who: [who.as_str(), duty.role_label(lang)]
                .into_iter()
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join("; "),
            project: project.filter(|path| *path != href).unwrap_or_default(),
            person: person
                .map(|id| format!("/obligations?person={id}"))
                .unwrap_or_default(),
            href,
            badge: duty.badge(today, lang),
            late: duty.lateness(today, lang),
            duty,
        }
    }
}

/// The obligations with names and addresses.
pub(crate) async fn rows(
    web: &Web,
    conn: &mut Conn,
    duties: Vec<Obligation>,
) -> Result<Vec<Row>, WebError> {
    let mut ids: Vec<AccountId> = duties.iter().filter_map(|duty| duty.person_id).collect();
    ids.sort();
    ids.dedup();
    let names = match ids.is_empty() {
        true => Vec::new(),
        false => web.cx.port::<dyn People>().names(conn, &ids).await?,
    };
    let (today, lang) = (web.cx.today(), web.cx.lang);
    Ok(duties
        .into_iter()
        .map(|duty| {
            let name = names.iter().find(|(id, _)| Some(*id) == duty.person_id);
            let name = name.map(|(_, name)| name.clone()).unwrap_or_default();
            let href = web
                .app
                .record_path(&duty.thing, &duty.record_id.to_string());
            Row::of(duty, name, href.unwrap_or_default(), today, lang)
        })
        .collect())
}

#[derive(Template)]
#[template(path = "obligation/views/list.html")]
pub(super) struct ListPage {
    pub c: Chrome,
    /// The filters.
    pub form: Form,
    pub years: Choices,
    pub kinds: Choices,
    pub standings: Choices,
    pub people: Choices,
    /// (label, number, address)
    pub stats: Vec<(String, String, String)>,
    pub rows: Vec<Row>,
    pub pager: Pager,
    pub export: Option<String>,
}

impl ListPage {
    pub(super) fn of(
        c: Chrome,
        query: &ListQuery,
        done_of: Option<i64>,
        page: Page<Row>,
        counts: Counts,
    ) -> ListPage {
        let lang = c.lang;
        let form = query.form(lang);
        let stats = [
            (lang.t("Quá hạn", "Overdue"), counts.late, Standing::Late),
            (
                lang.t("Đến hạn trong 30 ngày", "Due within 30 days"),
                counts.soon,
                Standing::Soon,
            ),
            (lang.t("Chưa xong", "Open"), counts.open, Standing::Open),
            (lang.t("Đã xong", "Done"), counts.done, Standing::Done),
            (
                lang.t("Xong nhưng trễ", "Done late"),
                counts.done_late,
                Standing::DoneLate,
            ),
        ];
        ListPage {
            form,
            years: Vec::new(),
            kinds: Vec::new(),
            standings: Standing::ALL
                .into_iter()
                .map(|s| (s.code().to_owned(), standing_label(s, lang).to_owned()))
                .collect(),
            people: Vec::new(),
            stats: stats
                .into_iter()
                .map(|(label, number, standing)| {
                    let label = match done_of.filter(|_| standing.counts_done()) {
                        Some(year) => format!("{label} ({year})"),
                        None => label.to_owned(),
                    };
                    (label, Dong(number).grouped(), query.at(standing))
                })
                .collect(),
            pager: Pager::new(&page, "/obligations", &query.pairs()),
            rows: page.rows,
            export: None,
            c,
        }
    }
}

fn standing_label(standing: Standing, lang: Lang) -> &'static str {
    match standing {
        Standing::Open => lang.t("Chưa xong", "Open"),
        Standing::Late => lang.t("Quá hạn", "Overdue"),
        Standing::Soon => lang.t("Đến hạn trong 30 ngày", "Due within 30 days"),
        Standing::Pressing => lang.t("Quá hạn và sắp đến hạn", "Overdue and due soon"),
        Standing::Done => lang.t("Đã xong", "Done"),
        Standing::DoneLate => lang.t("Xong nhưng trễ", "Done late"),
        Standing::All => lang.t("Tất cả", "All"),
    }
}

fn title(lang: Lang) -> &'static str {
    lang.t("Nghĩa vụ đến hạn", "What is due")
}

async fn people(web: &Web, conn: &mut Conn) -> Result<Choices, WebError> {
    let colleagues = web.cx.port::<dyn People>();
    let colleagues = colleagues.colleagues(&web.cx, conn).await?;
    let me = web.cx.actor.account.map(|_| {
        let label = web.t("Của tôi và vai trò của tôi", "Mine and my role's");
        ("me".to_owned(), label.to_owned())
    });
    Ok(me
        .into_iter()
        .chain(colleagues.into_iter().map(|p| (p.id.to_string(), p.name)))
        .collect())
}

/// How many years the filter offers, ending with the next.
const YEARS: i16 = 15;

fn years(today: Date, lang: Lang) -> Choices {
    let next = today.year() + 1;
    let all = (
        ALL_YEARS.to_owned(),
        lang.t("Mọi năm", "All years").to_owned(),
    );
    let years = (next - YEARS + 1..=next).rev();
    std::iter::once(all)
        .chain(years.map(|year| (year.to_string(), year.to_string())))
        .collect()
}

async fn list(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let (actor, today, lang) = (&web.cx.actor, web.cx.today(), web.cx.lang);
    let query = query.settled(&web);
    let filter = query.filter(&web);
    let mut conn = web.cx.read().await?;
    let request = PageRequest::new(query.page.parse().ok());
    let (page, counts) = store::list(&mut conn, actor, &filter, today, request).await?;
    let people = people(&web, &mut conn).await?;
    let export = format!("/obligations/export.xlsx{}", query_string(&query.pairs()));
    let total = page.total;
    let page = Page {
        rows: rows(&web, &mut conn, page.rows).await?,
        total,
        request,
    };
    web.page(ListPage {
        years: years(today, lang),
        kinds: kinds()
            .filter(|kind| sees_tasks(actor) || !WORK.contains(kind))
            .map(|kind| (kind.to_owned(), kind_label(kind, lang).to_owned()))
            .collect(),
        people,
        export: actor.may(Verb::Export, Thing::Obligation).then_some(export),
        ..ListPage::of(
            web.chrome(title(lang)),
            &query,
            filter.done_of,
            page,
            counts,
        )
    })
}

/// The filtered list as a workbook. Taking many records out is written to the audit trail.
async fn export(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let cx = &web.cx;
    let query = query.settled(&web);
    let mut tx = cx.begin().await?;
    let request = PageRequest {
        page: 1,
        size: EXPORT_LIMIT,
    };
    let filter = query.filter(&web);
    let (page, _) = store::list(&mut tx, &cx.actor, &filter, cx.today(), request).await?;
    let rows = rows(&web, &mut tx, page.rows).await?;
    tx.audit(cx, "export", "obligation", "list", None::<&()>, &query)
        .await?;
    tx.commit().await?;
    let mut sheet = sheet::sheet(cx.lang, &rows, cx.today());
    sheet.note_cut(page.total);
    let bytes = papers::xlsx(&[sheet]).map_err(WebError::internal)?;
    Ok(file_response(&format!("{}.xlsx", title(cx.lang)), bytes))
}

fn sample_row(n: usize, lang: Lang) -> Row {
    let duty = Obligation {
        kind: ["payment", "follow_up_2", "task", "something_new"][n % 4].into(),
        thing: "project".into(),
        record_id: Uuid::from_u128(n as u128),
        title: "77-2022-001 · Hỗ trợ ứng dụng máy móc tiên tiến trong sản xuất cơ khí <A>".into(),
        owner: "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp".into(),
        province_id: UnitId(1),
        project_id: Some(Id::from_uuid(Uuid::from_u128(1))),
        person_id: n
            .is_multiple_of(3)
            .then(|| Id::from_uuid(Uuid::from_u128(7))),
        role: "accountant".into(),
        year: 2022,
        due_on: date(2022, 12, 31),
        done_on: n.is_multiple_of(2).then(|| date(2023, 1, 5)),
        illustration: true,
        unverified: n.is_multiple_of(2),
    };
    let who = match n % 3 {
        0 => "Chuyên viên phòng Nghiệp vụ".to_owned(),
        _ => String::new(),
    };
    Row::of(duty, who, "/x".into(), date(2023, 1, 9), lang)
}

pub(crate) fn samples() -> Vec<Sample> {
    let mut all = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        for count in [0, 1, 50] {
            let page = Page {
                rows: (0..count).map(|n| sample_row(n, lang)).collect(),
                total: count as i64,
                request: PageRequest::new(None),
            };
            let counts = Counts {
                open: 12_340,
                late: 12,
                ..Counts::default()
            };
            let chrome = Chrome::sample(lang, title(lang));
            let query = ListQuery {
                year: (count == 1).then(|| "-5".to_owned()),
                kind: if count == 1 { "abc" } else { "" }.to_owned(),
                ..ListQuery::default()
            };
            let mut page = ListPage::of(chrome, &query, Some(2026), page, counts);
            page.export = Some("/obligations/export.xlsx".into());
            all.push(Sample::of("obligations", page));
        }
    }
    all
}
