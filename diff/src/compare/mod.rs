//! Two Models, item by item.
//!
//! In: two checked specs. Out: every difference. Each file compares one kind of item; `arguments` and `public` see values as
//! Rust does, `values` as the wire does.

mod arguments;
mod callbacks;
mod commands;
mod enums;
mod error_tables;
mod gateways;
mod items;
mod matrices;
mod notes;
mod pages;
mod pairs;
mod public;
mod records;
mod rust;
mod sdks;
mod signs;
mod stages;
mod structs;
mod texts;
mod type_tables;
mod values;

use core::cmp::Reverse;

use qq_cgi_model::{Checked, Model};

use crate::{
    at::At,
    change::{Change, Diff},
    place::Places,
    rules::{BASE, Rule, SPEC_NAME},
};

/// Compares two specs.
///
/// Their Models should be sound: what could not be understood is no change of its own.
#[must_use]
pub fn compare(old: &Checked, new: &Checked) -> Diff {
    let mut comparison = Comparison { old: &old.model, new: &new.model, found: Vec::new() };
    comparison.everything();
    let (old, new) = (Places::of(&old.sources), Places::of(&new.sources));
    let change = |Found { rule, at, old: was, new: is, gone }: Found| {
        let place = if gone { old.find(&at.keys) } else { new.find(&at.keys) };
        Change { rule, item: at.words, old: was, new: is, gone, place }
    };
    let mut changes: Vec<_> = comparison.found.into_iter().map(change).collect();
    changes.sort_by_key(|change| Reverse(change.rule.verdict));
    Diff { changes }
}

/// Two Models, and what was found.
struct Comparison<'m> {
    old: &'m Model,
    new: &'m Model,
    found: Vec<Found>,
}

struct Found {
    rule: &'static Rule,
    at: At,
    old: Option<String>,
    new: Option<String>,
    /// Whether it stands in the old spec alone.
    gone: bool,
}

impl Comparison<'_> {
    fn everything(&mut self) {
        let (old, new) = (self.old, self.new);
        let spec = At::spec();
        self.changed(SPEC_NAME, &spec.key("name"), &old.name, &new.name, Clone::clone);
        self.either(BASE, &spec.key("base"), old.base.clone(), new.base.clone());
        self.texts(&spec, &old.about, &new.about);
        self.items(&old.gateways, &new.gateways, gateways::compare);
        self.items(&old.signs, &new.signs, signs::compare);
        self.items(&old.commands, &new.commands, commands::compare);
        self.items(&old.structs, &new.structs, structs::compare);
        self.items(&old.enums, &new.enums, enums::compare);
        self.items(&old.type_tables, &new.type_tables, type_tables::compare);
        self.items(&old.error_tables, &new.error_tables, error_tables::compare);
        self.items(&old.pages, &new.pages, pages::compare);
        self.items(&old.callbacks, &new.callbacks, callbacks::compare);
        self.items(&old.tables, &new.tables, records::compare);
        self.items(&old.stages, &new.stages, stages::compare);
        self.items(&old.sdks, &new.sdks, sdks::compare);
        self.items(&old.matrices, &new.matrices, matrices::compare);
        notes::compare(self);
    }

    /// Something is there that is otherwise.
    fn add(&mut self, rule: &'static Rule, at: &At, old: Option<String>, new: Option<String>) {
        self.found.push(Found { rule, at: at.clone(), old, new, gone: false });
    }

    /// Something is there that was not.
    fn came(&mut self, rule: &'static Rule, at: &At, new: Option<String>) {
        self.add(rule, at, None, new);
    }

    /// Something was there that is not.
    fn gone(&mut self, rule: &'static Rule, at: &At, old: Option<String>) {
        self.found.push(Found { rule, at: at.clone(), old, new: None, gone: true });
    }

    /// What is always there is another.
    fn changed<T: PartialEq>(&mut self, rule: &'static Rule, at: &At, old: &T, new: &T, show: impl Fn(&T) -> String) {
        if old != new {
            self.add(rule, at, Some(show(old)), Some(show(new)));
        }
    }

    /// What may be there is another, came or went.
    fn either(&mut self, rule: &'static Rule, at: &At, old: Option<String>, new: Option<String>) {
        if old != new {
            self.found.push(Found { rule, at: at.clone(), gone: new.is_none(), old, new });
        }
    }

    /// A truth value is another: one rule if it is true by now, another if it is no longer.
    fn switched(&mut self, on: &'static Rule, off: &'static Rule, at: &At, old: bool, new: bool) {
        self.changed(if new { on } else { off }, at, &old, &new, ToString::to_string);
    }
}
