use super::Definition;

const KCQG: &str = include_str!("../../seed/workflow-kcqg-2.json");
const KCDP: &str = include_str!("../../seed/workflow-kcdp-2.json");

/// National projects, version 2: after Thông tư 36/2013/TT-BCT as amended by 17/2018/TT-BCT.
pub fn kcqg() -> Definition {
    Definition::from_json(KCQG).expect("seed/workflow-kcqg-2.json is tested to parse")
}

/// Local projects, version 2: the common form; provinces differ and may have their own version.
pub fn kcdp() -> Definition {
    Definition::from_json(KCDP).expect("seed/workflow-kcdp-2.json is tested to parse")
}

/// Every definition that comes with the product. A definition that changes gets the next number: a
/// database keeps the version it has, and with it the projects that run on it, and takes the new one
/// in for those drawn up later.
pub fn builtin() -> Vec<Definition> {
    vec![kcqg(), kcdp()]
}
