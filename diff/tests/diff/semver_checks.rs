//! `cargo-semver-checks`, where it is installed: what it says of the two clients of each page.
//!
//! It looks at public items as rustdoc lists them, and not at all types. So whatever it calls major must be major here as well; what
//! it does not see is listed. Where it is not installed, this says `SKIPPED`: `cargo install cargo-semver-checks --locked`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

use qq_cgi_diff::{Category, RULES, Verdict, compare};

use crate::{
    compiled::{Rustc, generated},
    spec,
};

/// Source rules that say major, where `cargo-semver-checks` 0.51 sees nothing of it: types, and the order of arguments.
const UNSEEN: &[&str] = &["QD0203", "QD0204", "QD0211", "QD0224", "QD0406", "QD0424", "QD0510", "QD0608"];

#[test]
fn cargo_semver_checks_finds_nothing_that_is_not_told() {
    let Some(program) = installed() else {
        eprintln!("SKIPPED: cargo-semver-checks is not installed");
        return;
    };
    let rustc = Rustc::new();
    rustc.library("depot", &format!("pub mod spec {{ {} }}", generated(&spec::base())));
    let ground = spec::ground();
    let baseline = rustc.rustdoc_json("before", &generated(&ground));
    let mut unseen = Vec::new();
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<(String, bool), usize> = BTreeMap::new();
    for rule in RULES.iter().filter(|rule| rule.category == Category::Source) {
        let new = spec::sound(&rule.page().changed().unwrap()).unwrap();
        let of_rust = compare(&ground, &new).changes.into_iter().map(|change| change.rule);
        let verdict = of_rust.filter(|rule| rule.category == Category::Source).map(|rule| rule.verdict).max();
        let current = rustc.rustdoc_json("after", &generated(&new));
        let is_major = says_major(&program, &baseline, &current);
        *counts.entry((verdict.unwrap().to_string(), is_major)).or_default() += 1;
        match (verdict, is_major) {
            (Some(Verdict::Major), false) => unseen.push(rule.id),
            (Some(Verdict::Minor | Verdict::Patch) | None, true) => wrong.push(rule.id),
            _ => {}
        }
    }
    eprintln!("(verdict, whether cargo-semver-checks says major): {counts:?}");
    assert!(wrong.is_empty(), "cargo-semver-checks says major of {wrong:?}");
    assert_eq!(unseen, UNSEEN, "what cargo-semver-checks does not see");
}

fn installed() -> Option<PathBuf> {
    let program = std::env::var_os("QQ_CGI_SEMVER_CHECKS").map_or_else(|| "cargo-semver-checks".into(), PathBuf::from);
    Command::new(&program).args(["semver-checks", "--version"]).output().ok()?.status.success().then_some(program)
}

fn says_major(program: &Path, baseline: &Path, current: &Path) -> bool {
    let mut command = Command::new(program);
    command.args(["semver-checks", "--release-type", "minor", "--baseline-rustdoc"]).arg(baseline);
    let ran = command.arg("--current-rustdoc").arg(current).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stderr).into_owned() + &String::from_utf8_lossy(&ran.stdout);
    assert!(said.contains("Summary") || said.contains("no semver update required"), "{said}");
    !ran.status.success()
}
