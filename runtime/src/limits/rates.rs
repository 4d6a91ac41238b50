use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use super::{gate::Gate, rate_limit::RateLimit};
use crate::{
    attempts::Attempt,
    clock::Clock,
    command::{Command, Gateway as _},
};

/// Which rate limit each command has, and the gates that follow from it: one for each app and command that was sent.
pub(super) struct Rates {
    by_default: Option<RateLimit>,
    by_command: Vec<(CommandKey, RateLimit)>,
    clock: Arc<dyn Clock>,
    gates: RwLock<Gates>,
}

/// By app and command.
type Gates = HashMap<(u64, CommandKey), Option<Arc<Gate>>>;

/// A command: its gateway's key in the spec and its name on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct CommandKey {
    gateway: &'static str,
    command: &'static str,
}

impl CommandKey {
    pub(super) fn of<C: Command>() -> Self {
        Self { gateway: C::Gateway::SPEC.name, command: C::SPEC.name }
    }
}

impl Rates {
    pub(super) fn new(
        by_default: Option<RateLimit>,
        by_command: Vec<(CommandKey, RateLimit)>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { by_default, by_command, clock, gates: RwLock::default() }
    }

    pub(super) fn gate(&self, attempt: &Attempt) -> Option<Arc<Gate>> {
        let key = (attempt.app_id, CommandKey { gateway: attempt.gateway, command: attempt.command });
        // Apps and commands are few, so that nearly always it is there, and readers do not wait for each other.
        if let Some(gate) = self.gates.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return gate.clone();
        }
        let mut gates = self.gates.write().unwrap_or_else(PoisonError::into_inner);
        gates.entry(key).or_insert_with(|| self.new_gate(key.1)).clone()
    }

    fn new_gate(&self, command: CommandKey) -> Option<Arc<Gate>> {
        // Of two limits of one command the later one holds, as with any setting.
        let own = self.by_command.iter().rev().find(|(key, _)| *key == command).map(|(_, limit)| *limit);
        own.or(self.by_default).map(|limit| Arc::new(Gate::new(limit, &self.clock)))
    }
}
