//! How states of projects are called and shown: as the kept workflows have them, those of the product
//! and what provinces added to theirs.

use std::collections::HashMap;

use db::{BoxFuture, Conn, Cx, DbError};
use kernel::Lang;
use rules::{
    Text,
    workflow::{self, Definition, Tone},
};

/// Who keeps the workflows.
pub trait Definitions: Send + Sync {
    /// Every kept version, the nation's before those of provinces, newest first.
    fn all<'a>(&'a self, conn: &'a mut Conn) -> BoxFuture<'a, Result<Vec<Definition>, DbError>>;
}

/// The states by their codes. Of several workflows that have a state the first names it, the
/// product's own before others.
#[derive(Clone, Debug)]
pub struct States(HashMap<String, (Text, Tone)>);

impl States {
    fn of(definitions: impl IntoIterator<Item = Definition>) -> States {
        let mut known = HashMap::new();
        let states = definitions.into_iter().flat_map(|d| d.states);
        for state in states {
            known.entry(state.code).or_insert((state.name, state.tone));
        }
        States(known)
    }

    /// Those that come with the product.
    pub fn builtin() -> States {
        States::of(workflow::builtin())
    }

    pub async fn load(cx: &Cx, conn: &mut Conn) -> Result<States, DbError> {
        let kept = match cx.ports.find::<dyn Definitions>() {
            Some(port) => port.all(conn).await?,
            None => Vec::new(),
        };
        Ok(States::of(workflow::builtin().into_iter().chain(kept)))
    }

    /// The name of a state; its code when no workflow has it.
    pub fn name(&self, code: &str, lang: Lang) -> String {
        self.0
            .get(code)
            .map_or(code, |(name, _)| name.get(lang))
            .to_owned()
    }

    /// The kind of a state; one that is not known counts as under way.
    pub fn tone(&self, code: &str) -> Tone {
        self.0.get(code).map_or(Tone::Progress, |(_, tone)| *tone)
    }

    /// The colour and icon of a state's badge.
    pub fn look(&self, code: &str) -> (&'static str, &'static str) {
        self.tone(code).look()
    }

    /// The codes of the states of one of these kinds.
    pub fn codes(&self, kinds: &[Tone]) -> Vec<String> {
        let of_kind = self.0.iter().filter(|(_, (_, tone))| kinds.contains(tone));
        of_kind.map(|(code, _)| code.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use db::Ports;
    use kernel::Role;

    use super::*;

    /// A province that waits for its finance department.
    struct Province;

    impl Definitions for Province {
        fn all<'a>(
            &'a self,
            _conn: &'a mut Conn,
        ) -> BoxFuture<'a, Result<Vec<Definition>, DbError>> {
            let mut own = workflow::kcdp();
            let mut added = own.states[0].clone();
            added.code = "cho_y_kien".into();
            added.name.vi = "Chờ ý kiến Sở Tài chính".into();
            added.tone = Tone::Waiting;
            own.states.push(added);
            Box::pin(async move { Ok(vec![own]) })
        }
    }

    #[tokio::test]
    async fn a_state_that_a_province_added_goes_by_its_name_and_kind() {
        for t in testkit::both(&[]).await {
            let mut cx = t.cx(Role::CentreHead);
            let mut conn = cx.read().await.expect("reads");
            let without = States::load(&cx, &mut conn).await.expect("loads");
            assert_eq!(without.name("cho_y_kien", Lang::Vi), "cho_y_kien");
            cx.ports = Ports::default().with::<dyn Definitions>(Arc::new(Province));
            let states = States::load(&cx, &mut conn).await.expect("loads");
            assert_eq!(
                states.name("cho_y_kien", Lang::Vi),
                "Chờ ý kiến Sở Tài chính"
            );
            assert!(
                states
                    .codes(&[Tone::Waiting])
                    .contains(&"cho_y_kien".to_owned())
            );
            drop(conn);
            t.close().await;
        }
    }
}
