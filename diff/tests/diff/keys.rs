//! No key of the language changes unnoticed.
//!
//! Every key that stands in the ground is given other values, and taken away where it may be missing. Whatever is still a
//! spec has changes if and only if it means something else. And every key of the language is among these.

use std::collections::BTreeSet;

use qq_cgi_diff::{GROUND, RULES, compare};
use qq_cgi_model::Checked;

use crate::{
    spec,
    spots::{Name, Spot, language, spots},
};

/// What nobody notices, and why.
const WITHOUT_EFFECT: &[(Name, &str)] = &[
    (("SpecTable", "files"), "says only where items stand"),
    (("SpecTable", "lints"), "says only what is said of the spec itself"),
    (("SpecTable", "budget"), "says only how long what is generated may be"),
    (("SignTable", "digest"), "there is one word"),
    (("PairsTable", "order"), "there is one word"),
];

/// Tables of which nobody notices anything, since they stand under a key of those.
const TABLES_WITHOUT_EFFECT: [&str; 1] = ["BudgetTable"];

/// Keys that only change together with others, in no page.
const TOGETHER: &[Together] = &[
    Together {
        names: &[("ExampleTable", "secret"), ("ExampleTable", "sign")],
        changes: &[(SHIPPED, "")],
        said: "examples-changed",
    },
    Together {
        names: &[
            ("CallbackTable", "example"),
            ("CallbackExampleTable", "secret"),
            ("CallbackExampleTable", "sign"),
            ("CallbackExampleTable", "params"),
        ],
        changes: &[(PINGED, "")],
        said: "examples-changed",
    },
    Together {
        names: &[("PageTable", "example"), ("PageExampleTable", "params"), ("PageExampleTable", "url")],
        changes: &[("{ topic = 7 }", "{ topic = 8 }"), ("topic=7", "topic=8")],
        said: "examples-changed",
    },
    Together {
        names: &[("AnswerTable", "errors")],
        changes: &[
            ("success = \"kOk\"\nerrors = \"named\"", "success = 0\nerrors = \"order\""),
            ("cancelled = \"kGone\"", "cancelled = -5"),
        ],
        said: "code-type",
    },
    Together {
        names: &[("CallbackAppsTable", "secret")],
        changes: &[("pay_key\"", "other_key\""), ("pay_key =", "other_key =")],
        said: "apps-changed",
    },
    Together {
        names: &[("CallbackAppsTable", "table")],
        changes: &[
            (
                "table = \"game\", secret = \"pay_key\", known = { game = \"zone\" }",
                "table = \"zone\", secret = \"zone_key\"",
            ),
            (
                "references = \"game\", find = \"exact\" }\n",
                "references = \"game\", find = \"exact\" }\nzone_key = { type = \"string\", generated = true, secret = true }\n",
            ),
        ],
        said: "apps-changed",
    },
    Together {
        names: &[("RecordFieldTable", "secret")],
        changes: &[
            ("apps = { table = \"game\", secret = \"pay_key\", known = { game = \"zone\" } }\n", ""),
            ("generated = true, secret = true", "generated = true"),
        ],
        said: "secret-removed",
    },
];

struct Together {
    names: &'static [Name],
    changes: &'static [(&'static str, &'static str)],
    said: &'static str,
}

const SHIPPED: &str = "secret = \"key\"\nsign = \"e3cefff47058066f4db4d01476b53c38\"\n";

const PINGED: &str = "[[callback.ping.example]]
secret = \"key\"
sign = \"78b241178827996d7d6177acf12031dd\"
params = { data = '{\"id\":7}' }
";

/// The keys that every item can have; they have a test of their own.
const TEXTS: [&str; 5] = ["zh", "en", "source", "basis", "note"];

/// The most mutants of one spot that are compared.
const MOST_MUTANTS: usize = 3;

#[test]
fn every_key_of_the_language_is_noticed_when_it_changes() {
    let ground = spec::ground();
    let meant = meaning(&ground);
    let spots = spots(GROUND.1);
    let mut noticed: BTreeSet<Name> = changed_in_pages(&spots);
    let mut wrong = Vec::new();
    for spot in &spots {
        let mut mutants = sound(spot.mutants(&spots));
        if mutants.is_empty() && !noticed.contains(&spot.name) {
            mutants = sound(spot.with_names(&spots));
        }
        for (mutant, text) in mutants {
            let is_noticed = !compare(&ground, &mutant).changes.is_empty();
            // A default that is written out says what it says unwritten.
            if is_noticed == (meaning(&mutant) == meant) {
                wrong.push(format!("{:?}: {}", spot.name, changed_line(&text)));
            }
            if is_noticed {
                noticed.extend(spot.names());
            }
        }
    }
    assert!(wrong.is_empty(), "not noticed, or noticed without a change:\n{}", wrong.join("\n"));

    for Together { names, changes, said } in TOGETHER {
        let mutant = spec::sound(&changed(changes)).unwrap_or_else(|why| panic!("{names:?}: {why}"));
        let found = compare(&ground, &mutant).changes;
        assert!(found.iter().any(|change| change.rule.name == *said), "{names:?}: {found:?}");
        noticed.extend(*names);
    }
    let without_effect = WITHOUT_EFFECT.iter().map(|(name, _)| *name);
    noticed.extend(without_effect);
    noticed.extend(language().into_iter().filter(|(table, _)| TABLES_WITHOUT_EFFECT.contains(table)));
    let left: Vec<_> =
        language().into_iter().filter(|name| !noticed.contains(name) && !TEXTS.contains(&name.1)).collect();
    assert!(left.is_empty(), "add to the ground, to a page, or to what changes together: {left:?}");
}

/// The ground with one key changed, for every key: the first of its places where that gives a spec.
pub(crate) fn mutants() -> Vec<(Name, Checked)> {
    let spots = spots(GROUND.1);
    let mut known = BTreeSet::new();
    let one_of = |spot: &Spot<'_>| {
        let mutants = if known.contains(&spot.name) { Vec::new() } else { sound(spot.mutants(&spots)) };
        known.extend(mutants.first().map(|_| spot.name));
        mutants.into_iter().map(|(mutant, _)| (spot.name, mutant)).collect::<Vec<_>>()
    };
    spots.iter().flat_map(one_of).collect()
}

/// The first few that are specs.
fn sound(texts: Vec<String>) -> Vec<(Checked, String)> {
    let sound = texts.into_iter().filter_map(|text| Some((spec::sound(&text).ok()?, text)));
    sound.take(MOST_MUTANTS).collect()
}

/// Whatever can carry words is given some.
#[test]
fn words_are_noticed_wherever_they_can_stand() {
    let ground = spec::ground();
    let meant = meaning(&ground);
    let spots = spots(GROUND.1);
    let carriers: BTreeSet<&str> =
        language().into_iter().filter(|(_, key)| *key == "note").map(|(table, _)| table).collect();
    let mut worded: BTreeSet<Name> = BTreeSet::new();
    for spot in spots.iter().filter(|spot| carriers.contains(spot.name.0)) {
        for key in TEXTS {
            let name = (spot.name.0, key);
            let has_it = spots.iter().any(|other| other.is_beside(spot) && other.name.1 == key);
            if has_it || worded.contains(&name) {
                continue;
            }
            let value = if key == "source" { "[\"words\"]" } else { "\"words\"" };
            let mutant = spec::sound(&spot.preceded_by(&format!("{key} = {value}")));
            let Some(mutant) = mutant.ok().filter(|mutant| meaning(mutant) != meant) else { continue };
            let said: Vec<_> = compare(&ground, &mutant).changes.iter().map(|change| change.rule.name).collect();
            assert!(said == ["text"] || said == ["examples-changed"], "{:?}, {key}: {said:?}", spot.path);
            worded.insert(name);
        }
    }
    let left: Vec<_> =
        language().into_iter().filter(|name| TEXTS.contains(&name.1) && !worded.contains(name)).collect();
    // The other test changes these where they stand.
    let left: Vec<_> = left.into_iter().filter(|name| spots.iter().all(|spot| spot.name != *name)).collect();
    assert!(left.is_empty(), "{left:?}");
}

/// The keys whose values the changes of the pages change: there, all that follows is told.
fn changed_in_pages(ground: &[Spot<'_>]) -> BTreeSet<Name> {
    let values = |spots: &[Spot<'_>]| -> BTreeSet<(Vec<String>, Name, String)> {
        let leaves = spots.iter().filter(|spot| spot.is_leaf());
        leaves.map(|spot| (spot.path.clone(), spot.name, spot.written().to_owned())).collect()
    };
    let known = values(ground);
    let of_page = |text: String| -> Vec<Name> {
        values(&spots(&text)).symmetric_difference(&known).map(|(_, name, _)| *name).collect()
    };
    RULES.iter().flat_map(|rule| of_page(rule.page().changed().unwrap())).collect()
}

/// All that a Model says, without the places where it is written.
fn meaning(checked: &Checked) -> String {
    let text = format!("{:?}", checked.model);
    let parts = text.split("Place { file: ").map(|part| part.split_once("line: ").map_or(part, |(_, rest)| rest));
    parts.map(|part| part.trim_start_matches(|digit: char| digit.is_ascii_digit())).collect()
}

fn changed(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(GROUND.1.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    })
}

/// The line of a mutant that the ground does not have.
fn changed_line(text: &str) -> String {
    let known: BTreeSet<_> = GROUND.1.lines().collect();
    text.lines().find(|line| !known.contains(line)).unwrap_or("a line less").to_owned()
}
