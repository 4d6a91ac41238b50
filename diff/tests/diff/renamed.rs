//! Items that are called otherwise: Rust notices, and the wire does not.

use qq_cgi_diff::{Category, Diff, GROUND, compare};

use crate::spec;

fn after(changes: &[(&str, &str)]) -> Diff {
    let text = changes.iter().fold(GROUND.1.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    });
    compare(&spec::ground(), &spec::sound(&text).unwrap())
}

fn names(diff: &Diff) -> Vec<&str> {
    diff.changes.iter().map(|change| change.rule.name).collect()
}

#[test]
fn a_struct_or_an_enum_of_another_name_is_the_same_on_the_wire() {
    for change in [("Bought", "Purchase"), ("Colour", "Shade"), ("Payment", "Settlement"), ("Address", "Destination")] {
        let diff = after(&[change]);
        let of_wire: Vec<_> = diff.changes.iter().filter(|change| change.rule.category == Category::Wire).collect();
        assert!(of_wire.is_empty(), "{of_wire:?}");
        assert!(names(&diff).contains(&"item-removed"), "{diff:?}");
    }
}

#[test]
fn one_of_another_name_that_is_another_is_noticed_on_the_wire() {
    let diff = after(&[("Colour", "Shade"), ("Blue = { value = 2 }", "Blue = { value = 3 }")]);
    assert!(names(&diff).contains(&"wire-type"), "{diff:?}");
    let diff = after(&[
        ("Bought", "Purchase"),
        ("who = { type = \"string\" }", "who = { type = \"string\", required = false }"),
    ]);
    assert!(names(&diff).contains(&"reply"), "{diff:?}");
}

#[test]
fn a_key_that_only_the_spec_knows_is_of_no_weight() {
    for (old, new) in [
        (&["[errors.order]", "errors = \"order\""][..], &["[errors.sale]", "errors = \"sale\""][..]),
        (&["[types.score", "rows:score"], &["[types.result", "rows:result"]),
        (&["[stages.release]", "stages = \"release\""], &["[stages.issue]", "stages = \"issue\""]),
    ] {
        let diff = after(&old.iter().copied().zip(new.iter().copied()).collect::<Vec<_>>());
        let is_light = diff.changes.iter().all(|change| change.rule.name == "item-key");
        assert!(is_light && !diff.changes.is_empty(), "{diff:?}");
    }
}
