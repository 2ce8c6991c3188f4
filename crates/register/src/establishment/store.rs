use db::{
    Conn, DbError, Dialect, Hits, Joined, Page, PageRequest, ScopeColumns, Sql, Val, row, sql,
};
use kernel::{EstablishmentId, Scope, UnitId, fold};
use rules::eligibility::LegalForm;

use super::{
    by_words::ByWords,
    model::{Establishment, FormColumn, Status, name_key},
};
use crate::site::{self, Site};

/// How establishments belong to somebody's scope: by the place of the main site.
pub(crate) const SCOPE: ScopeColumns<'static> = ScopeColumns {
    province: "e.province_id",
    commune: "e.unit_id",
    establishment: "e.id",
};

const COLUMNS: &str = "e.id, e.name, e.short_name, e.legal_form, e.tax_code, \
    e.registration_number, e.registration_date, e.registration_issuer, e.representative, e.phone, \
    e.email, e.website, e.owner_sex, e.owner_ethnic, e.founded, e.industry_version, \
    e.industry_code, e.head_office, e.declared_sme, e.publish_profile, e.publish_contact, \
    e.unit_id, e.province_id, e.status, e.closed_on, e.closed_reason, e.version, e.illustration, \
    e.created_at";

/// What a list is narrowed to; the default is everything in scope.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of name, short name or tax code, as [`Hits`] tells.
    pub q: String,
    /// Provinces of either era; empty for all.
    pub provinces: Vec<UnitId>,
    /// The first two characters of the industry code; empty for all.
    pub industry_group: String,
    pub legal_form: Option<LegalForm>,
    pub status: Option<Status>,
}

row! {
    /// A line of the list.
    #[derive(Clone, Debug)]
    pub struct ListRow {
        pub id: EstablishmentId,
        pub name: String,
        pub short_name: String,
        pub tax_code: Option<String>,
        pub legal_form: FormColumn,
        pub industry_version: i64,
        pub industry_code: String,
        pub industry_name: String,
        pub unit_id: UnitId,
        pub unit_label: String,
        pub province_id: UnitId,
        pub representative: String,
        pub phone: String,
        pub status: Status,
        pub illustration: bool,
    }
}

/// The rows of a page are chosen by an index alone, and only they are joined.
const LIST: &str = "SELECT e.id, e.name, e.short_name, e.tax_code, e.legal_form,
        e.industry_version, e.industry_code, i.name AS industry_name, e.unit_id,
        u.label AS unit_label, e.province_id, e.representative, e.phone, e.status, e.illustration
    FROM establishment e
    JOIN unit u ON u.id = e.unit_id
    JOIN industry i ON i.version = e.industry_version AND i.code = e.industry_code
    WHERE e.id IN (";

impl Filter {
    /// True when nothing but the words narrows the list.
    fn is_words_only(&self, scope: &Scope) -> bool {
        *scope == Scope::Nation
            && self.provinces.is_empty()
            && self.industry_group.is_empty()
            && self.legal_form.is_none()
            && self.status.is_none()
    }

    /// ` AND …` for the filter within the scope.
    fn narrow(&self, q: &mut Sql, dialect: Dialect, scope: &Scope, hits: &Hits) {
        self.narrow_facts(q, scope);
        q.push_search(dialect, "establishment", "e", &self.q, hits);
    }

    /// The same without the words.
    fn narrow_facts(&self, q: &mut Sql, scope: &Scope) {
        q.within(&scope.over_region(), SCOPE);
        q.push_among("e.province_id", &self.provinces);
        if !self.industry_group.is_empty() {
            q.push(
                " AND substr(e.industry_code, 1, 2) = ?",
                [Val::from(&self.industry_group)],
            );
        }
        if let Some(form) = self.legal_form {
            q.push(" AND e.legal_form = ?", [form.code().into()]);
        }
        if let Some(status) = self.status {
            q.push(" AND e.status = ?", [status.into()]);
        }
    }
}

/// A page of a list, and whether more rows are met than were counted.
pub struct Found {
    pub page: Page<ListRow>,
    pub more: bool,
}

/// One page, with the count of the whole: of words that stand in very many rows, only that they are
/// more than [`Hits::MOST`].
pub async fn list(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    request: PageRequest,
) -> Result<Found, DbError> {
    let mut hits = conn.search_hits("establishment", &filter.q).await?;
    let mut counted = count(conn, scope, filter, &hits).await?;
    if counted == Some(0)
        && let Some(begun) = conn.search_begun("establishment", &filter.q).await?
    {
        hits = begun;
        counted = count(conn, scope, filter, &hits).await?;
    }
    let mut narrowed = Sql::default();
    filter.narrow_facts(&mut narrowed, scope);
    let rows = ByWords::new(LIST, narrowed, &filter.q)
        .page(conn, &hits, request)
        .await?;
    let (total, more) = match counted {
        Some(total) => (total, false),
        None => (Hits::MOST, true),
    };
    Ok(Found {
        page: Page {
            rows,
            total,
            request,
        },
        more,
    })
}

/// How many rows the filter meets; None when words meet more than [`Hits::MOST`].
async fn count(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    hits: &Hits,
) -> Result<Option<i64>, DbError> {
    if filter.is_words_only(scope) && *hits != Hits::UNKNOWN {
        return Ok(hits.count());
    }
    let mut q = sql!("SELECT 1 AS met FROM establishment e WHERE 1 = 1");
    if hits.most() {
        // Most rows hold the words, so reading them is faster than gathering those that do.
        filter.narrow_facts(&mut q, scope);
        q.push_words("e.search", &filter.q, hits);
        let counted = conn.count_up_to(q, Hits::MOST + 1).await?;
        return Ok((counted <= Hits::MOST).then_some(counted));
    }
    filter.narrow(&mut q, conn.dialect(), scope, hits);
    conn.count_up_to(q, i64::MAX).await.map(Some)
}

/// Up to `limit` rows after one id, in the order of ids: for programs and exports.
pub async fn list_after(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    after: Option<EstablishmentId>,
    limit: i64,
) -> Result<Vec<ListRow>, DbError> {
    let whole = conn.search_hits("establishment", &filter.q).await?;
    let met = count(conn, scope, filter, &whole).await? != Some(0);
    let begun = match met {
        true => None,
        false => conn.search_begun("establishment", &filter.q).await?,
    };
    let mut q = sql!(LIST);
    q.push("SELECT e.id FROM establishment e WHERE 1 = 1", []);
    filter.narrow(
        &mut q,
        conn.dialect(),
        scope,
        begun.as_ref().unwrap_or(&whole),
    );
    if let Some(after) = after {
        q.push(" AND e.id > ?", [after.into()]);
    }
    q.push(" ORDER BY e.id LIMIT ?) ORDER BY e.id", [limit.into()]);
    conn.all(q).await
}

/// One establishment, if it lies in the scope. The only way a page or a command loads one.
pub async fn get(
    conn: &mut Conn,
    scope: &Scope,
    id: EstablishmentId,
) -> Result<Option<Establishment>, DbError> {
    let mut q = sql!(
        &format!("SELECT {COLUMNS} FROM establishment e WHERE e.id = ?"),
        id
    );
    q.within(&scope.over_region(), SCOPE);
    conn.opt(q).await
}

/// One establishment in the scope with its sites, the main one first, in one question: programs ask
/// it often.
pub(super) async fn get_with_sites(
    conn: &mut Conn,
    scope: &Scope,
    id: EstablishmentId,
) -> Result<Option<(Establishment, Vec<Site>)>, DbError> {
    let mut q = sql!(
        &format!(
            "SELECT {COLUMNS}, {} FROM establishment e
               LEFT JOIN establishment_site s ON s.establishment_id = e.id WHERE e.id = ?",
            site::store::COLUMNS
        ),
        id
    );
    q.within(&scope.over_region(), SCOPE);
    let mut found = None;
    let mut sites = Vec::new();
    for Joined(establishment, site) in conn.all(q).await? {
        found.get_or_insert(establishment);
        sites.extend(site);
    }
    sites.sort_by_key(|site: &Site| (!site.main, site.id));
    Ok(found.map(|establishment| (establishment, sites)))
}

row! {
    /// An establishment in a few words.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Brief {
        pub id: EstablishmentId,
        pub name: String,
        pub tax_code: Option<String>,
        pub unit_label: String,
    }
}

const BRIEF: &str = "SELECT e.id, e.name, e.tax_code, u.label AS unit_label
    FROM establishment e JOIN unit u ON u.id = e.unit_id WHERE ";

/// The same for chosen ids.
const PICKED: &str = "SELECT e.id, e.name, e.tax_code, u.label AS unit_label
    FROM establishment e JOIN unit u ON u.id = e.unit_id WHERE e.id IN (";

/// Establishments of a like name whose main site lies in one of the communes.
pub(super) async fn alike(
    conn: &mut Conn,
    scope: &Scope,
    name: &str,
    units: impl IntoIterator<Item = UnitId>,
    not: Option<EstablishmentId>,
) -> Result<Vec<Brief>, DbError> {
    let mut q = sql!(
        &format!("{BRIEF}e.name_key = ? AND e.unit_id IN "),
        name_key(name)
    );
    q.push_list(units).within(&scope.over_region(), SCOPE);
    if let Some(not) = not {
        q.push(" AND e.id <> ?", [not.into()]);
    }
    q.push(" ORDER BY e.id LIMIT 10", []);
    conn.all(q).await
}

/// Who has this tax code, if that establishment lies in the scope.
pub(super) async fn with_tax_code(
    conn: &mut Conn,
    scope: &Scope,
    code: &str,
) -> Result<Option<Brief>, DbError> {
    let mut q = sql!(&format!("{BRIEF}e.tax_code = ?"), code);
    q.within(&scope.over_region(), SCOPE);
    conn.opt(q).await
}

/// True when any establishment, in scope or not, other than `not` has this tax code.
pub(super) async fn tax_code_taken(
    conn: &mut Conn,
    code: &str,
    not: Option<EstablishmentId>,
) -> Result<bool, DbError> {
    let found: Option<(EstablishmentId,)> = conn
        .opt(sql!(
            "SELECT id FROM establishment WHERE tax_code = ?",
            code
        ))
        .await?;
    Ok(found.is_some_and(|(id,)| Some(id) != not))
}

/// What a picker offers for a text: active establishments in scope.
pub(super) async fn pick(
    conn: &mut Conn,
    scope: &Scope,
    text: &str,
    limit: i64,
) -> Result<Vec<Brief>, DbError> {
    let mut active = sql!(" AND e.status = 'active'");
    active.within(&scope.over_region(), SCOPE);
    let asked = ByWords::new(PICKED, active, text);
    let mut rows: Vec<Brief> = asked.named(conn, 0, limit).await?;
    let rest = limit - rows.len() as i64;
    if rest == 0 || fold(text).is_empty() {
        return Ok(rows);
    }
    let hits = conn.search_hits("establishment", text).await?;
    rows.extend(asked.others(conn, &hits, 0, rest).await?);
    if rows.is_empty()
        && let Some(begun) = conn.search_begun("establishment", text).await?
    {
        rows = asked.others(conn, &begun, 0, limit).await?;
    }
    Ok(rows)
}

/// Every column that a command writes, with its value.
fn written(e: &Establishment) -> Vec<(&'static str, Val)> {
    vec![
        ("name", Val::from(&e.name)),
        ("short_name", Val::from(&e.short_name)),
        ("name_fold", Val::from(fold(&e.name))),
        ("name_key", Val::from(name_key(&e.name))),
        ("search", Val::from(e.search_text())),
        ("legal_form", e.legal_form.into()),
        ("tax_code", Val::from(e.tax_code.clone())),
        ("registration_number", Val::from(&e.registration_number)),
        ("registration_date", e.registration_date.into()),
        ("registration_issuer", Val::from(&e.registration_issuer)),
        ("representative", Val::from(&e.representative)),
        ("phone", Val::from(&e.phone)),
        ("email", Val::from(&e.email)),
        ("website", Val::from(&e.website)),
        ("owner_sex", e.owner_sex.into()),
        ("owner_ethnic", Val::from(&e.owner_ethnic)),
        ("founded", e.founded.into()),
        ("industry_version", e.industry_version.into()),
        ("industry_code", Val::from(&e.industry_code)),
        ("head_office", Val::from(&e.head_office)),
        ("declared_sme", e.declared_sme.into()),
        ("publish_profile", e.publish_profile.into()),
        ("publish_contact", e.publish_contact.into()),
        ("unit_id", e.unit_id.into()),
        ("province_id", e.province_id.into()),
        ("status", e.status.into()),
        ("closed_on", e.closed_on.into()),
        ("closed_reason", Val::from(&e.closed_reason)),
    ]
}

pub(super) async fn insert(tx: &mut Conn, e: &Establishment) -> Result<(), DbError> {
    let mut columns = written(e);
    columns.extend([
        ("id", e.id.into()),
        ("version", e.version.into()),
        ("illustration", e.illustration.into()),
        ("created_at", e.created_at.into()),
    ]);
    let (names, values): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
    let mut q = sql!(&format!(
        "INSERT INTO establishment ({}) VALUES ",
        names.join(", ")
    ));
    q.push_list(values);
    tx.exec(q).await.map(drop)
}

/// Writes the record when nobody changed it since `version`; says whether it did.
pub(crate) async fn update(
    tx: &mut Conn,
    e: &Establishment,
    version: i64,
) -> Result<bool, DbError> {
    let mut q = sql!("UPDATE establishment SET version = version + 1");
    for (name, value) in written(e) {
        q.push(&format!(", {name} = ?"), [value]);
    }
    q.push(
        " WHERE id = ? AND version = ?",
        [e.id.into(), version.into()],
    );
    Ok(tx.exec(q).await? == 1)
}

/// The divisions (two digits) of the edition of VSIC in force, as (code, label).
pub(super) fn industry_groups(on: jiff::civil::Date) -> Vec<(String, String)> {
    reference::industries::divisions(reference::industries::version_on(on))
        .map(|division| {
            let label = format!("{} {}", division.code, division.name);
            (division.code.clone(), label)
        })
        .collect()
}
