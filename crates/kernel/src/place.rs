use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// One administrative unit in one era.
///
/// The statistics office reuses its codes (24 was Bắc Giang and is now Bắc Ninh), so the key is
/// made of level, code and the order of that code's validity: see [`UnitId::new`].
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(transparent)]
pub struct UnitId(pub i64);

impl UnitId {
    /// `level` and `code` as in the official list; `turn` counts the rows of the same code by date.
    pub fn new(level: UnitLevel, code: u32, turn: u32) -> UnitId {
        UnitId(level as i64 * 100_000_000 + i64::from(code) * 100 + i64::from(turn))
    }
}

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl FromStr for UnitId {
    type Err = std::num::ParseIntError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        s.parse().map(UnitId)
    }
}

/// Province, district (until 30/6/2025) or commune.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitLevel {
    Province = 1,
    District = 2,
    Commune = 3,
}

impl UnitLevel {
    pub fn code(self) -> &'static str {
        match self {
            UnitLevel::Province => "province",
            UnitLevel::District => "district",
            UnitLevel::Commune => "commune",
        }
    }
    pub fn from_code(code: &str) -> Option<Self> {
        [UnitLevel::Province, UnitLevel::District, UnitLevel::Commune]
            .into_iter()
            .find(|l| l.code() == code)
    }
}

/// What kind of unit it is; eligibility of a place depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// Tỉnh.
    Tinh,
    /// Thành phố trực thuộc trung ương: a centrally-run city.
    ThanhPhoTw,
    /// Quận: urban district.
    Quan,
    /// Huyện: rural district.
    Huyen,
    /// Thị xã: district-level town.
    ThiXa,
    /// Thành phố of a province.
    ThanhPho,
    /// Phường: ward.
    Phuong,
    /// Xã: rural commune.
    Xa,
    /// Thị trấn: township.
    ThiTran,
    /// Đặc khu: special zone.
    DacKhu,
}

impl UnitKind {
    const ALL: [UnitKind; 10] = [
        UnitKind::Tinh,
        UnitKind::ThanhPhoTw,
        UnitKind::Quan,
        UnitKind::Huyen,
        UnitKind::ThiXa,
        UnitKind::ThanhPho,
        UnitKind::Phuong,
        UnitKind::Xa,
        UnitKind::ThiTran,
        UnitKind::DacKhu,
    ];

    /// The word of the reference data.
    pub fn code(self) -> &'static str {
        match self {
            UnitKind::Tinh => "tinh",
            UnitKind::ThanhPhoTw => "thanh_pho_tw",
            UnitKind::Quan => "quan",
            UnitKind::Huyen => "huyen",
            UnitKind::ThiXa => "thi_xa",
            UnitKind::ThanhPho => "thanh_pho",
            UnitKind::Phuong => "phuong",
            UnitKind::Xa => "xa",
            UnitKind::ThiTran => "thi_tran",
            UnitKind::DacKhu => "dac_khu",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}
