//! `qq-cgi diff`: what changed between two specs.

use std::process::Command;

use crate::{
    folder::Folder,
    program::{run, run_in, workspace},
};

const ROOT: &str = "[spec]
name = \"shop\"
files = [\"order.toml\"]

[gateway.shop]
urls = [\"https://shop.example/api\"]
envelope = { code = \"ret\", message = \"msg\", data = \"data\" }

[gateway.shop.params]
cmd = { type = \"string\", from = \"command.name\" }
";

const ORDER: &str = "[command.order]
gateway = \"shop\"
reply = \"unknown\"

[command.order.params]
item = { type = \"u32\", max = 9 }
note = { type = \"string\", required = false }
";

/// The spec, and below `new` the same with fewer notes and other items.
fn two_specs() -> Folder {
    let folder = Folder::new();
    let order = ORDER
        .replace("u32\", max = 9", "u64\", max = 5")
        .replace("note = { type = \"string\", required = false }\n", "");
    folder.write("old/shop.toml", ROOT).write("old/order.toml", ORDER);
    folder.write("new/shop.toml", ROOT).write("new/order.toml", &order);
    folder
}

#[test]
fn each_change_is_a_line_at_its_place_and_the_gravest_comes_first() {
    let folder = two_specs();
    let expected = "new/order.toml:6:10: major QD0204 argument-type: command `order`, param `item`, `type`: u32 → u64
old/order.toml:7:1: major QD0209 setter-removed: command `order`, param `note`: was String
new/order.toml:6:24: major QD0308 tightened: command `order`, param `item`, `max`: 9 → 5
old/order.toml:7:1: minor QD0304 optional-removed: command `order`, param `note`: was string, optional

4 changes: 3 major, 1 minor; together major
`qq-cgi explain QD0204` says more about the rule
";
    for specs in [["old", "new"], ["old/shop.toml", "new/shop.toml"], ["old", "new/shop.toml"]] {
        let ran = run_in(folder.path(), &["diff", specs[0], specs[1]]);
        assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (0, expected, ""), "{}", ran.stdout);
    }
}

#[test]
fn a_spec_does_not_differ_from_itself() {
    let folder = two_specs();
    let ran = run_in(folder.path(), &["diff", "old", "old", "--fail-on", "patch"]);
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (0, "no changes\n", ""));
    let shipped = run(&["diff", "spec", "spec/social.toml", "--fail-on", "patch"]);
    assert_eq!((shipped.code, &*shipped.stdout, &*shipped.stderr), (0, "no changes\n", ""));
    let json = run(&["diff", "spec", "spec", "--format", "json"]);
    assert_eq!((json.code, &*json.stdout), (0, ""));
}

#[test]
fn only_what_is_grave_enough_fails() {
    let folder = two_specs();
    folder.write("words/shop.toml", ROOT).write("words/order.toml", &format!("{ORDER}\n[note.new]\nen = \"New.\"\n"));
    for (new, fail_on, code) in
        [("new", "major", 1), ("new", "patch", 1), ("words", "patch", 1), ("words", "minor", 0), ("words", "major", 0)]
    {
        let ran = run_in(folder.path(), &["diff", "old", new, "--fail-on", fail_on]);
        assert_eq!(ran.code, code, "{new}, {fail_on}: {ran:?}");
    }
}

#[test]
fn json_is_one_object_per_change_and_line() {
    let folder = two_specs();
    let found = run_in(folder.path(), &["diff", "old", "new", "--format", "json"]).json();
    let keys: Vec<_> = found[0].as_object().unwrap().keys().map(String::as_str).collect();
    let expected = ["rule", "name", "category", "verdict", "item", "old", "new", "spec", "file", "line", "column"];
    assert_eq!(keys, expected);
    assert_eq!((&found[0]["rule"], &found[0]["category"]), (&"QD0204".into(), &"source".into()));
    assert_eq!((&found[0]["old"], &found[0]["new"], &found[0]["spec"]), (&"u32".into(), &"u64".into(), &"new".into()));
    assert_eq!(
        (&found[1]["file"], &found[1]["line"], &found[1]["spec"]),
        (&"old/order.toml".into(), &7.into(), &"old".into())
    );
    assert!(found[1]["new"].is_null());
    assert_eq!(found.len(), 4);
}

#[test]
fn github_gets_an_annotation_for_each_change() {
    let folder = two_specs();
    let lines = |arguments: &[&str]| run_in(folder.path(), arguments).stdout;
    let said = lines(&["diff", "old", "new", "--format", "github", "--fail-on", "major"]);
    let expected = "::error file=new/order.toml,line=6,col=10,title=QD0204 argument-type (major)::command `order`, param `item`, `type`: \
        u32 → u64%0AAn argument of `new` has another type.";
    assert_eq!(said.lines().next(), Some(expected), "{said}");
    // What is gone has no line that a pull request could show.
    let gone = said.lines().nth(1).unwrap();
    assert!(
        gone.starts_with("::error file=new/shop.toml,title=QD0209") && gone.ends_with("%0Aold/order.toml:7:1"),
        "{gone}"
    );
    assert!(said.lines().nth(3).unwrap().starts_with("::notice "), "{said}");
    let without = lines(&["diff", "old", "new", "--format", "github"]);
    assert!(without.starts_with("::warning "), "{without}");
}

#[test]
fn markdown_is_a_list_below_each_verdict() {
    let folder = two_specs();
    let said = run_in(folder.path(), &["diff", "old", "new", "--format", "markdown"]).stdout;
    let begin = "4 changes: 3 major, 1 minor; together major\n\n### major\n\n- command `order`, param `item`, `type`: u32 → u64 \
        (QD0204 argument-type, source, `new/order.toml:6:10`)\n- ";
    assert!(said.starts_with(begin), "{said}");
    assert!(said.contains("\n\n### minor\n\n- command `order`, param `note`: was string, optional (QD0304"), "{said}");
}

/// A repository with the old spec in its first commit, and the new one in the folder.
fn repository() -> Folder {
    let folder = two_specs();
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
        let done = Command::new("git").arg("-C").arg(folder.path()).args(identity).args(arguments).output().unwrap();
        assert!(done.status.success(), "{done:?}");
    };
    git(&["init", "--quiet"]);
    folder.write("specs/shop.toml", ROOT).write("specs/order.toml", ORDER);
    git(&["add", "specs"]);
    git(&["commit", "--quiet", "--message", "One"]);
    git(&["tag", "v1"]);
    folder.write("specs/order.toml", &folder.read("new/order.toml"));
    folder
}

#[test]
fn the_old_spec_can_come_from_git() {
    let folder = repository();
    let expected = "specs/order.toml:6:10: major QD0204 argument-type: command `order`, param `item`, `type`: u32 → u64
v1:specs/order.toml:7:1: major QD0209 setter-removed: command `order`, param `note`: was String
";
    let ran = run_in(folder.path(), &["diff", "--against", "v1", "specs"]);
    assert!(ran.code == 0 && ran.stdout.starts_with(expected), "{ran:?}");
    let specs = folder.path().join("specs");
    let here = run_in(&specs, &["diff", "--against", "HEAD", "--fail-on", "major"]);
    assert_eq!(here.code, 1);
    assert!(
        here.stdout.starts_with("order.toml:6:10: major") && here.stdout.contains("\nHEAD:order.toml:7:1: "),
        "{here:?}"
    );
    let root = run_in(&specs, &["diff", "--against", "HEAD", "shop.toml", "--fail-on", "major"]);
    assert_eq!((root.code, root.stdout), (1, here.stdout));

    // Where no root lies, a package says where its one is.
    folder.write("Cargo.toml", "[package]\nname = \"shop\"\n[package.metadata.qq-cgi]\nshop = \"specs/shop.toml\"\n");
    let package = run_in(folder.path(), &["diff", "--against", "v1"]);
    assert!(package.code == 0 && package.stdout.starts_with(expected), "{package:?}");
}

#[test]
fn this_repository_is_compared_with_its_own_past() {
    if !workspace().join(".git").exists() {
        eprintln!("SKIPPED: this is no repository");
        return;
    }
    let ran = run(&["diff", "--against", "HEAD", "spec"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
}

#[test]
fn what_cannot_be_compared_is_told() {
    let folder = repository();
    let said = |arguments: &[&str]| {
        let ran = run_in(folder.path(), arguments);
        assert_eq!((ran.code, &*ran.stdout), (1, ""), "{ran:?}");
        ran.stderr
    };
    assert!(said(&["diff", "--against", "v9", "specs"]).starts_with("error: cannot read `v9` from git: "));
    assert!(said(&["diff", "--against=--output=x", "specs"]).starts_with("error: cannot read `--output=x` from git: "));
    assert!(!folder.path().join("x").exists());
    assert_eq!(said(&["diff", "old", "."]), "error: the folder `.` holds no root file: none with [spec]\n");
    folder.write("new/second.toml", "[spec]\nname = 'second'\n");
    assert_eq!(
        said(&["diff", "old", "new"]),
        "error: which root file is meant: `new/second.toml` or `new/shop.toml`?\n"
    );
    assert!(said(&["diff", "old", "missing.toml"]).contains("cannot read the spec `missing.toml`"));
    assert!(said(&["diff", "--against", "v1", "old"]).contains("cannot read the spec `v1:old/shop.toml`: "));
    folder.change("old/order.toml", "u32", "u33");
    let broken = said(&["diff", "old", "specs"]);
    assert!(broken.starts_with("error[QQ0105]") && broken.ends_with("old/shop.toml: 1 error\n"), "{broken}");
}

#[test]
fn wrong_usage_is_2() {
    for wrong in [
        &["diff"][..],
        &["diff", "old"],
        &["diff", "a", "b", "c"],
        &["diff", "--against", "HEAD", "a", "b"],
        &["diff", "a", "b", "--fail-on", "none"],
        &["diff", "a", "b", "--format", "xml"],
    ] {
        assert_eq!(run(wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn its_rules_are_explained_by_id_and_name() {
    let ran = run(&["explain", "QD0204"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
    let parts = [
        "QD0204 argument-type (source, major)\nAn argument of `new` has another type.\n\n",
        "\n\na change of shop.toml:\n  -item = { type = \"u32\"",
        "\n\na user's Rust, which no longer compiles:\n  pub fn buy(item: u32) -> Buy {\n",
        "\n\nwhat is said:\n  shop.toml:",
    ];
    let places: Vec<_> = parts.iter().map(|part| ran.stdout.find(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}\n{}", ran.stdout);
    for same in ["qd0204", "argument-type"] {
        assert_eq!(run(&["explain", same]).stdout, ran.stdout, "{same}");
    }
    let json = &run(&["explain", "QD0308", "--format", "json"]).json()[0];
    assert_eq!((&json["category"], &json["verdict"]), (&"wire".into(), &"major".into()));
    assert!(json["user"].is_null() && json["change"].as_str().unwrap().contains("\n+count = "), "{json}");
    let unknown = run(&["explain", "QD0205x"]);
    assert_eq!((unknown.code, &*unknown.stderr), (1, "error: no rule is called `QD0205x`; did you mean `QD0205`?\n"));
    let misspelt = run(&["explain", "setter-remvoed"]);
    assert_eq!(misspelt.stderr, "error: no rule is called `setter-remvoed`; did you mean `setter-removed`?\n");
}

/// `docs/editors.md` says how a pull request is compared.
#[test]
fn the_recipe_for_pull_requests_works() {
    let folder = repository();
    let recipes = std::fs::read_to_string(workspace().join("docs/editors.md")).unwrap();
    let recipe = recipes
        .lines()
        .find_map(|line| line.strip_prefix("- run: qq-cgi ").filter(|run| run.starts_with("diff ")))
        .unwrap();
    let recipe = recipe.replace("origin/${{ github.base_ref }}", "v1").replace("specs/game.toml", "specs/shop.toml");
    let ran = run_in(folder.path(), &recipe.split(' ').collect::<Vec<_>>());
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stdout.starts_with("::error file=specs/order.toml,line=6,"), "{ran:?}");
}
