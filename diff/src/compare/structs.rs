//! Structs.

use qq_cgi_model::model::Struct;

use super::Comparison;
use crate::{
    at::At,
    rules::{USE_GAINED, USE_LOST},
};

pub(super) fn compare(comparison: &mut Comparison<'_>, at: &At, old: &Struct, new: &Struct) {
    let called = |name: &str| at.inner("fields", "field", name);
    for (word, was, is) in [("sent", old.in_request, new.in_request), ("received", old.in_reply, new.in_reply)] {
        match (was, is) {
            (false, true) => comparison.came(USE_GAINED, at, Some(word.to_owned())),
            (true, false) => comparison.add(USE_LOST, at, Some(word.to_owned()), None),
            _ => {}
        }
    }
    if old.in_request && new.in_request {
        let arguments = (comparison.old.struct_arguments(&old.fields), comparison.new.struct_arguments(&new.fields));
        comparison.arguments(at, &called, &arguments.0, &arguments.1);
    }
    let (was, is) = (old.fields.iter().collect::<Vec<_>>(), new.fields.iter().collect::<Vec<_>>());
    comparison.public(&called, &was, &is);
    comparison.values(&called, &was, &is);
}
