//! Public fields of structs, callbacks and records.

use qq_cgi_model::model::{Field, Origin};

use super::{Comparison, arguments::Called, pairs::pairs, rust};
use crate::rules::{FIELD_ADDED, FIELD_REMOVED, FIELD_RENAMED, FIELD_TYPE};

impl Comparison<'_> {
    /// Compares the public fields: those that somebody gives, wherever that is.
    pub(super) fn public(&mut self, called: Called<'_>, old: &[&Field], new: &[&Field]) {
        let kept = |fields: &[&Field]| -> Vec<Field> {
            fields.iter().filter(|field| field.origin == Origin::Caller).map(|field| (*field).clone()).collect()
        };
        let (old, new) = (kept(old), kept(new));
        let pairs = pairs(&old, &new, |field| field.name.clone(), |field| Some(field.rust.clone()));
        for (was, is) in pairs.both {
            let at = called(&is.name);
            self.changed(FIELD_RENAMED, &at.key("rust"), &was.rust, &is.rust, Clone::clone);
            self.changed(FIELD_TYPE, &at.key("type"), &rust::public(was), &rust::public(is), Clone::clone);
        }
        for field in pairs.came {
            self.came(FIELD_ADDED, &called(&field.name), Some(rust::public(field)));
        }
        for field in pairs.gone {
            self.gone(FIELD_REMOVED, &called(&field.name), Some(rust::public(field)));
        }
    }
}
