use rand::{RngExt as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};

/// Invented names from the lists in `data/vn_names.csv`: no real person or firm is meant. The same
/// seed gives the same names.
pub struct Names {
    rng: StdRng,
    lines: Vec<Line>,
}

#[derive(Clone)]
struct Line {
    kind: String,
    value: String,
    vsic_2018: String,
}

/// What an invented establishment makes, and how it is called.
#[derive(Clone, Debug)]
pub struct Invented {
    pub name: String,
    /// A code of `rules::eligibility::LegalForm`.
    pub legal_form: &'static str,
    pub product: String,
    /// VSIC 2018, level 5.
    pub industry: String,
}

const LISTS: &str = include_str!("../../../../data/vn_names.csv");

impl Names {
    pub fn new(seed: u64) -> Names {
        let lines = csv::Reader::from_reader(LISTS.as_bytes())
            .records()
            .filter_map(Result::ok)
            .map(|record| Line {
                kind: record[0].to_owned(),
                value: record[1].to_owned(),
                vsic_2018: record[4].to_owned(),
            })
            .collect();
        Names {
            rng: StdRng::seed_from_u64(seed),
            lines,
        }
    }

    fn one(&mut self, kind: &str) -> Line {
        let fitting: Vec<&Line> = self.lines.iter().filter(|line| line.kind == kind).collect();
        (*fitting
            .choose(&mut self.rng)
            .expect("the lists have every kind"))
        .clone()
    }

    /// A whole number from `low` to `high`.
    pub fn number(&mut self, low: i64, high: i64) -> i64 {
        self.rng.random_range(low..=high)
    }

    /// The name of a person.
    pub fn person(&mut self) -> String {
        format!(
            "{} {} {}",
            self.one("family").value,
            self.one("middle").value,
            self.one("given").value
        )
    }

    /// A product that rural industry makes, of section C.
    pub fn product(&mut self) -> (String, String) {
        loop {
            let line = self.one("product");
            if (10..=33).contains(&line.vsic_2018[..2].parse().unwrap_or(0)) {
                return (line.value, line.vsic_2018);
            }
        }
    }

    /// A machine by its name.
    pub fn machine(&mut self) -> String {
        self.one("equipment").value
    }

    /// An establishment; `number` keeps its name apart from all others.
    pub fn establishment(&mut self, number: usize) -> Invented {
        let (product, industry) = self.product();
        let (brand, given) = (self.one("brand").value, self.one("given").value);
        let (head, legal_form) = [
            ("Công ty TNHH", "ENTERPRISE"),
            ("Công ty TNHH Một thành viên", "ENTERPRISE"),
            ("Công ty Cổ phần", "ENTERPRISE"),
            ("Doanh nghiệp tư nhân", "ENTERPRISE"),
            ("Hợp tác xã", "COOPERATIVE"),
            ("Hộ kinh doanh", "BUSINESS_HOUSEHOLD"),
            ("Cơ sở", "BUSINESS_HOUSEHOLD"),
        ][number % 7];
        let name = format!("{head} {product} {brand} {given} {number:03}");
        Invented {
            name: kernel::clean(&name),
            legal_form,
            product,
            industry,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_names() {
        let (mut a, mut b) = (Names::new(7), Names::new(7));
        for number in 0..50 {
            assert_eq!(a.establishment(number).name, b.establishment(number).name);
        }
        assert_ne!(Names::new(7).person(), Names::new(8).person());
    }
}
