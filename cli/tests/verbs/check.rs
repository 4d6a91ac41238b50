//! `qq-cgi check`: what is right, and how it says what is not.

mod github;
mod recipes;
mod rustc_json;
mod sarif;

use serde_json::json;

use crate::{
    folder::Folder,
    program::{finish, qq_cgi, run, run_in},
};

/// Three mistakes in two files: a key, behind characters of three and four bytes; a type; a name that is there twice.
const OWN: &str = "[spec]
name = 'own'
en = '大'
files = ['多 100%,a.toml']

[enum.Colour]
zh = '颜色'
values.Red = { zh = '𠮷红', valeu = 1 }

[struct.Apple.fields]
colour = { zh = '颜色', type = 'Colur' }
";
const MEMBER: &str = "多 100%,a.toml";
const AGAIN: &str = "[struct.Apple.fields]\nsize = { type = 'u32' }\n";

fn mistaken() -> Folder {
    let folder = Folder::new();
    folder.write("specs/own.toml", OWN).write(&format!("specs/{MEMBER}"), AGAIN);
    folder
}

/// The same without mistakes.
fn mended() -> Folder {
    let folder = Folder::new();
    let own = OWN.replace("valeu", "value").replace("Colur", "Colour");
    let own = own.replace("en = '大'\n", "en = '大'\nlints = { unused-item = 'allow' }\n");
    folder.write("specs/own.toml", &own).write(&format!("specs/{MEMBER}"), &AGAIN.replace("Apple", "Pear"));
    folder
}

#[test]
fn every_format_is_silent_or_empty_about_what_is_right() {
    let folder = mended();
    for format in ["json", "rustc-json", "github"] {
        let ran = run_in(folder.path(), &["check", "specs/own.toml", "--format", format]);
        assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (0, "", ""), "{format}");
    }
    let human = run_in(folder.path(), &["check", "specs/own.toml"]);
    assert_eq!((human.code, &*human.stdout), (0, ""), "{human:?}");
}

#[test]
fn every_format_fails_for_what_is_wrong() {
    let folder = mistaken();
    for (format, lines) in [("human", 0), ("json", 3), ("rustc-json", 3), ("github", 3), ("sarif", 1)] {
        let ran = run_in(folder.path(), &["check", "specs/own.toml", "--format", format]);
        assert_eq!((ran.code, ran.stdout.lines().count()), (1, lines), "{ran:?}");
        assert_eq!(ran.stderr.is_empty(), format != "human", "{ran:?}");
    }
}

#[test]
fn every_format_says_the_same_at_the_same_place() {
    let folder = mistaken();
    let said = |format: &str| run_in(folder.path(), &["check", "specs/own.toml", "--format", format]);
    let (rustc, github, sarif) = (said("rustc-json").json(), said("github").stdout, said("sarif").json());
    for (at, found) in said("json").json().iter().enumerate() {
        let span = &rustc[at]["spans"][0];
        assert_eq!(
            [&rustc[at]["code"]["code"], &rustc[at]["level"], &rustc[at]["message"], &span["label"]],
            [&found["rule"], &found["level"], &found["message"], &found["label"]]
        );
        let place = ["line", "column", "end_line", "end_column"].map(|key| &found[key]);
        assert_eq!(["line_start", "column_start", "line_end", "column_end"].map(|key| &span[key]), place);
        assert_eq!(span["file_name"], found["file"]);
        let help: Vec<_> =
            rustc[at]["children"].as_array().unwrap().iter().map(|child| child["message"].as_str().unwrap()).collect();
        assert_eq!(help.join("\n"), found["help"].as_str().unwrap_or_default());

        let result = &sarif[0]["runs"][0]["results"][at];
        assert_eq!((&result["ruleId"], &result["level"]), (&found["rule"], &found["level"]));
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(["startLine", "startColumn", "endLine", "endColumn"].map(|key| &region[key]), place);
        let words = result["message"]["text"].as_str().unwrap();
        assert_eq!(words.lines().next(), found["message"].as_str());
        assert!(help.iter().all(|help| words.contains(help)), "{words}");

        let [line, column, end_line, end_column] = place;
        let command = github.lines().nth(at).unwrap();
        let properties = format!("line={line},endLine={end_line},col={column},endColumn={end_column},title=");
        assert!(command.contains(&properties) && command.contains(found["message"].as_str().unwrap()), "{command}");
    }
}

#[test]
fn only_check_knows_more_than_two_formats() {
    for verb in [&["list"][..], &["explain", "QQ0101"]] {
        for format in ["rustc-json", "github", "sarif"] {
            assert_eq!(run(&[verb, &["--format", format]].concat()).code, 2, "{verb:?} {format}");
        }
    }
}

#[test]
fn the_shipped_spec_has_no_mistakes() {
    let ran = run(&["check"]);
    assert_eq!((ran.code, &*ran.stdout), (0, ""));
    assert!(ran.stderr.starts_with("social.toml of the shipped component: no mistakes ("), "{ran:?}");
    assert_eq!(ran.stderr.lines().count(), 1);
}

#[test]
fn json_of_a_good_spec_is_nothing_at_all() {
    let ran = run(&["check", "--format", "json"]);
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (0, "", ""));
}

#[test]
fn the_shipped_spec_on_disk_is_the_embedded_one() {
    let on_disk = run(&["check", "spec/social.toml"]);
    assert_eq!(on_disk.code, 0, "{on_disk:?}");
    let embedded = run(&["check"]).stderr.replacen(" of the shipped component", "", 1);
    assert_eq!(on_disk.stderr, format!("spec/{embedded}"));
}

#[test]
fn a_summary_counts_what_is_there() {
    let folder = Folder::new();
    folder.write("tiny.toml", "[spec]\nname = 'tiny'\nen = 'Nothing yet.'\n");
    let ran = run_in(folder.path(), &["check", "tiny.toml"]);
    assert_eq!(ran.stderr, "tiny.toml: no mistakes (1 file, 0 commands)\n", "{ran:?}");
}

#[test]
fn every_key_of_a_finding_is_there() {
    let folder = Folder::new();
    folder.write(
        "own.toml",
        "[spec]\nname = 'own'\nen = '大'\n\n[enum.Colour]\nzh = '颜色'\nvalues.Red = { zh = '红', valeu = 1 }\n",
    );
    let ran = run_in(folder.path(), &["check", "own.toml", "--format=json"]);
    assert_eq!((ran.code, &*ran.stderr), (1, ""));
    let found = &ran.json()[0];
    let keys: Vec<_> = found.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "rule",
            "level",
            "message",
            "label",
            "file",
            "line",
            "column",
            "end_line",
            "end_column",
            "others",
            "help",
            "suggestion"
        ]
    );
    assert_eq!((&found["rule"], &found["level"]), (&"QQ0101".into(), &"error".into()));
    assert_eq!(found["message"], "unknown key `valeu` in a value of an enum");
    assert_eq!((&found["file"], &found["suggestion"]), (&"own.toml".into(), &"value".into()));
    // Counted in characters: 红 is one, though it has three bytes and two columns on a terminal.
    let [line, column, end_line, end_column] = ["line", "column", "end_line", "end_column"].map(|key| &found[key]);
    assert_eq!([line, column, end_line, end_column], [7, 26, 7, 31]);
    assert!(found["help"].as_str().unwrap().starts_with("did you mean `value`?\n"), "{found}");
    assert_eq!(found["others"], json!([]));
}

#[test]
fn json_holds_the_other_places() {
    let found = &run_in(mistaken().path(), &["check", "specs/own.toml", "--format", "json"]).json()[2];
    assert_eq!((&found["file"], &found["line"]), (&format!("specs/{MEMBER}").into(), &1.into()));
    let first = json!({
        "label": "first defined here",
        "file": "specs/own.toml",
        "line": 10,
        "column": 9,
        "end_line": 10,
        "end_column": 14,
    });
    assert_eq!(found["others"], json!([first]));
}

#[test]
fn a_file_that_is_not_there_has_no_position() {
    let folder = Folder::new();
    let ran = run_in(folder.path(), &["check", "none.toml", "--format", "json"]);
    let found = &ran.json()[0];
    assert_eq!((ran.code, &found["rule"]), (1, &"QQ0001".into()));
    assert_eq!(found["others"], json!([]));
    for key in ["label", "file", "line", "column", "end_line", "end_column", "help", "suggestion"] {
        assert!(found[key].is_null(), "{key} in {found}");
    }
    let human = run_in(folder.path(), &["check", "none.toml"]);
    let expected = "error[QQ0001]: cannot read the spec `none.toml`: there is no such file\n\nnone.toml: 1 error\n\
                    `qq-cgi explain QQ0001` says more about the rule\n";
    assert_eq!((human.code, &*human.stderr), (1, expected));
}

#[test]
fn a_warning_is_said_and_fails_nothing() {
    let folder = Folder::new();
    let unused = "[spec]\nname = 'own'\n[enum.Colour.values]\nRed = { value = 1 }\n";
    folder.write("own.toml", unused);
    let ran = run_in(folder.path(), &["check", "own.toml"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stderr.starts_with("warning[QQ0401]: nothing uses the enum `Colour`\n --> own.toml:3:7\n"), "{ran:?}");
    assert!(ran.stderr.contains("\n\nown.toml: 1 warning\n"), "{ran:?}");
    let ran = run_in(folder.path(), &["check", "own.toml", "--format", "json"]);
    assert_eq!((ran.code, &ran.json()[0]["level"]), (0, &"warning".into()));
    // What works on a spec works on this one, and says nothing of it.
    let ran = run_in(folder.path(), &["list", "--spec", "own.toml"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");

    folder.write("own.toml", &unused.replace("'own'\n", "'own'\nlints = { unused-item = 'deny' }\n"));
    let ran = run_in(folder.path(), &["check", "own.toml"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stderr.contains("\n\nown.toml: 1 error\n"), "{ran:?}");
}

#[test]
fn wrong_usage_is_2() {
    for wrong in [&["check", "--format", "xml"][..], &["chekc"], &[], &["check", "a.toml", "b.toml"]] {
        assert_eq!(run(wrong).code, 2, "{wrong:?}");
    }
    for right in ["--help", "--version"] {
        assert_eq!(finish(qq_cgi().arg(right)).code, 0, "{right}");
    }
}
