//! What is counted, and its text for Prometheus.

use std::{
    fmt::{self, Write as _},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::Duration,
};

use qq_cgi_wire::RawForm;

use crate::{event::Outcome, store::Waiting};

/// Upper bounds of the spans in which answers are counted, in microseconds.
const BOUNDS: [u64; 14] =
    [250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000];

/// The counters of a receiver, since it was made.
#[derive(Debug, Default)]
pub struct Metrics {
    outcomes: [AtomicU64; Outcome::ALL.len()],
    malformed: AtomicU64,
    raw: AtomicU64,
    raw_line_feed: AtomicU64,
    plus_is_space: AtomicU64,
    odd_beside: AtomicU64,
    /// Of genuine callbacks, by span; the last one is for all that took longer.
    spans: [AtomicU64; BOUNDS.len() + 1],
    micros: AtomicU64,
    store_down: AtomicBool,
    log_lines_lost: AtomicU64,
    handed_over: AtomicU64,
    handover_failures: AtomicU64,
}

/// The counters at one moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Snapshot {
    outcomes: [u64; Outcome::ALL.len()],
    spans: [u64; BOUNDS.len() + 1],
}

impl Metrics {
    /// How many requests had this outcome.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> u64 {
        self.snapshot().count(outcome)
    }

    /// All counters.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Snapshot { outcomes: self.outcomes.each_ref().map(read), spans: self.spans.each_ref().map(read) }
    }

    /// The text that Prometheus reads, in its text format 0.0.4. What waits in the store is not counted here:
    /// [`Intake::to_prometheus`](crate::Intake::to_prometheus) has both.
    #[must_use]
    pub fn to_prometheus(&self) -> String {
        let now = self.snapshot();
        let mut text = String::new();
        family(&mut text, "requests_total", "counter", "Requests to the paths of apps, by what became of them.");
        for (outcome, count) in Outcome::ALL.iter().zip(now.outcomes) {
            line(&mut text, &format!("requests_total{{outcome=\"{}\"}}", outcome.as_str()), count);
        }
        family(
            &mut text,
            "malformed_total",
            "counter",
            "Connections that ended since what came is no HTTP, or too long.",
        );
        line(&mut text, "malformed_total", self.malformed.load(Ordering::Relaxed));
        family(
            &mut text,
            "signed_form_total",
            "counter",
            "Genuine callbacks, by the form of the payload that was signed.",
        );
        for (form, counter) in [("raw", &self.raw), ("raw+lf", &self.raw_line_feed)] {
            line(&mut text, &format!("signed_form_total{{form=\"{form}\"}}"), counter.load(Ordering::Relaxed));
        }
        let help = "Genuine callbacks whose spaces came as plus signs.";
        family(&mut text, "plus_is_space_total", "counter", help);
        line(&mut text, "plus_is_space_total", self.plus_is_space.load(Ordering::Relaxed));
        let help = "Genuine callbacks with something missing or wrong beside the payload, where no sign covers it.";
        family(&mut text, "odd_unsigned_total", "counter", help);
        line(&mut text, "odd_unsigned_total", self.odd_beside.load(Ordering::Relaxed));
        family(&mut text, "store_up", "gauge", "Whether the last answer of the store was a good one.");
        line(&mut text, "store_up", u64::from(!self.store_down.load(Ordering::Relaxed)));
        family(
            &mut text,
            "answer_seconds",
            "histogram",
            "From a genuine callback's head to its answer, the commit included.",
        );
        let mut below = 0;
        for (bound, count) in BOUNDS.iter().zip(now.spans) {
            below += count;
            let bound = Duration::from_micros(*bound).as_secs_f64();
            line(&mut text, &format!("answer_seconds_bucket{{le=\"{bound}\"}}"), below);
        }
        let all: u64 = now.spans.iter().sum();
        line(&mut text, "answer_seconds_bucket{le=\"+Inf\"}", all);
        let sum = Duration::from_micros(self.micros.load(Ordering::Relaxed)).as_secs_f64();
        let _ = writeln!(text, "{PREFIX}answer_seconds_sum {sum}");
        line(&mut text, "answer_seconds_count", all);
        let help = "Lines of the access log that could not be written.";
        family(&mut text, "access_log_lines_lost_total", "counter", help);
        line(&mut text, "access_log_lines_lost_total", self.log_lines_lost.load(Ordering::Relaxed));
        self.write_handover(&mut text);
        text
    }

    /// A line of the access log could not be written.
    pub fn count_lost_log_line(&self) {
        self.log_lines_lost.fetch_add(1, Ordering::Relaxed);
    }

    fn write_handover(&self, text: &mut String) {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        family(text, "handovers_total", "counter", "Orders handed over, by whether they were taken.");
        line(text, "handovers_total{outcome=\"taken\"}", read(&self.handed_over));
        line(text, "handovers_total{outcome=\"not-taken\"}", read(&self.handover_failures));
    }

    pub(crate) fn count_handed_over(&self) {
        self.handed_over.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count_handover_failure(&self) {
        self.handover_failures.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count_outcome(&self, outcome: Outcome) {
        for (known, counter) in Outcome::ALL.iter().zip(&self.outcomes) {
            if *known == outcome {
                counter.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    pub(crate) fn count_malformed(&self) {
        self.malformed.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count_form(&self, form: RawForm) {
        let counter = match form {
            RawForm::Raw => &self.raw,
            RawForm::RawLineFeed => &self.raw_line_feed,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count_plus_is_space(&self) {
        self.plus_is_space.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count_odd_beside(&self) {
        self.odd_beside.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count_span(&self, span: Duration) {
        let micros = u64::try_from(span.as_micros()).unwrap_or(u64::MAX);
        let place = BOUNDS.partition_point(|bound| *bound < micros);
        if let Some(counter) = self.spans.get(place) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        self.micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// Says whether that is news.
    pub(crate) fn set_store_down(&self, down: bool) -> bool {
        self.store_down.swap(down, Ordering::Relaxed) != down
    }
}

impl Snapshot {
    /// How many requests had this outcome.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> u64 {
        let mut counts = Outcome::ALL.iter().zip(self.outcomes);
        counts.find_map(|(known, count)| (*known == outcome).then_some(count)).unwrap_or_default()
    }

    /// How many requests there were.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.outcomes.iter().sum()
    }

    /// What was counted between `earlier` and this.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let mut between = *self;
        for (count, before) in between.outcomes.iter_mut().zip(earlier.outcomes) {
            *count = count.saturating_sub(before);
        }
        for (count, before) in between.spans.iter_mut().zip(earlier.spans) {
            *count = count.saturating_sub(before);
        }
        between
    }

    /// A span within which 99 of 100 genuine callbacks were answered: the upper bound of the one in which the hundredth lies.
    /// `None` where there was none, or where it took longer than every bound.
    #[must_use]
    pub fn p99(&self) -> Option<Duration> {
        let all: u64 = self.spans.iter().sum();
        let wanted = all - all / 100;
        let mut below = 0;
        let bound = BOUNDS.iter().zip(self.spans).find(|(_, count)| {
            below += count;
            below >= wanted && all > 0
        });
        bound.map(|(bound, _)| Duration::from_micros(*bound))
    }
}

/// `received 3: 1 new, 1 duplicate, 0 conflict, 0 quarantined, 1 refused, 0 limited, 0 not-stored; p99 at most 5 ms`.
impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "received {}:", self.all())?;
        for (index, (outcome, count)) in Outcome::ALL.iter().zip(self.outcomes).enumerate() {
            write!(f, "{} {count} {}", if index == 0 { "" } else { "," }, outcome.as_str())?;
        }
        match self.p99() {
            Some(span) => write!(f, "; p99 at most {span:?}"),
            None if self.spans.iter().any(|count| *count > 0) => f.write_str("; p99 above 5s"),
            None => Ok(()),
        }
    }
}

/// What waits at `now`; `None` where nobody knows.
pub(crate) fn write_waiting(text: &mut String, waiting: Option<Waiting>, now: i64) {
    let help = "Whether the store said what waits in it; the gauges below are left out where it did not.";
    family(text, "waiting_up", "gauge", help);
    line(text, "waiting_up", u64::from(waiting.is_some()));
    let Some(waiting) = waiting else { return };
    let mut gauge = |name, value, help| {
        family(text, name, "gauge", help);
        line(text, name, value);
    };
    gauge("orders_pending", waiting.pending, "Orders to be handed over, or being handed over; 100000 at most.");
    let help = "Pending orders that are being handed over, or were given back to come again later.";
    gauge("orders_leased", waiting.leased, help);
    let help = "Orders that were handed over in vain as often as they may be; 100000 at most.";
    gauge("dead_letters", waiting.dead, help);
    let help = "Genuine callbacks in quarantine that nobody has decided about; 100000 at most.";
    gauge("quarantine_held", waiting.held, help);
    family(
        text,
        "oldest_pending_seconds",
        "gauge",
        "How long the first pending order has waited; 0 where there is none.",
    );
    let seconds = Duration::from_millis(waiting.oldest_for(now)).as_secs_f64();
    let _ = writeln!(text, "{PREFIX}oldest_pending_seconds {seconds}");
}

const PREFIX: &str = "qq_cgi_receiver_";

fn family(text: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(text, "# HELP {PREFIX}{name} {help}\n# TYPE {PREFIX}{name} {kind}");
}

fn line(text: &mut String, name: &str, value: u64) {
    let _ = writeln!(text, "{PREFIX}{name} {value}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_age_of_the_first_pending_order_is_that_of_the_moment() {
        let waiting = Waiting { oldest_pending: Some(1_000), pending: 3, leased: 2, dead: 1, ..Waiting::default() };
        let text_at = |now| {
            let mut text = String::new();
            write_waiting(&mut text, Some(waiting), now);
            text
        };
        let text = text_at(13_345);
        for line in ["orders_pending 3", "orders_leased 2", "dead_letters 1", "quarantine_held 0", "waiting_up 1"] {
            assert!(text.contains(&format!("\n{PREFIX}{line}\n")), "{line}: {text}");
        }
        // Of a clock that is ahead, nothing can be said.
        for (now, seconds) in [(13_345, "12.345"), (1_000, "0"), (999, "0"), (i64::MIN, "0")] {
            let text = text_at(now);
            assert!(text.ends_with(&format!("\n{PREFIX}oldest_pending_seconds {seconds}\n")), "{now}: {text}");
        }
    }

    #[test]
    fn the_slowest_of_a_hundred_does_not_count() {
        let metrics = Metrics::default();
        assert_eq!(metrics.snapshot().p99(), None);
        metrics.count_outcome(Outcome::Duplicate);
        let counts = "0 new, 1 duplicate, 0 conflict, 0 quarantined, 0 refused, 0 limited, 0 not-stored";
        assert_eq!(metrics.snapshot().to_string(), format!("received 1: {counts}"));
        for _ in 0..99 {
            metrics.count_span(Duration::from_micros(250));
        }
        metrics.count_span(Duration::from_mins(1));
        let first = metrics.snapshot();
        assert_eq!(first.p99(), Some(Duration::from_micros(250)));
        assert_eq!(first.to_string(), format!("received 1: {counts}; p99 at most 250µs"));
        metrics.count_span(Duration::from_micros(251));
        assert_eq!(metrics.snapshot().since(&first).p99(), Some(Duration::from_micros(500)));
        assert!(metrics.to_prometheus().contains("answer_seconds_bucket{le=\"0.00025\"} 99\n"));
        assert!(metrics.to_prometheus().contains("answer_seconds_bucket{le=\"+Inf\"} 101\n"));
    }
}
