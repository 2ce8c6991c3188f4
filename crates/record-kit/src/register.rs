use db::{BoxFuture, Checks, Conn, Cx, DbError};
use jiff::civil::Date;
use kernel::{EstablishmentId, Id, Lang, Thing, UnitId};
use serde::{Serialize, de::DeserializeOwned};
use utoipa::ToSchema;

use crate::{Field, Names, PlaceRule, Record, Value};

/// The fields of a register, in the order in which they are asked, shown and kept.
pub trait Fields: Clone + Default + Send + Sync + Unpin + 'static {
    const FIELDS: &'static [Field];
    fn each(&self) -> Vec<&dyn Value>;
    fn each_mut(&mut self) -> Vec<&mut dyn Value>;

    /// Each field with its value.
    fn pairs(&self) -> impl Iterator<Item = (&'static Field, &dyn Value)> {
        Self::FIELDS.iter().zip(self.each())
    }
}

/// Declares the input of a register: one struct for the form, for JSON and for imports, whose
/// fields are also the columns of its table.
#[macro_export]
macro_rules! record_fields {
    ($(#[$meta:meta])* $vis:vis struct $name:ident {
        $($(#[$fmeta:meta])* $field:ident : $t:ty => $spec:expr),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(
            Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize,
            ::utoipa::ToSchema,
        )]
        #[serde(default)]
        $vis struct $name { $($(#[$fmeta])* pub $field: $t),* }

        impl $crate::Fields for $name {
            const FIELDS: &'static [$crate::Field] = &[
                $($spec.of(stringify!($field), <$t as $crate::HasKind>::KIND)),*
            ];
            fn each(&self) -> Vec<&dyn $crate::Value> {
                vec![$(&self.$field),*]
            }
            fn each_mut(&mut self) -> Vec<&mut dyn $crate::Value> {
                vec![$(&mut self.$field),*]
            }
        }
    };
}

/// The addresses of a register's pages.
#[derive(Clone, Copy, Debug)]
pub struct Paths {
    pub list: &'static str,
    pub new: &'static str,
    pub one: &'static str,
    pub edit: &'static str,
    pub export: &'static str,
    /// The picker that finds rows: `?q=…`.
    pub search: &'static str,
}

/// `paths!("/machines")`
#[macro_export]
macro_rules! paths {
    ($list:literal) => {
        $crate::Paths {
            list: $list,
            new: concat!($list, "/new"),
            one: concat!($list, "/{id}"),
            edit: concat!($list, "/{id}/edit"),
            export: concat!($list, "/export.xlsx"),
            search: concat!($list, "/search"),
        }
    };
}

/// A register's own words, Vietnamese and English.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The title of the list: “Hỗ trợ máy móc, thiết bị”.
    pub many: (&'static str, &'static str),
    /// One row within a sentence: “máy được hỗ trợ”.
    pub one: (&'static str, &'static str),
    /// What the first column is headed with.
    pub title: (&'static str, &'static str),
    /// The button that begins a new row: “Thêm máy”.
    pub add: (&'static str, &'static str),
    /// What the next step is after a row was saved.
    pub next: (&'static str, &'static str),
}

/// The state of a row: (label, colour, icon) of the state badge.
#[derive(Clone, Copy, Debug)]
pub struct Badge {
    pub label: &'static str,
    pub colour: &'static str,
    pub icon: &'static str,
}

/// What only the register itself knows. Its table has the columns of [`Fields`] and, besides,
/// `id`, `version`, `illustration`, `created_at`, `year` (of [`Register::date`]), `search` (folded
/// text) and, where rows have a place, `province_id`.
pub trait Register: Fields + Serialize + DeserializeOwned + ToSchema {
    /// Marks the ids of the rows.
    type Kind: 'static;
    /// The table, and the kind of record in the audit trail.
    const THING: &'static str;
    /// Whose rights decide.
    const ACCESS: Thing;
    const PATHS: Paths;
    const PLACE: PlaceRule;
    const WORDS: Words;
    /// How lists are sorted, over the alias `t`; ends with the id.
    const ORDER: &'static str;

    /// True where a row is of an establishment and has no name of its own: it is then headed with the
    /// establishment's name, and [`Register::title`] stands under it.
    const OF_ESTABLISHMENT: bool = false;

    /// What a row is called.
    fn title(&self) -> String;

    /// The day by which the row is counted.
    fn date(&self) -> Option<Date>;

    /// The unit that was chosen, if the register has one.
    fn unit(&self) -> Option<UnitId> {
        None
    }

    /// Takes over the unit that was found for the row.
    fn set_unit(&mut self, _unit: UnitId) {}

    fn establishment(&self) -> Option<EstablishmentId> {
        None
    }

    /// Fills in what follows from other fields, and notes what does not fit together. The fields
    /// were each made tidy before.
    fn check(&mut self, _checks: &mut Checks) {}

    /// The field and the sentence for the unique index that refused the row.
    fn taken(_error: &DbError) -> Option<(&'static str, (&'static str, &'static str))> {
        None
    }

    fn badge(&self, _lang: Lang, _today: Date) -> Option<Badge> {
        None
    }

    /// Facts that follow from the fields, for the record page: (label, text).
    fn facts(&self, _lang: Lang, _today: Date) -> Vec<(String, String)> {
        Vec::new()
    }

    /// Adds the names of the records referred to, beyond establishments and units.
    fn names<'a>(
        _cx: &'a Cx,
        _conn: &'a mut Conn,
        _rows: &'a [Record<Self>],
        _names: &'a mut Names,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(async { Ok(()) })
    }

    /// The record that a typed text means, for pickers without script: (id, label).
    fn find<'a>(
        _cx: &'a Cx,
        _conn: &'a mut Conn,
        _field: &'a str,
        _text: &'a str,
    ) -> BoxFuture<'a, Result<Option<(String, String)>, DbError>> {
        Box::pin(async { Ok(None) })
    }

    /// Records that belong to this one, and what can be begun from it: (title, address).
    fn related<'a>(
        _cx: &'a Cx,
        _conn: &'a mut Conn,
        _id: Id<Self::Kind>,
    ) -> BoxFuture<'a, Result<Vec<(String, String)>, DbError>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// A row with invented values, for samples.
    fn sample() -> Self;
}

/// Within an `impl Register`: the rows are at an establishment; the fields `establishment_id` and
/// `unit_id` say which and where.
#[macro_export]
macro_rules! at_establishment {
    () => {
        const PLACE: $crate::PlaceRule = $crate::PlaceRule::Establishment;
        fn establishment(&self) -> Option<::kernel::EstablishmentId> {
            self.establishment_id
        }
        fn unit(&self) -> Option<::kernel::UnitId> {
            self.unit_id
        }
        fn set_unit(&mut self, unit: ::kernel::UnitId) {
            self.unit_id = Some(unit);
        }
    };
}

/// Within an `impl Register`: the rows are in the unit of the field `unit_id`.
#[macro_export]
macro_rules! in_unit {
    () => {
        const PLACE: $crate::PlaceRule = $crate::PlaceRule::Unit;
        fn unit(&self) -> Option<::kernel::UnitId> {
            self.unit_id
        }
        fn set_unit(&mut self, unit: ::kernel::UnitId) {
            self.unit_id = Some(unit);
        }
    };
}
