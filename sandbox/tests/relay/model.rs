//! The relay's model: one gateway as documented, one with a scheme of its own, one without sign or codes.

use std::sync::LazyLock;

use qq_cgi_model::{check_embedded, model::Model};

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let checked = check_embedded(&[("spec.toml", include_str!("spec.toml"))], &[]);
    assert!(checked.diagnostics.is_empty(), "{:#?}", checked.diagnostics);
    checked.model
});

pub fn model() -> Model {
    MODEL.clone()
}
