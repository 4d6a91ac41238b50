//! Sending everything, so many at once.

use std::{
    panic::resume_unwind,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use fastrand::Rng;
use tokio::{
    sync::mpsc,
    task::JoinSet,
    time::{Instant, sleep, sleep_until},
};

use super::{
    error::ForwardError,
    forwarder::{Forwarder, Pace, Patience},
    judge::{Verdict, judge},
    ledger::{Entry, Kind},
    message::Message,
    plan::Plan,
    totals::Totals,
    wire::Wire,
};

/// The longest pause between two attempts.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// How many settled ones may wait to be told of.
const WAITING: usize = 1_024;

pub(super) async fn run(forwarder: Forwarder, mut on_entry: impl FnMut(&Entry)) -> Result<Totals, ForwardError> {
    let Forwarder { pace, patience, .. } = forwarder;
    check(pace, patience)?;
    let plan = Arc::new(Plan::of(&forwarder)?);
    let wire = Wire::new(&forwarder.receiver, forwarder.trusted.as_deref(), patience.timeout)?;
    let (tell, mut told) = mpsc::channel(WAITING);
    let (next, begun) = (Arc::new(AtomicU64::new(0)), Instant::now());
    let mut workers = JoinSet::new();
    for _ in 0..workers_for(pace, plan.count()) {
        let (plan, wire, next, tell) = (Arc::clone(&plan), wire.clone(), Arc::clone(&next), tell.clone());
        workers.spawn(Worker { plan, wire, next, tell, begun, pace, patience }.run());
    }
    drop(tell);
    let mut totals = Totals::default();
    while let Some(settled) = told.recv().await {
        let (entry, spans) = settled?;
        totals.add(&entry, &spans);
        on_entry(&entry);
    }
    totals.end(begun.elapsed());
    while let Some(ended) = workers.join_next().await {
        if let Err(error) = ended {
            resume_unwind(error.into_panic());
        }
    }
    Ok(totals)
}

fn check(pace: Pace, patience: Patience) -> Result<(), ForwardError> {
    let expected = match pace {
        Pace { concurrency: 0, .. } => "the concurrency is at least 1",
        Pace { burst: 0, .. } => "a burst is at least 1",
        // Slower than one a day is a mistake, and so is what is no number.
        Pace { rate: Some(rate), .. } if !(1e-5..=1e9).contains(&rate) => {
            "the rate is a number of forwardings a second"
        }
        _ if patience.attempts == 0 => "there is at least 1 attempt",
        _ => return Ok(()),
    };
    Err(ForwardError::Setting { expected })
}

/// A burst needs as many at once.
fn workers_for(pace: Pace, count: u64) -> usize {
    let burst = usize::try_from(pace.burst).unwrap_or(usize::MAX);
    let all = usize::try_from(count).unwrap_or(usize::MAX);
    let wanted = if pace.rate.is_some() { pace.concurrency.max(burst) } else { pace.concurrency };
    wanted.min(all)
}

/// What was sent, and how long each attempt took, in microseconds.
type Settled = Result<(Entry, Vec<u32>), ForwardError>;

struct Worker {
    plan: Arc<Plan>,
    wire: Wire,
    next: Arc<AtomicU64>,
    tell: mpsc::Sender<Settled>,
    begun: Instant,
    pace: Pace,
    patience: Patience,
}

impl Worker {
    async fn run(self) {
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            if number >= self.plan.count() {
                return;
            }
            self.wait_for_turn(number).await;
            self.forward(number).await;
        }
    }

    async fn wait_for_turn(&self, number: u64) {
        let Some(rate) = self.pace.rate else { return };
        #[expect(clippy::cast_precision_loss, reason = "no more than a moment too early or late")]
        let first = (number - number % self.pace.burst) as f64;
        sleep_until(self.begun + Duration::from_secs_f64(first / rate)).await;
    }

    async fn forward(&self, number: u64) {
        let mut draw = self.plan.draw(number);
        let kinds: Vec<_> = std::iter::once(draw.first).chain(draw.then.iter().copied()).collect();
        // All of them before the first answer, which must not change them.
        let messages: Result<Vec<_>, _> =
            kinds.into_iter().map(|kind| Message::of(&self.plan, &mut draw, kind)).collect();
        let messages = match messages {
            Ok(messages) => messages,
            Err(problems) => return self.tell(Err(ForwardError::Values { problems })).await,
        };
        for message in messages {
            let (entry, spans) = self.deliver(message, &mut draw.rng).await;
            let is_lost = entry.kind == Kind::New && !entry.verdict.is_acknowledged();
            self.tell(Ok((entry, spans))).await;
            if is_lost {
                return;
            }
        }
    }

    async fn tell(&self, settled: Settled) {
        // Nobody listens any more only if the whole was dropped.
        let _ = self.tell.send(settled).await;
    }

    /// Sends it until it is answered as it has to be, or has been sent often enough.
    async fn deliver(&self, message: Message, rng: &mut Rng) -> (Entry, Vec<u32>) {
        let mut spans = Vec::new();
        let mut pause = self.patience.backoff.min(LONGEST_PAUSE);
        let mut attempts = 0;
        loop {
            attempts += 1;
            let sent = Instant::now();
            let verdict = match self.wire.get(&message.url).await {
                Ok(answer) => judge(&self.plan.callback.reply, answer.status, &answer.body),
                Err(why) => Verdict::Unanswered { why },
            };
            spans.push(u32::try_from(sent.elapsed().as_micros()).unwrap_or(u32::MAX));
            if message.kind().is_settled_by(&verdict) || attempts >= self.patience.attempts {
                return (message.settled(attempts, verdict), spans);
            }
            sleep(pause.mul_f64(0.5 + rng.f64() / 2.0)).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
}
