//! SDK calls.

use super::{
    answers,
    context::{Context, Item, Kind, is_camel, is_wire_name},
    fields::{self, Holder},
};
use crate::{
    diagnostic::{BAD_NAME, Diagnostic},
    model::{Sdk, SdkRow},
    naming,
    source::Located,
    syntax::SdkTable,
};

pub(super) fn lower(item: &Item<SdkTable>, context: &mut Context<'_>) -> Sdk {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_wire_name, "letters, digits, `_`, `-` and `.`");
    Sdk {
        name: name.value.clone(),
        rust: rust_name(item, context),
        platform: table.platform.as_ref().map(|platform| platform.value.clone()).unwrap_or_default(),
        receiver: table.receiver.as_ref().map(|receiver| receiver.value.clone()),
        call: table.call.as_ref().map_or_else(|| name.value.clone(), |call| call.value.clone()),
        aliases: texts(table.aliases.as_ref()),
        needs_login: table.needs_login.as_ref().map(|needed| needed.value).unwrap_or_default(),
        args: fields::lower(table.args.as_ref(), Holder::Args, *from_base, context),
        object: table.object.as_ref().map(|object| object.value.clone()),
        bundle: fields::lower(table.bundle.as_ref(), Holder::Bundle, *from_base, context),
        row: row(table, context),
        preconditions: texts(table.preconditions.as_ref()),
        answer: table.answer.as_ref().map(|answer| answers::lower(&answer.value, context)).unwrap_or_default(),
        about: context.about(&table.texts, name.span, *from_base),
    }
}

fn rust_name(item: &Item<SdkTable>, context: &mut Context<'_>) -> String {
    let rust = context.rust_name(item.table.rust.as_ref(), &item.name, naming::camel_case);
    if let Some(given) = item.table.rust.as_ref().filter(|_| !is_camel(&rust)) {
        let message = format!("`{rust}` is not the name of a type");
        context.add(Diagnostic::new(BAD_NAME, given.span, message).label("expected a name such as `ShareImage`"));
    }
    rust
}

fn row(table: &SdkTable, context: &mut Context<'_>) -> Option<SdkRow> {
    let row = &table.row.as_ref()?.value;
    let matrix = context.resolve(Kind::Matrix, row.matrix.as_ref());
    Some(SdkRow { matrix: matrix?, row: row.row.as_ref()?.value.clone() })
}

fn texts(list: Option<&Located<Vec<Located<String>>>>) -> Vec<String> {
    list.iter().flat_map(|list| &list.value).map(|text| text.value.clone()).collect()
}
