use kernel::{BasisPoints, Dong, Lang, NormId};
use serde::{Deserialize, Serialize};

use super::NormRule;
use crate::Confidence;

/// To what step an office rounds a ceiling down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    #[default]
    Dong,
    Thousand,
    HundredThousand,
}

impl Rounding {
    pub const ALL: [Rounding; 3] = [
        Rounding::Dong,
        Rounding::Thousand,
        Rounding::HundredThousand,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Rounding::Dong => "dong",
            Rounding::Thousand => "thousand",
            Rounding::HundredThousand => "hundred_thousand",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// The step itself.
    pub fn step(self) -> Dong {
        Dong(match self {
            Rounding::Dong => 1,
            Rounding::Thousand => 1_000,
            Rounding::HundredThousand => 100_000,
        })
    }

    fn down(self, amount: Dong) -> Dong {
        Dong(amount.0 - amount.0.rem_euclid(self.step().0))
    }
}

/// The answer to "how much at most", with all that is needed to show it and to compute it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ceiling {
    /// None when neither this norm nor the national one sets a number.
    pub amount: Option<Dong>,
    /// The norm used.
    pub rule: Option<NormId>,
    pub key: String,
    pub cost: Dong,
    pub pct: Option<BasisPoints>,
    /// The cap as the text states it, before the multiplier.
    pub cap: Option<Dong>,
    /// The multiplier that was applied, in hundredths.
    pub multiplier_x100: i64,
    pub rounding: Rounding,
    /// Whether the norm that decided the amount has been verified.
    pub status: Confidence,
    /// The national ceiling for the same cost, when the norm is a province's own.
    pub national: Option<Box<Ceiling>>,
}

/// `min(cost × pct, cap × multiplier)` over the parts the norm defines; never more than the cost
/// itself, rounded down to whole đồng.
///
/// `line` applies the norm's multiplier, which lifts the cap and not the percentage.
pub fn ceiling(rule: &NormRule, cost: Dong, line: bool) -> Ceiling {
    let mut answer = Ceiling {
        amount: None,
        rule: rule.id,
        key: rule.key.clone(),
        cost: cost.max(Dong::ZERO),
        pct: rule.pct,
        cap: rule.cap,
        multiplier_x100: if line { rule.multiplier_x100 } else { 100 },
        rounding: Rounding::Dong,
        status: rule.confidence,
        national: None,
    };
    answer.amount = answer.own();
    answer
}

/// What a group project may get: each beneficiary's ceiling by itself, then the sum. None when one
/// of them has no ceiling in numbers.
pub fn group_amount<'a>(ceilings: impl IntoIterator<Item = &'a Ceiling>) -> Option<Dong> {
    ceilings.into_iter().map(|c| c.amount).sum()
}

impl Ceiling {
    /// The same ceiling, rounded down to the step.
    pub fn rounded(mut self, rounding: Rounding) -> Ceiling {
        self.rounding = rounding;
        self.amount = self.own();
        self
    }

    /// Puts the national ceiling over a local one: the lower of the two counts.
    pub(super) fn limited_by(mut self, national: Ceiling) -> Ceiling {
        if let Some(limit) = national.amount
            && self.amount.is_none_or(|own| limit < own)
        {
            self.amount = Some(limit);
            self.status = national.status;
        }
        self.national = Some(Box::new(national));
        self
    }

    /// Cap × multiplier.
    fn lifted_cap(&self) -> Option<Dong> {
        self.cap
            .map(|cap| cap.share(BasisPoints(self.multiplier_x100 * 100)))
    }

    /// What this norm alone gives, before any national limit.
    fn own(&self) -> Option<Dong> {
        if self.pct.is_none() && self.cap.is_none() {
            return None;
        }
        let share = self.pct.map_or(self.cost, |pct| self.cost.share(pct));
        let exact = self
            .lifted_cap()
            .map_or(share, |cap| cap.min(share))
            .min(self.cost);
        Some(self.rounding.down(exact))
    }

    /// True when the national norm is lower than the province's own and decides.
    pub fn is_cut_by_national(&self) -> bool {
        self.amount.is_some() && self.amount != self.own()
    }

    /// The ceiling as people check it: `min(50 % × 570.000.000 đ; 200.000.000 đ) = 200.000.000 đ`.
    /// For a province's norm the national one follows.
    pub fn equation(&self, lang: Lang) -> String {
        let mut out = self.own_equation(lang);
        if let Some(national) = &self.national {
            out.push_str(&format!(
                "; {} {}: {}",
                lang.t("mức quốc gia", "national norm"),
                national.key,
                national.own_equation(lang),
            ));
            if let (true, Some(amount)) = (self.is_cut_by_national(), self.amount) {
                out.push_str(&format!(
                    "; {} {amount}",
                    lang.t("lấy mức thấp hơn:", "the lower one counts:"),
                ));
            }
        }
        out
    }

    fn own_equation(&self, lang: Lang) -> String {
        let Some(amount) = self.own() else {
            return lang
                .t("không có mức tối đa bằng số", "no ceiling in numbers")
                .to_owned();
        };
        let share = match self.pct {
            Some(pct) => format!("{pct} × {}", self.cost),
            None => self.cost.to_string(),
        };
        let cap = self.cap.map(|cap| match self.multiplier_x100 {
            100 => cap.to_string(),
            factor => format!("{} × {cap}", hundredths(factor)),
        });
        let left = match cap {
            Some(cap) => format!("min({share}; {cap})"),
            None => share,
        };
        match self.rounding {
            Rounding::Dong => format!("{left} = {amount}"),
            rounding => format!(
                "{left} = {amount} ({} {})",
                lang.t("làm tròn xuống", "rounded down to"),
                rounding.step(),
            ),
        }
    }

    /// Why there is no amount; None when there is one.
    pub fn reason(&self, lang: Lang) -> Option<&'static str> {
        self.amount.is_none().then(|| {
            lang.t(
                "Văn bản không ấn định tỷ lệ hay mức tối đa; chi theo hợp đồng, giá được duyệt \
                 hoặc quy định mà văn bản dẫn tới.",
                "The text sets neither a percentage nor a cap; pay by contract, approved price or \
                 the rules it refers to.",
            )
        })
    }
}

/// `1,5` for 150.
fn hundredths(value: i64) -> String {
    let (whole, rest) = (value / 100, value.rem_euclid(100));
    match rest {
        0 => whole.to_string(),
        r if r % 10 == 0 => format!("{whole},{}", r / 10),
        r => format!("{whole},{r:02}"),
    }
}
