//! Who keeps which part of the law: a department the rows of its own province, the administrator
//! all others.

use db::{CommandError, CommandResult, Cx};
use kernel::{Actor, Scope, Thing, UnitId, Verb};

/// True when the person may do this to rows of this area (None: the whole country).
pub(crate) fn keeps(actor: &Actor, verb: Verb, thing: Thing, area: Option<UnitId>) -> bool {
    let own = match &actor.scope {
        Scope::Nation => true,
        Scope::Provinces(provinces) => area.is_some_and(|unit| provinces.contains(&unit)),
        Scope::Region { .. } | Scope::Communes { .. } | Scope::Own(_) => false,
    };
    own && actor.may(verb, thing)
}

/// Refuses unless [`keeps`].
pub(crate) fn may_keep(
    cx: &Cx,
    verb: Verb,
    thing: Thing,
    area: Option<UnitId>,
) -> CommandResult<()> {
    cx.may(verb, thing)?;
    if keeps(&cx.actor, verb, thing, area) {
        return Ok(());
    }
    let message = cx.t(
        "Bạn chỉ ghi được phần riêng của tỉnh mình; phần chung của cả nước do quản trị ghi.",
        "You can write what is of your own province; what is nationwide is kept by the \
         administrator.",
    );
    Err(CommandError::Forbidden(message.to_owned()))
}
