//! What people and machines are told beside the answer: alerts, and a line for each request.
//!
//! **Invariant**: no key of an app, no sign, no query and no player stands in any of it.

use std::net::IpAddr;

use serde_json::{Map, Value, json};

use crate::store::{OrderId, QuarantineId};

/// Something that somebody has to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Alert {
    /// A signed callback has the key of an earlier one, and other fields. The first one stands.
    Conflict {
        /// The app's name here.
        app: String,
        /// The callback.
        callback: String,
        /// The order that stands.
        order: OrderId,
    },
    /// A signed callback cannot be used; it is in quarantine, and nobody has decided about it. Each is told once for as long
    /// as the process lives, however often it is repeated.
    Quarantine {
        /// The app's name here.
        app: String,
        /// The callback.
        callback: String,
        /// Where it is now.
        id: QuarantineId,
        /// Why it cannot be used.
        reason: String,
    },
    /// Requests came to an app's path, none of them with a right sign since the process began: its key may be wrong, and then
    /// every order is refused. Told once for each app, and not if something genuine came before.
    NothingGenuine {
        /// The app's name here.
        app: String,
        /// The callback.
        callback: String,
        /// How many came.
        refused: u32,
    },
    /// The store does not take anything: nothing is acknowledged until it does. Told once, when it begins.
    StoreDown {
        /// What the store says.
        error: String,
    },
    /// The store takes orders again.
    StoreBack,
    /// A line of the access log could not be written, or its file not be opened anew; requests are answered all the same. Told
    /// once, when it begins.
    AccessLogDown {
        /// Why.
        error: String,
    },
    /// The access log is written again.
    AccessLogBack {
        /// How many lines are missing in it.
        lost: u64,
    },
    /// Another certificate is shown from now on.
    CertificateRenewed,
    /// What lies in the files now cannot be used: the certificate that was read before is shown until it ends.
    CertificateKept {
        /// What is wrong with the files.
        error: String,
    },
    /// The records of the apps changed, and what they say holds from now on.
    AppsChanged {
        /// How many apps are served.
        apps: usize,
        /// How many records do not count, since their stage comes too early.
        left_out: usize,
    },
    /// The records of the apps changed, or cannot be read, and cannot be served so: the apps stay what they were. Told once,
    /// when it begins.
    AppsKept {
        /// What is wrong with them.
        error: String,
    },
    /// An order was handed over and not taken; it will be handed over again. Told at once, then once a minute at most.
    NotTaken {
        /// The app's name here.
        app: String,
        /// The callback.
        callback: String,
        /// The order.
        order: OrderId,
        /// How often it was handed over by now.
        attempt: u32,
        /// Why it was not taken, in the words of whoever should have taken it.
        error: String,
        /// How many others were not taken since this was told last.
        others: u64,
    },
    /// An order was handed over as often as it may be, and is not done: it waits for somebody. Each is told once for as
    /// long as the process lives, one that was dead before as well.
    DeadLetter {
        /// The app's name here.
        app: String,
        /// The callback.
        callback: String,
        /// The order.
        order: OrderId,
        /// How often it was handed over.
        attempts: u32,
        /// Why it was not taken the last time that somebody said so.
        error: Option<String>,
    },
}

impl Alert {
    /// One line of JSON, without a line feed: an object with `alert`, `unix_ms` and what belongs to the kind: `app`,
    /// `callback`, `order`, `id`, `reason`, `error`, `refused`, `lost`, `apps`, `left_out`, `attempt`, `others`, `attempts`.
    #[must_use]
    pub fn to_json(&self, unix_ms: i64) -> String {
        let value = match self {
            Self::Conflict { app, callback, order } => json!({
                "alert": "conflict", "unix_ms": unix_ms, "app": app, "callback": callback, "order": order.0,
            }),
            Self::Quarantine { app, callback, id, reason } => json!({
                "alert": "quarantine", "unix_ms": unix_ms, "app": app, "callback": callback, "id": id.0, "reason": reason,
            }),
            Self::NothingGenuine { app, callback, refused } => json!({
                "alert": "nothing-genuine", "unix_ms": unix_ms, "app": app, "callback": callback, "refused": refused,
            }),
            Self::StoreDown { error } => json!({ "alert": "store-down", "unix_ms": unix_ms, "error": error }),
            Self::StoreBack => json!({ "alert": "store-back", "unix_ms": unix_ms }),
            Self::AccessLogDown { error } => {
                json!({ "alert": "access-log-down", "unix_ms": unix_ms, "error": error })
            }
            Self::AccessLogBack { lost } => json!({ "alert": "access-log-back", "unix_ms": unix_ms, "lost": lost }),
            Self::CertificateRenewed => json!({ "alert": "certificate-renewed", "unix_ms": unix_ms }),
            Self::CertificateKept { error } => {
                json!({ "alert": "certificate-kept", "unix_ms": unix_ms, "error": error })
            }
            Self::AppsChanged { apps, left_out } => {
                json!({ "alert": "apps-changed", "unix_ms": unix_ms, "apps": apps, "left_out": left_out })
            }
            Self::AppsKept { error } => json!({ "alert": "apps-kept", "unix_ms": unix_ms, "error": error }),
            Self::NotTaken { app, callback, order, attempt, error, others } => json!({
                "alert": "not-taken", "unix_ms": unix_ms, "app": app, "callback": callback, "order": order.0,
                "attempt": attempt, "error": error, "others": others,
            }),
            Self::DeadLetter { app, callback, order, attempts, error } => json!({
                "alert": "dead-letter", "unix_ms": unix_ms, "app": app, "callback": callback, "order": order.0,
                "attempts": attempts, "error": error,
            }),
        };
        value.to_string()
    }
}

/// What became of a request to an app's path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// Stored; its key was not there before.
    New,
    /// Acknowledged again; it is stored already, or an order was made of it by hand.
    Duplicate,
    /// Stored beside an earlier one of its key with other fields.
    Conflict,
    /// Genuine, unusable, stored in quarantine.
    Quarantined,
    /// Not genuine.
    Refused,
    /// Not genuine, and one of too many from its address.
    Limited,
    /// Genuine, and the store is down or did not say in time that it is stored.
    NotStored,
}

impl Outcome {
    pub(crate) const ALL: [Self; 7] =
        [Self::New, Self::Duplicate, Self::Conflict, Self::Quarantined, Self::Refused, Self::Limited, Self::NotStored];

    /// One word, in lower case, with `-`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Duplicate => "duplicate",
            Self::Conflict => "conflict",
            Self::Quarantined => "quarantined",
            Self::Refused => "refused",
            Self::Limited => "limited",
            Self::NotStored => "not-stored",
        }
    }
}

/// A request that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Access {
    /// When it came, in milliseconds since 1970.
    pub unix_ms: i64,
    /// Who sent it; the proxy, where there is one.
    pub peer: IpAddr,
    /// The HTTP method.
    pub method: String,
    /// The path without the query: no more of it than letters, digits, `/`, `-`, `_` and `.`, and no more than 200 of these,
    /// since a proxy may have made a query part of it.
    pub path: String,
    /// The HTTP status.
    pub status: u16,
    /// What became of it, where it was for an app.
    pub outcome: Option<Outcome>,
    /// Why it was refused: names parameters, and shows no value.
    pub why: Option<String>,
    /// How long the answer took, in microseconds.
    pub micros: u64,
}

impl Access {
    /// One line of JSON, without a line feed: an object with `unix_ms`, `peer`, `method`, `path`, `status`, `outcome`, `why`
    /// and `micros`; what is not there is `null`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let Self { unix_ms, peer, method, path, status, outcome, why, micros } = self;
        let fields: [(&str, Value); 8] = [
            ("unix_ms", (*unix_ms).into()),
            ("peer", peer.to_string().into()),
            ("method", method.as_str().into()),
            ("path", path.as_str().into()),
            ("status", (*status).into()),
            ("outcome", outcome.map(Outcome::as_str).into()),
            ("why", why.clone().into()),
            ("micros", (*micros).into()),
        ];
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
        Value::Object(fields.collect::<Map<_, _>>()).to_string()
    }
}
