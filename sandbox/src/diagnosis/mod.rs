//! Why a sign is wrong: the source string as it should have been, and the mistake that gives the caller's sign.
//!
//! **Invariant**: says which mistake was made, never what the right sign or a secret is.

mod attempt;
mod clues;
mod mistakes;
mod search;

pub use mistakes::{Mistake, known_mistakes};

use qq_cgi_model::model::Command;
use qq_cgi_wire::{SignScheme, Signable};

use crate::{
    checks::Checks,
    mask::{self, MASK},
};
use attempt::Attempt;
use clues::Clues;

/// The diagnosis of a wrong sign, line by line, the most useful first.
pub(crate) fn diagnose(checks: &Checks<'_>, command: &Command, scheme: &SignScheme, received: &str) -> Vec<String> {
    let clues = Clues::new(checks, command);
    let mut secrets = checks.vendor.apps.secrets(checks.app());
    let found = secrets.find_map(|secret| search::find(&Attempt::new(checks, scheme, secret, received), &clues));
    let first = found.unwrap_or_else(|| format!("no known mistake gives the sign that was sent{}", shape(received)));
    vec![first, format!("the source string here: {}", source(checks, command, scheme))]
}

fn source(checks: &Checks<'_>, command: &Command, scheme: &SignScheme) -> String {
    let mut pairs = mask::shown(&checks.vendor.model, command, checks.sent);
    scheme.arrange(&mut pairs);
    let request = Signable { secret: MASK, method: checks.method, path: checks.path };
    scheme.source_string(&request, pairs)
}

/// What its form alone gives away.
fn shape(received: &str) -> String {
    const DIGITS: usize = 32;
    let length = received.chars().count();
    match length {
        0 => "; it is empty".to_owned(),
        DIGITS if received.bytes().all(|byte| byte.is_ascii_hexdigit()) => String::new(),
        DIGITS => "; it is not made of hex digits".to_owned(),
        _ => format!("; it has {length} characters instead of {DIGITS}"),
    }
}
