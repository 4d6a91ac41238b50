//! The power is cut at any moment, also while the store recovers from the cut before.

use std::env;

use rusqlite::Connection;

use super::{
    child, forgetful, load,
    record::Record,
    story::{Findings, Log, STORE, Story},
};

/// Unless `QQ_CGI_CUTS` asks for more.
const CUTS: usize = 100;
const STORIES: usize = 2;
const GENERATIONS: usize = 2;
/// Cuts of one generation, at most, when more are asked for.
const MOST: usize = 50;

pub(crate) fn what_was_acknowledged_survives_a_power_cut() {
    let cuts = env::var("QQ_CGI_CUTS").map_or(CUTS, |cuts| cuts.parse().unwrap());
    let each = (cuts / STORIES / GENERATIONS).clamp(1, MOST);
    let first = seed();
    let (mut total, mut seen, mut stories) = (Findings::default(), Seen::default(), 0);
    while total.cuts < cuts {
        let mut story = Story::new(first + stories);
        stories += 1;
        for _ in 0..GENERATIONS {
            story.power_on();
            for role in ["stopped", "orderly", "visited", "stopped", "stopped at once"] {
                story.run(role);
            }
            let log = story.log();
            seen.look(&log);
            total.add(story.cut(&log, each));
        }
    }
    println!(
        "{} power cuts, {} acknowledged each on average, {} lost; {stories} stories from seed {first} on, in which {seen:?}",
        total.cuts,
        total.acknowledged / total.cuts,
        total.lost
    );
    total.nothing_was_lost();
    assert!(seen.is_enough(), "{seen:?}");
}

/// The simulation must be able to lose something.
pub(crate) fn a_store_that_syncs_less_loses_orders() {
    for role in ["forgetful", "swallowed"] {
        let mut story = Story::new(seed());
        story.power_on();
        story.run(role);
        let log = story.log();
        let cuts = story.cut(&log, 20);
        println!("{role}: {} of {} cuts lost something, {} in all", cuts.bad, cuts.cuts, cuts.lost);
        assert!(cuts.lost > 0, "{role}: nothing was lost");
    }
}

/// From `QQ_CGI_SEED`, to see again what was seen; though not quite, because tasks and disks take their own time.
pub(crate) fn seed() -> u64 {
    env::var("QQ_CGI_SEED").map_or_else(|_| fastrand::u64(..1 << 32), |seed| seed.parse().unwrap())
}

/// Plays a role, if it is one of those here.
pub(crate) fn child(role: &str) -> bool {
    match role {
        "stopped" => load::child(500 + child::number(child::SEED) % 1500, false),
        "stopped at once" => load::child(child::number(child::SEED) % 10, false),
        "orderly" => load::child(200, true),
        // Another program: it ends as the last that has the file open, so the log is taken away.
        "visited" => Connection::open(child::file()).unwrap().execute_batch("SELECT COUNT(*) FROM orders").unwrap(),
        "swallowed" => {
            child::say("!swallow");
            load::child(500, false);
        }
        "forgetful" => forgetful::child(),
        _ => return false,
    }
    true
}

/// What of SQLite's doings the logs hold: a test without them would prove less.
#[derive(Debug, Default)]
struct Seen {
    syncs: usize,
    /// Writes to the file itself, behind its first page: a checkpoint.
    checkpointed: usize,
    /// The log began anew over its old frames.
    wrapped: usize,
    truncated: usize,
    unlinked: usize,
    recovered: usize,
}

impl Seen {
    fn look(&mut self, log: &Log) {
        let wal = format!("{STORE}-wal");
        let mut behind = 0;
        for record in log.records() {
            match record {
                Record::SyncEnded { .. } => self.syncs += 1,
                Record::Write { file: STORE, offset: 1.., .. } => self.checkpointed += 1,
                Record::Write { file, offset, bytes } if file == wal => {
                    self.wrapped += usize::from(offset == 0 && behind > 0);
                    behind = if offset == 0 { 0 } else { offset + bytes.len() as u64 };
                }
                Record::Resize { file, size: 0 } if file == wal => {
                    self.truncated += 1;
                    behind = 0;
                }
                Record::Unlink { file } if file == wal => {
                    self.unlinked += 1;
                    behind = 0;
                }
                Record::Said("!freeze") => self.recovered += usize::from(behind > 0),
                _ => {}
            }
        }
    }

    fn is_enough(&self) -> bool {
        let Self { syncs, checkpointed, wrapped, truncated, unlinked, recovered } = *self;
        [syncs, checkpointed, wrapped, truncated, unlinked, recovered].iter().all(|count| *count > 0)
    }
}
