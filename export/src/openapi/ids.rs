//! Operation ids: names of commands as they are, and no id twice.

use std::collections::BTreeSet;

use qq_cgi_model::model::{Callback, Command, Method};

pub(super) struct Ids {
    /// The commands' names that are not given yet, so that no other operation takes one.
    names: BTreeSet<String>,
    given: BTreeSet<String>,
}

impl Ids {
    pub(super) fn new(commands: &[&Command]) -> Self {
        Self { names: commands.iter().map(|command| command.name.clone()).collect(), given: BTreeSet::new() }
    }

    /// The command's name by its default method at its first place; with the method after it for any other.
    pub(super) fn of_command(&mut self, command: &Command, method: Method) -> String {
        if command.methods.first() == Some(&method) && self.names.remove(&command.name) {
            self.given.insert(command.name.clone());
            return command.name.clone();
        }
        self.unused(format!("{}_{}", command.name, method.as_str().to_lowercase()))
    }

    /// The callback's name.
    pub(super) fn of_callback(&mut self, callback: &Callback) -> String {
        self.unused(callback.name.clone())
    }

    fn unused(&mut self, mut id: String) -> String {
        while self.names.contains(&id) || !self.given.insert(id.clone()) {
            id.push('_');
        }
        id
    }
}
