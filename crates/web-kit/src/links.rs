use db::Page;
use kernel::Dong;

/// `?a=1&b=2` from the pairs that have a value.
pub fn query_string(pairs: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(if out.is_empty() { '?' } else { '&' });
        out.push_str(name);
        out.push('=');
        for byte in value.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                    out.push(char::from(byte));
                }
                _ => out.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    out
}

/// The line under a list: “1–50 trong 12.340”, with its neighbours.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    pub first: i64,
    pub last: i64,
    pub total: String,
    pub prev: Option<String>,
    pub next: Option<String>,
}

impl Pager {
    /// `filters` are kept in the addresses.
    pub fn new<T>(page: &Page<T>, path: &str, filters: &[(&str, &str)]) -> Pager {
        let at = |number: i64| {
            let number = number.to_string();
            let mut pairs = filters.to_vec();
            pairs.push(("page", number.as_str()));
            format!("{path}{}", query_string(&pairs))
        };
        let now = page.request.page;
        Pager {
            first: page.first(),
            last: page.last(),
            total: Dong(page.total).grouped(),
            prev: (now > 1).then(|| at(now - 1)),
            next: (now < page.pages()).then(|| at(now + 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_vietnamese_text() {
        assert_eq!(
            query_string(&[("q", "Đắk"), ("x", ""), ("n", "2")]),
            "?q=%C4%90%E1%BA%AFk&n=2"
        );
    }
}
