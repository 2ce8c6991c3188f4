use super::Definition;

const KCQG: &str = include_str!("../../seed/workflow-kcqg-1.json");
const KCDP: &str = include_str!("../../seed/workflow-kcdp-1.json");

/// National projects, version 1: after Thông tư 36/2013/TT-BCT as amended by 17/2018/TT-BCT.
pub fn kcqg() -> Definition {
    Definition::from_json(KCQG).expect("seed/workflow-kcqg-1.json is tested to parse")
}

/// Local projects, version 1: the common form; provinces differ and may have their own version.
pub fn kcdp() -> Definition {
    Definition::from_json(KCDP).expect("seed/workflow-kcdp-1.json is tested to parse")
}

/// Every definition that comes with the product.
pub fn builtin() -> Vec<Definition> {
    vec![kcqg(), kcdp()]
}
