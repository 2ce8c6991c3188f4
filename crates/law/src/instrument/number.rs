use std::{fmt, str::FromStr};

use super::InstrumentKind;

/// The number and symbol (số, ký hiệu) of a document, by Nghị định 30/2020/NĐ-CP and the law on
/// legal documents: `2948/QĐ-BCT`, or with the year, `16/2026/QĐ-UBND`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstrumentNumber {
    /// `2948`, `12a`.
    pub serial: String,
    /// Only legal documents (văn bản quy phạm pháp luật) carry the year.
    pub year: Option<i16>,
    /// `QĐ-BCT`, `TTLT-BTC-BCT`, `QH15`, `UBND-VP`.
    pub symbol: String,
}

/// The text is not a number and symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the number and symbol of a document")]
pub struct NotANumber;

impl InstrumentNumber {
    /// The kind the symbol speaks of; letters carry the symbol of the body that wrote them.
    pub fn kind(&self) -> InstrumentKind {
        self.named_kind().unwrap_or(InstrumentKind::OfficialLetter)
    }

    /// The kind whose abbreviation the symbol begins with, by Phụ lục III of Nghị định
    /// 30/2020/NĐ-CP; none when it begins with the name of a body, as letters do.
    pub fn named_kind(&self) -> Option<InstrumentKind> {
        Some(match self.head().to_uppercase().as_str() {
            "NĐ" => InstrumentKind::Decree,
            "NQ" => InstrumentKind::Resolution,
            "QĐ" => InstrumentKind::Decision,
            "TT" => InstrumentKind::Circular,
            "TTLT" => InstrumentKind::JointCircular,
            "CT" => InstrumentKind::Directive,
            "VBHN" => InstrumentKind::ConsolidatedText,
            "KH" => InstrumentKind::Plan,
            law if law.starts_with("QH") => InstrumentKind::Law,
            "BB" | "BC" | "CTR" | "ĐA" | "DA" | "HD" | "PA" | "QC" | "QYĐ" | "TB" | "TTR" => {
                InstrumentKind::Other
            }
            _ => return None,
        })
    }

    /// True of what a People's Council, a People's Committee or a department of industry and trade
    /// signs: `NQ-HĐND`, `UBND-VP`, `KH-SCT`.
    pub fn is_local(&self) -> bool {
        self.symbol.split('-').any(|part| {
            let part = kernel::fold(part);
            part.starts_with("hdnd") || part.starts_with("ubnd") || part == "sct"
        })
    }

    /// `QĐ` of `QĐ-BCT`.
    pub fn head(&self) -> &str {
        self.symbol.split('-').next().unwrap_or_default()
    }

    /// True for symbols that only legal documents carry, which are written with their year since
    /// the first law on legal documents came into force on 01/01/1997.
    pub fn needs_year(&self) -> bool {
        matches!(
            self.named_kind(),
            Some(
                InstrumentKind::Law
                    | InstrumentKind::Decree
                    | InstrumentKind::Circular
                    | InstrumentKind::JointCircular
            )
        )
    }
}

impl FromStr for InstrumentNumber {
    type Err = NotANumber;

    /// Spaces around the marks do not matter, nor does a leading “Số”.
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let text = kernel::clean(text);
        let text = text
            .strip_prefix("Số:")
            .or_else(|| text.strip_prefix("Số "))
            .or_else(|| text.strip_prefix("số "))
            .unwrap_or(&text);
        let parts: Vec<String> = text
            .split('/')
            .map(|part| part.split(' ').collect::<String>().replace('–', "-"))
            .collect();
        let (serial, year, symbol) = match parts.as_slice() {
            [serial, symbol] => (serial, None, symbol),
            [serial, year, symbol] => {
                let year: i16 = year.parse().map_err(|_| NotANumber)?;
                (serial, Some(year), symbol)
            }
            _ => return Err(NotANumber),
        };
        let digits = serial.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let serial_ok = (1..=5).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && serial.len() - digits.len() <= 1;
        let symbol_ok = symbol.chars().count() <= 40
            && symbol.starts_with(char::is_alphabetic)
            && !symbol.ends_with('-')
            && symbol.chars().all(|c| c.is_alphanumeric() || c == '-');
        let year_ok = year.is_none_or(|year| (1945..=2200).contains(&year));
        if serial_ok && symbol_ok && year_ok {
            Ok(InstrumentNumber {
                serial: serial.clone(),
                year,
                symbol: symbol.clone(),
            })
        } else {
            Err(NotANumber)
        }
    }
}

impl fmt::Display for InstrumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/", self.serial)?;
        if let Some(year) = self.year {
            write!(f, "{year}/")?;
        }
        f.write_str(&self.symbol)
    }
}
