//! Mistakes, most of them in copies of the shipped spec: each is found once, where it is, in both formats.

use std::{fs, path::Path};

use serde_json::Value;

use crate::{
    folder::Folder,
    program::{Ran, run_in, workspace},
};

const CARD: &str = "relay/summary_card.toml";
const ERRORS: &str = "relay/errors.toml";

/// A change of a file, and what is to be found.
struct Mistake {
    file: &'static str,
    old: &'static str,
    new: &'static str,
    rule: &'static str,
    /// The text that is marked.
    marked: &'static str,
    message: &'static str,
    suggestion: Option<&'static str>,
}

const MISTAKES: [Mistake; 8] = [
    Mistake {
        file: CARD,
        old: "methods = ",
        new: "metods = ",
        rule: "QQ0101",
        marked: "metods",
        message: "unknown key `metods` in a command",
        suggestion: Some("methods"),
    },
    Mistake {
        file: CARD,
        old: "\"u32\"",
        new: "\"u23\"",
        rule: "QQ0105",
        marked: "\"u23\"",
        message: "unknown type `u23`",
        suggestion: Some("u32"),
    },
    Mistake {
        file: ERRORS,
        old: "\"retry_once\"",
        new: "\"retry_onec\"",
        rule: "QQ0104",
        marked: "\"retry_onec\"",
        message: "unknown word \"retry_onec\"",
        suggestion: Some("retry_once"),
    },
    Mistake {
        file: ERRORS,
        old: "[errors.relay]",
        new: "[error.relay]",
        rule: "QQ0101",
        marked: "error.relay",
        message: "unknown key `error` in a spec file",
        suggestion: Some("errors"),
    },
    Mistake {
        file: CARD,
        old: "gateway = \"relay\"\n",
        new: "",
        rule: "QQ0102",
        marked: "[command.qc_set_summary_card]",
        message: "the key `gateway` is missing in a command",
        suggestion: None,
    },
    Mistake {
        file: "social.toml",
        old: "name = \"qq-game-social\"\n",
        new: "",
        rule: "QQ0102",
        marked: "[spec]",
        message: "the key `name` is missing in [spec]",
        suggestion: None,
    },
    Mistake {
        file: CARD,
        old: "\"SetSummaryCard\"",
        new: "\"SetSummaryCard",
        rule: "QQ0002",
        marked: "",
        message: "this is not TOML",
        suggestion: None,
    },
    Mistake {
        file: CARD,
        old: "a61529eb51852c7bb6fe396bd62dadcd",
        new: "a61529eb51852c7bb6fe396bd62dadce",
        rule: "QQ0301",
        marked: "\"a61529eb51852c7bb6fe396bd62dadce\"",
        message: "the vector does not reproduce",
        suggestion: None,
    },
];

#[test]
fn each_mistake_is_found_where_it_is() {
    for mistake in &MISTAKES {
        let folder = Folder::of_shipped_spec();
        let text = folder.change(mistake.file, mistake.old, mistake.new);
        let (line, column) = place_of(mistake, &text);
        let ran = run_in(folder.path(), &["check", "social.toml", "--format", "json"]);
        let found = only(&ran, mistake.rule, mistake.file);
        assert_eq!(ran.code, 1);
        assert_eq!(found["message"], mistake.message);
        assert_eq!((&found["line"], &found["column"]), (&line.into(), &column.into()), "{ran:?}");
        assert_eq!(found["suggestion"], mistake.suggestion.map_or(Value::Null, Value::from), "{ran:?}");
        says_the_same(&found, &run_in(folder.path(), &["check", "social.toml"]));
    }
}

#[test]
fn mistakes_in_several_files_are_found_at_once() {
    let folder = Folder::of_shipped_spec();
    folder.change(CARD, "\"u32\"", "\"u23\"");
    folder.change(CARD, "methods = ", "metods = ");
    folder.change(ERRORS, "\"retry_once\"", "\"retry_onec\"");
    let ran = run_in(folder.path(), &["check", "social.toml", "--format", "json"]);
    let found: Vec<_> = ran.json().iter().map(|found| (found["rule"].clone(), found["file"].clone())).collect();
    let expected = [("QQ0101", CARD), ("QQ0105", CARD), ("QQ0104", ERRORS)];
    assert_eq!(found, expected.map(|(rule, file)| (rule.into(), file.into())), "{ran:?}");

    let human = run_in(folder.path(), &["check", "social.toml"]);
    assert_eq!((human.code, &*human.stdout), (1, ""));
    let end = "\n\nsocial.toml: 3 errors\n`qq-cgi explain QQ0101` says more about the rule\n";
    assert!(human.stderr.ends_with(end), "{}", human.stderr);
    let starts: Vec<_> = human.stderr.split("\n\n").map(|part| &part[..13]).collect();
    assert_eq!(starts, ["error[QQ0101]", "error[QQ0105]", "error[QQ0104]", "social.toml: "]);
}

#[test]
fn twenty_mistakes_in_five_files_are_twenty_findings_each_at_its_place() {
    let folder = workspace().join("tests/mistakes/twenty");
    let expected = fs::read_to_string(folder.join("places.txt")).unwrap();
    let expected: Vec<_> = expected.lines().collect();
    let ran = run_in(&folder, &["check", "spec.toml", "--format", "json"]);
    assert_eq!((ran.code, &*ran.stderr), (1, ""));
    let found: Vec<_> = ran.json().iter().map(|found| place_and_text(found, &folder)).collect();
    assert_eq!(found, expected);
    assert_eq!(found.len(), 20);

    let human = run_in(&folder, &["check", "spec.toml"]);
    let places = human.stderr.lines().filter_map(|line| line.trim().strip_prefix("--> "));
    let expected = expected.iter().map(|line| line.split(' ').next().unwrap());
    assert_eq!(places.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    assert!(human.stderr.contains("\n\nspec.toml: 20 errors\n"), "{human:?}");
}

#[test]
fn a_path_is_shown_as_it_was_given() {
    let folder = Folder::of_shipped_spec();
    folder.change(CARD, "\"u32\"", "\"u23\"");
    let root = folder.path().join("social.toml");
    let ran = run_in(&std::env::temp_dir(), &["check", root.to_str().unwrap(), "--format", "json"]);
    assert_eq!(ran.json()[0]["file"], folder.path().join(CARD).to_str().unwrap());
}

/// `FILE:LINE:COLUMN RULE TEXT` of what is marked in a line.
fn place_and_text(found: &Value, folder: &Path) -> String {
    let number = |key: &str| usize::try_from(found[key].as_u64().unwrap()).unwrap();
    let file = found["file"].as_str().unwrap();
    let text = fs::read_to_string(folder.join(file)).unwrap();
    let line = text.lines().nth(number("line") - 1).unwrap();
    let marked = line.chars().take(number("end_column") - 1).skip(number("column") - 1);
    let (place, rule) = (format!("{file}:{}:{}", number("line"), number("column")), found["rule"].as_str().unwrap());
    format!("{place} {rule} {}", marked.collect::<String>())
}

/// The one finding of this rule in this file, where a mistake may have others in its wake.
fn only(ran: &Ran, rule: &str, file: &str) -> Value {
    let found: Vec<_> = ran.json().into_iter().filter(|found| found["rule"] == rule && found["file"] == file).collect();
    assert_eq!(found.len(), 1, "{ran:?}");
    found[0].clone()
}

fn says_the_same(found: &Value, human: &Ran) {
    assert_eq!(human.code, 1);
    let word = |key: &str| found[key].as_str().unwrap_or_default();
    let title = format!("error[{}]: {}\n", word("rule"), word("message"));
    let place = format!("--> {}:{}:{}\n", word("file"), found["line"], found["column"]);
    let mut expected = vec![title.as_str(), &place, word("label")];
    expected.extend(word("help").lines());
    for text in expected {
        assert!(human.stderr.contains(text), "{text} is missing in\n{}", human.stderr);
    }
}

/// Line and column of the marked text, counted in characters; of the changed one's end where nothing is marked.
fn place_of(mistake: &Mistake, text: &str) -> (usize, usize) {
    let byte = match mistake.marked {
        "" => text.find(mistake.new).unwrap() + mistake.new.len(),
        marked => text.find(marked).unwrap(),
    };
    let before = &text[..byte];
    (before.matches('\n').count() + 1, before.chars().rev().take_while(|next| *next != '\n').count() + 1)
}
