//! Mistakes in which pairs are signed, and in which order.

use std::borrow::Cow;

use super::{Mistake, each, one};
use crate::diagnosis::attempt::{Attempt, Signed};

/// Of more parameters than any command has, none is left out one by one: a hostile query must not cost seconds.
const MOST_PAIRS: usize = 64;

pub(super) const MISTAKES: &[Mistake] = &[
    Mistake::new("unsorted", "the parameters were signed in the order of the URL; sort them by name", |attempt, _| {
        one(attempt.ordered_by(|pair| pair.at))
    })
    .common(),
    Mistake::new(
        "sorted-ignoring-case",
        "the parameters were sorted without regard to case; sort them by the bytes of their names",
        |attempt, _| one(attempt.ordered_by(|pair| pair.name.to_lowercase())),
    ),
    Mistake::new("sorted-backwards", "the parameters were sorted in descending order", |attempt, _| {
        one(attempt.ordered_by(|pair| std::cmp::Reverse(pair.name.clone())))
    }),
    Mistake::new(
        "sign-included",
        "the parameter of the sign itself was signed, with an empty value; sign all parameters but this one",
        |attempt, _| one(with_sign_signed(attempt)),
    ),
    Mistake::new(
        "without-output-parameters",
        "what chooses the form of the answer was not signed; it is signed like any other parameter",
        |attempt, clues| one(attempt.without(|pair| clues.output.contains(&&*pair.name))),
    ),
    Mistake::new(
        "without-empty-values",
        "parameters with an empty value were sent but not signed; sign them too, or do not send them",
        |attempt, _| one(attempt.without(|pair| pair.value.is_empty())),
    ),
    Mistake::new(
        "without-command",
        "the command's name was not signed; it is a parameter like any other",
        |attempt, clues| one(attempt.without(|pair| clues.command.contains(&&*pair.name))),
    ),
    Mistake::new("parameter-omitted", "a parameter was sent but not signed", |attempt, _| {
        let pairs = if attempt.pairs.len() <= MOST_PAIRS { attempt.pairs.as_slice() } else { &[] };
        each(pairs.iter().map(|omitted| (format!("`{}`", omitted.name), attempt.without(|pair| pair.at == omitted.at))))
    }),
];

fn with_sign_signed(attempt: &Attempt) -> Attempt {
    let mut changed = attempt.clone();
    let name = std::mem::replace(&mut changed.scheme.param, Cow::Borrowed(""));
    let changed = changed.with_layout(|layout| layout.exclude.to_mut().retain(|excluded| *excluded != name));
    let mut changed = changed.without(|pair| pair.name == name);
    changed.pairs.push(Signed { name: name.into_owned(), value: String::new(), raw: String::new(), at: usize::MAX });
    changed.rearranged()
}
