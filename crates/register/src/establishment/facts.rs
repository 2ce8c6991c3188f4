use db::{Conn, Cx, DbError, row, sql};
use kernel::{EstablishmentId, SiteId, UnitId};

use super::{
    model::{FormColumn, OwnerSex},
    store::{self, Brief},
};

row! {
    /// What other modules need of an establishment and one of its sites, for eligibility, ceilings
    /// and papers.
    #[derive(Clone, Debug)]
    pub struct EstablishmentFacts {
        pub id: EstablishmentId,
        pub name: String,
        pub tax_code: Option<String>,
        pub legal_form: FormColumn,
        pub industry_version: i64,
        pub industry_code: String,
        pub declared_sme: Option<bool>,
        pub owner_sex: Option<OwnerSex>,
        pub owner_ethnic: String,
        pub illustration: bool,
        pub site_id: SiteId,
        /// The commune of the site, in the era the site was recorded in.
        pub unit_id: UnitId,
        pub province_id: UnitId,
        pub in_craft_village: bool,
    }
}

impl EstablishmentFacts {
    /// True when a woman owns it; None when nobody said.
    pub fn owned_by_woman(&self) -> Option<bool> {
        self.owner_sex.map(|sex| sex == OwnerSex::Female)
    }

    /// True when the owner is of an ethnic minority; None when nobody said.
    pub fn owned_by_minority(&self) -> Option<bool> {
        let group = kernel::fold(&self.owner_ethnic);
        (!group.is_empty()).then(|| group != "kinh")
    }
}

/// The facts of an establishment at one of its sites, or at its main site. No scope is applied:
/// the caller answers for whom it asks.
pub async fn facts(
    conn: &mut Conn,
    id: EstablishmentId,
    site: Option<SiteId>,
) -> Result<Option<EstablishmentFacts>, DbError> {
    let mut q = sql!(
        "SELECT e.id, e.name, e.tax_code, e.legal_form, e.industry_version, e.industry_code,
                e.declared_sme, e.owner_sex, e.owner_ethnic, e.illustration, s.id AS site_id,
                s.unit_id, s.province_id, s.in_craft_village
         FROM establishment e JOIN establishment_site s ON s.establishment_id = e.id
         WHERE e.id = ?",
        id
    );
    match site {
        Some(site) => q.push(" AND s.id = ?", [site.into()]),
        None => q.push(" AND s.main", []),
    };
    conn.opt(q).await
}

/// The same, only within the actor's scope.
pub async fn facts_in_scope(
    cx: &Cx,
    conn: &mut Conn,
    id: EstablishmentId,
    site: Option<SiteId>,
) -> Result<Option<EstablishmentFacts>, DbError> {
    if store::get(conn, &cx.actor.scope, id).await?.is_none() {
        return Ok(None);
    }
    facts(conn, id, site).await
}

/// Active establishments in scope that a text may mean, for pickers.
pub async fn pick(cx: &Cx, text: &str, limit: i64) -> Result<Vec<Brief>, DbError> {
    let mut conn = cx.read().await?;
    store::pick(&mut conn, &cx.actor.scope, text, limit).await
}

/// The names of some establishments, in no particular order. No scope is applied: the caller
/// shows them on records that it may show.
pub async fn names(
    conn: &mut Conn,
    ids: &[EstablishmentId],
) -> Result<Vec<(EstablishmentId, String)>, DbError> {
    let mut q = sql!("SELECT id, name FROM establishment WHERE id IN ");
    q.push_list(ids.iter().copied());
    conn.all(q).await
}

/// Who represents some establishments, in no particular order; those without a name are left out. No
/// scope is applied: the caller compares names and shows them on records that it may show.
pub async fn representatives(
    conn: &mut Conn,
    ids: &[EstablishmentId],
) -> Result<Vec<(EstablishmentId, String)>, DbError> {
    let mut q =
        sql!("SELECT id, representative FROM establishment WHERE representative <> '' AND id IN ");
    q.push_list(ids.iter().copied());
    conn.all(q).await
}
