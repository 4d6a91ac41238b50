//! What is exported, and what every part of the document needs to know.

use qq_cgi_model::model::{About, Command, ErrorTable, Gateway, Model, Sign};
use serde_json::Value;

use super::{Options, object::Object};
use crate::Language;

pub(super) struct Context<'m> {
    pub(super) model: &'m Model,
    pub(super) language: Language,
    /// In the order of the spec.
    pub(super) commands: Vec<&'m Command>,
    /// Whether nothing was left out.
    is_whole: bool,
}

impl<'m> Context<'m> {
    pub(super) fn new(model: &'m Model, options: &Options<'m>) -> Self {
        let commands = match options.command {
            Some(command) => vec![command],
            None => model.commands.iter().collect(),
        };
        Self { model, language: options.language, commands, is_whole: options.command.is_none() }
    }

    /// The exported commands of `gateway`.
    pub(super) fn commands_of(&self, gateway: &Gateway) -> impl Iterator<Item = &'m Command> {
        let commands = self.commands.iter().copied();
        commands.filter(move |command| command.gateway.as_ref() == Some(&gateway.name))
    }

    /// All gateways, or those of the commands that were asked for.
    pub(super) fn gateways(&self) -> impl Iterator<Item = &'m Gateway> {
        self.model.gateways.iter().filter(|gateway| self.is_whole || self.commands_of(gateway).next().is_some())
    }

    pub(super) fn callbacks(&self) -> impl Iterator<Item = &'m qq_cgi_model::model::Callback> {
        self.model.callbacks.iter().filter(|_| self.is_whole)
    }

    /// The sign schemes of what is exported.
    pub(super) fn signs(&self) -> impl Iterator<Item = &'m Sign> {
        self.model.signs.iter().filter(|sign| {
            let name = Some(sign.name.as_str());
            self.gateways().any(|gateway| gateway.sign.as_deref() == name)
                || self.callbacks().any(|callback| callback.sign.as_deref() == name)
        })
    }

    /// All error tables, or those of the commands that were asked for.
    pub(super) fn error_tables(&self) -> impl Iterator<Item = &'m ErrorTable> {
        self.model.error_tables.iter().filter(|table| {
            let name = Some(table.name.as_str());
            let of_commands = || self.commands.iter().filter_map(|command| command.reply_code.as_ref());
            self.is_whole
                || self.gateways().any(|gateway| gateway.errors.as_deref() == name)
                || of_commands().any(|reply_code| reply_code.errors.as_deref() == name)
        })
    }

    /// What an item says about itself, its note and `more` as paragraphs.
    pub(super) fn description(&self, about: &About, more: Vec<String>) -> String {
        let note = about.note.as_ref().map(|note| format!("{}{note}", self.language.pick("Note: ", "注（英文）：")));
        let own = self.language.text(about).to_owned();
        let all = [own].into_iter().chain(note).chain(more).filter(|text| !text.is_empty());
        all.collect::<Vec<_>>().join("\n\n")
    }
}

/// The sections of the document that an item is of, or what it rests on instead.
pub(super) fn source_of(about: &About) -> Object {
    Object::new()
        .with_filled("x-qq-cgi-source", Value::from(about.source.clone()))
        .with_some("x-qq-cgi-basis", about.basis.clone())
}
