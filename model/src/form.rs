//! The parameters of a query, checked or completed, whatever holds them: a command, a page, a callback.
//!
//! In: fields and pairs. Out: all that is wrong with the pairs, or what would be sent.

use qq_cgi_wire::{InvalidParam, Violation};

use crate::{
    json::Json,
    model::{Field, Model, Origin},
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

/// The parameters of a query.
pub(crate) struct Form<'m> {
    pub(crate) model: &'m Model,
    /// All of them, in file order.
    pub(crate) fields: Vec<&'m Field>,
    /// The command's name, where there is one.
    pub(crate) command: Option<&'m str>,
    /// The names of those that carry a sign; never looked at.
    pub(crate) signs: Vec<&'m str>,
}

impl<'m> Form<'m> {
    /// All that is wrong with `pairs`, in the order of the fields; nothing of signs and unknown names.
    pub(crate) fn check<N: AsRef<str>, V: AsRef<str>>(&self, pairs: &[(N, V)]) -> Vec<Problem> {
        self.signed().flat_map(|field| self.check_param(pairs, field)).collect()
    }

    /// The names that there are none of, each with the nearest one that there is.
    pub(crate) fn unknown<N: AsRef<str>, V: AsRef<str>>(&self, pairs: &[(N, V)]) -> Vec<InvalidParam> {
        let mut found: Vec<InvalidParam> = Vec::new();
        for name in pairs.iter().map(|(name, _)| name.as_ref()) {
            let is_known = self.fields.iter().any(|field| field.name == name) || self.is_sign(name);
            if !is_known && found.iter().all(|earlier| earlier.param != name) {
                let known = self.fields.iter().map(|field| field.name.as_str());
                let suggestion = nearest(name, known).map(str::to_owned);
                found.push(InvalidParam::new(name, Violation::Unknown { suggestion }));
            }
        }
        found
    }

    /// `given` with everything filled in that no caller needs to give.
    pub(crate) fn complete<N: AsRef<str>, V: AsRef<str>>(
        &self,
        given: &[(N, V)],
    ) -> Result<Vec<(String, String)>, Vec<Problem>> {
        let mut pairs = Vec::new();
        for field in self.signed() {
            let before = pairs.len();
            pairs.extend(values_of(given, &field.name).map(|value| (field.name.clone(), value.to_owned())));
            if pairs.len() == before {
                pairs.extend(self.filled_in(given, field).map(|value| (field.name.clone(), value)));
            }
        }
        let mut problems = self.check(&pairs);
        problems.extend(self.unknown(given).into_iter().map(|error| Problem { error, code: None }));
        problems.extend(given.iter().filter(|(name, _)| self.is_sign(name.as_ref())).map(|(name, _)| Problem {
            error: InvalidParam::new(name.as_ref(), Violation::Fixed { expected: "computed".to_owned() }),
            code: None,
        }));
        if problems.is_empty() { Ok(pairs) } else { Err(problems) }
    }

    fn check_param<N: AsRef<str>, V: AsRef<str>>(&self, pairs: &[(N, V)], field: &Field) -> Vec<Problem> {
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
        if let Err(faults) = value::parse(self.model, &field.ty, &field.limits, value) {
            problems.extend(faults.into_iter().map(|fault| problem(&fault.path, fault.violation, None)));
        } else if let Some(expected) = self.fixed_text(pairs, field).filter(|expected| expected != value) {
            problems.push(problem("", value::other_than(expected, &field.origin), None));
        }
        problems
    }

    /// The only right value of a parameter that is fixed or computed.
    fn fixed_text<N: AsRef<str>, V: AsRef<str>>(&self, pairs: &[(N, V)], field: &Field) -> Option<String> {
        match &field.origin {
            Origin::CommandName => self.command.map(str::to_owned),
            Origin::Constant(constant) => Some(constant.wire_text()),
            Origin::LengthOf(list) => length_of(pairs, list).map(|length| length.to_string()),
            _ => None,
        }
    }

    fn filled_in<N: AsRef<str>, V: AsRef<str>>(&self, given: &[(N, V)], field: &Field) -> Option<String> {
        match &field.origin {
            Origin::AppId => self
                .signed()
                .filter(|other| other.origin == Origin::AppId)
                .find_map(|other| values_of(given, &other.name).next())
                .map(str::to_owned),
            // Where the list cannot be read, that is the problem to report, not its length.
            Origin::LengthOf(list) => Some(length_of(given, list).unwrap_or_default().to_string()),
            _ => self.fixed_text(given, field).or_else(|| Some(field.default.as_ref()?.wire_text())),
        }
    }

    fn signed(&self) -> impl Iterator<Item = &'m Field> {
        self.fields.iter().copied().filter(|field| !self.is_sign(&field.name))
    }

    fn is_sign(&self, name: &str) -> bool {
        self.signs.contains(&name)
    }
}

/// How many items a JSON list has; `None` where the text is no list.
pub(crate) fn list_length(text: &str) -> Option<usize> {
    match Json::parse(text) {
        Ok(Json::List(items)) => Some(items.len()),
        _ => None,
    }
}

/// How many items the JSON list in the parameter `list` has: none if it is not sent, `None` if it is no list.
fn length_of<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)], list: &str) -> Option<usize> {
    match values_of(pairs, list).next() {
        Some(text) => list_length(text),
        None => Some(0),
    }
}

fn values_of<'p, N: AsRef<str>, V: AsRef<str>>(pairs: &'p [(N, V)], name: &str) -> impl Iterator<Item = &'p str> {
    pairs.iter().filter(move |(given, _)| given.as_ref() == name).map(|(_, value)| value.as_ref())
}
