//! Whether a query is genuine, and what it says.

use std::process::ExitCode;

use qq_cgi_model::{
    callback,
    model::{Callback, Model},
};
use qq_cgi_wire::{RawForm, Received};
use serde_json::{Map, Value, json};

use super::{find, hides, key};
use crate::{
    args::{CallbackVerifyArgs, Format},
    output::{Failure, on_one_line, print},
    sign::hidden::MASK,
    spec,
};

pub(crate) fn run(args: &CallbackVerifyArgs) -> Result<ExitCode, Failure> {
    let model = spec::sound(args.spec.as_deref())?;
    let callback = find(&model, &args.name)?;
    let secret = key(&args.secret, callback)?;
    let received = callback::verify(&model, callback, &secret, query_of(&args.query))
        .map_err(|error| Failure::new(format!("not genuine: {error}")))?;
    let report = Report { model: &model, callback, received: &received };
    print(&match args.format {
        Format::Human => report.to_text(),
        Format::Json => report.to_json(),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// What stands behind the `?` of a URL or path; anything else is a query as a whole, in which a `?` is one.
fn query_of(text: &str) -> &str {
    if !text.starts_with("https://") && !text.starts_with("http://") && !text.starts_with('/') {
        return text;
    }
    let query = text.split_once('?').map_or("", |(_, query)| query);
    query.split_once('#').map_or(query, |(query, _)| query)
}

struct Report<'m> {
    model: &'m Model,
    callback: &'m Callback,
    received: &'m Received,
}

impl Report<'_> {
    fn to_text(&self) -> String {
        let form = match self.received.form() {
            RawForm::Raw => "the value as it came was signed",
            RawForm::RawLineFeed => "the value as it came and a line feed were signed",
        };
        let spaces = if self.received.plus_is_space() { ", each plus sign as a space" } else { "" };
        let mut lines = vec![format!("genuine: {form}{spaces}")];
        let shown = self.params().into_iter().chain(self.payload());
        lines.extend(shown.map(|(name, value)| format!("{name}  {value}")));
        lines.extend(self.problems().iter().map(|problem| format!("note: {problem}")));
        lines.iter().map(|line| on_one_line(line)).collect::<Vec<_>>().join("\n")
    }

    fn to_json(&self) -> String {
        json!({
            "callback": self.callback.name,
            "genuine": true,
            "form": match self.received.form() {
                RawForm::Raw => "raw",
                RawForm::RawLineFeed => "raw+lf",
            },
            "plus_is_space": self.received.plus_is_space(),
            "params": self.params().into_iter().collect::<Map<_, _>>(),
            "payload": self.payload().into_iter().collect::<Map<_, _>>(),
            "notes": self.problems(),
        })
        .to_string()
    }

    /// What stands beside the payload.
    fn params(&self) -> Vec<(String, Value)> {
        let others = self.received.params().filter(|(name, _)| *name != self.callback.payload);
        others.map(|(name, value)| (name.to_owned(), self.shown(name, String::from_utf8_lossy(value).into()))).collect()
    }

    /// The fields of the payload, unknown ones too; none where it is no object, which is a problem.
    fn payload(&self) -> Vec<(String, Value)> {
        let bytes = self.received.bytes(&self.callback.payload).unwrap_or_default();
        let fields = serde_json::from_slice::<Map<String, Value>>(bytes).unwrap_or_default();
        fields.into_iter().map(|(name, value)| (name.clone(), self.shown(&name, value))).collect()
    }

    fn problems(&self) -> Vec<String> {
        let found = callback::check_received(self.model, self.callback, self.received);
        found.iter().map(ToString::to_string).collect()
    }

    fn shown(&self, name: &str, value: Value) -> Value {
        if hides(self.model, self.callback, name) { Value::from(MASK) } else { value }
    }
}
