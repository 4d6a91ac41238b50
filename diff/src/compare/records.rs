//! Tables of records.

use qq_cgi_model::model::{Field, Find, Model, RecordField, Table};

use super::{Comparison, pairs::pairs};
use crate::{
    at::At,
    rules::{
        FIND_GAINED, FIND_LOST, GENERATED, IMMUTABLE, MUTABLE, RECORD_KEY, RECORD_STAGES, REFERENCE_ADDED,
        REFERENCE_REMOVED,
    },
};

pub(super) fn compare(comparison: &mut Comparison<'_>, at: &At, old: &Table, new: &Table) {
    comparison.changed(RECORD_KEY, &at.key("key"), &old.key, &new.key, Clone::clone);
    // Stages that are only called otherwise in the spec are the same in Rust.
    let stages = |model: &Model, table: &Table| {
        table.stages.as_deref().and_then(|name| model.stages(name)).map(|stages| stages.rust.clone())
    };
    let (was, is) = (stages(comparison.old, old), stages(comparison.new, new));
    comparison.either(RECORD_STAGES, &at.key("stages"), was, is);
    let called = |name: &str| at.inner("fields", "field", name);
    let arguments = (comparison.old.record_arguments(old), comparison.new.record_arguments(new));
    comparison.arguments(at, &called, &arguments.0, &arguments.1);
    let (was, is) = (fields(old), fields(new));
    comparison.public(&called, &was, &is);
    comparison.values(&called, &was, &is);
    let name = |field: &RecordField| field.field.name.clone();
    let rust = |field: &RecordField| Some(field.field.rust.clone());
    for (was, is) in pairs(&old.fields, &new.fields, name, rust).both {
        comparison.record_field(&called(&is.field.name), was, is);
    }
}

fn fields(table: &Table) -> Vec<&Field> {
    table.fields.iter().map(|field| &field.field).collect()
}

impl Comparison<'_> {
    fn record_field(&mut self, at: &At, old: &RecordField, new: &RecordField) {
        self.changed(GENERATED, &at.key("generated"), &old.generated, &new.generated, ToString::to_string);
        self.switched(IMMUTABLE, MUTABLE, &at.key("immutable"), old.immutable, new.immutable);
        let rule = if new.references.is_some() { REFERENCE_ADDED } else { REFERENCE_REMOVED };
        self.either(rule, &at.key("references"), old.references.clone(), new.references.clone());
        let rule = if reach(new.find) > reach(old.find) { FIND_GAINED } else { FIND_LOST };
        self.either(rule, &at.key("find"), find(old.find), find(new.find));
    }
}

/// Who finds by a part finds by the whole as well.
fn reach(find: Option<Find>) -> u8 {
    match find {
        None => 0,
        Some(Find::Exact) => 1,
        Some(Find::Fuzzy) => 2,
    }
}

fn find(find: Option<Find>) -> Option<String> {
    find.map(|find| match find {
        Find::Exact => "exact".to_owned(),
        Find::Fuzzy => "fuzzy".to_owned(),
    })
}
