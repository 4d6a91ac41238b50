//! A disk that fails, under load: nothing is acknowledged that is not there later, also if the power is cut after that.

use std::env;

use fastrand::Rng;
use qq_cgi_receiver::store::{Sqlite, Store, StoreError};

use super::{
    child,
    cuts::seed,
    load::Load,
    record::Record,
    story::{Findings, Log, Story},
};

/// Unless `QQ_CGI_ROUNDS` asks for more.
const ROUNDS: u64 = 8;
/// Of each round.
const CUTS: usize = 10;
/// Kinds of failure, one after the other, of each round.
const FAULTS: usize = 4;
/// Before the sync that fails.
const UNSYNCED: u64 = 20;

pub(crate) fn a_failing_disk_gives_no_false_acknowledgement() {
    let rounds = env::var("QQ_CGI_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let seed = seed();
    let (mut cuts, mut failed_syncs, mut errors, mut acknowledged) = (Findings::default(), 0, 0, 0);
    for round in 0..rounds {
        let mut story = Story::new(seed + round);
        story.power_on();
        story.run("failing");
        story.run("stopped at once");
        let log = story.log();
        failed_syncs += log.records().iter().filter(|record| is_failed_sync(record)).count();
        errors += reported(&log);
        let ledger = story.ledger(&log);
        acknowledged += ledger.len();
        let missing = story.found_as_it_is(&ledger);
        assert!(missing.is_empty(), "seed {}, without a cut: {missing:?}", seed + round);
        cuts.add(story.cut(&log, CUTS));
    }
    println!(
        "{rounds} rounds from seed {seed} on, {acknowledged} acknowledged, {errors} refused, 0 lost; {} power cuts, \
         {failed_syncs} failed syncs before them, {} lost",
        cuts.cuts, cuts.lost
    );
    cuts.nothing_was_lost();
    assert!(failed_syncs > 0 && errors > 0, "nothing failed");
}

fn is_failed_sync(record: &Record<'_>) -> bool {
    matches!(record, Record::SyncEnded { is_durable: false, .. })
}

/// How many errors the program was given.
fn reported(log: &Log) -> u64 {
    let records = log.records();
    let notes = records.iter().filter_map(|record| match record {
        Record::Said(line) => line.strip_prefix("note ")?.split(' ').next_back()?.parse::<u64>().ok(),
        _ => None,
    });
    notes.sum()
}

/// After a failed sync the system shows what the disk does not have. Somebody who finds it there may not believe it.
pub(crate) fn what_a_failed_sync_has_left_is_not_believed() {
    let mut cuts = Findings::default();
    let seed = seed();
    for round in 0..4 {
        let mut story = Story::new(seed + round);
        story.power_on();
        story.run("not synced");
        story.run("asked again");
        let log = story.log();
        let records = log.records();
        let failed = records.iter().rposition(is_failed_sync).unwrap();
        let is_said = |record: &Record<'_>| matches!(record, Record::Said(line) if line.starts_with("order "));
        let asked = failed + records[failed..].iter().position(is_said).unwrap();
        // Half of the cuts while the store recovers.
        let stretches = [vec![failed..asked; 10], vec![asked..records.len(); 10]].concat();
        cuts.add(story.cut_within(&log, &stretches));
    }
    cuts.nothing_was_lost();
}

/// Plays a role, if it is one of those here.
pub(crate) fn child(role: &str) -> bool {
    match role {
        "failing" => failing(),
        "not synced" => not_synced(),
        "asked again" => asked_again(),
        _ => match role.strip_prefix("nameless ") {
            Some(number) => nameless(number),
            None => return false,
        },
    }
    true
}

/// It is refused, and then its program ends.
fn not_synced() {
    child::run(async {
        let load = Load::new(Sqlite::open(child::file()).unwrap());
        assert_eq!(load.go_on(UNSYNCED).await, 0);
        // Whoever opens it empties the log; of the tables it holds nothing but what is not synced.
        drop(Sqlite::open(child::file()).unwrap());
        load.store.health(0).await.unwrap();
        child::say("!fail sync eio from 1");
        while load.go_on(1).await == 0 {}
        child::stop();
    });
}

/// Whoever was refused asks again.
fn asked_again() {
    child::run(async {
        let load = Load::new(Sqlite::open(child::file()).unwrap());
        let before = child::number(child::RUN) - 1;
        for number in 0..2 * UNSYNCED {
            assert!(load.order(&format!("{before}/{number}")).await);
        }
        child::stop();
    });
}

/// SQLite looks away when the sync of its log's name fails: "many systems are unable to fsync a directory".
pub(crate) fn a_log_whose_name_is_not_durable_acknowledges_nothing() {
    let mut cuts = Findings::default();
    let seed = seed();
    for round in 0..9 {
        let mut story = Story::new(seed + round);
        story.power_on();
        story.run(&format!("nameless {}", round % 3 + 1));
        let log = story.log();
        if let Some(failed) = log.records().iter().position(is_failed_sync) {
            cuts.add(story.cut_within(&log, &vec![failed..log.records().len(); 5]));
        }
    }
    assert!(cuts.cuts > 0, "nothing failed");
    cuts.nothing_was_lost();
}

/// Of the folder's syncs, one fails.
fn nameless(number: &str) {
    child::say(&format!("!fail folder eio nth {number}"));
    child::run(async {
        let store = (0..5).find_map(|_| Sqlite::open(child::file()).ok()).unwrap();
        Load::new(store).go_on(100).await;
        child::stop();
    });
}

/// One kind of failure after the other.
fn failing() {
    let mut random = Rng::with_seed(child::number(child::SEED));
    child::run(async {
        let load = Load::new(opened(&mut random));
        assert_eq!(load.go_on(50).await, 0);
        for _ in 0..FAULTS {
            let (fault, lasts) = any_fault(&mut random);
            child::say(&fault);
            let failed = load.go_on(random.u64(50..200)).await;
            if lasts {
                let health = load.store.health(0).await;
                assert!(failed > 0 && health.is_err(), "{fault}: {failed} failed, and then {health:?}");
            }
            child::say("!heal");
            child::say(&format!("note {fault}: {failed}"));
            load.store.health(0).await.unwrap_or_else(|error| panic!("still red after {fault}: {error}"));
            assert_eq!(load.go_on(50).await, 0, "after {fault}");
        }
        if random.bool() {
            child::stop();
        }
    });
}

/// The disk fails already while the store is opened.
fn opened(random: &mut Rng) -> Sqlite {
    child::say(&format!("!fail any eio odds {}", random.u8(1..200)));
    let opened = (0..5).find_map(|_| match Sqlite::open(child::file()) {
        Err(StoreError::Full(_) | StoreError::ReadOnly(_) | StoreError::Unavailable(_)) => None,
        opened => Some(opened.unwrap()),
    });
    child::say("!heal");
    opened.unwrap_or_else(|| Sqlite::open(child::file()).unwrap())
}

/// And whether nothing can be stored any more while it lasts.
fn any_fault(random: &mut Rng) -> (String, bool) {
    let call = ["write", "sync", "sync", "folder", "name", "any"][random.usize(..6)];
    let how = match call {
        "write" => ["eio", "enospc", "erofs", "half", "short"][random.usize(..5)],
        _ => ["eio", "enospc"][random.usize(..2)],
    };
    let when = match random.u8(0..3) {
        0 => format!("nth {}", random.u8(1..30)),
        1 => format!("odds {}", random.u16(10..400)),
        _ => format!("from {}", random.u8(1..6)),
    };
    // While the log is there no file need be made, and the folder not synced.
    let lasts = when.starts_with("from") && call != "name" && call != "folder";
    (format!("!fail {call} {how} {when}"), lasts)
}
