//! The provinces of today as a drawing, darker where there is more, with Hoàng Sa and Trường Sa.
//!
//! The boundaries are a display map by Open Development Mekong (CC BY-SA 4.0), credited where the
//! map is shown; see `data/README.md`.

use std::{collections::HashMap, fmt::Write as _, sync::LazyLock};

use serde::Deserialize;

use crate::chart::escape;

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    #[serde(default)]
    code: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    MultiPolygon(Vec<Vec<Vec<[f64; 2]>>>),
    Point([f64; 2]),
}

/// A province ready to be drawn, or the name of an archipelago with its place.
enum Shape {
    Province {
        code: String,
        name: String,
        path: String,
    },
    Label {
        name: String,
        at: (i64, i64),
    },
}

/// Units of the drawing per degree, and its size: from 102° to 117,6° east, 6,2° to 23,6° north.
const SCALE: f64 = 60.0;
const WIDTH: i64 = 907;
const HEIGHT: i64 = 1044;

/// Longitudes are shortened by the cosine of 16°, the country's middle.
fn project([east, north]: [f64; 2]) -> (i64, i64) {
    let x = (east - 102.0) * SCALE * 0.961_26;
    let y = (23.6 - north) * SCALE;
    (x.round() as i64, y.round() as i64)
}

/// A ring as a closed path; points that fall together are drawn once.
fn ring(points: &[[f64; 2]], out: &mut String) {
    let mut last = None;
    for point in points.iter().map(|p| project(*p)) {
        let _ = match last {
            None => write!(out, "M{} {}", point.0, point.1),
            Some(before) if before == point => continue,
            Some((x, y)) => write!(out, "l{} {}", point.0 - x, point.1 - y),
        };
        last = Some(point);
    }
    out.push('z');
}

static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(|| {
    let text = include_str!("../../../../data/provinces.geojson");
    let collection: Collection =
        serde_json::from_str(text).expect("data/provinces.geojson is tested to parse");
    let shape = |feature: Feature| match feature.geometry {
        Geometry::MultiPolygon(polygons) => {
            let mut path = String::new();
            polygons
                .iter()
                .flatten()
                .for_each(|points| ring(points, &mut path));
            Shape::Province {
                code: feature.properties.code,
                name: feature.properties.name,
                path,
            }
        }
        Geometry::Point(at) => Shape::Label {
            name: feature.properties.name,
            at: project(at),
        },
    };
    collection.features.into_iter().map(shape).collect()
});

/// How dark a province is: nothing, or one of five steps by its share of the largest value.
fn shade(value: i64, largest: i64) -> &'static str {
    if value <= 0 || largest <= 0 {
        return "0.04";
    }
    let fifth = i128::from(value) * 5 / i128::from(largest);
    ["0.25", "0.4", "0.55", "0.7", "0.9"][usize::try_from(fifth).unwrap_or(0).min(4)]
}

/// The map. `values` holds, by province code, a value and what is said of it; `name` is what a
/// screen reader says of the whole.
pub fn map(name: &str, values: &HashMap<&str, (i64, String)>) -> String {
    let largest = values.values().map(|(value, _)| *value).max().unwrap_or(0);
    let mut out = format!(
        "<svg role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"100%\" \
         class=\"text-primary\" stroke=\"currentColor\" stroke-width=\"1\" stroke-linejoin=\"round\">",
        escape(name),
    );
    let mut labels = String::new();
    for shape in SHAPES.iter() {
        match shape {
            Shape::Province { code, name, path } => {
                let (value, said) = match values.get(code.as_str()) {
                    Some((value, said)) => (*value, format!("{name}: {said}")),
                    None => (0, name.clone()),
                };
                let _ = write!(
                    out,
                    "<path d=\"{path}\" fill=\"currentColor\" fill-rule=\"evenodd\" \
                     fill-opacity=\"{}\"><title>{}</title></path>",
                    shade(value, largest),
                    escape(&said),
                );
            }
            Shape::Label { name, at: (x, y) } => {
                let _ = write!(
                    labels,
                    "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\" font-size=\"24\" \
                     stroke=\"none\" fill=\"currentColor\">{}</text>",
                    escape(name),
                );
            }
        }
    }
    out.push_str(&labels);
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_province_and_both_archipelagos_are_drawn_within_the_frame() {
        let drawn = map("Bản đồ", &HashMap::new());
        assert_eq!(drawn.matches("<path").count(), 34);
        assert!(drawn.contains("Quần đảo Hoàng Sa") && drawn.contains("Quần đảo Trường Sa"));
        let collection: Collection =
            serde_json::from_str(include_str!("../../../../data/provinces.geojson"))
                .expect("reads");
        for feature in collection.features {
            let points = match feature.geometry {
                Geometry::MultiPolygon(polygons) => polygons.concat().concat(),
                Geometry::Point(at) => vec![at],
            };
            for (x, y) in points.into_iter().map(project) {
                let name = &feature.properties.name;
                assert!(
                    (0..=WIDTH).contains(&x) && (0..=HEIGHT).contains(&y),
                    "{name}: {x} {y}"
                );
            }
        }
        assert!(drawn.len() < 110_000, "{} bytes", drawn.len());
    }

    #[test]
    fn the_largest_value_is_the_darkest() {
        assert_eq!(shade(100, 100), "0.9");
        assert_eq!(shade(1, 100), "0.25");
        assert_eq!(shade(0, 100), shade(0, 0));
        assert_eq!(shade(i64::MAX, i64::MAX), "0.9");
    }
}
