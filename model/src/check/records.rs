//! Tables of records.

use super::context::{Context, Item, Kind, is_key};
use crate::{model::Table, naming, syntax::RecordsTable};

pub(super) fn lower(item: &Item<RecordsTable>, context: &mut Context<'_>) -> Table {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `app`");
    Table {
        name: name.value.clone(),
        rust: context.rust_name(table.rust.as_ref(), name, naming::camel_case),
        key: table.key.as_ref().map(|key| key.value.clone()).unwrap_or_default(),
        stages: context.resolve(Kind::Stages, table.stages.as_ref()),
        fields: Vec::new(),
        about: context.about(&table.texts, name.span, *from_base),
    }
}
