//! The recent requests.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Mutex, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

use serde_json::json;

/// How many requests are remembered.
const KEPT: usize = 1_000;

/// A request that was answered. Holds no secret: values of secret parameters, signs and app secrets stand as `***`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LogEntry {
    /// When it came.
    pub at: SystemTime,
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
    /// The header `x-request-id`, where one was sent.
    pub request_id: Option<String>,
    /// What was answered.
    pub outcome: Outcome,
    /// Whether it took effect: all was right with it, and no fault kept it from taking effect.
    pub delivered: bool,
    /// The faults that befell it, as text.
    pub fault: Option<String>,
    /// Why the sign is wrong, line by line; empty unless that was the reason.
    pub diagnosis: Vec<String>,
    /// What the request, or the fault that it asks for, has that the document does not know.
    pub notes: Vec<String>,
}

impl LogEntry {
    /// The entry as one line of JSON, without a line feed: an object with the keys `unix_ms`, `method`, `path`, `command`,
    /// `page`, `app`, `request_id`, `status`, `code`, `message`, `delivered`, `fault`, `diagnosis` and `notes`. What is
    /// not there is `null`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let since_epoch = self.at.duration_since(UNIX_EPOCH).unwrap_or_default();
        json!({
            "unix_ms": u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX),
            "method": self.method,
            "path": self.path,
            "command": self.command,
            "page": self.page,
            "app": self.app,
            "request_id": self.request_id,
            "status": (self.outcome.status > 0).then_some(self.outcome.status),
            "code": self.outcome.code,
            "message": self.outcome.message,
            "delivered": self.delivered,
            "fault": self.fault,
            "diagnosis": self.diagnosis,
            "notes": self.notes,
        })
        .to_string()
    }
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// The HTTP status; 0 where a fault left the request without an answer.
    pub status: u16,
    /// The gateway's code; `None` where the answer has no envelope.
    pub code: Option<i64>,
    /// The gateway's message, or the answer's text.
    pub message: String,
}

impl Outcome {
    pub(crate) fn without_code(message: String) -> Self {
        Self { status: 0, code: None, message }
    }
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
