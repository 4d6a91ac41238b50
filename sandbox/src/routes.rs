//! What answers at which path.

use qq_cgi_model::model::{Command, Gateway, Model, path_of};

/// A path, and what is behind it.
pub(crate) struct Route<'m> {
    pub(crate) path: String,
    pub(crate) gateway: &'m Gateway,
    /// The commands that share the path; none where a parameter names the command.
    pub(crate) commands: Vec<&'m Command>,
}

/// Every path once for each gateway, in the order of the spec.
pub(crate) fn routes(model: &Model) -> Vec<Route<'_>> {
    model.gateways.iter().flat_map(|gateway| of_gateway(model, gateway)).collect()
}

fn of_gateway<'m>(model: &'m Model, gateway: &'m Gateway) -> Vec<Route<'m>> {
    let mut routes: Vec<Route<'m>> = Vec::new();
    let commands = || model.commands.iter().filter(|command| command.gateway.as_ref() == Some(&gateway.name));
    for url in &gateway.urls {
        for command in commands().filter(|command| command.path.is_some()) {
            // A URL may have a query, which is not what a request is found by.
            let path = path_of(&format!("{url}{}", command.path.as_deref().unwrap_or_default())).to_owned();
            match routes.iter_mut().find(|route| route.path == path) {
                Some(route) if route.commands.iter().any(|known| known.name == command.name) => {}
                Some(route) => route.commands.push(command),
                None => routes.push(Route { path, gateway, commands: vec![command] }),
            }
        }
        let path = path_of(url).to_owned();
        let by_parameter = commands().all(|command| command.path.is_none());
        if by_parameter && routes.iter().all(|route| route.path != path) {
            routes.push(Route { path, gateway, commands: Vec::new() });
        }
    }
    routes
}
