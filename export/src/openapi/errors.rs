//! Error tables, as data and as a table for people.

use qq_cgi_model::model::{Code, ErrorTable, Gateway};
use serde_json::Value;

use super::{
    context::{Context, source_of},
    object::Object,
};

/// The tables by name.
pub(super) fn all(context: &Context<'_>) -> Value {
    context.error_tables().fold(Object::new(), |all, table| all.with(&table.name, of_table(context, table))).into()
}

fn of_table(context: &Context<'_>, table: &ErrorTable) -> Object {
    let codes: Vec<Value> = table.codes.iter().map(|code| of_code(context, code).into()).collect();
    Object::new()
        .with_text("description", &context.description(&table.about, Vec::new()))
        .and(source_of(&table.about))
        .with("codes", codes)
}

fn of_code(context: &Context<'_>, code: &Code) -> Object {
    Object::new()
        .with_some("code", code.code)
        .with_some("symbol", code.symbol.as_deref())
        .with("name", code.rust.as_str())
        .with_text("text", context.language.text(&code.about))
        .with("remedy", code.remedy.word())
        .with_text("remedy_text", context.language.remedy(code))
        .with_some("note", code.about.note.as_deref())
}

/// The codes of a gateway's own layer: a Markdown table, once for all gateways that have the same.
pub(super) fn prose(context: &Context<'_>, gateway: &Gateway) -> Option<String> {
    let table = context.model.error_table(gateway.errors.as_deref()?)?;
    let name = &table.name;
    let first = context.gateways().find(|other| other.errors == gateway.errors)?;
    if first.name != gateway.name {
        return Some(context.language.pick(
            format!("**Error codes**: those of `{name}`, listed under the tag `{}`.", first.name),
            format!("**错误码**：同 `{name}`，见标签 `{}`。", first.name),
        ));
    }
    let title = context.language.pick(format!("**Error codes** (`{name}`)"), format!("**错误码**（`{name}`）"));
    Some(format!("{title}\n\n{}", markdown(context, table)))
}

fn markdown(context: &Context<'_>, table: &ErrorTable) -> String {
    let language = context.language;
    let head = language.pick("| code | name | meaning | remedy |", "| 返回码 | 名称 | 含义 | 处理措施 |");
    let rows = table.codes.iter().map(|code| {
        let text = in_cell(language.text(&code.about));
        let remedy = language.remedy(code);
        let remedy = if remedy.is_empty() { language.pick(code.remedy.en(), code.remedy.zh()) } else { remedy };
        format!("| {} | {} | {text} | {} |", code.label(), code.rust, in_cell(remedy))
    });
    let lines = [head.to_owned(), "|---|---|---|---|".to_owned()].into_iter().chain(rows);
    lines.collect::<Vec<_>>().join("\n")
}

fn in_cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\r', '\n'], " ")
}
