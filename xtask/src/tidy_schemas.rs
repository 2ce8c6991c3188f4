//! Names of the API's schemas. All rooms share one list of them in `openapi.json`, so a name that two
//! types take is described by one of the two only.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Where a name was taken.
type Place = (PathBuf, usize);

/// The schema names seen so far.
#[derive(Default)]
pub struct SchemaNames {
    taken: BTreeMap<String, Place>,
}

impl SchemaNames {
    /// Reads one file of Rust and says which of its names were taken before.
    pub fn read(&mut self, path: &Path, text: &str) -> Vec<String> {
        let mut faults = Vec::new();
        for (name, line) in names(text) {
            let place = (path.to_owned(), line);
            if let Some((before, at)) = self.taken.insert(name.clone(), place) {
                faults.push(format!(
                    "{}:{line} names a schema {name} as {}:{at} does; give one of them #[schema(as = …)]",
                    path.display(),
                    before.display()
                ));
            }
        }
        faults
    }
}

/// The schemas that a file derives, with their lines, counted from one.
fn names(text: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut derived = false;
    let mut deriving = false;
    let mut renamed: Option<String> = None;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with("#[derive(") {
            (derived, deriving, renamed) = (false, true, None);
        }
        if deriving {
            derived |= line.contains("ToSchema");
            deriving = !line.ends_with(")]");
        } else if let Some(rest) = line.strip_prefix("#[schema(as = ") {
            renamed = rest.split([')', ',']).next().map(str::to_owned);
        } else if let Some(name) = type_name(line) {
            if derived {
                found.push((renamed.take().unwrap_or(name), at + 1));
            }
            derived = false;
        }
    }
    found
}

/// The name of the type that a line begins.
fn type_name(line: &str) -> Option<String> {
    let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.find(|word| ["struct", "enum"].contains(word))?;
    let begins = ["pub ", "pub(", "struct ", "enum "];
    let declared = begins.iter().any(|start| line.starts_with(start));
    words.next().filter(|_| declared).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGE: &str =
        "#[derive(Clone, utoipa::ToSchema)]\n#[serde(default)]\npub struct Change {\n";

    #[test]
    fn a_schema_name_is_taken_once() {
        let mut names = SchemaNames::default();
        assert!(names.read(Path::new("a.rs"), CHANGE).is_empty());
        let faults = names.read(Path::new("b.rs"), CHANGE);
        assert_eq!(faults.len(), 1);
        assert!(faults[0].starts_with("b.rs:3 names a schema Change as a.rs:3"));
    }

    #[test]
    fn a_derive_over_several_lines_is_read_whole() {
        let long = CHANGE.replace(
            "Clone, utoipa::ToSchema)",
            "\n    Clone,\n    utoipa::ToSchema,\n)",
        );
        assert_eq!(names(&long), [("Change".to_owned(), 6)]);
    }

    #[test]
    fn a_renamed_schema_and_a_type_without_one_take_no_name() {
        let mut names = SchemaNames::default();
        assert!(names.read(Path::new("a.rs"), CHANGE).is_empty());
        let renamed = CHANGE.replace("#[serde(default)]", "#[schema(as = NormChange)]");
        assert!(names.read(Path::new("b.rs"), &renamed).is_empty());
        let plain = "#[derive(Clone)]\npub(crate) struct Change {\n";
        assert!(names.read(Path::new("c.rs"), plain).is_empty());
    }
}
