//! Pages.

use qq_cgi_model::model::Page;

use super::Comparison;
use crate::{at::At, rules::PAGE_URL};

pub(super) fn compare(comparison: &mut Comparison<'_>, at: &At, old: &Page, new: &Page) {
    comparison.changed(PAGE_URL, &at.key("url"), &old.url, &new.url, Clone::clone);
    comparison.params(at, &old.params, &new.params);
    comparison.examples(at, &old.examples, &new.examples, |example| &mut example.about);
}
