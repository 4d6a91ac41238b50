//! Matrices.

use super::context::{Context, Item, is_key};
use crate::{model::Matrix, naming, syntax::MatrixTable};

pub(super) fn lower(item: &Item<MatrixTable>, context: &mut Context<'_>) -> Matrix {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `share`");
    Matrix {
        name: name.value.clone(),
        rust: context.rust_name(table.rust.as_ref(), name, naming::camel_case),
        columns: Vec::new(),
        rows: Vec::new(),
        about: context.about(&table.texts, name.span, *from_base),
    }
}
