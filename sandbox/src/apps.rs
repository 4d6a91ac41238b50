//! The apps that the sandbox knows.

use std::fmt;

use qq_cgi_model::model::{Example, Model, Origin};

/// App ids and secrets. Examples may show one app with several secrets; any of them is right then.
#[derive(Default)]
pub(crate) struct Apps {
    apps: Vec<(u64, String)>,
}

impl Apps {
    /// Every app that an example of `model` shows together with its secret.
    pub(crate) fn of_examples(model: &Model) -> Self {
        let mut apps = Self::default();
        for command in &model.commands {
            let names: Vec<_> = model
                .wire_params(command)
                .filter(|field| field.origin == Origin::AppId)
                .map(|field| &field.name)
                .collect();
            for example in &command.examples {
                let id =
                    example.params.iter().find(|(name, _)| names.contains(&name)).and_then(|(_, id)| id.parse().ok());
                apps.add_example(id, example);
            }
        }
        apps
    }

    /// Makes `secret` the only secret of the app `id`.
    pub(crate) fn set(&mut self, id: u64, secret: String) {
        self.apps.retain(|(known, _)| *known != id);
        self.apps.push((id, secret));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.apps.is_empty()
    }

    /// The known ids, each once.
    pub(crate) fn ids(&self) -> Vec<u64> {
        let mut ids = Vec::new();
        for (id, _) in &self.apps {
            if !ids.contains(id) {
                ids.push(*id);
            }
        }
        ids
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (u64, &str)> {
        self.apps.iter().map(|(id, secret)| (*id, secret.as_str()))
    }

    /// The secrets of the app `id`; of every app where a request names none.
    pub(crate) fn secrets(&self, id: Option<u64>) -> impl Iterator<Item = &str> {
        self.iter().filter(move |(known, _)| id.is_none_or(|id| id == *known)).map(|(_, secret)| secret)
    }

    fn add_example(&mut self, id: Option<u64>, example: &Example) {
        if let (Some(id), Some(secret)) = (id, &example.secret)
            && self.secrets(Some(id)).all(|known| known != secret)
        {
            self.apps.push((id, secret.clone()));
        }
    }
}

impl fmt::Debug for Apps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Apps").field(&self.ids()).finish()
    }
}
