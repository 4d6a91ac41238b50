//! Compiler, `qq-cgi check` and its JSON say the same of the same mistakes: rule, words, place, snippet and help.
//!
//! What rustc prints stands beside the mistakes that the whole's tests compile, and is held there.

use std::{fs, path::PathBuf};

use serde_json::Value;

use crate::program::{run_in, workspace};

/// Mistakes of every kind, and warnings.
const AMONG_THEM: [&str; 4] = ["many-mistakes", "newer-kinds", "twenty", "warnings"];

/// From the first line of rustc's own snippet on, what it prints is about the attribute.
const OWN_SNIPPET: &str = "/main.rs:";

#[test]
fn compiler_and_command_line_use_the_same_words() {
    let mut compared = Vec::new();
    for (name, stderr) in mistakes() {
        let compiler = said_by_rustc(&stderr);
        if compiler.is_empty() {
            continue; // The attribute is wrong, not the spec.
        }
        let root = format!("mistakes/{name}/spec.toml");
        let human = run_in(&tests(), &["check", &root]);
        let (findings, summary) = human.stderr.trim_end().rsplit_once("\n\n").unwrap();
        let human: Vec<&str> = findings.split("\n\n").collect();
        assert_eq!(compiler, human, "{name}: left is what rustc says");
        let json = run_in(&tests(), &["check", &root, "--format", "json"]).json();
        assert_eq!(json.len(), human.len(), "{name}");
        for (text, json) in human.iter().zip(&json) {
            assert_same(text, json);
        }
        assert_eq!(summary.lines().next(), Some(&*format!("{root}: {}", counted(&json))));
        compared.push(name);
    }
    for name in AMONG_THEM {
        assert!(compared.iter().any(|known| known == name), "{name} is not among {compared:?}");
    }
}

/// What the text says is what the object says.
fn assert_same(text: &str, json: &Value) {
    let field = |name: &str| json[name].as_str().unwrap_or_default();
    let mut lines = text.lines();
    let title = format!("{}[{}]: {}", field("level"), field("rule"), field("message"));
    assert_eq!(lines.next().unwrap(), title, "{json}");
    let place = lines.next().unwrap().trim_start().strip_prefix("--> ").unwrap();
    assert_eq!(place, format!("{}:{}:{}", field("file"), json["line"], json["column"]), "{json}");
    let (help, snippet): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.trim_start().starts_with("= "));
    let help: Vec<_> = help.iter().map(|line| line.trim_start().strip_prefix("= help: ").unwrap()).collect();
    assert_eq!(help.join("\n"), field("help"), "{json}");
    assert!(snippet.join("\n").contains(field("label")), "{text}\n{json}");
    let file = fs::read_to_string(tests().join(field("file"))).unwrap();
    let number = usize::try_from(json["line"].as_u64().unwrap()).unwrap();
    let line = file.lines().nth(number - 1).unwrap_or_default();
    let drawn = format!("{number} | {}", line.replace('\t', "    "));
    assert!(snippet.iter().any(|drew| drew.trim() == drawn.trim()), "{drawn} is not in\n{text}");
}

/// The findings of our rules, as the command line would print them.
fn said_by_rustc(stderr: &str) -> Vec<String> {
    stderr.split("\n\n").filter_map(finding).collect()
}

fn finding(block: &str) -> Option<String> {
    let (level, rest) = block.split_once(": ")?;
    // A warning is a note about something deprecated, whose name comes first.
    let rest = if level == "warning" { rest.split_once("`: ")?.1 } else { rest };
    let (rule, rest) = rest.strip_prefix('[')?.split_once("] ")?;
    let lines: Vec<&str> = rest.lines().collect();
    let own = lines.iter().position(|line| line.contains(OWN_SNIPPET) && line.contains("-->"))?;
    let (title, body) = lines[..own].split_first()?;
    let indent = level.len() + ": ".len();
    let body: Vec<&str> = body.iter().map(|line| line.get(indent..).unwrap_or_default()).collect();
    Some(format!("{level}[{rule}]: {title}\n{}", body.join("\n")))
}

/// `2 errors, 1 warning`.
fn counted(json: &[Value]) -> String {
    let count = |level: &str| json.iter().filter(|found| found["level"] == level).count();
    let counts = ["error", "warning"].map(|level| (level, count(level)));
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    let counts: Vec<_> =
        counts.map(|(level, count)| format!("{count} {level}{}", if *count == 1 { "" } else { "s" })).collect();
    counts.join(", ")
}

/// Each folder of mistakes whose root is in it, with what rustc prints.
fn mistakes() -> Vec<(String, String)> {
    let folders = fs::read_dir(tests().join("mistakes")).unwrap().map(|entry| entry.unwrap());
    let mut found: Vec<_> = folders
        .filter(|folder| folder.path().join("spec.toml").is_file())
        .map(|folder| {
            let stderr = fs::read_to_string(folder.path().join("main.stderr")).unwrap();
            (folder.file_name().into_string().unwrap(), stderr)
        })
        .collect();
    found.sort();
    found
}

fn tests() -> PathBuf {
    workspace().join("tests")
}
