use jiff::{Timestamp, civil::Date};
use kernel::{BasisPoints, Dong, Id, UnitId};
use uuid::Uuid;

/// A value bound to a `?`. Nulls keep their type, because PostgreSQL asks for it.
#[derive(Clone, Debug, PartialEq)]
pub enum Val {
    Int(Option<i64>),
    Text(Option<String>),
    Uuid(Option<Uuid>),
    Date(Option<Date>),
    Time(Option<Timestamp>),
    Bool(Option<bool>),
}

macro_rules! into_val {
    ($($t:ty => |$v:ident| $variant:ident($e:expr)),* $(,)?) => {$(
        impl From<$t> for Val {
            fn from($v: $t) -> Val {
                Val::$variant(Some($e))
            }
        }
        impl From<Option<$t>> for Val {
            fn from(value: Option<$t>) -> Val {
                Val::$variant(value.map(|$v| $e))
            }
        }
    )*};
}

into_val! {
    i64 => |v| Int(v),
    Dong => |v| Int(v.0),
    BasisPoints => |v| Int(v.0),
    UnitId => |v| Int(v.0),
    String => |v| Text(v),
    &str => |v| Text(v.to_owned()),
    &String => |v| Text(v.clone()),
    Uuid => |v| Uuid(v),
    Date => |v| Date(v),
    Timestamp => |v| Time(v),
    bool => |v| Bool(v),
}

impl<K> From<Id<K>> for Val {
    fn from(v: Id<K>) -> Val {
        Val::Uuid(Some(v.uuid()))
    }
}
impl<K> From<Option<Id<K>>> for Val {
    fn from(v: Option<Id<K>>) -> Val {
        Val::Uuid(v.map(Id::uuid))
    }
}
