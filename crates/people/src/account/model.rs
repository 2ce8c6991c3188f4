use db::row;
use jiff::Timestamp;
use kernel::{AccountId, EstablishmentId, Role, UnitId};
use serde::Serialize;

row! {
    #[derive(Clone, Debug, Serialize)]
    pub struct Account {
        pub id: AccountId,
        pub username: String,
        /// By post: “Chuyên viên phòng Nghiệp vụ”.
        pub name: String,
        pub role: Role,
        pub organisation: String,
        pub home_id: Option<UnitId>,
        pub establishment_id: Option<EstablishmentId>,
        /// The national centre the person works for.
        pub centre_code: Option<String>,
        pub active: bool,
        pub created_at: Timestamp,
        pub version: i64,
    }
}

/// What an administrator may change of an account.
#[derive(Clone, Debug)]
pub struct AccountEdit {
    pub name: String,
    pub organisation: String,
    pub role: Option<Role>,
    pub home_id: Option<UnitId>,
    pub establishment_id: Option<EstablishmentId>,
    pub centre_code: Option<String>,
    pub communes: Vec<UnitId>,
    pub active: bool,
    pub version: i64,
}
