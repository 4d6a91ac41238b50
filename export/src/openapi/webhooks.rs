//! Callbacks: requests that the vendor sends to an address of ours.

use qq_cgi_model::model::Callback;
use serde_json::{Value, json};

use super::{
    context::{Context, source_of},
    ids::Ids,
    object::Object,
    params, signs,
};

pub(super) fn all(context: &Context<'_>, ids: &mut Ids) -> Value {
    let hooks = context.callbacks().fold(Object::new(), |hooks, callback| {
        hooks.with(&callback.name, json!({ "get": Value::from(operation(context, callback, ids)) }))
    });
    hooks.into()
}

fn operation(context: &Context<'_>, callback: &Callback, ids: &mut Ids) -> Object {
    let sign = callback.sign.as_deref().and_then(|name| context.model.sign(name));
    let prose = sign.map(|sign| signs::prose(context, sign));
    let case = context.language.pick("The parameters' names come in any case.", "参数名不区分大小写。");
    let more =
        callback.ignore_case.then(|| case.to_owned()).into_iter().chain([key_text(context, callback)]).chain(prose);
    Object::new()
        .with("operationId", ids.of_callback(callback))
        .with("summary", callback.rust.as_str())
        .with_text("description", &context.description(&callback.about, more.collect()))
        .with("parameters", params::of_callback(context, &callback.params))
        .with("responses", json!({ "200": answer(context, callback) }))
        .with("x-qq-cgi-callback", callback.name.as_str())
        .with("x-qq-cgi-key", json!(callback.key))
        .with("x-qq-cgi-ignore-case", callback.ignore_case)
        .with_some("x-qq-cgi-sign", callback.sign.as_deref())
        .and(source_of(&callback.about))
}

fn key_text(context: &Context<'_>, callback: &Callback) -> String {
    let fields: Vec<_> = callback.key.iter().map(|field| format!("`{field}`")).collect();
    context.language.pick(
        format!("Each {} of the payload is said once; what comes again is a double.", fields.join(" with ")),
        format!("数据中的 {} 唯一确定一条记录；重复到达的是同一条。", fields.join("、")),
    )
}

/// What the receiver answers.
fn answer(context: &Context<'_>, callback: &Callback) -> Value {
    let reply = &callback.reply;
    let success = reply.success;
    let meaning = context.language.pick(
        format!("{success} acknowledges; anything else does not."),
        format!("{success} 表示已收到，其他值表示没有。"),
    );
    let properties = Object::new()
        .with(&reply.code, json!({ "type": "integer", "format": "int64", "description": meaning }))
        .with(&reply.message, json!({ "type": "string" }));
    let schema = Object::new()
        .with("type", "object")
        .with("properties", properties)
        .with("required", json!([reply.code, reply.message]));
    let example = Object::new().with(&reply.code, success).with(&reply.message, reply.success_message.as_str());
    let description = context.language.pick("What the receiver answers.", "接收方的应答。");
    let body = json!({ "schema": Value::from(schema), "example": Value::from(example) });
    json!({ "description": description, "content": { "application/json": body } })
}
