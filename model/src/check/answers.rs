//! What an SDK call gives back.

use super::context::{Context, Kind};
use crate::{
    model::{AnswerBy, Constant, Reply, SdkAnswer, SdkDetail},
    source::Located,
    syntax::{AnswerTable, AnswerWord, DetailTable},
};

/// Said of what the document leaves open.
const UNKNOWN: &str = "unknown";

pub(super) fn lower(table: &AnswerTable, context: &mut Context<'_>) -> SdkAnswer {
    let names = |list: &Option<Located<Vec<Located<String>>>>| {
        list.iter().flat_map(|list| &list.value).map(|name| name.value.clone()).collect::<Vec<_>>()
    };
    let code = names(&table.code);
    let has_code = !code.is_empty() || table.errors.is_some();
    let success = table.success.as_ref().map(|success| success.value.clone());
    SdkAnswer {
        by: table.by.as_ref().map(|by| by.value.into()).unwrap_or_default(),
        ty: table.ty.as_ref().map(|ty| ty.value.clone()),
        reply: reply(table, context),
        code,
        message: names(&table.message),
        success: success.or(has_code.then_some(Constant::Int(0))),
        errors: errors(table.errors.as_ref(), context),
        detail: table.detail.as_ref().and_then(|detail| lower_detail(&detail.value, context)),
        failures: errors(table.failures.as_ref(), context),
        cancelled: table.cancelled.as_ref().map(|code| code.value.clone()),
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
