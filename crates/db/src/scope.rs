use kernel::Scope;

use crate::Sql;

/// The columns by which a table's rows belong to somebody's scope. An empty name means that the
/// table has no such column, and people with that kind of scope see none of its rows.
#[derive(Clone, Copy, Debug)]
pub struct ScopeColumns<'a> {
    pub province: &'a str,
    pub commune: &'a str,
    pub establishment: &'a str,
}

impl Sql {
    /// Appends ` AND …` so that only rows within the scope are met. Every list, count, picker,
    /// export and single look-up of a scoped table goes through here.
    pub fn within(&mut self, scope: &Scope, columns: ScopeColumns<'_>) -> &mut Sql {
        match scope {
            Scope::Nation => self,
            Scope::Provinces(provinces) => self.member(columns.province, provinces.iter().copied()),
            // What a national centre sees of a table is said by the table's own store.
            Scope::Region { .. } => self.push(" AND 1 = 0", []),
            Scope::Communes { communes, .. } => {
                self.member(columns.commune, communes.iter().copied())
            }
            Scope::Own(id) if columns.establishment.is_empty() => {
                let _ = id;
                self.push(" AND 1 = 0", [])
            }
            Scope::Own(id) => self.push(
                &format!(" AND {} = ?", columns.establishment),
                [(*id).into()],
            ),
        }
    }

    fn member(
        &mut self,
        column: &str,
        units: impl IntoIterator<Item = kernel::UnitId>,
    ) -> &mut Sql {
        if column.is_empty() {
            return self.push(" AND 1 = 0", []);
        }
        self.push(&format!(" AND {column} IN "), [])
            .push_list(units)
    }
}
