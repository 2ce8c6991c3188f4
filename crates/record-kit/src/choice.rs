use db::{Checks, CodeColumn, DbError, RowRef, Val};
use jiff::civil::Date;
use kernel::Lang;
use web_kit::Form;

use crate::{Field, FieldKind, HasKind, Value};

/// A closed list of codes with their words; see [`crate::choice!`].
pub trait Choice: CodeColumn + Send + Sync + 'static {
    const ALL: &'static [Self];
    fn code(self) -> &'static str;
    fn label(self, lang: Lang) -> &'static str;

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.code() == code)
    }

    /// (code, label) of each, as selects want them.
    fn options(lang: Lang) -> Vec<(&'static str, &'static str)> {
        Self::ALL
            .iter()
            .map(|c| (c.code(), c.label(lang)))
            .collect()
    }
}

impl<C: Choice> HasKind for Option<C> {
    const KIND: FieldKind = FieldKind::Choice(C::options);
}

impl<C: Choice> Value for Option<C> {
    fn val(&self) -> Val {
        (*self).into()
    }
    fn read(&mut self, row: &RowRef<'_>, index: usize, name: &'static str) -> Result<(), DbError> {
        *self = row.get(index, name)?;
        Ok(())
    }
    fn take(&mut self, form: &mut Form, name: &str) {
        *self = form.code(name, <C as Choice>::from_code);
    }
    fn text(&self) -> String {
        self.map(|value| value.code().to_owned())
            .unwrap_or_default()
    }
    fn shown(&self, lang: Lang) -> String {
        self.map(|value| value.label(lang).to_owned())
            .unwrap_or_default()
    }
    fn tidy(&mut self, field: &Field, checks: &mut Checks, _: Date) {
        if field.required {
            checks.required(field.name, *self);
        }
    }
}

/// Declares an enum that is kept as TEXT: each variant with its code and its words.
#[macro_export]
macro_rules! choice {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$vmeta:meta])* $variant:ident = $code:tt ($vi:tt, $en:tt)),* $(,)?
    }) => {
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize,
            ::utoipa::ToSchema,
        )]
        $(#[$meta])*
        $vis enum $name {
            $($(#[$vmeta])* #[serde(rename = $code)] $variant),*
        }

        impl $crate::Choice for $name {
            const ALL: &'static [Self] = &[$($name::$variant),*];
            fn code(self) -> &'static str {
                match self { $($name::$variant => $code),* }
            }
            fn label(self, lang: ::kernel::Lang) -> &'static str {
                match self { $($name::$variant => lang.t($vi, $en)),* }
            }
        }

        impl $name {
            pub fn code(self) -> &'static str {
                $crate::Choice::code(self)
            }
            pub fn from_code(code: &str) -> Option<Self> {
                <Self as $crate::Choice>::from_code(code)
            }
            pub fn label(self, lang: ::kernel::Lang) -> &'static str {
                $crate::Choice::label(self, lang)
            }
        }

        ::db::code_column!($name);
    };
}
