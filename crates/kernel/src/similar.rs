/// How alike two folded texts are, in percent: the share of the groups of three letters that both
/// have among those that either has. Words may stand in another order; each counts with its
/// beginning and end, so that "hai" and "hao" are nearer than "hai" and "aih".
///
/// ```
/// assert_eq!(kernel::similarity("co khi phuoc hai", "co khi phuoc hai"), 100);
/// assert!(kernel::similarity("co khi phuoc hai", "co khi phuoc hao") > 70);
/// assert!(kernel::similarity("co khi phuoc hai", "det may thanh cong") < 20);
/// ```
pub fn similarity(a: &str, b: &str) -> i64 {
    let (a, b) = (groups(a), groups(b));
    let both = shared(&a, &b);
    percent(both, a.len() + b.len() - both)
}

/// How much of a folded text stands in another, in percent: the share of its groups of three letters
/// that the other has too, however long that is.
///
/// ```
/// assert_eq!(kernel::contained("phuoc hai", "dich vu co khi phuoc hai long"), 100);
/// assert!(kernel::contained("phuoc hai", "phuoc long") < 80);
/// ```
pub fn contained(part: &str, whole: &str) -> i64 {
    let (part, whole) = (groups(part), groups(whole));
    percent(shared(&part, &whole), part.len())
}

fn percent(part: usize, of: usize) -> i64 {
    match of {
        0 => 0,
        of => (part * 100 / of) as i64,
    }
}

/// How many groups two sorted lists have in common.
fn shared(a: &[[char; 3]], b: &[[char; 3]]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    shared
}

/// The groups of three letters, sorted, each once. A word is read with two gaps before and one
/// after it.
fn groups(text: &str) -> Vec<[char; 3]> {
    let mut all = Vec::with_capacity(text.len() + 8);
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut last = [' ', ' '];
        for c in word.chars().chain([' ']) {
            all.push([last[0], last[1], c]);
            last = [last[1], c];
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::similarity;

    #[test]
    fn the_order_of_words_does_not_matter() {
        assert_eq!(similarity("phuoc hai co khi", "co khi phuoc hai"), 100);
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert_eq!(similarity("", ""), 0);
        assert_eq!(similarity("", "hai"), 0);
    }

    #[test]
    fn a_slip_of_the_pen_stays_near_and_another_name_is_far() {
        assert!(similarity("che bien hai san minh quang", "che bien hai san minh qang") > 80);
        assert!(similarity("co khi phuoc hai", "co khi hoa long") < 50);
    }

    proptest! {
        #[test]
        fn likeness_is_mutual_and_within_bounds(a in "[a-d ]{0,20}", b in "[a-d ]{0,20}") {
            let percent = similarity(&a, &b);
            prop_assert_eq!(percent, similarity(&b, &a));
            prop_assert!((0..=100).contains(&percent));
            if !a.trim().is_empty() {
                prop_assert_eq!(similarity(&a, &a), 100);
            }
        }
    }
}
