use kernel::Lang;

/// A closed list of codes with their words; see [`crate::choice!`].
pub trait Choice: Copy + Sized + 'static {
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

/// Declares an enum that is kept as TEXT: each variant with its code and its words.
#[macro_export]
macro_rules! choice {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$vmeta:meta])* $variant:ident = $code:tt ($vi:tt, $en:tt)),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize,
            ::utoipa::ToSchema,
        )]
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

        impl $crate::HasKind for Option<$name> {
            const KIND: $crate::FieldKind =
                $crate::FieldKind::Choice(<$name as $crate::Choice>::options);
        }

        impl $crate::Value for Option<$name> {
            fn val(&self) -> ::db::Val {
                (*self).into()
            }
            fn read(
                &mut self, row: &::db::RowRef<'_>, index: usize, name: &'static str,
            ) -> Result<(), ::db::DbError> {
                *self = row.get(index, name)?;
                Ok(())
            }
            fn from_form(&mut self, form: &mut ::web_kit::Form, name: &str) {
                *self = form.code(name, $name::from_code);
            }
            fn text(&self) -> String {
                self.map(|v| v.code().to_owned()).unwrap_or_default()
            }
            fn shown(&self, lang: ::kernel::Lang) -> String {
                self.map(|v| v.label(lang).to_owned()).unwrap_or_default()
            }
            fn tidy(&mut self, field: &$crate::Field, checks: &mut ::db::Checks, _: ::jiff::civil::Date) {
                if field.required {
                    checks.required(field.name, *self);
                }
            }
        }
    };
}
