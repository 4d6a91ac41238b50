//! Stages of records.

use super::context::{Context, Item, is_key};
use crate::{model::Stages, naming, syntax::StagesTable};

pub(super) fn lower(item: &Item<StagesTable>, context: &mut Context<'_>) -> Stages {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `release`");
    Stages {
        name: name.value.clone(),
        rust: context.rust_name(table.rust.as_ref(), name, naming::camel_case),
        steps: Vec::new(),
        about: context.about(&table.texts, name.span, *from_base),
    }
}
