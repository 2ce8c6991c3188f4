use jiff::{Timestamp, civil::Date};
use kernel::{BasisPoints, Dong, Id, UnitId};
use rusqlite::types::{FromSql, ValueRef};
use sqlx::{Row as _, ValueRef as _, postgres::PgRow};
use uuid::Uuid;

use crate::DbError;

/// One row of an answer, from either database.
pub enum RowRef<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r PgRow),
}

/// A type that one column can be read into.
pub trait Column: Sized {
    fn read(row: &RowRef<'_>, index: usize) -> Result<Self, DbError>;
}

/// A type that a whole row can be read into; see [`crate::row!`].
pub trait FromRow: Sized + Send + Unpin {
    fn from_row(row: &RowRef<'_>) -> Result<Self, DbError>;
}

/// A type that is read from some columns of a row that stand side by side.
pub trait RowPart: Sized + Send + Unpin {
    /// How many columns it takes.
    const WIDTH: usize;
    /// Reads it from the columns that begin at `start`.
    fn part(row: &RowRef<'_>, start: usize) -> Result<Self, DbError>;
}

/// Two rows side by side, as a left join answers them: where the second is missing, its first column
/// is NULL.
pub struct Joined<A, B>(pub A, pub Option<B>);

impl<A: RowPart, B: RowPart> FromRow for Joined<A, B> {
    fn from_row(row: &RowRef<'_>) -> Result<Self, DbError> {
        let second = match row.is_null(A::WIDTH)? {
            true => None,
            false => Some(B::part(row, A::WIDTH)?),
        };
        Ok(Joined(A::part(row, 0)?, second))
    }
}

impl RowRef<'_> {
    fn is_null(&self, index: usize) -> Result<bool, DbError> {
        Ok(match self {
            RowRef::Sqlite(row) => row.get_ref(index)? == ValueRef::Null,
            RowRef::Postgres(row) => row.try_get_raw(index)?.is_null(),
        })
    }

    /// Reads the column at `index`. In debug builds it must also be called `name`, so that a
    /// SELECT whose columns stand in another order than the struct's fields fails its first test.
    pub fn get<T: Column>(&self, index: usize, name: &'static str) -> Result<T, DbError> {
        if cfg!(debug_assertions) {
            let actual = match self {
                RowRef::Sqlite(row) => row.as_ref().column_name(index).ok(),
                RowRef::Postgres(row) => row.columns().get(index).map(sqlx::Column::name),
            };
            if actual != Some(name) {
                return Err(DbError::Shape(format!(
                    "column {index} is {actual:?} where {name:?} was expected"
                )));
            }
        }
        T::read(self, index).map_err(|e| match e {
            DbError::Postgres(source) => DbError::Shape(format!("column {name:?}: {source}")),
            DbError::Sqlite(source) => DbError::Shape(format!("column {name:?}: {source}")),
            other => other,
        })
    }
}

/// A UUID of 16 bytes.
struct Bytes(Uuid);

impl FromSql for Bytes {
    fn column_result(value: ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        let bytes = value.as_blob()?;
        Uuid::from_slice(bytes)
            .map(Bytes)
            .map_err(rusqlite::types::FromSqlError::other)
    }
}

/// Types that both drivers read, in SQLite as `$kept`.
macro_rules! columns {
    ($($t:ty as $kept:ty => $wrap:expr),*) => {$(
        impl Column for $t {
            fn read(row: &RowRef<'_>, index: usize) -> Result<Self, DbError> {
                match row {
                    RowRef::Sqlite(row) => Ok(row.get::<usize, $kept>(index).map($wrap)?),
                    RowRef::Postgres(row) => Ok(row.try_get(index)?),
                }
            }
        }
        impl Column for Option<$t> {
            fn read(row: &RowRef<'_>, index: usize) -> Result<Self, DbError> {
                match row {
                    RowRef::Sqlite(row) => {
                        Ok(row.get::<usize, Option<$kept>>(index)?.map($wrap))
                    }
                    RowRef::Postgres(row) => Ok(row.try_get(index)?),
                }
            }
        }
    )*};
}
columns!(i64 as i64 => |v| v, String as String => |v| v, bool as bool => |v| v, Uuid as Bytes => |v| v.0);

/// What SQLite keeps as text: days and moments.
fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
    row: &rusqlite::Row<'_>,
    index: usize,
) -> Result<Option<T>, DbError> {
    let value = row.get_ref(index)?;
    let Some(text) = value
        .as_str_or_null()
        .map_err(|e| DbError::Shape(e.to_string()))?
    else {
        return Ok(None);
    };
    text.parse()
        .map(Some)
        .map_err(|e| DbError::Shape(format!("{text:?}: {e}")))
}

/// Types kept as another: read the inner one and wrap it.
macro_rules! wrapped {
    ($($t:ty as $inner:ty => $wrap:expr),* $(,)?) => {$(
        impl Column for $t {
            fn read(row: &RowRef<'_>, index: usize) -> Result<Self, DbError> {
                <$inner>::read(row, index).map($wrap)
            }
        }
        impl Column for Option<$t> {
            fn read(row: &RowRef<'_>, index: usize) -> Result<Self, DbError> {
                Ok(Option::<$inner>::read(row, index)?.map($wrap))
            }
        }
    )*};
}
wrapped!(Dong as i64 => Dong, BasisPoints as i64 => BasisPoints, UnitId as i64 => UnitId);

impl<K> Column for Id<K> {
    fn read(row: &RowRef<'_>, index: usize) -> Result<Self, DbError> {
        Uuid::read(row, index).map(Id::from_uuid)
    }
}
impl<K> Column for Option<Id<K>> {
    fn read(row: &RowRef<'_>, index: usize) -> Result<Self, DbError> {
        Ok(Option::<Uuid>::read(row, index)?.map(Id::from_uuid))
    }
}

impl Column for Date {
    fn read(row: &RowRef<'_>, index: usize) -> Result<Self, DbError> {
        Option::<Date>::read(row, index)?.ok_or_else(|| DbError::Shape("unexpected NULL".into()))
    }
}
impl Column for Option<Date> {
    fn read(row: &RowRef<'_>, index: usize) -> Result<Self, DbError> {
        match row {
            RowRef::Sqlite(row) => parsed(row, index),
            RowRef::Postgres(row) => Ok(row
                .try_get::<Option<jiff_sqlx::Date>, usize>(index)?
                .map(|d| d.to_jiff())),
        }
    }
}

impl Column for Timestamp {
    fn read(row: &RowRef<'_>, index: usize) -> Result<Self, DbError> {
        Option::<Timestamp>::read(row, index)?
            .ok_or_else(|| DbError::Shape("unexpected NULL".into()))
    }
}
impl Column for Option<Timestamp> {
    fn read(row: &RowRef<'_>, index: usize) -> Result<Self, DbError> {
        match row {
            RowRef::Sqlite(row) => parsed(row, index),
            RowRef::Postgres(row) => Ok(row
                .try_get::<Option<jiff_sqlx::Timestamp>, usize>(index)?
                .map(|t| t.to_jiff())),
        }
    }
}

macro_rules! tuples {
    ($($name:ident $index:tt),*) => {
        impl<$($name: Column + Send + Unpin),*> FromRow for ($($name,)*) {
            fn from_row(row: &RowRef<'_>) -> Result<Self, DbError> {
                Ok(($($name::read(row, $index)?,)*))
            }
        }
    };
}
tuples!(A 0);
tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);

/// Declares a struct that is read from a row. The SELECT lists its columns in the order of the
/// fields and under their names.
///
/// ```
/// db::row! {
///     /// A unit as pickers show it.
///     #[derive(Debug)]
///     pub struct UnitRow { pub id: kernel::UnitId, pub name: String }
/// }
/// ```
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident {
        $($(#[$fmeta:meta])* $fvis:vis $field:ident : $t:ty),* $(,)?
    }) => {
        $(#[$meta])*
        $vis struct $name { $($(#[$fmeta])* $fvis $field: $t),* }

        impl $crate::FromRow for $name {
            fn from_row(row: &$crate::RowRef<'_>) -> Result<Self, $crate::DbError> {
                <Self as $crate::RowPart>::part(row, 0)
            }
        }

        impl $crate::RowPart for $name {
            const WIDTH: usize = [$(stringify!($field)),*].len();
            fn part(row: &$crate::RowRef<'_>, start: usize) -> Result<Self, $crate::DbError> {
                let mut index = start..;
                $(let $field = row.get::<$t>(index.next().unwrap_or_default(), stringify!($field))?;)*
                Ok(Self { $($field),* })
            }
        }
    };
}

/// A type kept as TEXT under a short code; see [`crate::code_column!`].
pub trait CodeColumn: Sized + Copy {
    fn column_code(self) -> &'static str;
    fn of_column_code(code: &str) -> Option<Self>;
}

fn coded<T: CodeColumn>(code: &str) -> Result<T, DbError> {
    T::of_column_code(code)
        .ok_or_else(|| DbError::Shape(format!("{code:?} is not a {}", std::any::type_name::<T>())))
}

impl<T: CodeColumn> Column for T {
    fn read(row: &RowRef<'_>, index: usize) -> Result<Self, DbError> {
        coded(&String::read(row, index)?)
    }
}
impl<T: CodeColumn> Column for Option<T> {
    fn read(row: &RowRef<'_>, index: usize) -> Result<Self, DbError> {
        Option::<String>::read(row, index)?
            .map(|code| coded(&code))
            .transpose()
    }
}
impl<T: CodeColumn> From<T> for crate::Val {
    fn from(value: T) -> crate::Val {
        crate::Val::Text(Some(value.column_code().to_owned()))
    }
}
impl<T: CodeColumn> From<Option<T>> for crate::Val {
    fn from(value: Option<T>) -> crate::Val {
        crate::Val::Text(value.map(|v| v.column_code().to_owned()))
    }
}

/// Lets an enum with `code()` and `from_code()` be bound and read as TEXT.
#[macro_export]
macro_rules! code_column {
    ($($t:ty),* $(,)?) => {$(
        impl $crate::CodeColumn for $t {
            fn column_code(self) -> &'static str {
                self.code()
            }
            fn of_column_code(code: &str) -> Option<Self> {
                <$t>::from_code(code)
            }
        }
    )*};
}

mod kernel_codes {
    use kernel::{Activity, FundingSource, Role, UnitKind, UnitLevel};

    code_column!(FundingSource, Role, UnitKind, UnitLevel);

    /// Activities are parsed by [`std::str::FromStr`].
    impl crate::Column for Activity {
        fn read(row: &crate::RowRef<'_>, index: usize) -> Result<Self, crate::DbError> {
            let code = <String as crate::Column>::read(row, index)?;
            code.parse().map_err(crate::DbError::Shape)
        }
    }
    impl crate::Column for Option<Activity> {
        fn read(row: &crate::RowRef<'_>, index: usize) -> Result<Self, crate::DbError> {
            let code = <Option<String> as crate::Column>::read(row, index)?;
            code.map(|c| c.parse().map_err(crate::DbError::Shape))
                .transpose()
        }
    }
    impl From<Activity> for crate::Val {
        fn from(value: Activity) -> crate::Val {
            crate::Val::Text(Some(value.code().to_owned()))
        }
    }
    impl From<Option<Activity>> for crate::Val {
        fn from(value: Option<Activity>) -> crate::Val {
            crate::Val::Text(value.map(|v| v.code().to_owned()))
        }
    }
}
