use std::fmt;

/// A taxpayer's code (mã số thuế): 10 digits, a branch's `0123456789-001`, or, for a household
/// business since 01/7/2025, the owner's citizen number of 12 digits.
///
/// Only the form is checked. The check digit is not, because no legal text that fixes it was read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TaxCode(String);

/// The text has not the form of a tax code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "Mã số thuế cần 10 số, 13 số có dấu gạch ngang với chi nhánh, hoặc 12 số căn cước với hộ kinh doanh."
)]
pub struct TaxCodeError;

impl TaxCode {
    pub fn parse(text: &str) -> Result<TaxCode, TaxCodeError> {
        let code: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        let well_formed = match code.split_once('-') {
            Some((head, branch)) => digits(head, 10) && digits(branch, 3),
            None => digits(&code, 10) || digits(&code, 12),
        };
        if well_formed {
            Ok(TaxCode(code))
        } else {
            Err(TaxCodeError)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TaxCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_forms_are_known() {
        for code in [
            "3500101107",
            "3500101107-001",
            "077090001234",
            " 3500 101107 ",
        ] {
            assert!(TaxCode::parse(code).is_ok(), "{code}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for code in [
            "",
            "350010110",
            "35001011070",
            "3500101107-01",
            "350010110A",
            "-001",
        ] {
            assert_eq!(TaxCode::parse(code), Err(TaxCodeError), "{code}");
        }
    }
}
