//! Which parameters of a command people may not see.

use qq_cgi_model::model::{Command, Model};

/// Stands where a secret would.
pub(crate) const MASK: &str = "***";

/// The names of the parameters that are secret or hold something secret, and of the sign.
pub(crate) struct Hidden<'m> {
    names: Vec<&'m str>,
}

impl<'m> Hidden<'m> {
    pub(crate) fn of(model: &'m Model, command: &'m Command) -> Self {
        let hidden = model.wire_params(command).filter(|field| model.is_secret(field));
        let names = hidden.map(|field| field.name.as_str());
        let scheme = model.gateway_of(command).and_then(|gateway| model.scheme_of(gateway));
        Self { names: names.chain(scheme.map(|scheme| &*scheme.param)).collect() }
    }

    pub(crate) fn hides(&self, name: &str) -> bool {
        self.names.contains(&name)
    }
}
