//! The shipped component: no mistakes, and a sample of its mutants. The program `mutants` of the benches tries all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod mutants;

use mutants::{Kind, Outcome, Specimen};

/// How many mutants of one kind a file gets at most, spread evenly.
const MOST: usize = 4;

#[test]
fn the_shipped_spec_has_no_mistakes() {
    let checked = Specimen::shipped().check();
    assert!(checked.diagnostics.is_empty(), "{:#?}", checked.diagnostics);
    assert_eq!(checked.model.error_table("relay").unwrap().codes.len(), 45);
    assert_eq!(checked.model.commands.len(), 6);
    let rows = &checked.model.type_table("achieve").unwrap().rows;
    let required: Vec<_> = rows.iter().filter(|row| row.required).map(|row| row.id).collect();
    assert_eq!(required, [12, 26, 27, 28]);
}

/// Tries at most [`MOST`] mutants of one kind of each file; how many.
fn try_some(specimen: &Specimen, kind: Kind) -> usize {
    let mut tried = 0;
    for file in specimen.files() {
        let mutants = specimen.mutants(file, kind);
        for mutant in mutants.iter().step_by(mutants.len().div_ceil(MOST).max(1)) {
            match specimen.judge(mutant) {
                Outcome::Reported | Outcome::Different | Outcome::Same | Outcome::Default => tried += 1,
                Outcome::Missed(found) => panic!("missed: {} {found}", mutant.what),
                Outcome::Panicked => panic!("a panic: {}", mutant.what),
            }
        }
    }
    tried
}

#[test]
fn what_is_misspelt_is_reported_at_its_place() {
    let specimen = Specimen::shipped();
    for (kind, least) in [(Kind::Key, 80), (Kind::Reference, 40), (Kind::Word, 20)] {
        let tried = try_some(&specimen, kind);
        assert!(tried > least, "only {tried} of {kind:?}");
    }
}

#[test]
fn no_line_that_is_missing_or_doubled_or_moved_and_no_cut_goes_unnoticed() {
    let specimen = Specimen::shipped();
    for kind in Kind::ALL.into_iter().skip(3) {
        let tried = try_some(&specimen, kind);
        assert!(tried > 80, "only {tried} of {kind:?}");
    }
}
