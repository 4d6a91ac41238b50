//! Every fault × a command that may be repeated or not × both transports.

use std::time::Duration;

use qq_cgi::{Backoff, Cause, Command, HyperTransport, Session, StandardRetry};
use qq_cgi_sandbox::Deliveries;
use tokio::task::JoinSet;

use crate::{
    LONG, client, player, rule, sandbox,
    skipping::Skipping,
    spec::{Ask, Buy},
};

/// For attempts that end by their time-out: long enough to be delivered before, on a busy machine too.
const SHORT: Duration = Duration::from_secs(2);

/// What comes of a fault that befalls every request.
struct Row {
    fault: &'static str,
    /// Attempts of a command that may be repeated, and of one that may not.
    attempts: [u64; 2],
    /// Whether each attempt takes effect.
    is_delivered: bool,
    /// What the caller learns.
    ends: fn(Option<Cause>) -> bool,
}

const fn row(fault: &'static str, attempts: [u64; 2], is_delivered: bool, ends: fn(Option<Cause>) -> bool) -> Row {
    Row { fault, attempts, is_delivered, ends }
}

const ROWS: &[Row] = &[
    // Refusals: an answer that says that nothing was done.
    row("code=-5", [2, 2], false, is_refused),
    row("code=-6", [3, 3], false, is_refused),
    row("code=-1", [1, 1], false, is_refused),
    row("code=-9999", [1, 1], false, is_refused),
    row("code=12,layer=command", [1, 1], false, is_refused),
    // Something in between speaks.
    row("status=502", [3, 1], true, is_status),
    row("status=503", [3, 1], true, is_status),
    row("status=504", [3, 1], true, is_status),
    row("status=500", [1, 1], true, is_status),
    row("status=404", [1, 1], false, is_status),
    row("status=302", [1, 1], false, is_status),
    // No answer, or half of one.
    row("hang", [3, 1], true, is_unknown),
    row("delay=1m", [3, 1], true, is_unknown),
    row("drip=1m", [3, 1], true, is_unknown),
    row("reset", [3, 1], true, is_unknown),
    row("reset=body", [3, 1], true, is_unknown),
    row("refuse", [3, 1], false, is_unknown),
    row("oversized", [3, 1], true, is_unknown),
    // An answer that cannot be understood.
    row("html", [1, 1], true, is_undecodable),
    row("truncated", [1, 1], true, is_undecodable),
    row("empty", [1, 1], true, is_undecodable),
    row("duplicate-keys", [1, 1], true, is_undecodable),
    row("nested", [1, 1], true, is_undecodable),
    // What does no harm.
    row("delay=10ms", [1, 1], true, is_success),
    row("drip=1ms", [1, 1], true, is_success),
    row("content-type=text/css", [1, 1], true, is_success),
];

fn is_refused(cause: Option<Cause>) -> bool {
    matches!(cause, Some(Cause::Refused { .. }))
}

fn is_status(cause: Option<Cause>) -> bool {
    matches!(cause, Some(Cause::Status(_)))
}

fn is_unknown(cause: Option<Cause>) -> bool {
    cause == Some(Cause::OutcomeUnknown)
}

fn is_undecodable(cause: Option<Cause>) -> bool {
    cause == Some(Cause::Undecodable)
}

fn is_success(cause: Option<Cause>) -> bool {
    cause.is_none()
}

#[derive(Debug, Clone, Copy)]
enum Over {
    Reqwest,
    Hyper,
}

/// What happened in one cell of the matrix.
struct Cell {
    cause: Option<Cause>,
    deliveries: Deliveries,
    pauses: Vec<Duration>,
}

async fn cell<C: Command>(row: &Row, over: Over, command: &C, name: &str) -> Cell {
    let sandbox = sandbox().fault(rule(row.fault)).start().await.unwrap();
    let ends_by_time = ["hang", "delay=1m", "drip=1m"].contains(&row.fault);
    let attempt = if ends_by_time { SHORT } else { LONG };
    let clock = Skipping::all_but(attempt);
    let builder = client(&sandbox).attempt_timeout(attempt).overall_timeout(LONG * 60).clock(clock.clone());
    let session: Session = player(match over {
        Over::Reqwest => builder,
        Over::Hyper => builder.transport(HyperTransport::plain(LONG).unwrap()),
    });
    let cause = session.send(command).await.err().map(|error| error.cause().expect("an attempt was made"));
    Cell { cause, deliveries: sandbox.deliveries(name).unwrap(), pauses: clock.skipped() }
}

#[tokio::test]
async fn every_fault_has_its_attempts_its_error_and_its_deliveries() {
    let mut cells = JoinSet::new();
    for row in ROWS {
        for over in [Over::Reqwest, Over::Hyper] {
            cells.spawn(async move { (row, over, true, cell(row, over, &Ask::new(1), "ask").await) });
            cells.spawn(async move { (row, over, false, cell(row, over, &Buy::new(1), "buy").await) });
        }
    }
    let mut seen = 0;
    while let Some(cell) = cells.join_next().await {
        let (Row { fault, attempts, is_delivered, ends }, over, idempotent, cell) = cell.unwrap();
        let expected = attempts[usize::from(!idempotent)];
        let at = format!("{fault} over {over:?}, idempotent: {idempotent}");
        let Deliveries { received, delivered, doubled, .. } = cell.deliveries;
        println!("{at}: {received} attempts, {delivered} delivered, pauses {:?}, {:?}", cell.pauses, cell.cause);
        assert!(ends(cell.cause), "{at}: {:?}", cell.cause);
        assert_eq!((received, delivered), (expected, if *is_delivered { expected } else { 0 }), "{at}");
        assert!(idempotent || doubled == 0, "{at}");
        assert_eq!(cell.pauses.len() as u64, if *fault == "code=-5" { 0 } else { expected - 1 }, "{at}");
        let StandardRetry { backoff: Backoff { first, .. }, .. } = StandardRetry::default();
        assert!(cell.pauses.iter().zip([first, first * 2]).all(|(pause, bound)| *pause < bound), "{at}");
        seen += 1;
    }
    assert_eq!(seen, ROWS.len() * 4);
}
