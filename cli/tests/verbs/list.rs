//! `qq-cgi list`: what a spec defines.

use std::collections::BTreeSet;

use crate::{
    folder::Folder,
    program::{run, run_in},
};

const OWN: &str = "[spec]
name = 'own'

[enum.Colour]
en = 'A colour.'
values.Red = { value = 1 }

[note.page]
zh = '没有接口'

[stages.life]
rust = 'LifeCycle'
en = 'A life.'
steps.Young = {}
steps.Old = {}
";

#[test]
fn items_are_listed_by_kind_with_counts() {
    let folder = Folder::new();
    folder.write("own.toml", OWN);
    let ran = run_in(folder.path(), &["list", "--spec", "own.toml"]);
    let expected = "enum (1)
  Colour  Colour  A colour.  (own.toml:4)

stages (1)
  life  LifeCycle  A life.  (own.toml:11)

note (1)
  page  没有接口  (own.toml:8)
";
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (0, expected, ""), "{}", ran.stdout);
}

#[test]
fn one_kind_is_listed_although_there_is_nothing_of_it() {
    let folder = Folder::new();
    folder.write("own.toml", OWN);
    let list = |kind: &str| run_in(folder.path(), &["list", kind, "--spec", "own.toml"]).stdout;
    assert_eq!(list("stages"), "stages (1)\n  life  LifeCycle  A life.  (own.toml:11)\n");
    assert_eq!(list("gateway"), "gateway (0)\n");
}

#[test]
fn every_kind_of_the_language_can_be_asked_for() {
    for kind in [
        "gateway", "sign", "command", "struct", "enum", "types", "errors", "page", "callback", "table", "stages",
        "sdk", "matrix", "note",
    ] {
        let ran = run(&["list", kind]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let count = ran.stdout.lines().count() - 1;
        assert!(ran.stdout.starts_with(&format!("{kind} ({count})\n")), "{ran:?}");
    }
    let ran = run(&["list", "commnd"]);
    assert_eq!((ran.code, ran.stderr.contains("'command'")), (2, true), "{ran:?}");
}

#[test]
fn json_is_one_object_per_item_and_line() {
    let ran = run(&["list", "table", "--format", "json"]);
    let app = &ran.json()[0];
    assert_eq!((&app["kind"], &app["key"], &app["rust"]), (&"table".into(), &"app".into(), &"AppConfig".into()));
    assert!(app["zh"].as_str().is_some_and(|zh| zh.starts_with("用户配置信息")), "{app}");
    assert_eq!(app["from_base"], false);
    assert_eq!(app["file"], "member/admin.toml");
    assert!(app["line"].as_u64().is_some_and(|line| line > 1), "{app}");

    let all: BTreeSet<_> = run(&["list", "--format", "json"])
        .json()
        .iter()
        .map(|item| item["kind"].as_str().unwrap().to_owned())
        .collect();
    let shipped = ["gateway", "sign", "command", "struct", "enum", "types", "errors", "table", "stages", "note"];
    assert!(shipped.iter().all(|kind| all.contains(*kind)), "{all:?}");
}

#[test]
fn the_base_is_listed_with_what_stands_on_it() {
    let folder = Folder::new();
    folder.write(
        "own.toml",
        "[spec]\nname = 'own'\nbase = 'qq_game_social::social'\n[enum.Own.values]\nA = { value = 1 }\n",
    );
    let ran = run_in(folder.path(), &["list", "enum", "--spec", "own.toml", "--format", "json"]);
    let of_base = |name: &str| ran.json().iter().find(|item| item["key"] == name).map(|item| item["from_base"].clone());
    assert_eq!((of_base("Own"), of_base("Zone")), (Some(false.into()), Some(true.into())), "{ran:?}");
}
