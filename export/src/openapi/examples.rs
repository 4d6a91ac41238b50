//! The spec's examples.

use qq_cgi_model::{
    model::{Command, Example, Model},
    request,
};
use serde_json::{Map, Value};

use super::{
    context::{Context, source_of},
    object::Object,
};

/// Stands where a secret is.
const MASK: &str = "***";

pub(super) fn of_command(context: &Context<'_>, command: &Command) -> Value {
    command.examples.iter().map(|example| Value::from(of_example(context, command, example))).collect()
}

/// What an example sends but the sign, with everything filled in that no caller gives.
pub(super) fn sent(model: &Model, command: &Command, example: &Example) -> Vec<(String, String)> {
    request::complete(model, command, &example.params).unwrap_or_else(|_| example.params.clone())
}

/// A vector is there to be computed again, with the secrets that the spec publishes for that; of other examples they
/// are masked.
fn of_example(context: &Context<'_>, command: &Command, example: &Example) -> Object {
    let is_vector = example.secret.is_some() && example.sign.is_some();
    let is_secret = |name: &str| {
        let mut fields = context.model.wire_params(command);
        fields.any(|field| field.name == name && context.model.is_secret(field))
    };
    let params = sent(context.model, command, example).into_iter().map(|(name, value)| {
        let value = if is_vector || !is_secret(&name) { value } else { MASK.to_owned() };
        (name, Value::from(value))
    });
    let params: Map<String, Value> = params.collect();
    Object::new()
        .with_text("description", context.language.text(&example.about))
        .with("method", example.method.as_str())
        .with("params", params)
        .with_some("secret", example.secret.as_deref().filter(|_| is_vector))
        .with_some("sign", example.sign.as_deref().filter(|_| is_vector))
        .and(source_of(&example.about))
}
