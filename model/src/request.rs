//! A whole request as names and raw texts, checked against its command or completed for it.
//!
//! In: a command and pairs. Out: all that is wrong with them, or the pairs that a client would sign and send.
//! **Invariant**: never looks at the sign; who has the secret does.

use qq_cgi_wire::InvalidParam;

pub use crate::form::Problem;
use crate::{
    form::Form,
    model::{Command, Model, Origin},
};

/// All that is wrong with the parameters of `command`, in the order of [`Model::wire_params`].
///
/// Says nothing of the sign, nor of names that the command does not have: see [`unknown`].
pub fn check<N: AsRef<str>, V: AsRef<str>>(model: &Model, command: &Command, pairs: &[(N, V)]) -> Vec<Problem> {
    form(model, command).check(pairs)
}

/// The names that `command` does not have, each with the nearest one that it has.
pub fn unknown<N: AsRef<str>, V: AsRef<str>>(model: &Model, command: &Command, pairs: &[(N, V)]) -> Vec<InvalidParam> {
    form(model, command).unknown(pairs)
}

/// What a client would sign and send: `given` with everything filled in that no caller needs to give.
///
/// That is the command's name, constants, defaults, the lengths of lists, and the app id wherever else it stands.
///
/// # Errors
/// All that is wrong with the completed request, unknown names and a given sign included.
pub fn complete<N: AsRef<str>, V: AsRef<str>>(
    model: &Model,
    command: &Command,
    given: &[(N, V)],
) -> Result<Vec<(String, String)>, Vec<Problem>> {
    form(model, command).complete(given)
}

fn form<'m>(model: &'m Model, command: &'m Command) -> Form<'m> {
    let scheme = model.gateway_of(command).and_then(|gateway| model.scheme_of(gateway));
    let carriers = model.wire_params(command).filter(|field| field.origin == Origin::Sign);
    Form {
        model,
        fields: model.wire_params(command).collect(),
        command: Some(&command.name),
        signs: scheme.map(|scheme| &*scheme.param).into_iter().chain(carriers.map(|field| &*field.name)).collect(),
    }
}
