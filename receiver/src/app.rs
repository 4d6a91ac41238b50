//! The apps that may be called, by their paths, and the keys with which they are signed.
//!
//! In: a path and a raw query. Out: the app and what came, or why nothing was taken. A stranger learns nothing from how long
//! that took: an unknown path costs what a wrong sign at a known one costs.

use std::{collections::HashMap, fmt, sync::Arc};

use qq_cgi_model::{
    callback,
    model::{Callback, Field, Model},
    suggest::nearest,
    value::{self, Typed},
};
use qq_cgi_wire::{Received, Unverified};

/// The most bytes of an app's name.
const LONGEST_NAME: usize = 64;

/// An app that a callback is about. `Debug` shows no key.
#[derive(Clone)]
pub struct App {
    callback: String,
    name: String,
    keys: Vec<String>,
    known: Vec<(String, Vec<String>)>,
}

impl App {
    /// The app that is called `name` here: it answers `callback`, by its key in the spec, at `/{callback}/{name}`.
    #[must_use]
    pub fn new(callback: impl Into<String>, name: impl Into<String>) -> Self {
        Self { callback: callback.into(), name: name.into(), keys: Vec::new(), known: Vec::new() }
    }

    /// Adds a key that makes right signs. With several, each of them does: while a key is replaced, both are in use.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.keys.push(key.into());
        self
    }

    /// Says which values a field of the payload can have here. What has another one is stored in quarantine.
    #[must_use]
    pub fn known(mut self, field: impl Into<String>, values: impl IntoIterator<Item: Into<String>>) -> Self {
        let (field, values) = (field.into(), values.into_iter().map(Into::into));
        match self.known.iter_mut().find(|(earlier, _)| *earlier == field) {
            Some((_, earlier)) => earlier.extend(values),
            None => self.known.push((field, values.collect())),
        }
        self
    }

    /// Its name here.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it is called: `/{callback}/{name}`.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/{}/{}", self.callback, self.name)
    }

    /// Whether a sign for this app is right for `other` as well, since both have a key in common.
    #[must_use]
    pub fn shares_key(&self, other: &Self) -> bool {
        self.keys.iter().any(|key| other.keys.contains(key))
    }

    pub(crate) fn callback(&self) -> &str {
        &self.callback
    }

    /// The fields whose values are listed, and the lists.
    pub(crate) fn known_values(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.known.iter().map(|(field, values)| (field.as_str(), values.as_slice()))
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = self.keys.len();
        f.debug_struct("App").field("path", &self.path()).field("keys", &keys).finish_non_exhaustive()
    }
}

/// All apps of a receiver, and the spec that says how their callbacks are signed. `Debug` shows no key.
pub struct Apps {
    model: Arc<Model>,
    list: Vec<App>,
    by_path: HashMap<String, usize>,
    /// The callbacks that these or later apps of the same source answer, by their places in the Model.
    callbacks: Vec<usize>,
    /// What is tried in the place of a key that is not there.
    stand_in: String,
    /// How many keys are tried for each query.
    attempts: usize,
}

/// Why a list of apps cannot be used. No text here holds a key.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AppError {
    /// No app: nothing could ever be taken.
    Empty,
    /// The spec has no such callback.
    UnknownCallback {
        /// The name that it has not.
        callback: String,
        /// The nearest one that it has.
        suggestion: Option<String>,
    },
    /// A name that cannot stand in a path as it is.
    Name {
        /// The name.
        name: String,
    },
    /// Two apps at one path.
    Twice {
        /// The path.
        path: String,
    },
    /// An app without a key, or with an empty one, with which everybody could sign.
    NoKey {
        /// The app's path.
        path: String,
    },
    /// The callback's payload has no such field.
    UnknownField {
        /// The app's path.
        path: String,
        /// The name that it has not.
        field: String,
        /// The nearest one that it has.
        suggestion: Option<String>,
    },
    /// A value that the field can never have: everything would go to quarantine.
    KnownValue {
        /// The app's path.
        path: String,
        /// The field.
        field: String,
        /// The value.
        value: String,
        /// What is wrong with it.
        why: String,
    },
}

impl Apps {
    /// The apps of a receiver of `model`'s callbacks. The Model must rest on a spec without mistakes.
    ///
    /// # Errors
    /// The first thing that is wrong with them.
    pub fn new(model: impl Into<Arc<Model>>, apps: impl IntoIterator<Item = App>) -> Result<Self, AppError> {
        let apps: Vec<App> = apps.into_iter().collect();
        if apps.is_empty() {
            return Err(AppError::Empty);
        }
        let names: Vec<_> = apps.iter().map(|app| app.callback.clone()).collect();
        let model = model.into();
        for app in &apps {
            check(&model, app)?;
            check_known_values(&model, app)?;
        }
        Self::of(model, apps, |callback| names.contains(&callback.name))
    }

    /// The same of records, of which there may be none yet: then everything is refused.
    pub(crate) fn of_records(model: Arc<Model>, apps: Vec<App>) -> Result<Self, AppError> {
        Self::of(model, apps, |callback| callback.apps.is_some())
    }

    fn of(model: Arc<Model>, apps: Vec<App>, answers: impl Fn(&Callback) -> bool) -> Result<Self, AppError> {
        let mut by_path = HashMap::new();
        for (index, app) in apps.iter().enumerate() {
            check(&model, app)?;
            if by_path.insert(app.path(), index).is_some() {
                return Err(AppError::Twice { path: app.path() });
            }
        }
        let attempts = apps.iter().map(|app| app.keys.len()).max().unwrap_or(1);
        let longest = apps.iter().flat_map(|app| &app.keys).map(String::len).max().unwrap_or_default();
        let callbacks = model.callbacks.iter().enumerate().filter(|(_, callback)| answers(callback));
        let callbacks = callbacks.map(|(index, _)| index).collect();
        Ok(Self { model, list: apps, by_path, callbacks, stand_in: "0".repeat(longest), attempts })
    }

    /// The spec.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The apps, in the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = &App> {
        self.list.iter()
    }

    /// The callbacks that are answered here.
    pub(crate) fn callbacks(&self) -> impl Iterator<Item = &Callback> {
        self.callbacks.iter().filter_map(|index| self.model.callbacks.get(*index))
    }

    /// The app at `path` and what came, if one of its keys made the sign.
    ///
    /// Every query costs the same number of signs, whether the path is known or not and how many keys it has.
    pub(crate) fn verify(&self, path: &str, query: &str) -> Result<Genuine<'_>, Refused<'_>> {
        let app = self.by_path.get(path).and_then(|index| self.list.get(*index));
        let callback = match app {
            Some(app) => self.model.callback(&app.callback),
            None => self.callback_near(path),
        };
        let Some(callback) = callback else {
            return Err(Refused { app: None, callback: None, why: NotTaken::UnknownPath });
        };
        let keys = app.map(|app| app.keys.as_slice()).unwrap_or_default();
        let mut taken = None;
        let mut why = None;
        for attempt in 0..self.attempts {
            let key = keys.get(attempt);
            match callback::verify(&self.model, callback, key.unwrap_or(&self.stand_in), query) {
                Ok(received) if key.is_some() => taken = taken.or(Some(received)),
                // A sign made with what stands in for a key is worth nothing.
                Ok(_) => {}
                Err(error) => why = why.or(Some(error)),
            }
        }
        match (app, taken, why) {
            (Some(app), Some(received), _) => Ok(Genuine { app, callback, received }),
            (Some(app), None, Some(error)) => {
                Err(Refused { app: Some(app), callback: Some(callback), why: NotTaken::Unverified(error) })
            }
            _ => Err(Refused { app: None, callback: Some(callback), why: NotTaken::UnknownPath }),
        }
    }

    /// For the form of the answer alone: the callback that `path` begins with, or any.
    fn callback_near(&self, path: &str) -> Option<&Callback> {
        let first = path.split('/').nth(1).unwrap_or_default();
        self.callbacks().find(|callback| callback.name == first).or_else(|| self.callbacks().next())
    }
}

impl fmt::Debug for Apps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.list).finish()
    }
}

/// A query that an app's sender signed.
pub(crate) struct Genuine<'a> {
    pub(crate) app: &'a App,
    pub(crate) callback: &'a Callback,
    pub(crate) received: Received,
}

/// A query that nobody signed whom the receiver knows.
pub(crate) struct Refused<'a> {
    /// The app at whose path it came.
    pub(crate) app: Option<&'a App>,
    /// Whose reply says so.
    pub(crate) callback: Option<&'a Callback>,
    pub(crate) why: NotTaken,
}

/// Why a query was not taken; for the log, and not for whoever sent it.
#[derive(Debug)]
pub(crate) enum NotTaken {
    UnknownPath,
    Unverified(Unverified),
}

impl fmt::Display for NotTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownPath => f.write_str("no app answers at this path"),
            Self::Unverified(error) => error.fmt(f),
        }
    }
}

/// Whether it can be an app's name, which stands in a path as it is.
pub(crate) fn is_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(is_plain)
}

fn check(model: &Model, app: &App) -> Result<(), AppError> {
    let callback = model.callback(&app.callback).ok_or_else(|| AppError::UnknownCallback {
        callback: app.callback.clone(),
        suggestion: nearest(&app.callback, model.callbacks.iter().map(|known| known.name.as_str())).map(str::to_owned),
    })?;
    if !is_name(&app.name) {
        return Err(AppError::Name { name: app.name.clone() });
    }
    if app.keys.is_empty() || app.keys.iter().any(String::is_empty) {
        return Err(AppError::NoKey { path: app.path() });
    }
    let fields = callback::payload(model, callback).map(|item| item.fields.as_slice()).unwrap_or_default();
    for (name, _) in app.known_values() {
        if fields.iter().all(|field| field.name != name) {
            let suggestion = nearest(name, fields.iter().map(|field| field.name.as_str())).map(str::to_owned);
            return Err(AppError::UnknownField { path: app.path(), field: name.to_owned(), suggestion });
        }
    }
    Ok(())
}

/// Only of what somebody wrote down: of records, the values are other records' keys.
fn check_known_values(model: &Model, app: &App) -> Result<(), AppError> {
    let payload = model.callback(&app.callback).and_then(|callback| callback::payload(model, callback));
    let fields = payload.map(|item| item.fields.as_slice()).unwrap_or_default();
    for (name, values) in app.known_values() {
        for value in values {
            let field = fields.iter().find(|field| field.name == name);
            if let Some(why) = field.and_then(|field| never_had(model, field, value)) {
                let (field, value) = (name.to_owned(), value.clone());
                return Err(AppError::KnownValue { path: app.path(), field, value, why });
            }
        }
    }
    Ok(())
}

/// Why a field can never have a value.
fn never_had(model: &Model, field: &Field, text: &str) -> Option<String> {
    match value::parse(model, &field.ty, &field.limits, text) {
        _ if text.is_empty() => Some("is empty".to_owned()),
        Ok(Typed::Enum { index: None, .. }) => Some("is a word that the spec does not know".to_owned()),
        Ok(_) => None,
        Err(faults) => faults.first().map(|fault| fault.violation.to_string()),
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let meant = |f: &mut fmt::Formatter<'_>, suggestion: &Option<String>| match suggestion {
            Some(name) => write!(f, "; did you mean `{name}`?"),
            None => Ok(()),
        };
        match self {
            Self::Empty => f.write_str("there is no app, so nothing could be taken"),
            Self::UnknownCallback { callback, suggestion } => {
                write!(f, "the spec has no callback `{}`", callback.escape_debug())?;
                meant(f, suggestion)
            }
            Self::Name { name } => write!(
                f,
                "an app's name is 1 to {LONGEST_NAME} letters, digits, `-`, `_` and `.`, not `{}`",
                name.escape_debug()
            ),
            Self::Twice { path } => write!(f, "two apps answer at `{path}`; several keys belong to one app"),
            Self::NoKey { path } => {
                write!(f, "the app at `{path}` has no key, or an empty one, with which everybody could sign")
            }
            Self::UnknownField { path, field, suggestion } => {
                write!(f, "what is sent to `{path}` has no field `{}`", field.escape_debug())?;
                meant(f, suggestion)
            }
            Self::KnownValue { path, field, value, why } => {
                let (field, value) = (field.escape_debug(), value.escape_debug());
                write!(f, "what is sent to `{path}` can never have the `{field}` `{value}`, which {why}")
            }
        }
    }
}

impl std::error::Error for AppError {}
