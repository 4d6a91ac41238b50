//! What a record becomes, by the rules of its table.

use std::{collections::BTreeMap, fmt};

use qq_cgi_model::{
    model::{Model, RecordField, Stages, Table},
    suggest::nearest,
    value,
};
use qq_cgi_wire::Violation;

use super::{
    Record, RecordError, Secret,
    made::{made, not_made},
};
use crate::{
    app::is_name,
    store::{Name, Unstorable},
};

/// The most secrets of one field that are good at the same time: the old one, and the one that takes its place.
pub const MOST_SECRETS: usize = 2;

/// A record that was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// The record.
    pub record: Record,
    /// The fields whose values were made.
    pub made: Vec<String>,
}

/// What an edit is to change. `Debug` shows no value.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// Fields and their new values.
    pub set: Vec<(String, String)>,
    /// Fields that are to have none any more.
    pub clear: Vec<String>,
    /// The version that was seen; the latest one unless given.
    pub seen: Option<i64>,
}

/// A secret that was added to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotated {
    /// The record.
    pub record: Record,
    /// The secret's field.
    pub field: String,
    /// The new secret.
    pub secret: Secret,
}

/// A secret that is good no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retired {
    /// The record.
    pub record: Record,
    /// The secret's field.
    pub field: String,
    /// The number that it had.
    pub number: i64,
}

/// A table, and the spec that says what its values can be.
#[derive(Clone, Copy)]
pub(super) struct Rules<'m> {
    pub(super) model: &'m Model,
    pub(super) table: &'m Table,
}

impl<'m> Rules<'m> {
    pub(super) fn added(self, given: &[(String, String)], now: i64) -> Result<New, RecordError> {
        self.check_names(given)?;
        let (mut fields, mut secrets, mut names) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        for field in &self.table.fields {
            let name = &field.field.name;
            let value = match given.iter().find(|(known, _)| known == name) {
                Some((_, value)) => {
                    self.check(field, value)?;
                    value.clone()
                }
                None if field.generated => {
                    names.push(name.clone());
                    self.made(field)?
                }
                None if field.field.required => return Err(invalid(name, Violation::Missing)),
                None => continue,
            };
            if field.field.secret {
                secrets.insert(name.clone(), vec![Secret { number: 1, since: now, value }]);
            } else {
                fields.insert(name.clone(), value);
            }
        }
        let key = fields.get(&self.table.key).cloned().unwrap_or_default();
        self.check_key(&key)?;
        let stage = self.stages().and_then(|stages| stages.steps.first()).map(|stage| stage.rust.clone());
        let table = self.table.name.clone();
        let record = Record { table, key, fields, secrets, stage, version: 1, created_at: now, changed_at: now };
        Ok(New { record, made: names })
    }

    /// The same record where nothing is different. It stays in its stage: what is in force does not fall out of it.
    pub(super) fn edited(self, record: &Record, edit: &Edit, now: i64) -> Result<Record, RecordError> {
        self.check_names(&edit.set)?;
        let mut edited = record.clone();
        for (name, value) in &edit.set {
            let field = self.changeable(name)?;
            self.check(field, value)?;
            if field.field.secret {
                let value = value.clone();
                let is_same =
                    record.secrets.get(name).is_some_and(|good| matches!(&good[..], [only] if only.value == value));
                if !is_same {
                    let secret = Secret { number: record.version + 1, since: now, value };
                    edited.secrets.insert(name.clone(), vec![secret]);
                }
            } else {
                edited.fields.insert(name.clone(), value.clone());
            }
        }
        for name in &edit.clear {
            let field = self.changeable(name)?;
            if edit.set.iter().any(|(set, _)| set == name) {
                return Err(RecordError::Twice { field: name.clone() });
            }
            if field.field.required || field.generated {
                return Err(invalid(name, Violation::Missing));
            }
            edited.fields.remove(name);
            edited.secrets.remove(name);
        }
        Ok(if edited == *record { edited } else { next(edited, now) })
    }

    pub(super) fn advanced(self, record: &Record, to: &str, now: i64) -> Result<Record, RecordError> {
        let stages = self.known_stage(to)?;
        let from = record.stage.clone().unwrap_or_default();
        let step = stages.steps.iter().find(|step| step.rust == from);
        let then = step.map(|step| step.then.clone()).unwrap_or_default();
        if !then.iter().any(|next| next == to) {
            return Err(RecordError::NotNext { from, to: to.to_owned(), then });
        }
        Ok(next(Record { stage: Some(to.to_owned()), ..record.clone() }, now))
    }

    pub(super) fn rotated(
        self,
        record: &Record,
        field: &RecordField,
        given: Option<&str>,
        now: i64,
    ) -> Result<Rotated, RecordError> {
        let name = field.field.name.clone();
        let value = match given {
            Some(value) => {
                self.check(field, value)?;
                value.to_owned()
            }
            None => self.made(field)?,
        };
        let mut rotated = next(record.clone(), now);
        let good = rotated.secrets.entry(name.clone()).or_default();
        if good.iter().any(|known| known.value == value) {
            return Err(RecordError::SameSecret { field: name });
        }
        if good.len() >= MOST_SECRETS {
            return Err(RecordError::TooManySecrets { field: name });
        }
        let secret = Secret { number: rotated.version, since: now, value };
        good.push(secret.clone());
        Ok(Rotated { record: rotated, field: name, secret })
    }

    /// The secret that is called `name`, or the only one.
    pub(super) fn secret(self, name: Option<&str>) -> Result<&'m RecordField, RecordError> {
        let mut secrets = self.table.fields.iter().filter(|field| field.field.secret);
        if let Some(name) = name {
            let known = secrets.clone().map(|field| field.field.name.as_str());
            let suggestion = nearest(name, known).map(str::to_owned);
            return secrets
                .find(|field| field.field.name == name)
                .ok_or_else(|| invalid(name, Violation::Unknown { suggestion }));
        }
        let no_secret = || RecordError::NoSecret { table: self.table.name.clone() };
        let first = secrets.next().ok_or_else(no_secret)?;
        let others: Vec<_> = secrets.collect();
        if others.is_empty() {
            return Ok(first);
        }
        let fields = [first].into_iter().chain(others).map(|field| field.field.name.clone());
        Err(RecordError::WhichSecret { fields: fields.collect() })
    }

    pub(super) fn field(self, name: &str) -> Result<&'m RecordField, RecordError> {
        let suggestion = || nearest(name, self.names()).map(str::to_owned);
        let known = self.table.fields.iter().find(|field| field.field.name == name);
        known.ok_or_else(|| invalid(name, Violation::Unknown { suggestion: suggestion() }))
    }

    /// The table's stages, which have one called `name`.
    pub(super) fn known_stage(self, name: &str) -> Result<&'m Stages, RecordError> {
        let stages = self.stages().ok_or_else(|| RecordError::NoStages { table: self.table.name.clone() })?;
        if stages.steps.iter().any(|step| step.rust == name) {
            return Ok(stages);
        }
        let suggestion = nearest(name, stages.steps.iter().map(|step| step.rust.as_str())).map(str::to_owned);
        Err(RecordError::UnknownStage { stage: name.to_owned(), suggestion })
    }

    fn stages(self) -> Option<&'m Stages> {
        let name = self.table.stages.as_ref()?;
        self.model.stages.iter().find(|stages| stages.name == *name)
    }

    fn names(self) -> impl Iterator<Item = &'m str> {
        self.table.fields.iter().map(|field| field.field.name.as_str())
    }

    fn check_names(self, given: &[(String, String)]) -> Result<(), RecordError> {
        for (index, (name, _)) in given.iter().enumerate() {
            self.field(name)?;
            if given.iter().take(index).any(|(earlier, _)| earlier == name) {
                return Err(RecordError::Twice { field: name.clone() });
            }
        }
        Ok(())
    }

    fn changeable(self, name: &str) -> Result<&'m RecordField, RecordError> {
        let field = self.field(name)?;
        if field.immutable {
            return Err(RecordError::Immutable { field: name.to_owned(), is_secret: field.field.secret });
        }
        Ok(field)
    }

    fn check(self, field: &RecordField, value: &str) -> Result<(), RecordError> {
        let name = &field.field.name;
        // Everybody could sign with it.
        if field.field.secret && value.is_empty() {
            return Err(invalid(name, Violation::Empty));
        }
        if value.contains('\0') {
            return Err(RecordError::Unstorable { field: name.clone(), why: Unstorable::Nul });
        }
        let parsed = value::parse(self.model, &field.field.ty, &field.field.limits, value);
        let fault = parsed.err().and_then(|faults| faults.into_iter().next());
        fault.map_or(Ok(()), |fault| Err(invalid(name, fault.violation)))
    }

    fn made(self, field: &RecordField) -> Result<String, RecordError> {
        let value = made(field)?;
        match self.check(field, &value) {
            Ok(()) => Ok(value),
            Err(RecordError::Invalid { violation, .. }) => Err(not_made(field, format!("it {violation}"))),
            Err(other) => Err(other),
        }
    }

    fn check_key(self, key: &str) -> Result<(), RecordError> {
        let unstorable = |why| RecordError::Unstorable { field: self.table.key.clone(), why };
        Name::new(key).map_err(unstorable)?;
        let mut apps = self.model.callbacks.iter().filter_map(|callback| callback.apps.as_ref());
        if apps.any(|apps| apps.table == self.table.name) && !is_name(key) {
            return Err(RecordError::NoPath { key: key.to_owned() });
        }
        Ok(())
    }
}

/// Without a number, the oldest.
pub(super) fn retired(
    record: &Record,
    field: &RecordField,
    number: Option<i64>,
    now: i64,
) -> Result<Retired, RecordError> {
    let name = field.field.name.clone();
    let mut retired = next(record.clone(), now);
    let good = retired.secrets.entry(name.clone()).or_default();
    let place = match number {
        Some(number) => good.iter().position(|secret| secret.number == number).ok_or_else(|| {
            let good = good.iter().map(|secret| secret.number).collect();
            RecordError::NoSuchSecret { field: name.clone(), number, good }
        })?,
        None => 0,
    };
    if good.len() < MOST_SECRETS {
        return Err(RecordError::LastSecret { field: name });
    }
    let number = good.remove(place).number;
    Ok(Retired { record: retired, field: name, number })
}

fn next(record: Record, now: i64) -> Record {
    Record { version: record.version + 1, changed_at: now, ..record }
}

fn invalid(field: &str, violation: Violation) -> RecordError {
    RecordError::Invalid { field: field.to_owned(), violation }
}

impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set: Vec<_> = self.set.iter().map(|(name, _)| name).collect();
        let Self { clear, seen, .. } = self;
        f.debug_struct("Edit").field("set", &set).field("clear", clear).field("seen", seen).finish()
    }
}
