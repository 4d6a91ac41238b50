//! What answers at which path.

use qq_cgi_model::model::{Command, Gateway, Model, path_of};

/// What is behind a path.
pub(crate) struct Route<'m> {
    pub(crate) gateway: &'m Gateway,
    /// The commands that share the path; none where a parameter names the command.
    pub(crate) commands: Vec<&'m Command>,
}

/// All paths of a model, worked out once.
#[derive(Debug)]
pub(crate) struct Routes(Vec<Entry>);

/// A path, and the places of its gateway and commands in the model.
#[derive(Debug)]
struct Entry {
    path: String,
    gateway: usize,
    commands: Vec<usize>,
}

impl Routes {
    /// Every path once for each gateway, in the order of the spec.
    pub(crate) fn of(model: &Model) -> Self {
        let gateways = model.gateways.iter().enumerate();
        Self(gateways.flat_map(|(index, gateway)| of_gateway(model, index, gateway)).collect())
    }

    /// What answers at `path` in the model that this was made of.
    pub(crate) fn find<'m>(&self, model: &'m Model, path: &str) -> Option<Route<'m>> {
        let entry = self.0.iter().find(|entry| entry.path == path)?;
        let commands = entry.commands.iter().filter_map(|index| model.commands.get(*index)).collect();
        Some(Route { gateway: model.gateways.get(entry.gateway)?, commands })
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|entry| entry.path.as_str())
    }
}

fn of_gateway(model: &Model, index: usize, gateway: &Gateway) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let all = model.commands.iter().enumerate();
    let commands = all.filter(|(_, command)| command.gateway.as_ref() == Some(&gateway.name));
    for url in &gateway.urls {
        for (number, command) in commands.clone().filter(|(_, command)| command.path.is_some()) {
            // A URL may have a query, which is not what a request is found by.
            let path = path_of(&format!("{url}{}", command.path.as_deref().unwrap_or_default())).to_owned();
            match entries.iter_mut().find(|entry| entry.path == path) {
                Some(entry) if entry.commands.contains(&number) => {}
                Some(entry) => entry.commands.push(number),
                None => entries.push(Entry { path, gateway: index, commands: vec![number] }),
            }
        }
        let path = path_of(url).to_owned();
        let by_parameter = commands.clone().all(|(_, command)| command.path.is_none());
        if by_parameter && entries.iter().all(|entry| entry.path != path) {
            entries.push(Entry { path, gateway: index, commands: Vec::new() });
        }
    }
    entries
}
