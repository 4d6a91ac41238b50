//! `qq-cgi init`, up to the first answer: what the README has people do in five minutes.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use qq_cgi_model::{Embedded, check, load};

#[cfg(unix)]
use crate::readme::{binary_folder, commands};
use crate::{
    folder::Folder,
    program::{Ran, finish, run_in, workspace},
};

/// The crates of these tests share what they stand on with the workspace's own build.
fn target() -> PathBuf {
    Path::new(env!("CARGO_BIN_EXE_qq-cgi")).ancestors().nth(2).unwrap().to_owned()
}

fn init(folder: &Folder, arguments: &[&str]) -> Ran {
    run_in(folder.path(), &[&["init"], arguments, &["--path", workspace().to_str().unwrap()]].concat())
}

/// Runs Cargo with the versions that the workspace has.
fn cargo(package: &Path, arguments: &[&str]) -> Ran {
    fs::copy(workspace().join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let ran = finish(quiet(Command::new(cargo).current_dir(package).args(arguments)));
    assert_eq!(ran.code, 0, "{ran:?}");
    ran
}

/// Cargo without the network, and without what it tells the tests about their own package.
fn quiet(command: &mut Command) -> &mut Command {
    command.env_remove("CARGO_MANIFEST_DIR").env("CARGO_TARGET_DIR", target()).env("CARGO_NET_OFFLINE", "true")
}

/// What the README has people do, done: nothing but TOML and a `main.rs` of ten lines is edited by hand.
#[cfg(unix)]
#[test]
fn a_command_of_ones_own_is_answered_by_the_sandbox_as_the_readme_says() {
    let lines = commands("README.md", "## Your own spec in five minutes\n");
    assert_eq!(lines, commands("README.zh-CN.md", "## 五分钟写出自己的规格\n"));
    // What is built is this very program, and the checkout is where its sources are.
    let [build, rest @ ..] = &lines[..] else { panic!("{lines:?}") };
    assert_eq!(build, "cargo build -p qq-cgi-cli && PATH=\"$PWD/target/debug:$PATH\"");
    let checkout = workspace();
    let versions = checkout.join("Cargo.lock");
    let entered = format!("cd my-game && cp '{}' .", versions.display());
    let script = rest.join("\n").replace("\"$PWD\"", &format!("'{}'", checkout.display()));
    let script = script.replace("cd my-game", &entered);
    assert!(script.contains(&entered) && script.ends_with("\ncargo run"), "{script}");

    let folder = Folder::new();
    let path = format!("{}:{}", binary_folder().display(), std::env::var("PATH").unwrap());
    let mut bash = Command::new("bash");
    bash.args(["-ec", &format!("{script} --quiet")]).current_dir(folder.path()).env("PATH", path);
    let ran = finish(quiet(&mut bash));
    let answer = ran.stdout.lines().last().unwrap_or_default();
    assert!(ran.code == 0 && answer.starts_with("GiftReceipt { left: "), "{ran:?}");
    let main = folder.read("my-game/src/main.rs");
    assert!(main.lines().filter(|line| line.starts_with("    ")).count() <= 10, "{main}");
    // The test that came with the crate is about its first command, which is still there.
    let package = folder.path().join("my-game");
    let tested = cargo(&package, &["test", "--quiet", "--test", "sandbox"]);
    assert!(tested.stdout.contains("test result: ok. 1 passed"), "{tested:?}");
}

#[test]
fn on_a_base_with_every_stub_there_is_it_compiles_and_runs() {
    let folder = Folder::new();
    assert_eq!(init(&folder, &["scaffolded-base", "--base", "qq_game_social::social"]).code, 0);
    let package = folder.path().join("scaffolded-base");
    assert!(folder.read("scaffolded-base/specs/hello.toml").contains("gateway = \"relay\""));
    fs::copy(workspace().join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    for (kind, name) in [
        ("gateway", "stub_gateway"),
        ("command", "stub_command"),
        ("error-table", "stub_errors"),
        ("callback", "stub_callback"),
        ("struct", "StubStruct"),
        ("enum", "StubEnum"),
        ("type-table", "stub_types"),
        ("page", "stub_page"),
        ("sign", "stub_sign"),
        ("table", "stub_table"),
        ("stages", "stub_stages"),
        ("sdk", "stub_sdk"),
        ("matrix", "stub_matrix"),
        ("note", "stub_note"),
    ] {
        let gateway: &[&str] = if kind == "command" { &["--gateway", "stub_gateway"] } else { &[] };
        let ran = run_in(&package, &[&["new", kind, name], gateway].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    assert_eq!(cargo(&package, &["run", "--quiet"]).stdout, "Greeting { text: \"Hello!\" }\n");
}

#[test]
fn a_made_crate_depends_on_the_registry_unless_a_checkout_is_named() {
    let folder = Folder::new();
    assert_eq!(run_in(folder.path(), &["init", "my-game", "--base", "qq_game_social::social"]).code, 0);
    let manifest = folder.read("my-game/Cargo.toml");
    for line in ["qq-cgi = \"0.1\"", "qq-cgi-sandbox = \"0.1\"", "qq-game-social = \"0.1\"", "api = \"specs/api.toml\""]
    {
        assert!(manifest.lines().any(|known| known == line), "{line}: {manifest}");
    }
    assert!(!manifest.contains("[workspace]"), "{manifest}");
    assert!(folder.read("my-game/src/main.rs").contains("use my_game::api::"));
    // The spec is sound by itself, wherever it stands.
    let ran = run_in(folder.path(), &["check", "my-game/specs/api.toml"]);
    assert!(ran.stderr.contains("no mistakes (2 files, 1 command, on qq_game_social::social)"), "{ran:?}");
}

#[test]
fn a_crate_inside_a_workspace_is_one_of_its_own() {
    let folder = Folder::new();
    folder.write("Cargo.toml", "[workspace]\nmembers = []\n");
    assert_eq!(init(&folder, &["inner"]).code, 0);
    assert!(folder.read("inner/Cargo.toml").ends_with("\n[workspace]\n"));
}

#[test]
fn nothing_is_made_over_what_is_there_or_under_a_name_that_is_none() {
    let folder = Folder::new();
    folder.write("taken/src/main.rs", "fn main() {}\n").write("plain/x", "");
    let plain = folder.path().join("plain");
    for (arguments, why) in [
        (&["taken"][..], "error: `taken/src/main.rs` is there already: nothing was written\n"),
        (&["new", "--name", "a b"], "error: `a b` cannot be the name of a crate: --name NAME"),
        (&["new", "--name", "fn"], "error: `fn` cannot be the name of a crate"),
        (&["new", "--base", "other::api"], "`init` knows the base `qq_game_social::social` alone"),
        (&["new", "--base", "qq_game_social::social", "--gateway", "graph_user"], "; defined are relay\n"),
        (&["new", "--gateway", "relay"], "--base"),
        (&["new", "--path", plain.to_str().unwrap()], "is no checkout of qq-cgi: runtime/Cargo.toml:"),
    ] {
        let ran = run_in(folder.path(), &[&["init"], arguments].concat());
        assert!(ran.code > 0 && ran.stderr.contains(why), "{arguments:?}: {ran:?}");
        assert!(
            !folder.path().join("new").exists() && !folder.path().join("taken/Cargo.toml").exists(),
            "{arguments:?}"
        );
    }
}

/// What rustc prints around it is rustc's; the words and the place are ours, and change with them.
#[test]
fn the_mistake_that_comes_along_is_what_the_compiler_says() {
    let made = workspace().join("cli/src/scaffold/crate");
    let read = |name: &str| fs::read_to_string(made.join(name)).unwrap();
    let spec = read("unknown_type.toml");
    let path = "tests/mistakes/unknown_type.toml";
    let checked = check(load(&Embedded(&[(path, &spec)]), path));
    let [found] = &checked.diagnostics[..] else { panic!("{checked:?}") };
    let rendered = found.render(&checked.sources);
    let trimmed = |text: &str| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
    let said = trimmed(&read("unknown_type.stderr"));
    let expected = [vec![format!("error: {}", rendered.title)], trimmed(&rendered.body)].concat();
    assert_eq!(said[..expected.len()], expected);
}
