//! Callbacks.

use super::{
    context::{Context, Item, Kind, is_key},
    fields::{self, Holder},
};
use crate::{
    model::{Callback, CallbackReply},
    naming,
    syntax::CallbackTable,
};

pub(super) fn lower(item: &Item<CallbackTable>, context: &mut Context<'_>) -> Callback {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `order`");
    Callback {
        name: name.value.clone(),
        rust: context.rust_name(table.rust.as_ref(), name, naming::camel_case),
        sign: context.resolve(Kind::Sign, table.sign.as_ref()),
        ignore_case: table.ignore_case.as_ref().is_some_and(|ignore| ignore.value),
        params: fields::lower(table.params.as_ref(), Holder::Callback, *from_base, context),
        payload: table.payload.as_ref().map(|payload| payload.value.clone()).unwrap_or_default(),
        payload_struct: None,
        line_feed: table.line_feed.as_ref().is_some_and(|line_feed| line_feed.value),
        key: Vec::new(),
        reply: CallbackReply::default(),
        examples: Vec::new(),
        about: context.about(&table.texts, name.span, *from_base),
    }
}
