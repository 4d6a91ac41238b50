//! What callers give: the arguments of `new`, and setters.

use qq_cgi_model::model::{Argument, ArgumentKind};

use super::{
    Comparison,
    pairs::{Pairs, pairs, reordered},
    rust,
};
use crate::{
    at::At,
    rules::{
        ARGUMENT_ADDED, ARGUMENT_NAME, ARGUMENT_ORDER, ARGUMENT_REMOVED, ARGUMENT_TO_SETTER, ARGUMENT_TYPE,
        SETTER_ADDED, SETTER_REMOVED, SETTER_RENAMED, SETTER_TO_ARGUMENT, SETTER_TYPE,
    },
};

/// How values of a holder are called: what of it stands under which key.
pub(super) type Called<'a> = &'a dyn Fn(&str) -> At;

impl Comparison<'_> {
    /// Compares what callers of `holder` give.
    pub(super) fn arguments(&mut self, holder: &At, called: Called<'_>, old: &[Argument<'_>], new: &[Argument<'_>]) {
        let Pairs { both, gone, came } = pairs(old, new, identity, |argument| Some(second_name(argument)));
        for (was, is) in &both {
            self.argument(&at(called, is), was, is);
        }
        self.order(holder, &both, old, new);
        for argument in came {
            let rule = if argument.required { ARGUMENT_ADDED } else { SETTER_ADDED };
            self.came(rule, &at(called, argument), Some(rust::taken(argument)));
        }
        for argument in gone {
            let rule = if argument.required { ARGUMENT_REMOVED } else { SETTER_REMOVED };
            self.gone(rule, &at(called, argument), Some(rust::taken(argument)));
        }
    }

    fn argument(&mut self, at: &At, old: &Argument<'_>, new: &Argument<'_>) {
        let (was, is) = (rust::taken(old), rust::taken(new));
        let (ty, name, name_at) = match (old.required, new.required) {
            (true, false) => return self.add(ARGUMENT_TO_SETTER, at, None, None),
            (false, true) => return self.add(SETTER_TO_ARGUMENT, at, None, None),
            (true, true) => (ARGUMENT_TYPE, ARGUMENT_NAME, at.key("rust")),
            (false, false) => (SETTER_TYPE, SETTER_RENAMED, at.key("rust")),
        };
        self.changed(ty, &at.key("type"), &was, &is, Clone::clone);
        self.changed(name, &name_at, &old.rust, &new.rust, |name| (*name).to_owned());
    }

    /// Of the arguments that both have, which comes first.
    fn order(
        &mut self,
        holder: &At,
        both: &[(&Argument<'_>, &Argument<'_>)],
        old: &[Argument<'_>],
        new: &[Argument<'_>],
    ) {
        let is_kept = |argument: &&Argument<'_>| {
            let is_it = |known: &Argument<'_>| core::ptr::eq(known, *argument);
            argument.required && both.iter().any(|(was, is)| (is_it(was) || is_it(is)) && was.required && is.required)
        };
        // One may be called otherwise by now: all go by their new names.
        let new_name = |argument: &Argument<'_>| {
            both.iter()
                .find(|(was, _)| core::ptr::eq(*was, argument))
                .map_or_else(|| identity(argument), |(_, is)| identity(is))
        };
        let old: Vec<String> = old.iter().filter(is_kept).map(new_name).collect();
        let new: Vec<String> = new.iter().filter(is_kept).map(identity).collect();
        if let Some((old, new)) = reordered(&old, &new) {
            self.add(ARGUMENT_ORDER, holder, Some(old), Some(new));
        }
    }
}

/// What it is, whatever Rust calls it.
fn identity(argument: &Argument<'_>) -> String {
    let own = match argument.kind {
        ArgumentKind::Field(field) => field.name.clone(),
        ArgumentKind::Row(_, row) => row.rust.clone(),
        ArgumentKind::OtherRow(_) => argument.rust.to_owned(),
    };
    within(argument, own)
}

/// A row is known by its id as well, and everything else by its name in Rust.
fn second_name(argument: &Argument<'_>) -> String {
    let own = match argument.kind {
        ArgumentKind::Row(_, row) => row.id.to_string(),
        ArgumentKind::Field(_) | ArgumentKind::OtherRow(_) => argument.rust.to_owned(),
    };
    within(argument, own)
}

fn within(argument: &Argument<'_>, own: String) -> String {
    match argument.via {
        Some(via) => format!("{}.{own}", via.name),
        None => own,
    }
}

fn at(called: Called<'_>, argument: &Argument<'_>) -> At {
    match argument.via {
        Some(via) => {
            let mut at = called(&via.name);
            at.words = format!("{}, `{}` in it", at.words, argument.rust);
            at
        }
        None => called(&identity(argument)),
    }
}
