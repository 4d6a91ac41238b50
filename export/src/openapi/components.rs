//! The schemas that are referred to.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{answers, context::Context, object::Object, rows, schemas};

/// What is referred to in `roots`, and in what is referred to there; in the order of the spec.
pub(super) fn reachable(context: &Context<'_>, roots: &[&Value]) -> Value {
    let all = all(context);
    let mut wanted = BTreeSet::new();
    for root in roots {
        references(root, &mut wanted);
    }
    loop {
        let before = wanted.len();
        for (_, schema) in all.iter().filter(|(name, _)| wanted.contains(name)).collect::<Vec<_>>() {
            references(schema, &mut wanted);
        }
        if wanted.len() == before {
            break;
        }
    }
    let kept = all.into_iter().filter(|(name, _)| wanted.contains(name));
    kept.fold(Object::new(), |kept, (name, schema)| kept.with(&name, schema)).into()
}

/// Everything of the spec that has a schema. The names are those in Rust: no two items share one.
fn all(context: &Context<'_>) -> Vec<(String, Value)> {
    let model = context.model;
    let mut all: Vec<(String, Value)> = Vec::new();
    all.extend(model.structs.iter().map(|item| (item.name.clone(), schemas::of_struct(context, item).into())));
    all.extend(model.enums.iter().map(|known| (known.name.clone(), schemas::of_enum(context, known).into())));
    all.extend(model.type_tables.iter().map(|table| (table.rust.clone(), rows::of_table(context, table).into())));
    for gateway in context.gateways() {
        for command in context.commands_of(gateway) {
            all.push((answers::name(command), answers::of_command(context, gateway, command).into()));
        }
        all.push((answers::failure_name(gateway), answers::failure(context, gateway).into()));
    }
    all
}

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                match inner {
                    Value::String(target) if key == "$ref" => {
                        found.extend(target.strip_prefix("#/components/schemas/").map(str::to_owned));
                    }
                    _ => references(inner, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}
