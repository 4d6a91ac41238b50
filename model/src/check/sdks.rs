//! SDK calls.

use super::{
    context::{Context, Item, is_wire_name},
    fields::{self, Holder},
};
use crate::{
    model::{Sdk, SdkAnswer},
    naming,
    syntax::SdkTable,
};

pub(super) fn lower(item: &Item<SdkTable>, context: &mut Context<'_>) -> Sdk {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_wire_name, "letters, digits, `_`, `-` and `.`");
    Sdk {
        name: name.value.clone(),
        rust: context.rust_name(table.rust.as_ref(), name, naming::camel_case),
        platform: table.platform.as_ref().map(|platform| platform.value.clone()).unwrap_or_default(),
        receiver: table.receiver.as_ref().map(|receiver| receiver.value.clone()),
        call: table.call.as_ref().map_or_else(|| name.value.clone(), |call| call.value.clone()),
        aliases: Vec::new(),
        needs_login: table.needs_login.as_ref().map(|needed| needed.value).unwrap_or_default(),
        args: fields::lower(table.args.as_ref(), Holder::Args, *from_base, context),
        object: table.object.as_ref().map(|object| object.value.clone()),
        bundle: fields::lower(table.bundle.as_ref(), Holder::Bundle, *from_base, context),
        row: None,
        preconditions: Vec::new(),
        answer: SdkAnswer::default(),
        about: context.about(&table.texts, name.span, *from_base),
    }
}
