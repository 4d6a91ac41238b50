//! Settings of a forwarder.

use std::{fmt, time::Duration};

use qq_cgi_model::model::Model;

use super::{
    error::ForwardError,
    ledger::{Entry, Report},
    run,
    totals::Totals,
};

/// Which form of the line feed is sent behind the payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineFeeds {
    /// As the spec says of the callback.
    #[default]
    AsSpecified,
    /// Signed and sent.
    Sent,
    /// Signed, and lost on the way.
    Signed,
    /// None at all.
    None,
    /// Each of those that the callback's sign allows, in turns that are drawn.
    Mixed,
}

/// A sender of one callback to one receiver. `Debug` shows no key and no value.
///
/// Each *forwarding* has a key of its own, by which the receiver has to know it; some are sent again or go wrong on purpose.
#[derive(Clone)]
pub struct Forwarder {
    pub(super) model: Model,
    pub(super) callback: String,
    pub(super) secret: String,
    pub(super) receiver: String,
    pub(super) given: Vec<(String, String)>,
    pub(super) mix: Mix,
    pub(super) seed: u64,
    pub(super) pace: Pace,
    pub(super) patience: Patience,
    pub(super) trusted: Option<Vec<u8>>,
}

/// What is sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mix {
    pub(super) count: u64,
    pub(super) doubles: f64,
    pub(super) conflicts: f64,
    pub(super) wrong_signs: f64,
    pub(super) unusable: f64,
    pub(super) line_feeds: LineFeeds,
}

/// How fast.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    pub(super) concurrency: usize,
    /// Forwardings a second.
    pub(super) rate: Option<f64>,
    /// How many begin at once.
    pub(super) burst: u64,
}

/// How long an answer is waited for, and how often asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    pub(super) attempts: u32,
    pub(super) backoff: Duration,
    pub(super) timeout: Duration,
}

impl Forwarder {
    /// A sender of the callback `callback` of `model`, by its key in the TOML, signed with `secret`, to the address
    /// `receiver`, which may have a query or end in `?`. It sends one; fields are those of the spec's example, or made up.
    #[must_use]
    pub fn new(
        model: Model,
        callback: impl Into<String>,
        secret: impl Into<String>,
        receiver: impl Into<String>,
    ) -> Self {
        Self {
            model,
            callback: callback.into(),
            secret: secret.into(),
            receiver: receiver.into(),
            given: Vec::new(),
            mix: Mix {
                count: 1,
                doubles: 0.0,
                conflicts: 0.0,
                wrong_signs: 0.0,
                unusable: 0.0,
                line_feeds: LineFeeds::default(),
            },
            seed: 0,
            pace: Pace { concurrency: 1, rate: None, burst: 1 },
            patience: Patience { attempts: 8, backoff: Duration::from_millis(100), timeout: Duration::from_secs(10) },
            trusted: None,
        }
    }

    /// Sets a parameter, or a field of the payload, by its name; the payload's own name sets all of its fields by their JSON.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.given.push((name.into(), value.into()));
        self
    }

    /// How many forwardings there are, each with another key; 1 unless set.
    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.mix.count = count;
        self
    }

    /// The share, from 0 to 1, of the acknowledged ones that are sent once more: each has to be acknowledged again.
    #[must_use]
    pub fn doubles(mut self, share: f64) -> Self {
        self.mix.doubles = share;
        self
    }

    /// The share, from 0 to 1, of the acknowledged ones that are followed by another with the same key, other fields and a
    /// right sign: none may be acknowledged.
    #[must_use]
    pub fn conflicts(mut self, share: f64) -> Self {
        self.mix.conflicts = share;
        self
    }

    /// The share, from 0 to 1, of the forwardings whose sign is wrong: by another key, by a digit, or because a field was
    /// changed afterwards. None may be acknowledged.
    #[must_use]
    pub fn wrong_signs(mut self, share: f64) -> Self {
        self.mix.wrong_signs = share;
        self
    }

    /// The share, from 0 to 1, of the forwardings that are signed and cannot be used: no JSON, or a word that the spec does
    /// not know. The receiver may acknowledge them or not; it has to answer.
    #[must_use]
    pub fn unusable(mut self, share: f64) -> Self {
        self.mix.unusable = share;
        self
    }

    /// Which form of the line feed is sent.
    #[must_use]
    pub fn line_feeds(mut self, line_feeds: LineFeeds) -> Self {
        self.mix.line_feeds = line_feeds;
        self
    }

    /// Where keys and choices begin, 0 unless set: the same seed, the same forwardings; another seed, other keys.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How many forwardings are under way at once, each on a connection that is kept; 1 unless set.
    #[must_use]
    pub fn concurrency(mut self, concurrency: usize) -> Self {
        self.pace.concurrency = concurrency;
        self
    }

    /// How many forwardings begin in a second at most; as fast as they are answered unless set.
    #[must_use]
    pub fn rate(mut self, per_second: f64) -> Self {
        self.pace.rate = Some(per_second);
        self
    }

    /// With a rate: how many begin at the same moment, with a longer pause behind them; 1 unless set. So many are under way
    /// at once, whatever the concurrency.
    #[must_use]
    pub fn burst(mut self, burst: u64) -> Self {
        self.pace.burst = burst;
        self
    }

    /// How often one request is sent until it is answered as it has to be; 8 unless set, at least 1.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.patience.attempts = attempts;
        self
    }

    /// The pause before the second attempt, 100 ms unless set. It doubles with each, up to 5 seconds, and half of it is drawn.
    #[must_use]
    pub fn backoff(mut self, first: Duration) -> Self {
        self.patience.backoff = first;
        self
    }

    /// How long one attempt may take, connecting included; 10 seconds unless set.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.patience.timeout = timeout;
        self
    }

    /// Trusts these certificates, in PEM, and no others; those of the operating system unless set.
    #[cfg(feature = "tls")]
    #[must_use]
    pub fn trust(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.trusted = Some(pem.into());
        self
    }

    /// Sends everything and keeps a ledger of it.
    ///
    /// # Errors
    /// Nothing was sent: the settings do not fit the spec, or each other.
    pub async fn run(self) -> Result<Report, ForwardError> {
        let mut entries = Vec::new();
        let totals = self.run_with(|entry| entries.push(entry.clone())).await?;
        Ok(Report { totals, entries })
    }

    /// Sends everything; `on_entry` hears of each thing that was sent once it is settled, in the order in which that happens.
    ///
    /// # Errors
    /// As for [`Forwarder::run`].
    pub async fn run_with(self, on_entry: impl FnMut(&Entry)) -> Result<Totals, ForwardError> {
        run::run(self, on_entry).await
    }
}

impl fmt::Debug for Forwarder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { callback, receiver, mix, seed, pace, patience, .. } = self;
        f.debug_struct("Forwarder")
            .field("callback", callback)
            .field("receiver", receiver)
            .field("mix", mix)
            .field("seed", seed)
            .field("pace", pace)
            .field("patience", patience)
            .finish_non_exhaustive()
    }
}
