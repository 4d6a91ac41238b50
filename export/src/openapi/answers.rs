//! What a gateway answers: its envelope and, inside or beside it, the command's own answer.

use qq_cgi_model::model::{Command, Envelope, Gateway, Reply};
use serde_json::{Value, json};

use super::{context::Context, object::Object, schemas};

/// The component with the whole answer of `command`. No item of a spec has a `.` in its name.
pub(super) fn name(command: &Command) -> String {
    format!("{}.Answer", command.rust)
}

/// The component with a gateway's refusal.
pub(super) fn failure_name(gateway: &Gateway) -> String {
    format!("{}.Failure", gateway.rust)
}

pub(super) fn response(context: &Context<'_>, gateway: &Gateway, command: &Command) -> Value {
    let json = json!({ "schema": Value::from(schemas::reference(&name(command))) });
    let jsonp = gateway.output.as_ref().map(|_| json!({ "schema": { "type": "string" } }));
    let forms = Object::new().with("application/json", json).with_some("application/javascript", jsonp);
    let description = context.language.pick(
        "What the gateway says. HTTP 200 alone is no success: the codes inside tell.",
        "网关的应答。仅有 HTTP 200 并不代表成功，以其中的返回码为准。",
    );
    json!({ "description": description, "content": Value::from(forms) })
}

/// Success or refusal, which an HTTP status does not tell apart.
pub(super) fn of_command(context: &Context<'_>, gateway: &Gateway, command: &Command) -> Object {
    let envelope = &gateway.envelope;
    let own = own_codes(context, command);
    if !envelope.data.is_empty() {
        // An answer inside is missing in refusals; everything else is the same in both.
        let data = match &command.reply {
            Reply::Struct(name) => schemas::reference(name),
            Reply::Unknown => undocumented(context),
        };
        return head(context, gateway, Codes::All, Some((&envelope.data, data))).with_text("description", &own);
    }
    let success = beside(context, gateway, command);
    let failure = Value::from(schemas::reference(&failure_name(gateway)));
    Object::new().with("anyOf", vec![success, failure]).with_text("description", &own)
}

/// An answer without a field of its own: its fields stand beside the code. They are written out, as generators stumble
/// over `allOf` inside `anyOf`.
fn beside(context: &Context<'_>, gateway: &Gateway, command: &Command) -> Value {
    let answer = match &command.reply {
        Reply::Struct(name) if gateway.envelope.failures_only => return schemas::reference(name).into(),
        Reply::Struct(name) => context.model.struct_(name).map(|item| schemas::of_struct(context, item)),
        Reply::Unknown => None,
    };
    let answer = answer.unwrap_or_else(|| undocumented(context).with("type", "object"));
    if gateway.envelope.failures_only {
        answer.into()
    } else {
        answer.joined(head(context, gateway, Codes::Success, None)).into()
    }
}

/// What a gateway answers where it refuses.
pub(super) fn failure(context: &Context<'_>, gateway: &Gateway) -> Object {
    head(context, gateway, Codes::Failures, None)
}

/// Which codes stand in an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Codes {
    All,
    Success,
    Failures,
}

fn head(context: &Context<'_>, gateway: &Gateway, codes: Codes, more: Option<(&str, Object)>) -> Object {
    let Envelope { code, success, message, .. } = &gateway.envelope;
    let table = gateway.errors.as_deref();
    let number = Object::new().with("type", "integer").with("format", "int64");
    let number = match codes {
        Codes::All => number.with("description", code_text(context, *success, table)),
        Codes::Success => Object::new().with("type", "integer").with("const", *success),
        Codes::Failures => {
            number.with("not", json!({ "const": success })).with("description", code_text(context, *success, table))
        }
    };
    let mut properties = Object::new().with(code, number);
    if !message.is_empty() {
        properties = properties.with(message, json!({ "type": "string" }));
    }
    if let Some((name, schema)) = more {
        properties = properties.with(name, schema);
    }
    Object::new().with("type", "object").with("properties", properties).with("required", json!([code]))
}

fn code_text(context: &Context<'_>, success: i64, table: Option<&str>) -> String {
    let table = table.map(|table| format!("`{table}`"));
    let (en, zh) = match table {
        Some(table) => (
            format!("{success} is success; the others are those of the error table {table}."),
            format!("{success} 为成功；其他见错误码表 {table}。"),
        ),
        None => (format!("{success} is success."), format!("{success} 为成功。")),
    };
    context.language.pick(en, zh)
}

/// The command's own code, which is a second one.
fn own_codes(context: &Context<'_>, command: &Command) -> String {
    let Some(reply_code) = &command.reply_code else { return String::new() };
    let (field, success) = (&reply_code.field, reply_code.success);
    let (en, zh) = match &reply_code.errors {
        Some(table) => {
            (format!("the others are those of the error table `{table}`"), format!("其他见错误码表 `{table}`"))
        }
        None => ("the others are not documented".to_owned(), "其他未见于文档".to_owned()),
    };
    context.language.pick(
        format!("The command's own answer has a code of its own, `{field}`: {success} is success; {en}."),
        format!("命令自己的应答另有返回码 `{field}`：{success} 为成功；{zh}。"),
    )
}

fn undocumented(context: &Context<'_>) -> Object {
    let text = context.language.pick("The document does not say what stands here.", "文档没有说明这里的内容。");
    Object::new().with("description", text)
}
