use std::{fmt, iter::Sum, ops};

use serde::{Deserialize, Serialize};

/// An amount of money in whole Vietnamese đồng. There are no fractions and no floats.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
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
pub struct Dong(pub i64);

/// Why a text is not an amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("not a whole number of đồng")]
    NotANumber,
    #[error("amount too large")]
    TooLarge,
}

impl Dong {
    pub const ZERO: Dong = Dong(0);
    /// The largest amount a form accepts: one million tỷ đồng.
    pub const MAX: Dong = Dong(1_000_000_000_000_000);

    /// Reads `1.234.567`, `1234567`, `1 234 567 đ`; a decimal comma is refused.
    pub fn parse(text: &str) -> Result<Dong, MoneyError> {
        let body = text.trim().trim_end_matches(['đ', '₫']).trim_end();
        let mut value: i64 = 0;
        let mut seen = false;
        let (negative, body) = match body.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, body),
        };
        if body.contains('.') && !grouped(body) {
            return Err(MoneyError::NotANumber);
        }
        for c in body.chars() {
            match c {
                '0'..='9' => {
                    seen = true;
                    value = value
                        .checked_mul(10)
                        .and_then(|v| v.checked_add(i64::from(c as u8 - b'0')))
                        .ok_or(MoneyError::TooLarge)?;
                }
                '.' | ' ' | '\u{a0}' => {}
                _ => return Err(MoneyError::NotANumber),
            }
        }
        if !seen {
            return Err(MoneyError::NotANumber);
        }
        if value > Dong::MAX.0 {
            return Err(MoneyError::TooLarge);
        }
        Ok(Dong(if negative { -value } else { value }))
    }

    /// The grouped number without the unit: `1.234.567`.
    pub fn grouped(self) -> String {
        let digits = self.0.unsigned_abs().to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
        if self.0 < 0 {
            out.push('-');
        }
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push('.');
            }
            out.push(c);
        }
        out
    }

    pub fn checked_add(self, other: Dong) -> Option<Dong> {
        self.0.checked_add(other.0).map(Dong)
    }

    /// `floor(self × share)`, in whole đồng. Computed in 128 bits, so it cannot overflow.
    pub fn share(self, share: BasisPoints) -> Dong {
        let exact = i128::from(self.0) * i128::from(share.0);
        Dong(exact.div_euclid(10_000) as i64)
    }

    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// True when every dot stands before exactly three digits.
fn grouped(body: &str) -> bool {
    let mut parts = body.split('.');
    let first = parts.next().unwrap_or("");
    (1..=3).contains(&first.trim().len()) && parts.all(|p| p.trim().len() == 3)
}

impl fmt::Display for Dong {
    /// `1.234.567 đ`, with a no-break space before the unit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\u{a0}đ", self.grouped())
    }
}

impl ops::Add for Dong {
    type Output = Dong;
    fn add(self, other: Dong) -> Dong {
        Dong(self.0 + other.0)
    }
}
impl ops::Sub for Dong {
    type Output = Dong;
    fn sub(self, other: Dong) -> Dong {
        Dong(self.0 - other.0)
    }
}
impl ops::AddAssign for Dong {
    fn add_assign(&mut self, other: Dong) {
        self.0 += other.0;
    }
}
impl ops::Neg for Dong {
    type Output = Dong;
    fn neg(self) -> Dong {
        Dong(-self.0)
    }
}
impl Sum for Dong {
    fn sum<I: Iterator<Item = Dong>>(iter: I) -> Dong {
        iter.fold(Dong::ZERO, ops::Add::add)
    }
}

/// Hundredths of a percent: 50 % is 5 000.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
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
pub struct BasisPoints(pub i64);

impl BasisPoints {
    pub const fn percent(whole: i64) -> Self {
        BasisPoints(whole * 100)
    }
}

impl fmt::Display for BasisPoints {
    /// `50 %` or `12,5 %`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0.rem_euclid(100));
        match rest {
            0 => write!(f, "{whole}\u{a0}%"),
            r if r % 10 == 0 => write!(f, "{whole},{}\u{a0}%", r / 10),
            r => write!(f, "{whole},{r:02}\u{a0}%"),
        }
    }
}

#[cfg(test)]
#[path = "money_tests.rs"]
mod tests;
