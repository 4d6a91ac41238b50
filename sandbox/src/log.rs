//! The recent requests.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Mutex, PoisonError},
};

/// How many requests are remembered.
const KEPT: usize = 1_000;

/// A request that was answered. Holds no secret: values of secret parameters, signs and app secrets stand as `***`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LogEntry {
    /// The HTTP method.
    pub method: String,
    /// The path of the URL, without the query.
    pub path: String,
    /// The command, where the gateway has it.
    pub command: Option<String>,
    /// The page, where one answers at this path.
    pub page: Option<String>,
    /// The app id, where one was sent.
    pub app: Option<u64>,
    /// What was answered.
    pub outcome: Outcome,
    /// Why the sign is wrong, line by line; empty unless that was the reason.
    pub diagnosis: Vec<String>,
    /// What the request has that the document does not know.
    pub notes: Vec<String>,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// The HTTP status.
    pub status: u16,
    /// The gateway's code; `None` where the answer has no envelope.
    pub code: Option<i64>,
    /// The gateway's message, or the answer's text.
    pub message: String,
}

/// Is told of each entry.
pub(crate) type Listen = Box<dyn Fn(&LogEntry) + Send + Sync>;

/// Whoever wants to be told.
#[derive(Default)]
pub(crate) struct Listener(pub(crate) Option<Listen>);

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Listener").field(&self.0.is_some()).finish()
    }
}

/// A ring of entries.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: Mutex<VecDeque<LogEntry>>,
    listener: Listener,
}

impl Log {
    pub(crate) fn new(listener: Listener) -> Self {
        Self { entries: Mutex::default(), listener }
    }

    pub(crate) fn push(&self, entry: LogEntry) {
        if let Listener(Some(listen)) = &self.listener {
            listen(&entry);
        }
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() == KEPT {
            entries.pop_front();
        }
        entries.push_back(entry);
    }

    /// The entries, oldest first.
    pub(crate) fn entries(&self) -> Vec<LogEntry> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}
