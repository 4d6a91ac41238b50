//! What users' Rust says: of a source rule that says major, the Rust of its page compiles against the client of the old spec
//! and not against that of the new one; of any other, it compiles against both.
//!
//! Nothing here is a package: `rustc` is called by itself, once for the clients of all new specs, once for all users whose
//! Rust must compile, and once for each user whose Rust must not.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use cargo_metadata::Message;
use proc_macro2::Span;
use qq_cgi_diff::{Category, RULES, Rule, Verdict, compare};
use qq_cgi_model::Checked;
use tempfile::TempDir;

use crate::{keys, pages::assert_of_each, spec};

/// A user of everything, with whom any change of Rust shows.
const EVERYTHING: &str = include_str!("../../cases/everything.rs");

/// Where no rule says major of users' Rust, not even a user of everything notices a change, be it a page's or that of any key:
/// no break is missed.
#[test]
fn a_user_of_everything_notices_nothing_that_is_not_told() {
    let ground = spec::ground();
    let of_pages = RULES.iter().map(|rule| (module(rule), spec::sound(&rule.page().changed().unwrap()).unwrap()));
    let of_keys = keys::mutants().into_iter().enumerate();
    let of_keys =
        of_keys.map(|(number, ((table, key), mutant))| (format!("{table}_{key}_{number}").to_lowercase(), mutant));
    let quiet: Vec<_> = of_pages.chain(of_keys).filter(|(_, new)| is_quiet(&ground, new)).collect();
    assert!(quiet.len() > 150, "{}", quiet.len());

    let rustc = Rustc::new();
    rustc.library("old", &generated(&ground));
    let news = quiet.iter().map(|(name, new)| format!("pub mod {name} {{ {} }}\n", generated(new)));
    rustc.library("new", &news.collect::<Vec<_>>().concat());
    let user = |of: &str| EVERYTHING.replacen("\nuse ", &format!("\nuse {of}::*;\nuse "), 1).replace("//! ", "// ");
    rustc.library("user_before", &user("old"));
    let users = quiet.iter().map(|(name, _)| format!("pub mod {name} {{ {} }}\n", user(&format!("new::{name}"))));
    rustc.library("users_after", &users.collect::<Vec<_>>().concat());
}

fn is_quiet(old: &Checked, new: &Checked) -> bool {
    let is_loud = |rule: &Rule| rule.category == Category::Source && rule.verdict == Verdict::Major;
    let diff = compare(old, new);
    !diff.changes.is_empty() && diff.changes.iter().all(|change| !is_loud(change.rule))
}

fn module_of_new(rule: &Rule) -> String {
    let new = spec::sound(&rule.page().changed().unwrap()).unwrap();
    format!("pub mod {} {{ {} }}\n", module(rule), generated(&new))
}

#[test]
fn users_rust_notices_what_the_rules_say_and_nothing_else() {
    let rustc = Rustc::new();
    let rules: Vec<_> = RULES.iter().filter(|rule| rule.category == Category::Source).copied().collect();
    rustc.library("depot", &format!("pub mod spec {{ {} }}", generated(&spec::base())));
    rustc.library("old", &generated(&spec::ground()));
    rustc.library("new", &rules.iter().map(|rule| module_of_new(rule)).collect::<String>());

    // Whatever a user writes fits the old spec.
    rustc.library("users_before", &users(&rules, |_| "old".to_owned()));
    let of_new = |rule: &Rule| format!("new::{}", module(rule));
    let (major, others): (Vec<_>, Vec<_>) = rules.iter().partition(|rule| rule.verdict == Verdict::Major);
    rustc.library("users_after", &users(&others, of_new));
    assert_of_each(|rule| {
        if !major.contains(&rule) {
            return Ok(());
        }
        let name = format!("user_{}", module(rule));
        match rustc.metadata(&name, &users(&[rule], of_new)) {
            Ok(()) => Err("the user's Rust still compiles".to_owned()),
            Err(said) if said.contains("error[E") => Ok(()),
            Err(said) => Err(format!("rustc says something else:\n{said}")),
        }
    });
}

/// A module for each user, who sees everything of a spec's module.
fn users(rules: &[&Rule], of: impl Fn(&Rule) -> String) -> String {
    rules.iter().fold(String::new(), |mut text, rule| {
        let user = rule.page().user.unwrap();
        writeln!(text, "pub mod {} {{\nuse {}::*;\n{user}}}", module(rule), of(rule)).unwrap();
        text
    })
}

fn module(rule: &Rule) -> String {
    rule.id.to_lowercase()
}

/// The generated module's inside, as `#[qq_cgi]` makes it.
pub(crate) fn generated(checked: &Checked) -> String {
    let base = qq_cgi_codegen::base_reexport(&checked.model, Span::call_site());
    format!("{base} {}", qq_cgi_codegen::items(&checked.model, Span::call_site()))
}

/// The compiler, with everything at hand that a generated client stands on.
pub(crate) struct Rustc {
    folder: TempDir,
    /// The runtime, and where what it stands on is.
    runtime: PathBuf,
}

impl Rustc {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), runtime: runtime() }
    }

    /// Compiles what must compile.
    pub(crate) fn library(&self, name: &str, text: &str) {
        if let Err(said) = self.metadata(name, text) {
            panic!("`{name}` does not compile:\n{said}");
        }
    }

    /// Checks a library and keeps what others need of it; what rustc says if it is none.
    fn metadata(&self, name: &str, text: &str) -> Result<(), String> {
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        self.run(Command::new(rustc).args(["--emit", "metadata"]), name, text)
    }

    /// What rustdoc says of a library as JSON; only nightly compilers, and whoever calls itself one, do that.
    pub(crate) fn rustdoc_json(&self, folder: &str, text: &str) -> PathBuf {
        let rustdoc = std::env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into());
        let mut rustdoc = Command::new(rustdoc);
        rustdoc.env("RUSTC_BOOTSTRAP", "1").args(["-Z", "unstable-options", "--output-format", "json"]);
        let folder = self.folder.path().join(folder);
        self.run_to(rustdoc.args(["--document-hidden-items"]), "client", text, &folder).unwrap();
        folder.join("client.json")
    }

    fn run(&self, command: &mut Command, name: &str, text: &str) -> Result<(), String> {
        self.run_to(command, name, text, self.folder.path())
    }

    fn run_to(&self, command: &mut Command, name: &str, text: &str, out: &Path) -> Result<(), String> {
        let path = self.folder.path().join(format!("{name}.rs"));
        fs::write(&path, text).unwrap();
        let deps = self.runtime.parent().unwrap();
        let deps = if deps.ends_with("deps") { deps.to_owned() } else { deps.join("deps") };
        command
            .args(["--edition", "2024", "--crate-type", "lib", "--cap-lints", "allow"])
            .arg("--extern")
            .arg(external("qq_cgi", &self.runtime))
            .arg("-L")
            .arg(format!("dependency={}", deps.display()))
            .arg("-L")
            .arg(self.folder.path())
            .arg("--out-dir")
            .arg(out);
        for known in ["depot", "old", "new"] {
            let metadata = self.folder.path().join(format!("lib{known}.rmeta"));
            if metadata.is_file() {
                command.arg("--extern").arg(external(known, &metadata));
            }
        }
        let done = command.arg(&path).output().unwrap();
        if done.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&done.stderr).into_owned()) }
    }
}

fn external(name: &str, path: &Path) -> String {
    format!("{name}={}", path.display())
}

/// The runtime's library: Cargo builds it if need be, with the few features that a generated client needs, and says where.
fn runtime() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--offline", "--locked", "--package", "qq-cgi", "--lib", "--no-default-features"])
        .args(["--message-format", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let is_runtime = |message: Message| match message {
        Message::CompilerArtifact(artifact) if artifact.target.name == "qq_cgi" => Some(artifact.filenames),
        _ => None,
    };
    let messages = Message::parse_stream(built.stdout.as_slice());
    let files = messages.filter_map(Result::ok).find_map(is_runtime).expect("cargo names the runtime");
    let library = files.into_iter().find(|path| path.extension() == Some("rlib"));
    library.expect("the runtime is a library").into_std_path_buf()
}
