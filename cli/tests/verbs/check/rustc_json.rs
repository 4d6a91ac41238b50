//! `--format rustc-json`: what rustc prints, and what rust-analyzer reads.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use cargo_metadata::{
    Message,
    diagnostic::{Applicability, Diagnostic, DiagnosticLevel, DiagnosticSpan},
};
use serde_json::Value;

use super::{AGAIN, MEMBER, OWN, mistaken};
use crate::{folder::Folder, program::run_in};

/// The mistakes as rust-analyzer reads them: cargo's messages first, else rustc's.
fn read(folder: &Folder, root: &str) -> Vec<Diagnostic> {
    let ran = run_in(folder.path(), &["check", root, "--format", "rustc-json"]);
    assert_eq!((ran.code, &*ran.stderr), (1, ""));
    let one = |line: &str| {
        assert!(serde_json::from_str::<Message>(line).is_err(), "a message of cargo's: {line}");
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
    };
    ran.stdout.lines().map(one).collect()
}

#[test]
fn a_mistake_reads_back_with_its_place_its_help_and_its_suggestion() {
    let found = &read(&mistaken(), "specs/own.toml")[0];
    assert_eq!((found.level, &*found.message), (DiagnosticLevel::Error, "unknown key `valeu` in a value of an enum"));
    let code = found.code.as_ref().unwrap();
    let explained = code.explanation.as_deref().unwrap();
    assert!(code.code == "QQ0101" && explained.contains("\n\n"), "the purpose, then the reasons of its page: {code:?}");

    let [span] = &found.spans[..] else { panic!("{found:?}") };
    assert_eq!(
        (&*span.file_name, span.is_primary, span.label.as_deref()),
        ("specs/own.toml", true, Some("unknown key"))
    );
    marks(span, OWN, "valeu");
    assert_eq!((span.line_start, span.line_end, span.column_start, span.column_end), (8, 8, 27, 32));

    let [meant, keys] = &found.children[..] else { panic!("{found:?}") };
    assert_eq!((meant.level, &*meant.message), (DiagnosticLevel::Help, "did you mean `value`?"));
    assert_eq!((keys.level, keys.spans.len()), (DiagnosticLevel::Help, 0));
    let [place] = &meant.spans[..] else { panic!("{meant:?}") };
    marks(place, OWN, "valeu");
    assert_eq!(place.suggested_replacement.as_deref(), Some("value"));
    assert_eq!(place.suggestion_applicability, Some(Applicability::MachineApplicable));

    let human = run_in(mistaken().path(), &["check", "specs/own.toml"]);
    let rendered = found.rendered.as_deref().unwrap();
    assert!(
        human.stderr.contains(rendered) && rendered.ends_with("value, zh, en, source, basis, note\n\n"),
        "{found:?}"
    );
}

#[test]
fn a_suggestion_keeps_the_quotes() {
    let found = &read(&mistaken(), "specs/own.toml")[1];
    let place = &found.children[0].spans[0];
    marks(place, OWN, "'Colur'");
    assert_eq!(place.suggested_replacement.as_deref(), Some("'Colour'"));
}

#[test]
fn all_suggestions_put_in_place_leave_no_mistake_behind() {
    let folder = Folder::new();
    folder.write("own.toml", &OWN.replace("files = ['多 100%,a.toml']", ""));
    let mut mended = folder.read("own.toml");
    for found in read(&folder, "own.toml").iter().rev() {
        let place = &found.children[0].spans[0];
        let range = place.byte_start as usize..place.byte_end as usize;
        mended.replace_range(range, place.suggested_replacement.as_deref().unwrap());
    }
    folder.write("own.toml", &mended);
    let ran = run_in(folder.path(), &["check", "own.toml"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn a_stub_has_placeholders_and_stands_at_the_end_of_the_file() {
    let folder = Folder::new();
    let own = "[spec]\nname = 'own'\n[struct.Pear.fields]\nto = { type = 'Address' }\n";
    folder.write("own.toml", own);
    let found = &read(&folder, "own.toml")[0];
    let stub = found.children.last().unwrap();
    assert_eq!(stub.message, "write a stub of `[struct.Address]`");
    let [place] = &stub.spans[..] else { panic!("{stub:?}") };
    assert_eq!((place.byte_start as usize, place.byte_end as usize), (own.len(), own.len()));
    assert_eq!(place.suggestion_applicability, Some(Applicability::HasPlaceholders));
    assert!(place.suggested_replacement.as_ref().unwrap().contains("\n[struct.Address]\n"), "{place:?}");
}

#[test]
fn a_second_place_in_another_file_is_a_span_that_is_not_primary() {
    let found = &read(&mistaken(), "specs/own.toml")[2];
    let [again, first] = &found.spans[..] else { panic!("{found:?}") };
    assert_eq!((again.file_name.clone(), again.is_primary), (format!("specs/{MEMBER}"), true));
    marks(again, AGAIN, "Apple");
    assert_eq!((&*first.file_name, first.is_primary), ("specs/own.toml", false));
    assert_eq!(first.label.as_deref(), Some("first defined here"));
    marks(first, OWN, "Apple");
}

#[test]
fn a_place_of_several_lines_shows_each() {
    let folder = Folder::new();
    folder.write("own.toml", "[spec]\r\nname = 'own'\r\nen = [\r\n  '大红',\r\n]\r\n");
    let span = &read(&folder, "own.toml")[0].spans[0];
    let lines: Vec<_> = span.text.iter().map(|line| (&*line.text, line.highlight_start, line.highlight_end)).collect();
    assert_eq!(lines, [("en = [", 6, 7), ("  '大红',", 1, 8), ("]", 1, 2)]);
    assert_eq!((span.line_start, span.column_start, span.line_end, span.column_end), (3, 6, 5, 2));
}

#[test]
fn a_root_that_is_not_there_has_no_spans() {
    let found = read(&Folder::new(), "none.toml");
    assert_eq!((found.len(), found[0].spans.len()), (1, 0));
    assert_eq!(found[0].rendered.as_deref(), Some(&*format!("error[QQ0001]: {}\n\n", found[0].message)));
}

#[test]
fn the_form_is_that_of_the_rustc_at_hand() {
    let folder = mistaken();
    folder.write("broken.rs", "fn main() {\n    prntln!(\"x\");\n    let x: u32 = \"红\";\n}\n");
    let output = Command::new("rustc")
        .args(["--error-format=json", "--emit=metadata", "broken.rs"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let theirs = Shape::of(&String::from_utf8(output.stderr).unwrap());
    let ran = run_in(folder.path(), &["check", "specs/own.toml", "--format", "rustc-json"]);
    let ours = Shape::of(&ran.stdout);
    assert_eq!(ours.keys, theirs.keys);
    for (path, kinds) in &ours.kinds {
        assert!(kinds.is_subset(&theirs.kinds[path]), "{path}: {kinds:?} is not in {:?}", theirs.kinds[path]);
    }
}

/// Fails unless a span marks the first `marked` of `text` in every way in which it says where it is.
fn marks(span: &DiagnosticSpan, text: &str, marked: &str) {
    let start = text.find(marked).unwrap();
    assert_eq!((span.byte_start as usize, span.byte_end as usize), (start, start + marked.len()), "{span:?}");
    let before = &text[..start];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    assert_eq!(span.line_start, before.matches('\n').count() + 1, "{span:?}");
    assert_eq!(span.column_start, before[line_start..].chars().count() + 1, "{span:?}");
    let [line] = &span.text[..] else { panic!("{span:?}") };
    assert_eq!((line.highlight_start, line.highlight_end), (span.column_start, span.column_end));
    assert_eq!(text.lines().nth(span.line_start - 1), Some(&*line.text));
    // An editor counts in UTF-16; rust-analyzer gets there by the characters of the line.
    let wide = |chars: usize| line.text.chars().take(chars).map(char::len_utf16).sum::<usize>();
    assert_eq!(wide(span.column_start - 1), before[line_start..].encode_utf16().count());
    assert_eq!(wide(span.column_end - 1) - wide(span.column_start - 1), marked.encode_utf16().count());
}

/// Which keys objects have, and what kinds of values stand where.
#[derive(Default)]
struct Shape {
    /// Where an object stands, and every set of keys that one has there.
    keys: BTreeMap<String, BTreeSet<Vec<String>>>,
    kinds: BTreeMap<String, BTreeSet<&'static str>>,
}

impl Shape {
    fn of(lines: &str) -> Self {
        let mut shape = Self::default();
        for line in lines.lines() {
            shape.add("", &serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}")));
        }
        shape
    }

    fn add(&mut self, path: &str, value: &Value) {
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "bool",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        self.kinds.entry(path.to_owned()).or_default().insert(kind);
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.add(&format!("{path}[]"), item)),
            Value::Object(table) => {
                // In the order of their names: that of rustc is nobody's business.
                let mut keys: Vec<_> = table.keys().cloned().collect();
                keys.sort();
                self.keys.entry(path.to_owned()).or_default().insert(keys);
                table.iter().for_each(|(key, value)| self.add(&format!("{path}.{key}"), value));
            }
            _ => {}
        }
    }
}
