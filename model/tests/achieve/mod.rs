//! A report with a type table.
#![allow(dead_code, unreachable_pub)]

use std::sync::LazyLock;

use qq_cgi_model::{
    check_embedded,
    model::{Model, Type},
};

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let checked = check_embedded(&[("spec.toml", include_str!("spec.toml"))], &[]);
    assert!(checked.diagnostics.is_empty(), "{:#?}", checked.diagnostics);
    checked.model
});

pub fn model() -> Model {
    MODEL.clone()
}

pub fn json(name: &str) -> Type {
    Type::Json(Box::new(Type::Struct(name.into())))
}
