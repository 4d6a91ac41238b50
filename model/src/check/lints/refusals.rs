//! Codes with which a gateway refuses.

use super::{Lints, own};
use crate::{
    check::{context::Items, success::refusals},
    diagnostic::{Diagnostic, UNLISTED_REFUSAL},
    model::Model,
};

/// What no table lists has no name, no words and no remedy.
pub(super) fn look(model: &Model, items: &Items, lints: &mut Lints<'_, '_, '_>) {
    for item in own(&items.gateways) {
        let errors = model.gateway(&item.name.value).and_then(|gateway| model.error_table(gateway.errors.as_deref()?));
        let Some(errors) = errors else { continue };
        let refusals = item.table.refuse.iter().flat_map(|refuse| refusals(&refuse.value));
        for (key, code) in refusals.filter(|(_, code)| errors.codes.iter().all(|row| row.code != Some(code.value))) {
            let message =
                format!("`{key}` refuses with {}, which the error table `{}` does not list", code.value, errors.name);
            let found = Diagnostic::new(UNLISTED_REFUSAL, code.span, message);
            lints.say(found.label("a code without a name and a remedy"));
        }
    }
}
