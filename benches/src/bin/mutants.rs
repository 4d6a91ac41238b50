//! Tries all mutants of the shipped spec: `cargo run --release -p qq-cgi-benches --bin mutants`.
//!
//! Each key, reference and word misspelt in turn has to be reported at its place; each line deleted, doubled or swapped and
//! each cut has to be reported or to say something else, unless it is the same TOML or a key
//! that says its default is gone. Words after the command choose kinds.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../../../model/tests/mutants/mod.rs"]
mod mutants;

use std::{
    process::ExitCode,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Instant,
};

use mutants::{Kind, Outcome, Specimen};

/// How many of what was missed are shown.
const MOST_SHOWN: usize = 20;

#[derive(Default)]
struct Tally {
    tried: usize,
    reported: usize,
    different: usize,
    same: usize,
    default: usize,
    missed: Vec<String>,
    panicked: Vec<String>,
}

fn main() -> ExitCode {
    let chosen: Vec<String> = std::env::args().skip(1).collect();
    let specimen = Specimen::shipped();
    assert!(specimen.check().diagnostics.is_empty(), "the specimen itself is wrong");
    let mut failed = false;
    println!(
        "{:10} {:>8} {:>9} {:>10} {:>6} {:>7} {:>7} {:>7} {:>8}",
        "", "tried", "reported", "different", "same", "default", "missed", "panics", "seconds"
    );
    for kind in
        Kind::ALL.into_iter().filter(|kind| chosen.is_empty() || chosen.contains(&format!("{kind:?}").to_lowercase()))
    {
        let start = Instant::now();
        let tally = try_all(&specimen, kind);
        println!(
            "{:10} {:8} {:9} {:10} {:6} {:7} {:7} {:7} {:8.1}",
            format!("{kind:?}").to_lowercase(),
            tally.tried,
            tally.reported,
            tally.different,
            tally.same,
            tally.default,
            tally.missed.len(),
            tally.panicked.len(),
            start.elapsed().as_secs_f64()
        );
        for line in tally.panicked.iter().map(|what| format!("panicked: {what}")).chain(tally.missed).take(MOST_SHOWN) {
            failed = true;
            println!("  {line}");
        }
    }
    ExitCode::from(u8::from(failed))
}

/// Tries all mutants of one kind, file by file, on all cores.
fn try_all(specimen: &Specimen, kind: Kind) -> Tally {
    let next = AtomicUsize::new(0);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores)
            .map(|_| {
                scope.spawn(|| {
                    let mut tally = Tally::default();
                    while let Some(file) = specimen.files().nth(next.fetch_add(1, Ordering::Relaxed)) {
                        for mutant in specimen.mutants(file, kind) {
                            tally.count(&mutant.what, specimen.judge(&mutant));
                        }
                    }
                    tally
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().expect("judging catches panics"))
            .fold(Tally::default(), Tally::and)
    })
}

impl Tally {
    fn count(&mut self, what: &str, outcome: Outcome) {
        self.tried += 1;
        match outcome {
            Outcome::Reported => self.reported += 1,
            Outcome::Different => self.different += 1,
            Outcome::Same => self.same += 1,
            Outcome::Default => self.default += 1,
            Outcome::Missed(found) => self.missed.push(format!("{what} {found}")),
            Outcome::Panicked => self.panicked.push(what.to_owned()),
        }
    }

    fn and(mut self, other: Self) -> Self {
        self.tried += other.tried;
        self.reported += other.reported;
        self.different += other.different;
        self.same += other.same;
        self.default += other.default;
        self.missed.extend(other.missed);
        self.panicked.extend(other.panicked);
        self
    }
}
