//! What an SDK call gives back.

use super::{
    context::{Context, Item, Kind},
    sdks::texts,
};
use crate::{
    diagnostic::{CONSTANT, CONTRADICTION, Diagnostic, MISSING_KEY, UNKNOWN_NAME},
    model::{AnswerBy, Constant, ErrorTable, Model, Reply, SdkAnswer, SdkDetail},
    source::{Located, Span},
    suggest::listed,
    syntax::{AnswerTable, AnswerWord, DetailTable, SdkTable},
};

/// Said of what the document leaves open.
const UNKNOWN: &str = "unknown";

pub(super) fn lower(answer: &Located<AnswerTable>, context: &mut Context<'_>) -> SdkAnswer {
    let table = &answer.value;
    check_way(table, context);
    check_code(table, context);
    let code = texts(table.code.as_ref(), "no field for the code", context);
    let has_code = !code.is_empty() || table.errors.is_some();
    let success = table.success.as_ref().map(|success| success.value.clone());
    SdkAnswer {
        by: table.by.as_ref().map(|by| by.value.into()).unwrap_or_default(),
        ty: table.ty.as_ref().map(|ty| ty.value.clone()),
        reply: reply(table, context),
        code,
        message: texts(table.message.as_ref(), "no field for the message", context),
        success: success.or(has_code.then_some(Constant::Int(0))),
        errors: errors(table.errors.as_ref(), context),
        detail: table.detail.as_ref().and_then(|detail| lower_detail(&detail.value, context)),
        failures: errors(table.failures.as_ref(), context),
        cancelled: table.cancelled.as_ref().map(|code| code.value.clone()),
    }
}

/// Where nothing comes back, nothing can be in it; what a call returns is one value, not an object with fields.
fn check_way(table: &AnswerTable, context: &mut Context<'_>) {
    fn place<T>(key: Option<&Located<T>>) -> Option<Span> {
        key.map(|key| key.span)
    }
    let Some(by) = &table.by else { return };
    let is_struct = table.reply.as_ref().is_some_and(|reply| reply.value != UNKNOWN);
    let of_objects = [
        ("reply", place(table.reply.as_ref()).filter(|_| is_struct || by.value == AnswerWord::None)),
        ("code", place(table.code.as_ref())),
        ("message", place(table.message.as_ref())),
        ("detail", place(table.detail.as_ref())),
    ];
    let of_answers = [
        ("success", place(table.success.as_ref())),
        ("errors", place(table.errors.as_ref())),
        ("failures", place(table.failures.as_ref())),
        ("cancelled", place(table.cancelled.as_ref())),
    ];
    let (refused, why) = match by.value {
        AnswerWord::Callback => return,
        AnswerWord::Return => (of_objects.to_vec(), "what a call returns is one value without fields"),
        AnswerWord::None => ([of_objects, of_answers].concat(), "nothing comes back"),
    };
    for (key, place) in refused {
        if let Some(place) = place {
            let found = Diagnostic::new(CONTRADICTION, place, format!("`{key}` in an answer that has none: {why}"));
            context.add(found.label("one of the two must go").other(by.span, "how the answer comes"));
        }
    }
}

/// Whoever says what codes mean says where the code stands.
fn check_code(table: &AnswerTable, context: &mut Context<'_>) {
    let is_callback = table.by.as_ref().is_some_and(|by| by.value == AnswerWord::Callback);
    if !is_callback || table.code.is_some() {
        return;
    }
    let errors = table.errors.as_ref().filter(|errors| errors.value != UNKNOWN).map(|errors| errors.span);
    let success = table.success.as_ref().map(|success| success.span);
    let detail = table.detail.as_ref().map(|detail| detail.span);
    // By its name, it can be one of the failures that the SDK itself reports; a number is a number of the first code.
    let of_failures = |code: &Constant| table.failures.is_some() && matches!(code, Constant::Text(_));
    let cancelled = table.cancelled.as_ref().filter(|code| !of_failures(&code.value)).map(|code| code.span);
    let beside = [("errors", errors), ("success", success), ("detail", detail), ("cancelled", cancelled)];
    if let Some((key, Some(place))) = beside.into_iter().find(|(_, place)| place.is_some()) {
        let found = Diagnostic::new(MISSING_KEY, place, format!("`code` is missing beside `{key}`"));
        context.add(found.label("in which field does the code stand?"));
    }
}

fn reply(table: &AnswerTable, context: &mut Context<'_>) -> Option<Reply> {
    let reply = table.reply.as_ref()?;
    if reply.value == UNKNOWN {
        return Some(Reply::Unknown);
    }
    Some(context.resolve(Kind::Struct, Some(reply)).map_or(Reply::Unknown, Reply::Struct))
}

fn errors(name: Option<&Located<String>>, context: &mut Context<'_>) -> Option<String> {
    context.resolve(Kind::ErrorTable, name.filter(|name| name.value != UNKNOWN))
}

fn lower_detail(table: &DetailTable, context: &mut Context<'_>) -> Option<SdkDetail> {
    let errors = errors(table.errors.as_ref(), context);
    Some(SdkDetail {
        field: table.field.as_ref()?.value.clone(),
        errors,
        success: table.success.as_ref().map(|success| success.value.clone()),
    })
}

impl From<AnswerWord> for AnswerBy {
    fn from(word: AnswerWord) -> Self {
        match word {
            AnswerWord::Callback => Self::Callback,
            AnswerWord::Return => Self::Return,
            AnswerWord::None => Self::None,
        }
    }
}

/// Codes that are named stand in the answer's error tables.
pub(super) fn check_constants(model: &Model, item: &Item<SdkTable>, context: &mut Context<'_>) {
    let Some(sdk) = model.sdk(&item.name.value) else { return };
    let Some(table) = item.table.answer.as_ref().map(|answer| &answer.value) else { return };
    let tables = |names: &[Option<&String>]| -> Vec<&ErrorTable> {
        names.iter().flatten().filter_map(|name| model.error_table(name)).collect()
    };
    let errors = sdk.answer.errors.as_ref();
    let returned = sdk.answer.by == AnswerBy::Return && errors.is_none();
    check_constant(table.success.as_ref(), &tables(&[errors]), returned, context);
    let detail = sdk.answer.detail.as_ref().and_then(|detail| detail.errors.as_ref());
    let all = tables(&[errors, detail, sdk.answer.failures.as_ref()]);
    check_constant(table.cancelled.as_ref(), &all, false, context);
    if let (Some(success), Some(cancelled)) = (&table.success, &table.cancelled)
        && success.value == cancelled.value
    {
        let found = Diagnostic::new(CONTRADICTION, cancelled.span, "`cancelled` is the code of success");
        context.add(found.label("one code, two meanings").other(success.span, "success"));
    }
    let success = table.detail.as_ref().and_then(|detail| detail.value.success.as_ref());
    check_constant(success, &tables(&[detail]), false, context);
}

/// A code is a number, or a name in one of `tables`; what is returned without a code can also be `true` or `false`.
fn check_constant(
    written: Option<&Located<Constant>>,
    tables: &[&ErrorTable],
    may_be_bool: bool,
    context: &mut Context<'_>,
) {
    let Some(Located { value, span }) = written else { return };
    let symbols = || tables.iter().flat_map(|table| &table.codes).filter_map(|code| code.symbol.as_deref());
    match value {
        Constant::Bool(_) if !may_be_bool => {
            let found = Diagnostic::new(CONSTANT, *span, "a code is a number or the name of a constant");
            context.add(found.label("expected a whole number or a constant's name"));
        }
        Constant::Text(name) if symbols().all(|symbol| symbol != name) => {
            // A table that is misread or in a missing file may hold it.
            if tables.is_empty() && !context.is_complete() {
                return;
            }
            let found = Diagnostic::new(UNKNOWN_NAME, *span, format!("unknown code `{name}`"));
            let known: Vec<_> = symbols().collect();
            let help = match known.as_slice() {
                [] => "no code of its error table stands under a name: write its number".to_owned(),
                known => format!("named are {}", listed(known)),
            };
            context.add(found.label("no code of this name").meant_among(name, symbols()).help(help));
        }
        _ => {}
    }
}
