//! Specs that stand on others: the base is found as Cargo would find it.

use crate::{
    folder::Folder,
    program::{finish, qq_cgi, run, run_in},
};

const FLOOR: &str = "[spec]
name = 'floor'
en = 'The lowest one.'

[gateway.floor]
en = 'Where all go.'
urls = ['http://floor.example/cgi']
envelope = { code = 'ret', success = 0, message = 'msg', success_message = 'ok', data = 'data' }
params.cmd = { type = 'string', from = 'command.name', en = 'The command.' }
";

#[test]
fn the_shipped_base_is_found_through_cargo() {
    let ran = run(&["check", "examples/own_spec/specs/game.toml"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stderr.contains("(3 files, 2 commands, on qq_game_social::social)"), "{ran:?}");
}

#[test]
fn without_a_package_the_shipped_base_is_the_embedded_one() {
    let folder = Folder::new();
    folder.write("own.toml", &top("qq_game_social::social", "relay"));
    let ran = run_in(folder.path(), &["check", "own.toml"]);
    assert_eq!(ran.stderr, "own.toml: no mistakes (1 file, 1 command, on qq_game_social::social)\n");
    let failing = finish(qq_cgi().current_dir(folder.path()).env("CARGO", "no-such-cargo").args(["check", "own.toml"]));
    assert_eq!(failing.code, 0, "{failing:?}");
}

#[test]
fn a_place_in_the_embedded_base_names_it() {
    let folder = Folder::new();
    let twice = top("qq_game_social::social", "relay").replace("hello", "qc_set_summary_card");
    folder.write("own.toml", &twice);
    let ran = run_in(folder.path(), &["check", "own.toml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("<qq_game_social::social>/relay/summary_card.toml:"), "{}", ran.stderr);
}

#[test]
fn a_place_in_a_base_on_disk_is_shown_from_here() {
    let folder = packages();
    folder.change("top/specs/own.toml", "[command.hello]", "[gateway.floor]\n[command.hello]");
    let ran = run_in(folder.path(), &["check", "top/specs/own.toml"]);
    assert!(ran.stderr.contains(" top/specs/own.toml:6:10\n"), "{}", ran.stderr);
    assert!(ran.stderr.contains(" floor/floor.toml:5:10\n"), "{}", ran.stderr);
    ran.never_says(folder.path().to_str().unwrap());
}

#[test]
fn a_renamed_dependency_and_the_base_of_a_base_are_found() {
    let folder = packages();
    let ran = run_in(folder.path(), &["check", "top/specs/own.toml"]);
    assert_eq!(ran.stderr, "top/specs/own.toml: no mistakes (1 file, 1 command, on shop::goods::api)\n");
    let from_within = run_in(&folder.path().join("top/specs"), &["check", "own.toml"]);
    assert_eq!(from_within.code, 0, "{from_within:?}");
}

#[test]
fn a_base_in_the_same_package_is_found() {
    let folder = packages();
    folder.write("floor/own.toml", &top("crate::floor", "floor"));
    let ran = run_in(folder.path(), &["check", "floor/own.toml"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn why_there_is_no_base_stands_beside_its_name() {
    for (base, why) in [
        ("toy_floor::floor", "the package `top` does not depend on a crate `toy_floor`"),
        ("shop::goods", "the package `toy-shop` has no `goods` in [package.metadata.qq-cgi]"),
        ("shop", "`shop` names no module: a base is `crate_name::module`"),
        ("crate::missing", "the package `top` has no `missing` in [package.metadata.qq-cgi]"),
        ("crate::own", "`crate::own` stands on itself"),
        ("crate::lost", "cannot read `lost.toml`: there is no such file"),
    ] {
        let folder = packages();
        folder.write("top/specs/own.toml", &top(base, "floor"));
        let ran = run_in(&folder.path().join("top"), &["check", "specs/own.toml", "--format", "json"]);
        let found = &ran.json()[0];
        assert_eq!((ran.code, &found["rule"], ran.json().len()), (1, &"QQ0005".into(), 1), "{ran:?}");
        assert_eq!((&found["label"], &found["line"]), (&why.into(), &4.into()), "{ran:?}");
    }
}

#[test]
fn without_a_package_another_base_cannot_be_found() {
    let folder = Folder::new();
    folder.write("own.toml", &top("shop::goods::api", "floor"));
    let ran = run_in(folder.path(), &["check", "own.toml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("no Cargo package holds this spec"), "{ran:?}");
    assert!(ran.stderr.contains("\nown.toml: 1 error\n"), "{ran:?}");
}

/// `top` stands on `toy-shop`, which it calls `shop`, and that stands on `toy-floor`.
fn packages() -> Folder {
    let folder = Folder::new();
    let package = |name: &str, metadata: &str, dependencies: &str| {
        format!(
            "[package]\nname = '{name}'\nversion = '0.0.0'\nedition = '2024'\n\
             [package.metadata.qq-cgi]\n{metadata}\n[dependencies]\n{dependencies}\n[workspace]\n"
        )
    };
    folder
        .write("floor/Cargo.toml", &package("toy-floor", "floor = 'floor.toml'", ""))
        .write("floor/src/lib.rs", "")
        .write("floor/floor.toml", FLOOR)
        .write(
            "shop/Cargo.toml",
            &package("toy-shop", "'goods::api' = 'specs/shop.toml'", "toy-floor = { path = '../floor' }"),
        )
        .write("shop/src/lib.rs", "")
        .write("shop/specs/shop.toml", "[spec]\nname = 'shop'\nen = 'In between.'\nbase = 'toy_floor::floor'\n")
        .write(
            "top/Cargo.toml",
            &package(
                "top",
                "own = 'specs/own.toml'\nlost = 'lost.toml'",
                "shop = { package = 'toy-shop', path = '../shop' }",
            ),
        )
        .write("top/src/lib.rs", "")
        .write("top/specs/own.toml", &top("shop::goods::api", "floor"));
    folder
}

fn top(base: &str, gateway: &str) -> String {
    format!(
        "[spec]\nname = 'own'\nen = 'The upper one.'\nbase = '{base}'\n\n[command.hello]\ngateway = '{gateway}'\n\
         methods = ['GET']\nreply = 'unknown'\nen = 'Says hello.'\n"
    )
}
