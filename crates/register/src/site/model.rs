use db::row;
use jiff::{Timestamp, civil::Date};
use kernel::{EstablishmentId, SiteId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

row! {
    /// A production site as the register keeps it.
    #[derive(Clone, Debug, Serialize)]
    pub struct Site {
        pub id: SiteId,
        pub establishment_id: EstablishmentId,
        /// Exactly one site of an establishment is the main one.
        pub main: bool,
        /// The commune, in the era the site was recorded in.
        pub unit_id: UnitId,
        pub province_id: UnitId,
        pub address: String,
        /// True for a site within a craft village that the province recognised.
        pub in_craft_village: bool,
        pub craft_village: String,
        pub cluster_note: String,
        pub since: Option<Date>,
        /// The last day of work there.
        pub until: Option<Date>,
        pub version: i64,
        pub illustration: bool,
        pub created_at: Timestamp,
    }
}

/// What somebody says of a site.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct SiteInput {
    /// The commune: one in force today, or one that was in force on the day `since`.
    pub unit_id: Option<UnitId>,
    /// House number, road, hamlet.
    pub address: String,
    pub in_craft_village: bool,
    /// Name of the craft village; needed when the site lies in one.
    pub craft_village: String,
    /// Name of the industrial cluster, plot: free text.
    pub cluster_note: String,
    /// When work began there.
    #[schema(value_type = Option<String>, format = Date)]
    pub since: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
    /// Make it the main site. The first site always is.
    pub main: bool,
}

impl From<&Site> for SiteInput {
    fn from(site: &Site) -> Self {
        SiteInput {
            unit_id: Some(site.unit_id),
            address: site.address.clone(),
            in_craft_village: site.in_craft_village,
            craft_village: site.craft_village.clone(),
            cluster_note: site.cluster_note.clone(),
            since: site.since,
            until: site.until,
            main: site.main,
        }
    }
}
