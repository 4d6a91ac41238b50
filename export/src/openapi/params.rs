//! Parameters of a query.

use qq_cgi_model::model::{Asks, Command, Field, Gateway, Origin, OutputForm};
use serde_json::Value;

use super::{constants, context::Context, object::Object, schemas};

/// The gateway's common parameters, then the command's own, in the order of the spec.
pub(super) fn of_command(context: &Context<'_>, command: &Command) -> Value {
    let gateway = context.model.gateway_of(command);
    let fields = context.model.wire_params(command);
    fields.map(|field| of_field_of(context, field, Some(command), gateway)).collect()
}

/// The parameters of a callback.
pub(super) fn of_callback(context: &Context<'_>, fields: &[Field]) -> Value {
    fields.iter().map(|field| of_field_of(context, field, None, None)).collect()
}

fn of_field_of(context: &Context<'_>, field: &Field, command: Option<&Command>, gateway: Option<&Gateway>) -> Value {
    let schema = match (&field.origin, command) {
        (Origin::CommandName, Some(command)) => schemas::only(Value::from(command.name.as_str())),
        _ => schemas::of_field(context, field),
    };
    let output = gateway.and_then(|gateway| gateway.output.as_ref()).filter(|output| output.param == field.name);
    let more = output.map(|output| form_of_answer(context, output));
    let example = command.and_then(|command| example(context, command, field));
    Object::new()
        .with("name", field.name.as_str())
        .with("in", "query")
        .with("required", field.required)
        .with_text("description", &context.description(&field.about, more.into_iter().collect()))
        .with("schema", schema)
        .with_some("example", example)
        .and(schemas::marks(context, field))
        .into()
}

/// Generated clients read JSON, which is not what comes by itself everywhere.
fn form_of_answer(context: &Context<'_>, output: &OutputForm) -> String {
    let (en, zh) = match &output.asks {
        Asks::Jsonp(jsonp) => (
            format!("The answer is JSON, unless `{jsonp}` asks for JSONP."),
            format!("应答为 JSON；传 `{jsonp}` 则为 JSONP。"),
        ),
        Asks::Json(json) => (
            format!("The answer is JSONP, unless `{json}` asks for JSON."),
            format!("应答为 JSONP；传 `{json}` 则为 JSON。"),
        ),
    };
    context.language.pick(en, zh)
}

/// What the first of the spec's examples that has the parameter sends. Of a secret none is shown.
fn example(context: &Context<'_>, command: &Command, field: &Field) -> Option<Value> {
    if context.model.is_secret(field) || field.origin == Origin::CommandName {
        return None;
    }
    let mut sent = command.examples.iter().flat_map(|example| &example.params);
    let (_, text) = sent.find(|(name, _)| *name == field.name)?;
    Some(constants::typed(context.model, &field.ty, text))
}
