use db::{
    CommandError, CommandResult, Conn, Cursor, Cx, DbError, FromRow, Page, PageRequest, RowRef,
    ScopeColumns, Sql, Val, sql,
};
use jiff::Timestamp;
use kernel::{Id, UnitId, fold};

use crate::{FieldKind, PlaceRule, Register, place::Place};

/// One row of a register.
pub struct Record<R: Register> {
    pub id: Id<R::Kind>,
    pub version: i64,
    /// Invented for the demonstration under a real total.
    pub illustration: bool,
    pub created_at: Timestamp,
    /// The province of the era of the row's date; none where rows have no place.
    pub province_id: Option<UnitId>,
    pub fields: R,
}

impl<R: Register> Clone for Record<R> {
    fn clone(&self) -> Self {
        Record {
            fields: self.fields.clone(),
            ..*self
        }
    }
}

impl<R: Register> FromRow for Record<R> {
    fn from_row(row: &RowRef<'_>) -> Result<Self, DbError> {
        let mut fields = R::default();
        for (index, (field, value)) in R::FIELDS.iter().zip(fields.each_mut()).enumerate() {
            value.read(row, index + OWN_COLUMNS, field.name)?;
        }
        Ok(Record {
            id: row.get(0, "id")?,
            version: row.get(1, "version")?,
            illustration: row.get(2, "illustration")?,
            created_at: row.get(3, "created_at")?,
            province_id: row.get(4, "province_id")?,
            fields,
        })
    }
}

const OWN_COLUMNS: usize = 5;

/// What a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of the row, with or without diacritics.
    pub q: String,
    pub year: Option<i64>,
    /// These provinces; none means all.
    pub provinces: Vec<UnitId>,
}

fn placed<R: Register>() -> bool {
    R::PLACE != PlaceRule::Anywhere
}

fn select<R: Register>() -> Sql {
    let province = if placed::<R>() {
        "t.province_id"
    } else {
        "CAST(NULL AS BIGINT) AS province_id"
    };
    let mut text = format!("SELECT t.id, t.version, t.illustration, t.created_at, {province}");
    for field in R::FIELDS {
        text.push_str(", t.");
        text.push_str(field.name);
    }
    Sql::new(text, Vec::new())
}

/// ` FROM … WHERE …`: the rows that the actor may see and the filter keeps. Everything that reads
/// a register goes through here.
fn seen<R: Register>(cx: &Cx, filter: &Filter) -> Sql {
    let mut q = Sql::new(format!(" FROM {} t WHERE 1 = 1", R::THING), Vec::new());
    if placed::<R>() {
        let establishment = if R::PLACE == PlaceRule::Establishment {
            "t.establishment_id"
        } else {
            ""
        };
        q.within(
            &cx.actor.scope,
            ScopeColumns {
                province: "t.province_id",
                commune: "t.unit_id",
                establishment,
            },
        );
        q.push_among("t.province_id", &filter.provinces);
    }
    if let Some(year) = filter.year {
        q.push(" AND t.year = ?", [year.into()]);
    }
    q.push_containing("t.search", &filter.q);
    q
}

/// One page of the list, newest first, and the count of the whole.
pub async fn list<R: Register>(
    cx: &Cx,
    conn: &mut Conn,
    filter: &Filter,
    request: PageRequest,
) -> Result<Page<Record<R>>, DbError> {
    let mut count = sql!("SELECT COUNT(*)");
    count.append(seen::<R>(cx, filter));
    let total = conn.count(count).await?;
    let mut rows = select::<R>();
    rows.append(seen::<R>(cx, filter));
    conn.page(rows, R::ORDER, request, total).await
}

/// Rows in the order in which they were entered, after a cursor.
pub(crate) async fn after<R: Register>(
    cx: &Cx,
    conn: &mut Conn,
    filter: &Filter,
    cursor: Cursor,
    limit: i64,
) -> Result<Vec<Record<R>>, DbError> {
    let mut q = select::<R>();
    q.append(seen::<R>(cx, filter));
    conn.rows_after(q, "t.id", cursor, limit).await
}

/// Which provinces and years have rows, for the filters.
pub(crate) async fn extent<R: Register>(
    cx: &Cx,
    conn: &mut Conn,
) -> Result<(Vec<UnitId>, Vec<i64>), DbError> {
    let province = if placed::<R>() {
        "t.province_id"
    } else {
        "CAST(NULL AS BIGINT)"
    };
    let mut q = Sql::new(format!("SELECT DISTINCT {province}, t.year"), Vec::new());
    q.append(seen::<R>(cx, &Filter::default()));
    let rows: Vec<(Option<UnitId>, Option<i64>)> = conn.all(q).await?;
    let mut provinces: Vec<UnitId> = rows.iter().filter_map(|(unit, _)| *unit).collect();
    let mut years: Vec<i64> = rows.iter().filter_map(|(_, year)| *year).collect();
    provinces.sort_unstable();
    provinces.dedup();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    Ok((provinces, years))
}

/// One row; none when there is none within the actor's scope.
pub async fn get<R: Register>(
    cx: &Cx,
    conn: &mut Conn,
    id: Id<R::Kind>,
) -> Result<Option<Record<R>>, DbError> {
    let mut q = select::<R>();
    q.append(seen::<R>(cx, &Filter::default()));
    q.push(" AND t.id = ?", [id.into()]);
    conn.opt(q).await
}

/// The columns that follow from the fields, with their values.
fn derived<R: Register>(row: &R, place: &Place) -> Vec<(&'static str, Val)> {
    let mut search = row.title();
    for (field, value) in row.pairs() {
        if matches!(field.kind, FieldKind::Line | FieldKind::Lines) {
            search.push(' ');
            search.push_str(&value.text());
        }
    }
    search.push(' ');
    search.push_str(&place.establishment_name);
    let mut columns = vec![
        ("year", row.date().map(|date| i64::from(date.year())).into()),
        ("search", fold(&search).into()),
    ];
    if placed::<R>() {
        columns.push(("province_id", place.province.into()));
    }
    columns
}

pub(crate) async fn insert<R: Register>(
    cx: &Cx,
    tx: &mut Conn,
    row: &R,
    place: &Place,
) -> CommandResult<Id<R::Kind>> {
    let id: Id<R::Kind> = cx.new_id();
    let mut columns = vec![
        ("id", id.into()),
        ("version", 1_i64.into()),
        ("illustration", cx.illustration.into()),
        ("created_at", cx.now().into()),
    ];
    columns.extend(derived(row, place));
    columns.extend(row.pairs().map(|(field, value)| (field.name, value.val())));
    let names = columns
        .iter()
        .map(|(name, _)| *name)
        .collect::<Vec<_>>()
        .join(", ");
    let mut q = Sql::new(
        format!("INSERT INTO {} ({names}) VALUES ", R::THING),
        Vec::new(),
    );
    q.push_list(columns.into_iter().map(|(_, value)| value));
    tx.exec(q)
        .await
        .map_err(|error| explained(cx, row, error))?;
    Ok(id)
}

/// Overwrites a row that still has this version; answers whether it had.
pub(crate) async fn update<R: Register>(
    cx: &Cx,
    tx: &mut Conn,
    id: Id<R::Kind>,
    version: i64,
    row: &R,
    place: &Place,
) -> CommandResult<bool> {
    let mut q = Sql::new(
        format!("UPDATE {} SET version = version + 1", R::THING),
        Vec::new(),
    );
    let fields = row.pairs().map(|(field, value)| (field.name, value.val()));
    for (name, value) in derived(row, place).into_iter().chain(fields) {
        q.push(&format!(", {name} = ?"), [value]);
    }
    q.push(" WHERE id = ? AND version = ?", [id.into(), version.into()]);
    let changed = tx
        .exec(q)
        .await
        .map_err(|error| explained(cx, row, error))?;
    Ok(changed == 1)
}

/// The sentence for what the database refused: a row that is there already, or a record referred
/// to that is not.
fn explained<R: Register>(cx: &Cx, row: &R, error: DbError) -> CommandError {
    if let Some((field, (vi, en))) = R::taken(&error) {
        return CommandError::field(field, cx.t(vi, en));
    }
    let referred = row.pairs().find(|(field, value)| {
        matches!(field.kind, FieldKind::Reference)
            && field.name != "establishment_id"
            && !value.text().is_empty()
    });
    match referred {
        Some((field, _)) if error.breaks_reference() => CommandError::field(
            field.name,
            cx.t(
                "Không có bản ghi này. Gõ hai chữ đầu rồi chọn trong danh sách.",
                "There is no such record. Type two letters and choose from the list.",
            ),
        ),
        _ => error.into(),
    }
}
