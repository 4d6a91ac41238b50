//! Exact counts, however many requests there are: what tests of retries stand on.

use std::{
    collections::{HashMap, HashSet},
    fmt,
    hash::{BuildHasher as _, RandomState},
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::query::Sent;

/// How often a command was asked for, and how often that took effect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deliveries {
    /// Requests, whatever became of them.
    pub received: u64,
    /// Requests that took effect, answered or not.
    pub delivered: u64,
    /// Those of them that had taken effect before: a friend's phone rang twice.
    pub doubled: u64,
}

impl Deliveries {
    /// Different requests that took effect.
    #[must_use]
    pub const fn distinct(&self) -> u64 {
        self.delivered.saturating_sub(self.doubled)
    }
}

/// The spec has no such command, and nothing was counted: a test that asks for it would be right whatever happens.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownCommand {
    /// The name that was asked for.
    pub name: String,
    /// The command whose name is the nearest.
    pub suggestion: Option<String>,
}

impl fmt::Display for UnknownCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the spec has no command `{}`", self.name)?;
        match &self.suggestion {
            Some(meant) => write!(f, "; did you mean `{meant}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownCommand {}

/// The counts of all commands. Each different delivered request costs 16 bytes and the share of a table.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    commands: Mutex<HashMap<String, Counted>>,
    // Two hashes of 64 bits: by one alone, a billion requests would meet by chance.
    hashers: [RandomState; 2],
}

#[derive(Debug, Default)]
struct Counted {
    deliveries: Deliveries,
    seen: HashSet<(u64, u64)>,
}

/// By what a request is told from others.
#[derive(Hash)]
pub(crate) enum Identity<'s> {
    /// An id that the caller chose.
    Id(&'s str),
    /// Its parameters but the sign, sorted: a repeated request may be signed anew.
    Params(Vec<(&'s str, &'s str)>),
}

impl<'s> Identity<'s> {
    pub(crate) fn of_params(sent: &'s [Sent], sign: Option<&str>) -> Self {
        let signed = sent.iter().filter(|pair| sign != Some(pair.name.as_str()));
        let mut params: Vec<_> = signed.map(|pair| (pair.name.as_str(), pair.value.as_str())).collect();
        params.sort_unstable();
        Self::Params(params)
    }
}

impl Tally {
    /// Counts a request; one with an identity took effect.
    pub(crate) fn count(&self, command: &str, delivered: Option<&Identity<'_>>) {
        let [first, second] = &self.hashers;
        let hash = delivered.map(|identity| (first.hash_one(identity), second.hash_one(identity)));
        let mut commands = self.commands();
        // No `entry`: the name is copied for the first request only.
        if !commands.contains_key(command) {
            commands.insert(command.to_owned(), Counted::default());
        }
        let Some(Counted { deliveries, seen }) = commands.get_mut(command) else { return };
        deliveries.received += 1;
        if let Some(hash) = hash {
            deliveries.delivered += 1;
            deliveries.doubled += u64::from(!seen.insert(hash));
        }
    }

    pub(crate) fn of(&self, command: &str) -> Deliveries {
        self.commands().get(command).map(|counted| counted.deliveries).unwrap_or_default()
    }

    pub(crate) fn in_all(&self) -> Deliveries {
        self.commands().values().fold(Deliveries::default(), |sum, Counted { deliveries, .. }| Deliveries {
            received: sum.received + deliveries.received,
            delivered: sum.delivered + deliveries.delivered,
            doubled: sum.doubled + deliveries.doubled,
        })
    }

    fn commands(&self) -> MutexGuard<'_, HashMap<String, Counted>> {
        self.commands.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
