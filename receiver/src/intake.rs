//! A request, from its path and raw query to what is answered.
//!
//! In: what came. Out: a status and a body. **Invariant**: says "taken" of nothing that the store has not said it of, and
//! believes nothing whose sign is wrong.

use std::{fmt, net::IpAddr, sync::Arc, time::Duration};

use arc_swap::ArcSwap;
use qq_cgi_model::model::{Callback, CallbackReply, Model};
use tokio::time::Instant;

use crate::{
    app::{Apps, Genuine, Refused},
    doubts::Doubts,
    event::{Alert, Outcome},
    keeper::Keeper,
    lookout::Lookout,
    metrics::{self, Metrics},
    reply::{self, Codes},
    reports::Reports,
    store::{
        Committer, Kept, Name, Order, QuarantineState, Quarantined, Store, StoreError, Stored, Unstorable, Waiting,
    },
    strangers::{Strangers, UnverifiedLimit},
    understand::understand,
};

/// Takes requests. Knows nothing of HTTP beyond a status.
pub struct Intake {
    apps: ArcSwap<Apps>,
    codes: Codes,
    store: Arc<dyn Store>,
    keeper: Keeper,
    lookout: Lookout,
    strangers: Strangers,
    doubts: Doubts,
}

/// What a request is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// The HTTP status: 200 for everything that was stored, 403 for what is not genuine, 429 for too much of that, 503
    /// where the store is down or does not answer in time.
    pub status: u16,
    /// One JSON object, as the callback's spec describes it.
    pub body: String,
    /// What became of the request.
    pub outcome: Outcome,
    /// Why it was refused, for the log: whoever sent it is not told.
    pub why: Option<String>,
}

/// Codes that would tell a sender that all is well where it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeMeansSuccess {
    /// Which of the [`Codes`].
    pub code: &'static str,
    /// The callback whose spec has it as success.
    pub callback: String,
}

impl Intake {
    /// Takes requests for `apps` into `store`; `tell` hears of what somebody has to look at, and when that was in
    /// milliseconds since 1970.
    ///
    /// # Errors
    /// One of `codes` means success.
    ///
    /// # Panics
    /// Outside of a tokio runtime, which needs its clock (`enable_time`) as soon as a request is taken.
    pub fn new(
        apps: Apps,
        codes: Codes,
        store: Arc<dyn Store>,
        tell: impl Fn(&Alert, i64) + Send + Sync + 'static,
    ) -> Result<Self, CodeMeansSuccess> {
        check_codes(&apps, codes)?;
        let apps = ArcSwap::from_pointee(apps);
        let keeper = Keeper::new(Committer::new(Arc::clone(&store)), Reports::new(tell));
        let lookout = Lookout::new(Arc::clone(&store));
        let strangers = Strangers::new(UnverifiedLimit::default());
        Ok(Self { apps, codes, store, keeper, lookout, strangers, doubts: Doubts::default() })
    }

    /// Sets how long a request waits for the store; 2 seconds unless it is set. Then it is answered as where the store is
    /// down, for its sender will have given up too, and what the store says later is still told.
    #[must_use]
    pub const fn wait_for_store(mut self, patience: Duration) -> Self {
        self.keeper.set_patience(patience);
        self
    }

    /// Sets how many requests that are not genuine an address may send; genuine ones are never limited.
    #[must_use]
    pub fn unverified_limit(mut self, limit: UnverifiedLimit) -> Self {
        self.strangers = Strangers::new(limit);
        self
    }

    /// Puts other apps in the place of those that are served. What is under way ends with those it began with.
    ///
    /// # Errors
    /// One of the codes means success to one of their callbacks; nothing was changed.
    pub fn replace_apps(&self, apps: Apps) -> Result<(), CodeMeansSuccess> {
        check_codes(&apps, self.codes)?;
        self.apps.store(Arc::new(apps));
        Ok(())
    }

    /// Tells whoever is told of alerts.
    pub(crate) fn alert(&self, alert: &Alert, now: i64) {
        self.reports().tell(alert, now);
    }

    /// What was counted so far.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        self.reports().metrics()
    }

    /// Where this tells and counts, for others in this process to do so too.
    #[must_use]
    pub const fn reports(&self) -> &Reports {
        self.keeper.reports()
    }

    /// Takes a request: who sent it, its path, and its query as it came, still percent-encoded. `now` is in milliseconds
    /// since 1970.
    ///
    /// What was begun should not be dropped: it may be stored, and then nobody would be told of a conflict. An answer after
    /// too long a wait for the store drops nothing.
    pub async fn take(&self, from: IpAddr, path: &str, query: &str, now: i64) -> Answer {
        let begun = Instant::now();
        // One list to the end, whatever takes its place meanwhile.
        let apps = self.apps.load_full();
        let answer = match apps.verify(path, query) {
            Ok(genuine) => {
                self.doubts.genuine(genuine.app);
                let answer = self.take_genuine(apps.model(), &genuine, now).await;
                self.metrics().count_span(begun.elapsed());
                answer
            }
            Err(refused) => self.refuse(from, &refused, now),
        };
        self.metrics().count_outcome(answer.outcome);
        answer
    }

    /// Whether orders can be stored now.
    ///
    /// # Errors
    /// They cannot.
    pub async fn health(&self, now: i64) -> Result<(), StoreError> {
        self.keeper.health(self.store.health(now), now).await
    }

    /// What waits in the store, whoever stored it and takes it; `None` where the store does not say it within the time that a
    /// request waits. It is asked once in 5 seconds at most, however often this is called. `now` is in milliseconds since 1970.
    pub async fn waiting(&self, now: i64) -> Option<Waiting> {
        self.lookout.look(self.keeper.patience(), now).await
    }

    /// The text that Prometheus reads: what was counted, as [`Metrics::to_prometheus`] has it, and what waits in the store, as
    /// [`Intake::waiting`] has it. Where the store does not say it, these gauges are left out, and `waiting_up` is 0.
    pub async fn to_prometheus(&self, now: i64) -> String {
        let waiting = self.waiting(now).await;
        let mut text = self.metrics().to_prometheus();
        metrics::write_waiting(&mut text, waiting, now);
        text
    }

    fn refuse(&self, from: IpAddr, refused: &Refused<'_>, now: i64) -> Answer {
        if let Some((app, refused)) = refused.app.and_then(|app| Some((app, self.doubts.refused(app)?))) {
            let (app, callback) = (app.name().to_owned(), app.callback().to_owned());
            self.alert(&Alert::NothingGenuine { app, callback, refused }, now);
        }
        let (status, outcome, message) = if self.strangers.may_ask(from) {
            (403, Outcome::Refused, "refused")
        } else {
            (429, Outcome::Limited, "refused too often")
        };
        let body = refused.callback.map(|callback| self.failure(&callback.reply, message)).unwrap_or_default();
        Answer { status, body, outcome, why: Some(refused.why.to_string()) }
    }

    async fn take_genuine(&self, model: &Model, genuine: &Genuine<'_>, now: i64) -> Answer {
        let Genuine { app, callback, received } = genuine;
        self.metrics().count_form(received.form());
        if received.plus_is_space() {
            self.metrics().count_plus_is_space();
        }
        let understood = understand(model, callback, app, received);
        if understood.odd_beside {
            self.metrics().count_odd_beside();
        }
        let Ok((app, name)) = names(app.name(), callback) else {
            return self.not_stored(&callback.reply);
        };
        let raw = received.bytes(&callback.payload).unwrap_or_default().to_vec();
        let meaning = match understood.meaning {
            Ok(meaning) => meaning,
            Err(reason) => {
                let unusable = Quarantined { app, callback: name, reason, raw, received_at: now };
                return self.quarantine(callback, unusable, now).await;
            }
        };
        let (key, fields) = (meaning.key, meaning.fields);
        let order = Order { app: app.clone(), callback: name.clone(), key, fields, raw, received_at: now };
        let reply = &callback.reply;
        match self.keeper.order(order, now).await {
            Some(Stored::New(_)) => taken(reply::success(reply), Outcome::New),
            Some(Stored::Duplicate(_)) => taken(reply::success(reply), Outcome::Duplicate),
            Some(Stored::Conflict(_)) => {
                let message = "this key came before with other fields; the first ones stand";
                taken(reply::body(reply, self.codes.conflict, message), Outcome::Conflict)
            }
            None => self.not_stored(reply),
        }
    }

    async fn quarantine(&self, callback: &Callback, unusable: Quarantined, now: i64) -> Answer {
        match self.keeper.quarantine(unusable, now).await {
            None => return self.not_stored(&callback.reply),
            // Somebody has made an order of it.
            Some(Kept { state: QuarantineState::Admitted, .. }) => {
                return taken(reply::success(&callback.reply), Outcome::Duplicate);
            }
            Some(_) => {}
        }
        let code = self.codes.quarantine;
        let body = if code == callback.reply.success {
            reply::success(&callback.reply)
        } else {
            reply::body(&callback.reply, code, "this is genuine and cannot be used; it is kept to be looked at")
        };
        taken(body, Outcome::Quarantined)
    }

    fn not_stored(&self, reply: &CallbackReply) -> Answer {
        let body = self.failure(reply, "not stored; send it again");
        Answer { status: 503, body, outcome: Outcome::NotStored, why: None }
    }

    fn failure(&self, reply: &CallbackReply, message: &str) -> String {
        reply::body(reply, self.codes.failure, message)
    }
}

fn check_codes(apps: &Apps, codes: Codes) -> Result<(), CodeMeansSuccess> {
    let wrong = apps.callbacks().find_map(|callback| {
        let code = codes.meaning_success(&callback.reply)?;
        Some(CodeMeansSuccess { code, callback: callback.name.clone() })
    });
    wrong.map_or(Ok(()), Err)
}

/// `Err` only for a callback whose name the spec should not have.
fn names(app: &str, callback: &Callback) -> Result<(Name, Name), Unstorable> {
    Ok((Name::new(app)?, Name::new(callback.name.as_str())?))
}

fn taken(body: String, outcome: Outcome) -> Answer {
    Answer { status: 200, body, outcome, why: None }
}

impl fmt::Debug for Intake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Intake").field("apps", &self.apps.load()).field("codes", &self.codes).finish_non_exhaustive()
    }
}

impl fmt::Display for CodeMeansSuccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, callback } = self;
        write!(f, "the code for {code} is the one with which `{callback}` says success: choose another")
    }
}

impl std::error::Error for CodeMeansSuccess {}
