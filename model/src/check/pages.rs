//! Pages: `[page.NAME]`.

use super::{
    context::{Context, Item, Items, is_key},
    fields::{self, Holder},
    gateways::wrong_url,
    soundness::Unsound,
};
use crate::{
    diagnostic::{BAD_URL, CONTRADICTION, Diagnostic, EXAMPLE, PAGE_URL},
    model::{Model, Origin, Page, PageExample},
    naming, page,
    source::Located,
    syntax::{PageExampleTable, PageTable},
};

pub(super) fn lower(item: &Item<PageTable>, context: &mut Context<'_>) -> Page {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `membership`");
    if let Some((url, wrong)) = table.url.as_ref().and_then(|url| Some((url, wrong_url(&url.value)?))) {
        let found = Diagnostic::new(BAD_URL, url.span, "this cannot be the URL of a page");
        context.add(found.label(format!("expected {wrong}")));
    }
    let examples = table.examples.iter().flat_map(|examples| &examples.value);
    Page {
        name: name.value.clone(),
        rust: context.rust_name(table.rust.as_ref(), name, naming::camel_case),
        url: table.url.as_ref().map(|url| url.value.clone()).unwrap_or_default(),
        params: fields::lower(table.params.as_ref(), Holder::Page, *from_base, context),
        examples: examples.map(|example| lower_example(example, *from_base, context)).collect(),
        about: context.about(&table.texts, name.span, *from_base),
    }
}

fn lower_example(example: &Located<PageExampleTable>, from_base: bool, context: &mut Context<'_>) -> PageExample {
    let Located { value: table, span } = example;
    let params = table.params.iter().flat_map(|params| &params.value);
    PageExample {
        params: params.map(|(name, value)| (name.value.clone(), value.wire_text())).collect(),
        url: table.url.as_ref().map(|url| url.value.clone()).unwrap_or_default(),
        about: context.about(&table.texts, *span, from_base),
    }
}

/// Whoever opens a page can read its URL.
pub(super) fn check_secrets(model: &Model, items: &Items, context: &mut Context<'_>) {
    for item in items.pages.iter().filter(|item| !item.from_base) {
        let Some(page) = model.page(&item.name.value) else { continue };
        for (name, table) in item.table.params.iter().flat_map(|params| &params.value) {
            let field = page.params.iter().find(|field| field.name == name.value);
            if field.is_some_and(|field| field.origin != Origin::Sign && model.is_secret(field)) {
                let span = table.secret.as_ref().map_or(name.span, |secret| secret.span);
                let found = Diagnostic::new(CONTRADICTION, span, "a secret in the URL of a page");
                context.add(found.label("whoever opens the page can read it"));
            }
        }
    }
}

/// Examples are vectors: computed whenever a spec is checked.
pub(super) fn check_examples(model: &Model, items: &Items, unsound: &Unsound, context: &mut Context<'_>) {
    for item in items.pages.iter().filter(|item| !item.from_base) {
        let Some(page) = model.page(&item.name.value).filter(|page| unsound.spares_page(page, model)) else { continue };
        let written = item.table.examples.iter().flat_map(|examples| &examples.value);
        for (written, example) in written.zip(&page.examples) {
            check_example(model, page, example, written, context);
        }
    }
}

fn check_example(
    model: &Model,
    page: &Page,
    example: &PageExample,
    written: &Located<PageExampleTable>,
    context: &mut Context<'_>,
) {
    let Some(url) = &written.value.url else { return };
    match page::url(model, page, &example.params) {
        Ok(computed) if computed == url.value => {}
        Ok(computed) => {
            let found = Diagnostic::new(PAGE_URL, url.span, "the example does not reproduce");
            context.add(found.label(format!("these parameters give {computed}")));
        }
        Err(errors) => {
            for error in errors {
                let name = error.param.split(['[', '.', ':', ' ']).next().unwrap_or_default();
                let given = written.value.params.iter().flat_map(|params| &params.value);
                let span = given.clone().find(|(known, _)| known.value == name).map(|(known, _)| known.span);
                let message = format!("the example does not fit `{}`", page.name);
                context.add(Diagnostic::new(EXAMPLE, span.unwrap_or(written.span), message).label(error.to_string()));
            }
        }
    }
}
