//! JSON objects: structs, field by field.

use qq_cgi_wire::Violation;

use super::{Fault, Parser, Typed, other_than};
use crate::{
    json::{Json, Object},
    model::{Field, Origin, Struct},
    suggest::nearest,
};

impl Parser<'_> {
    pub(super) fn object(&mut self, item: &Struct, object: &Object, path: &str) -> Typed {
        let mut fields = Vec::new();
        for (index, field) in item.fields.iter().enumerate() {
            let path = format!("{path}.{}", field.name);
            match object.get(&field.name) {
                Some(value) => fields.extend(self.field(field, object, value, &path).map(|typed| (index, typed))),
                None if field.required => self.fault(&path, Violation::Missing),
                None => {}
            }
        }
        self.unknown_keys(object, path, || item.fields.iter().map(|field| field.name.as_str()));
        Typed::Struct(fields)
    }

    fn field(&mut self, field: &Field, object: &Object, value: &Json, path: &str) -> Option<Typed> {
        let typed = match (field.quoted, value) {
            (false, _) => self.json(&field.ty, &field.limits, value, path)?,
            (true, Json::Text(text)) => self.text(&field.ty, &field.limits, text, path)?,
            (true, _) => return self.malformed(path, "a JSON string"),
        };
        if let Some(expected) = fixed_text(&field.origin, object)
            && typed.wire_text().as_ref() != Some(&expected)
        {
            self.fault(path, other_than(expected, &field.origin));
        }
        Some(typed)
    }

    pub(super) fn unknown_keys<'k, I: Iterator<Item = &'k str>>(
        &mut self,
        object: &Object,
        path: &str,
        known: impl Fn() -> I,
    ) {
        for key in object.names().filter(|key| known().all(|name| name != *key)) {
            let violation = Violation::Unknown { suggestion: nearest(key, known()).map(str::to_owned) };
            self.faults.push(Fault { path: format!("{path}.{key}"), violation });
        }
    }
}

/// The only right value of a field that the sender fixes or computes.
fn fixed_text(origin: &Origin, object: &Object) -> Option<String> {
    match origin {
        Origin::Constant(constant) => Some(constant.wire_text()),
        Origin::LengthOf(list) => match object.get(list) {
            None => Some("0".to_owned()),
            // What is no list is reported as that; its length means nothing.
            Some(Json::List(items)) => Some(items.len().to_string()),
            Some(_) => None,
        },
        _ => None,
    }
}
