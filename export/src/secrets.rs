//! Which secrets may be shown.

use qq_cgi_model::{Model, model::Example};

/// Stands where a secret is.
pub(crate) const MASK: &str = "***";

/// Whether an example is there to be computed again, with the secrets that the spec publishes for that.
pub(crate) fn is_vector(example: &Example) -> bool {
    example.secret.is_some() && example.sign.is_some()
}

/// The same Model without the secrets of examples that are no vectors.
pub(crate) fn masked(model: &Model) -> Model {
    let mut shown = model.clone();
    for (command, shown) in model.commands.iter().zip(&mut shown.commands) {
        let is_secret =
            |name: &str| model.wire_params(command).any(|field| field.name == name && model.is_secret(field));
        for example in shown.examples.iter_mut().filter(|example| !is_vector(example)) {
            (example.secret, example.sign) = (None, None);
            for (_, value) in example.params.iter_mut().filter(|(name, _)| is_secret(name)) {
                MASK.clone_into(value);
            }
        }
    }
    shown
}
