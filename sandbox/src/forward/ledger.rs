//! What was sent, and what became of it.

use qq_cgi_wire::LineFeed;
use serde_json::{Map, Value, json};

use super::{judge::Verdict, totals::Totals};

/// What a forwarding, or something that follows it, is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// The first of its key. It has to be acknowledged.
    New,
    /// The same again, after it was acknowledged. It has to be acknowledged too.
    Double,
    /// The same key with other fields, after it was acknowledged. It must not be acknowledged.
    Conflict,
    /// With a sign that is wrong, and a key of its own. It must not be acknowledged.
    WrongSign,
    /// Signed, and of no use; its key, if it can be read, is its own. It has to be answered.
    Unusable,
}

impl Kind {
    /// One word, in lower case, with `-`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Double => "double",
            Self::Conflict => "conflict",
            Self::WrongSign => "wrong-sign",
            Self::Unusable => "unusable",
        }
    }

    /// Whether such an answer ends its repetitions.
    pub(super) fn is_settled_by(self, verdict: &Verdict) -> bool {
        match self {
            Self::New | Self::Double => verdict.is_acknowledged(),
            Self::Conflict | Self::Unusable => verdict.is_the_receivers(),
            Self::WrongSign => verdict.is_acknowledged() || verdict.is_declined(),
        }
    }

    pub(super) const fn must_not_be_acknowledged(self) -> bool {
        matches!(self, Self::Conflict | Self::WrongSign)
    }
}

/// One thing that was sent, with all its repetitions.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Entry {
    /// The forwarding's number, from 0.
    pub number: u64,
    /// What it is.
    pub kind: Kind,
    /// The values of the callback's key, as texts, in its order.
    pub key: Vec<String>,
    /// What the payload says; empty where it is no JSON. Secret fields are left out.
    pub fields: Map<String, Value>,
    /// The form of the line feed.
    pub line_feed: LineFeed,
    /// How often it was sent.
    pub attempts: u32,
    /// What was answered at last.
    pub verdict: Verdict,
}

impl Entry {
    /// Whether it was answered, and acknowledged only if it may be.
    pub(super) fn is_as_it_should_be(&self) -> bool {
        let is_wrong = self.kind.must_not_be_acknowledged() && self.verdict.is_acknowledged();
        self.kind.is_settled_by(&self.verdict) && !is_wrong
    }

    /// One line of JSON, without a line feed: an object with `number`, `kind`, `key`, `fields`, `line_feed`, `attempts`,
    /// `acknowledged`, `status`, and of another answer `code` and `why`; what is not there is `null`. `key` and `fields` are what
    /// `qq-cgi orders list --format jsonl` shows of the same one.
    #[must_use]
    pub fn to_json(&self) -> String {
        let (status, code, why) = match &self.verdict {
            Verdict::Acknowledged => (Some(200), None, None),
            Verdict::Refused { status, code, message } => (Some(*status), *code, message.as_deref()),
            Verdict::Unanswered { why } => (None, None, Some(why.as_str())),
        };
        json!({
            "number": self.number,
            "kind": self.kind.as_str(),
            "key": self.key,
            "fields": self.fields,
            "line_feed": match self.line_feed {
                LineFeed::Sent => "sent",
                LineFeed::Signed => "signed",
                LineFeed::None => "none",
            },
            "attempts": self.attempts,
            "acknowledged": self.verdict.is_acknowledged(),
            "status": status,
            "code": code,
            "why": why,
        })
        .to_string()
    }
}

/// What became of everything.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// The counts.
    pub totals: Totals,
    /// The ledger, in the order in which things were settled.
    pub entries: Vec<Entry>,
}

impl Report {
    /// The keys that a receiver has to have: each that was acknowledged to the first of its key, once. Those of forwardings
    /// that failed, it may have.
    pub fn acknowledged(&self) -> impl Iterator<Item = &[String]> {
        let new = self.entries.iter().filter(|entry| entry.kind == Kind::New && entry.verdict.is_acknowledged());
        new.map(|entry| entry.key.as_slice())
    }
}
