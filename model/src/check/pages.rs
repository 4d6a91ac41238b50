//! Pages.

use super::{
    context::{Context, Item, is_key},
    fields::{self, Holder},
};
use crate::{model::Page, naming, syntax::PageTable};

pub(super) fn lower(item: &Item<PageTable>, context: &mut Context<'_>) -> Page {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `membership`");
    Page {
        name: name.value.clone(),
        rust: context.rust_name(table.rust.as_ref(), name, naming::camel_case),
        url: table.url.as_ref().map(|url| url.value.clone()).unwrap_or_default(),
        params: fields::lower(table.params.as_ref(), Holder::Page, *from_base, context),
        examples: Vec::new(),
        about: context.about(&table.texts, name.span, *from_base),
    }
}
