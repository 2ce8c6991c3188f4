//! Bars as SVG, without script. A chart never stands alone: the page has the same values in a
//! table.

/// Bars side by side under one label.
#[derive(Clone, Debug)]
pub struct BarGroup {
    pub label: String,
    pub bars: Vec<Bar>,
}

#[derive(Clone, Debug)]
pub struct Bar {
    /// Which of the chart's series it belongs to.
    pub series: usize,
    /// Its length; a negative value has none.
    pub value: i64,
    /// The value as people read it.
    pub text: String,
}

/// Width of the drawing, in its own units: small enough to be read on a phone.
const WIDTH: i64 = 420;
const LONGEST: i64 = 260;
const BAR: i64 = 14;
const LINE: i64 = 18;

/// The look of a series: a class that sets the colour of the text, and how much of it shows.
const SERIES: [(&str, &str); 3] = [
    ("text-primary", "1"),
    ("text-success", "1"),
    ("text-secondary", "0.5"),
];

/// Text inside markup.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// A drawing of horizontal bars with a legend; `name` is what a screen reader says of it.
pub fn bars(name: &str, series: &[&str], groups: &[BarGroup]) -> String {
    let longest = groups
        .iter()
        .flat_map(|g| &g.bars)
        .map(|b| b.value)
        .max()
        .unwrap_or(0)
        .max(1);
    let mut body = String::new();
    let mut x = 0;
    for (i, label) in series.iter().enumerate() {
        let (class, opacity) = SERIES[i % SERIES.len()];
        body.push_str(&format!(
            "<rect x=\"{x}\" y=\"4\" width=\"10\" height=\"10\" class=\"{class}\" \
             fill=\"currentColor\" fill-opacity=\"{opacity}\"/>\
             <text x=\"{}\" y=\"13\" fill=\"currentColor\" font-size=\"12\">{}</text>",
            x + 15,
            escape(label),
        ));
        x += 35 + 7 * label.chars().count() as i64;
    }
    let mut y = 24;
    for group in groups {
        y += LINE;
        body.push_str(&format!(
            "<text x=\"0\" y=\"{}\" fill=\"currentColor\" font-size=\"12\" font-weight=\"500\">{}</text>",
            y - 4,
            escape(&group.label),
        ));
        for bar in &group.bars {
            let (class, opacity) = SERIES[bar.series % SERIES.len()];
            let share = i128::from(bar.value.max(0)) * i128::from(LONGEST) / i128::from(longest);
            let width = i64::try_from(share).unwrap_or(LONGEST).max(1);
            body.push_str(&format!(
                "<rect x=\"0\" y=\"{y}\" width=\"{width}\" height=\"{BAR}\" class=\"{class}\" \
                 fill=\"currentColor\" fill-opacity=\"{opacity}\"/>\
                 <text x=\"{}\" y=\"{}\" fill=\"currentColor\" font-size=\"12\">{}</text>",
                width + 6,
                y + BAR - 3,
                escape(&bar.text),
            ));
            y += LINE;
        }
        y += 6;
    }
    format!(
        "<svg role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {WIDTH} {y}\" width=\"100%\">{body}</svg>",
        escape(name),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(value: i64, text: &str) -> Bar {
        Bar {
            series: 0,
            value,
            text: text.into(),
        }
    }

    #[test]
    fn the_longest_bar_fills_its_room_and_the_others_keep_their_share() {
        let groups = [BarGroup {
            label: "A & B".into(),
            bars: vec![bar(200, "200"), bar(50, "50")],
        }];
        let svg = bars("Kinh phí", &["Được giao"], &groups);
        assert!(
            svg.contains("width=\"260\"") && svg.contains("width=\"65\""),
            "{svg}"
        );
        assert!(svg.contains("A &amp; B") && svg.contains("aria-label=\"Kinh phí\""));
    }

    #[test]
    fn amounts_of_nothing_and_of_everything_are_drawn() {
        let groups = [BarGroup {
            label: "x".into(),
            bars: vec![bar(0, "0"), bar(-5, "-5"), bar(i64::MAX, "")],
        }];
        assert!(bars("", &[], &groups).contains("width=\"260\""));
    }
}
