//! Counting.

use std::{collections::BTreeMap, fmt, time::Duration};

use serde_json::json;

use super::{
    judge::Verdict,
    ledger::{Entry, Kind},
};

/// The most reasons that are told apart: a receiver may say another one each time.
const REASONS: usize = 20;

/// How much was sent, and what became of it. An order counts once, a request each time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Totals {
    /// Requests, repetitions included.
    pub sent: u64,
    /// Requests that were sent again, for want of the answer that they need.
    pub repeated: u64,
    /// New ones that were acknowledged.
    pub acknowledged: u64,
    /// Doubles that were acknowledged again.
    pub doubled: u64,
    /// Conflicts that were answered, and not acknowledged.
    pub conflicts: u64,
    /// Wrong signs that were refused.
    pub refused: u64,
    /// Unusable ones that were answered.
    pub unusable: u64,
    /// Whatever was not answered as it has to be, in as many attempts as there are.
    pub failed: u64,
    /// Conflicts and wrong signs that were acknowledged: money for nothing.
    pub wrongly_acknowledged: u64,
    /// From the first request to the last answer.
    pub elapsed: Duration,
    /// What was answered at last to what failed or was wrongly acknowledged, and how often.
    pub reasons: BTreeMap<String, u64>,
    /// How long each request took, in microseconds; sorted at the end.
    spans: Vec<u32>,
}

impl Totals {
    /// Whether all that has to be acknowledged was, all else was answered, and nothing was acknowledged that must not be.
    #[must_use]
    pub const fn is_as_it_should_be(&self) -> bool {
        self.failed == 0 && self.wrongly_acknowledged == 0
    }

    /// The span within which this share of the requests was answered or given up; zero where there was none.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Duration {
        let last = self.spans.len().saturating_sub(1);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "an index of a list in memory, rounded"
        )]
        let place = ((last as f64) * share.clamp(0.0, 1.0)).round() as usize;
        Duration::from_micros(self.spans.get(place).copied().unwrap_or_default().into())
    }

    /// Requests a second, over all of the time.
    #[must_use]
    pub fn per_second(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a figure to be read")]
        let sent = self.sent as f64;
        let seconds = self.elapsed.as_secs_f64();
        if seconds > 0.0 { sent / seconds } else { 0.0 }
    }

    /// One JSON object with the fields by their names, and `per_second`, `p50_us`, `p99_us`, `max_us`, `elapsed_ms`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let micros = |share| u64::try_from(self.quantile(share).as_micros()).unwrap_or(u64::MAX);
        json!({
            "sent": self.sent,
            "repeated": self.repeated,
            "acknowledged": self.acknowledged,
            "doubled": self.doubled,
            "conflicts": self.conflicts,
            "refused": self.refused,
            "unusable": self.unusable,
            "failed": self.failed,
            "wrongly_acknowledged": self.wrongly_acknowledged,
            "reasons": self.reasons,
            "elapsed_ms": u64::try_from(self.elapsed.as_millis()).unwrap_or(u64::MAX),
            "per_second": self.per_second(),
            "p50_us": micros(0.5),
            "p99_us": micros(0.99),
            "max_us": micros(1.0),
        })
        .to_string()
    }

    pub(super) fn add(&mut self, entry: &Entry, spans: &[u32]) {
        let attempts = u64::from(entry.attempts);
        self.sent += attempts;
        self.repeated += attempts.saturating_sub(1);
        self.spans.extend_from_slice(spans);
        let counter = match entry.kind {
            kind if !kind.is_settled_by(&entry.verdict) => &mut self.failed,
            kind if kind.must_not_be_acknowledged() && entry.verdict.is_acknowledged() => {
                &mut self.wrongly_acknowledged
            }
            Kind::New => &mut self.acknowledged,
            Kind::Double => &mut self.doubled,
            Kind::Conflict => &mut self.conflicts,
            Kind::WrongSign => &mut self.refused,
            Kind::Unusable => &mut self.unusable,
        };
        *counter += 1;
        if entry.is_as_it_should_be() {
            return;
        }
        let reason = format!("{}: {}", entry.kind.as_str(), reason(&entry.verdict));
        let is_room = self.reasons.len() < REASONS || self.reasons.contains_key(&reason);
        *self.reasons.entry(if is_room { reason } else { "other reasons".to_owned() }).or_default() += 1;
    }

    pub(super) fn end(&mut self, elapsed: Duration) {
        self.elapsed = elapsed;
        self.spans.sort_unstable();
    }
}

/// What an answer says, for whoever has to find out what is wrong. A status is what HTTP has it for.
fn reason(verdict: &Verdict) -> String {
    let (status, code, message) = match verdict {
        Verdict::Acknowledged => return "it was acknowledged".to_owned(),
        Verdict::Unanswered { why } => return format!("no answer: {why}"),
        Verdict::Refused { status, code, message } => (*status, code, message.as_deref().unwrap_or_default()),
    };
    let code = code.map(|code| format!(", code {code}")).unwrap_or_default();
    let message = if message.is_empty() { String::new() } else { format!(": {message}") };
    let hint = match status {
        403 => {
            " (the receiver does not believe the sign: another key, another path, or something on the way that changes the query)"
        }
        404 => " (nothing answers at this path)",
        429 => " (too much of what the receiver does not believe came from this address)",
        500.. => " (the receiver, or what stands before it, could not do it now)",
        _ => "",
    };
    format!("HTTP {status}{code}{message}{hint}")
}

/// `sent 5: 1 acknowledged, 1 again, …`, in three lines, and one for each reason why something is not as it should be.
impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "sent {}, of them {} repeated: {} acknowledged, {} acknowledged again",
            self.sent, self.repeated, self.acknowledged, self.doubled
        )?;
        writeln!(
            f,
            "rightly not believed: {} conflicts, {} wrong signs; unusable and answered: {}; failed: {}; wrongly acknowledged: {}",
            self.conflicts, self.refused, self.unusable, self.failed, self.wrongly_acknowledged
        )?;
        let [p50, p99, max] = [0.5, 0.99, 1.0].map(|share| self.quantile(share));
        write!(f, "{:.0} a second; p50 {p50:?}, p99 {p99:?}, longest {max:?}", self.per_second())?;
        self.reasons.iter().try_for_each(|(reason, count)| {
            write!(f, "\n{count} × ")?;
            // What a receiver says must not draw on a terminal.
            reason.chars().try_for_each(|letter| match letter {
                letter if letter.is_control() => write!(f, "{}", letter.escape_default()),
                letter => write!(f, "{letter}"),
            })
        })
    }
}
