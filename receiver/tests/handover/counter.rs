//! A game's code that does as it is told, and what it saw.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use qq_cgi_receiver::{
    Alert, Reports,
    handover::{Backoff, Delivery, Handler, Handover, HandoverError, Settings},
    store::Store,
};
use tokio::{
    sync::watch,
    time::{Instant, sleep},
};

/// When the tests begin, in milliseconds since 1970.
pub(crate) const BEGIN: i64 = 1_700_000_100_000;

/// What befalls a delivery.
#[derive(Clone, Copy)]
pub(crate) enum Deed {
    Takes,
    Refuses,
    Later(Duration),
    Panics,
    /// Works so long, and takes it then.
    Works(Duration),
}

/// Where orders are handed over, with a clock that goes with tokio's.
#[derive(Clone)]
pub(crate) struct Counter {
    deed: Arc<dyn Fn(&Delivery) -> Deed + Send + Sync>,
    seen: Arc<watch::Sender<Vec<(Delivery, i64)>>>,
    working: Arc<Mutex<(usize, usize)>>,
    alerts: Arc<Mutex<Vec<Alert>>>,
    pub(crate) reports: Reports,
    begun: Instant,
}

impl Counter {
    pub(crate) fn new(deed: impl Fn(&Delivery) -> Deed + Send + Sync + 'static) -> Self {
        let alerts = Arc::<Mutex<Vec<Alert>>>::default();
        let told = Arc::clone(&alerts);
        let reports = Reports::new(move |alert, _| told.lock().unwrap().push(alert.clone()));
        Self {
            deed: Arc::new(deed),
            seen: Arc::default(),
            working: Arc::default(),
            alerts,
            reports,
            begun: Instant::now(),
        }
    }

    pub(crate) fn start(&self, store: Arc<impl Store + 'static>, settings: Settings) -> Handover {
        let clock = self.clone();
        Handover::start_by(move || clock.now(), store, settings, self.reports.clone(), self.clone()).unwrap()
    }

    pub(crate) fn now(&self) -> i64 {
        BEGIN + i64::try_from(self.begun.elapsed().as_millis()).unwrap()
    }

    /// Numbers and attempts, in the order in which they were begun.
    pub(crate) fn seen(&self) -> Vec<(i64, u32)> {
        self.seen.borrow().iter().map(|(delivery, _)| (delivery.order.0, delivery.attempt)).collect()
    }

    pub(crate) fn deliveries(&self) -> Vec<Delivery> {
        self.seen.borrow().iter().map(|(delivery, _)| delivery.clone()).collect()
    }

    /// When each was begun.
    pub(crate) fn times(&self) -> Vec<i64> {
        self.seen.borrow().iter().map(|(_, at)| *at).collect()
    }

    pub(crate) async fn has_seen(&self, many: usize) {
        self.seen.subscribe().wait_for(|seen| seen.len() >= many).await.unwrap();
    }

    /// The most that worked at once.
    pub(crate) fn most_at_once(&self) -> usize {
        self.working.lock().unwrap().1
    }

    /// Why orders were not taken, as far as it was told.
    pub(crate) fn errors(&self) -> Vec<String> {
        let error = |alert: Alert| match alert {
            Alert::NotTaken { error, .. } => Some(error),
            _ => None,
        };
        self.alerts().into_iter().filter_map(error).collect()
    }

    pub(crate) fn alerts(&self) -> Vec<Alert> {
        self.alerts.lock().unwrap().clone()
    }
}

impl Handler for Counter {
    async fn handle(&self, delivery: Delivery) -> Result<(), HandoverError> {
        let deed = (self.deed)(&delivery);
        let at = self.now();
        self.seen.send_modify(|seen| seen.push((delivery, at)));
        let _place = Place::take(&self.working);
        match deed {
            Deed::Takes => Ok(()),
            Deed::Refuses => Err(HandoverError::new("no room in the bag")),
            Deed::Later(pause) => Err(HandoverError::new("come back").not_before(pause)),
            Deed::Panics => panic!("a mistake of the game's"),
            Deed::Works(span) => {
                sleep(span).await;
                Ok(())
            }
        }
    }
}

struct Place(Arc<Mutex<(usize, usize)>>);

impl Place {
    fn take(working: &Arc<Mutex<(usize, usize)>>) -> Self {
        let mut counts = working.lock().unwrap();
        counts.0 += 1;
        counts.1 = counts.1.max(counts.0);
        Self(Arc::clone(working))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // A handler that panics unwinds through here.
        self.0.lock().unwrap().0 -= 1;
    }
}

/// Three attempts, a second or less apart, a minute's lease.
pub(crate) fn settings() -> Settings {
    let backoff = Backoff { first: Duration::from_secs(1), most: Duration::from_secs(1) };
    Settings { max_attempts: 3, backoff, ..Settings::default() }
}
