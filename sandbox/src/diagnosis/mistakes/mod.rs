//! The table of known mistakes, by what is done wrong.

mod form;
mod pairs;
mod secrets;
mod values;

use std::fmt;

use super::{attempt::Attempt, clues::Clues};

/// A mistake that callers are known to make when they sign.
pub struct Mistake {
    /// A name to look it up by.
    pub name: &'static str,
    /// What is done wrong and what is right, in a sentence.
    pub explanation: &'static str,
    /// Whether it is so common that it is also tried together with each of the others.
    pub(super) common: bool,
    /// Whether it is itself about the case of hex digits.
    pub(super) about_case: bool,
    /// The signs that come of it.
    pub(super) make: fn(&Attempt, &Clues<'_>) -> Vec<Variant>,
}

impl Mistake {
    const fn new(
        name: &'static str,
        explanation: &'static str,
        make: fn(&Attempt, &Clues<'_>) -> Vec<Variant>,
    ) -> Self {
        Self { name, explanation, common: false, about_case: false, make }
    }

    const fn common(self) -> Self {
        Self { common: true, ..self }
    }

    const fn about_case(self) -> Self {
        Self { about_case: true, ..self }
    }
}

impl fmt::Debug for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mistake").field("name", &self.name).finish_non_exhaustive()
    }
}

/// One of the ways in which a mistake can be made.
pub(super) struct Variant {
    pub(super) attempt: Attempt,
    /// Which way, where the explanation does not say.
    pub(super) detail: Option<String>,
}

/// All known mistakes, the plainest first.
pub(super) const MISTAKES: &[&[Mistake]] = &[form::MISTAKES, values::MISTAKES, pairs::MISTAKES, secrets::MISTAKES];

/// The mistakes that the sandbox recognizes by the sign they give.
pub fn known_mistakes() -> impl Iterator<Item = &'static Mistake> {
    MISTAKES.iter().copied().flatten()
}

fn one(attempt: Attempt) -> Vec<Variant> {
    vec![Variant { attempt, detail: None }]
}

fn each<D: Into<String>>(attempts: impl IntoIterator<Item = (D, Attempt)>) -> Vec<Variant> {
    let with_detail = |(detail, attempt): (D, Attempt)| Variant { attempt, detail: Some(detail.into()) };
    attempts.into_iter().map(with_detail).collect()
}
