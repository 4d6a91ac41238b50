//! A whole request as names and raw texts, checked against its command or completed for it.
//!
//! In: a command and pairs. Out: all that is wrong with them, or the pairs that a client would sign and send.
//! **Invariant**: never looks at the sign; who has the secret does.

use qq_cgi_wire::{InvalidParam, Violation};

use crate::{
    model::{Command, Field, Model, Origin},
    suggest::nearest,
    value,
};

/// Something wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The parameter and what is wrong with it.
    pub error: InvalidParam,
    /// The code with which the gateway refuses just this, where it has one of its own.
    pub code: Option<i64>,
}

/// All that is wrong with the parameters of `command`, in the order of [`Model::wire_params`].
///
/// Says nothing of the sign, nor of names that the command does not have: see [`unknown`].
pub fn check<N: AsRef<str>, V: AsRef<str>>(model: &Model, command: &Command, pairs: &[(N, V)]) -> Vec<Problem> {
    signed_params(model, command).flat_map(|field| check_param(model, command, pairs, field)).collect()
}

/// The names that `command` does not have, each with the nearest one that it has.
pub fn unknown<N: AsRef<str>, V: AsRef<str>>(model: &Model, command: &Command, pairs: &[(N, V)]) -> Vec<InvalidParam> {
    let mut found: Vec<InvalidParam> = Vec::new();
    for name in pairs.iter().map(|(name, _)| name.as_ref()) {
        let is_known = model.wire_params(command).any(|field| field.name == name) || is_sign(model, command, name);
        if !is_known && found.iter().all(|earlier| earlier.param != name) {
            let known = model.wire_params(command).map(|field| field.name.as_str());
            let suggestion = nearest(name, known).map(str::to_owned);
            found.push(InvalidParam::new(name, Violation::Unknown { suggestion }));
        }
    }
    found
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
    let mut pairs = Vec::new();
    for field in signed_params(model, command) {
        let before = pairs.len();
        pairs.extend(values_of(given, &field.name).map(|value| (field.name.clone(), value.to_owned())));
        if pairs.len() == before {
            pairs.extend(filled_in(model, command, given, field).map(|value| (field.name.clone(), value)));
        }
    }
    let mut problems = check(model, command, &pairs);
    problems.extend(unknown(model, command, given).into_iter().map(|error| Problem { error, code: None }));
    problems.extend(given.iter().filter(|(name, _)| is_sign(model, command, name.as_ref())).map(|(name, _)| Problem {
        error: InvalidParam::new(name.as_ref(), Violation::Fixed { expected: "computed".to_owned() }),
        code: None,
    }));
    if problems.is_empty() { Ok(pairs) } else { Err(problems) }
}

fn check_param<N: AsRef<str>, V: AsRef<str>>(
    model: &Model,
    command: &Command,
    pairs: &[(N, V)],
    field: &Field,
) -> Vec<Problem> {
    let problem = |path: &str, violation, code| Problem {
        error: InvalidParam::new(format!("{}{path}", field.name), violation),
        code,
    };
    let mut values = values_of(pairs, &field.name);
    let Some(value) = values.next() else {
        let missing = field.required.then(|| problem("", Violation::Missing, field.missing_code));
        return missing.into_iter().collect();
    };
    let mut problems = Vec::new();
    if values.next().is_some() {
        problems.push(problem("", Violation::Malformed { expected: "given once".to_owned() }, None));
    }
    if let Err(faults) = value::parse(model, &field.ty, &field.limits, value) {
        problems.extend(faults.into_iter().map(|fault| problem(&fault.path, fault.violation, None)));
    } else if let Some(expected) = fixed_text(command, pairs, field).filter(|expected| expected != value) {
        problems.push(problem("", Violation::Fixed { expected }, None));
    }
    problems
}

/// The only right value of a parameter that is fixed or computed.
fn fixed_text<N: AsRef<str>, V: AsRef<str>>(command: &Command, pairs: &[(N, V)], field: &Field) -> Option<String> {
    match &field.origin {
        Origin::CommandName => Some(command.name.clone()),
        Origin::Constant(constant) => Some(constant.wire_text()),
        Origin::LengthOf(list) => length_of(pairs, list).map(|length| length.to_string()),
        _ => None,
    }
}

fn filled_in<N: AsRef<str>, V: AsRef<str>>(
    model: &Model,
    command: &Command,
    given: &[(N, V)],
    field: &Field,
) -> Option<String> {
    match &field.origin {
        Origin::AppId => signed_params(model, command)
            .filter(|other| other.origin == Origin::AppId)
            .find_map(|other| values_of(given, &other.name).next())
            .map(str::to_owned),
        // Where the list cannot be read, that is the problem to report, not its length.
        Origin::LengthOf(list) => Some(length_of(given, list).unwrap_or_default().to_string()),
        _ => fixed_text(command, given, field).or_else(|| Some(field.default.as_ref()?.wire_text())),
    }
}

/// How many items the JSON list in the parameter `list` has: none if it is not sent, `None` if it is no list.
fn length_of<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)], list: &str) -> Option<usize> {
    match values_of(pairs, list).next() {
        Some(text) => serde_json::from_str::<Vec<serde_json::Value>>(text).ok().map(|items| items.len()),
        None => Some(0),
    }
}

fn signed_params<'m>(model: &'m Model, command: &'m Command) -> impl Iterator<Item = &'m Field> {
    model.wire_params(command).filter(move |field| !is_sign(model, command, &field.name))
}

fn is_sign(model: &Model, command: &Command, name: &str) -> bool {
    let scheme = model.gateway_of(command).and_then(|gateway| model.scheme_of(gateway));
    scheme.is_some_and(|scheme| scheme.param == name)
        || model.wire_params(command).any(|field| field.name == name && field.origin == Origin::Sign)
}

fn values_of<'p, N: AsRef<str>, V: AsRef<str>>(pairs: &'p [(N, V)], name: &str) -> impl Iterator<Item = &'p str> {
    pairs.iter().filter(move |(given, _)| given.as_ref() == name).map(|(_, value)| value.as_ref())
}
