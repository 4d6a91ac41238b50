//! `qq-cgi budget`: how much Rust a spec becomes, and the limit that its root sets.

use crate::{
    folder::Folder,
    program::{Ran, run, run_in},
};

const ITEMS: &str = "
[enum.Colour]
values.Red = { value = 1 }
[page.paint]
url = 'https://shop.example/'
params.colour = { type = 'Colour' }
[page.paints]
url = 'https://shop.example/all'
params.colour = { type = 'Colour', required = false }
params.more = { type = 'Colour' }
";

/// The spec with a line in its root.
fn shop(budget: &str) -> Folder {
    let folder = Folder::new();
    folder.write("shop.toml", &format!("[spec]\nname = 'shop'\n{budget}{ITEMS}"));
    folder
}

fn budget(folder: &Folder, more: &[&str]) -> Ran {
    let arguments: Vec<_> = ["budget", "--spec", "shop.toml"].iter().chain(more).copied().collect();
    run_in(folder.path(), &arguments)
}

#[test]
fn items_stand_by_size_with_the_lines_that_expand_prints() {
    let folder = shop("");
    let ran = budget(&folder, &["--format", "json"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
    let lines = ran.json();
    let items: Vec<_> = lines.iter().filter(|line| line["of"] == "item").collect();
    let names: Vec<_> = items.iter().map(|item| item["key"].as_str().unwrap()).collect();
    assert_eq!(names, ["paints", "paint", "Colour"]);
    for item in &items {
        let name = format!("{}:{}", item["kind"].as_str().unwrap(), item["key"].as_str().unwrap());
        let expanded = run_in(folder.path(), &["expand", &name, "--spec", "shop.toml"]).stdout;
        let code = expanded.lines().filter(|line| !line.trim().starts_with("///"));
        assert_eq!(item["lines"], expanded.lines().count(), "{name}");
        assert_eq!(item["lines_without_docs"], code.count(), "{name}");
    }
    let sum = |key: &str| items.iter().map(|item| item[key].as_u64().unwrap()).sum::<u64>();
    let all = lines.iter().find(|line| line["of"] == "all").unwrap();
    assert_eq!(
        (all["lines"].as_u64(), all["lines_without_docs"].as_u64()),
        (Some(sum("lines")), Some(sum("lines_without_docs")))
    );
    let pages = lines.iter().find(|line| line["of"] == "kind" && line["kind"] == "page").unwrap();
    assert_eq!(pages["items"], 2);
    assert_eq!(pages["lines"].as_u64().unwrap() + items[2]["lines"].as_u64().unwrap(), sum("lines"));

    let text = budget(&folder, &[]).stdout;
    assert!(text.contains("  page paints  (shop.toml:9)\n"), "{text}");
    assert!(text.contains("  page (2)\n") && text.contains("  all (3)\n"), "{text}");
    assert!(text.ends_with("\nbudget: no limit is set\n"), "{text}");
}

#[test]
fn what_is_above_a_limit_fails_at_the_item_and_at_the_limit() {
    let ran = budget(&shop("budget = { item = 55, total = 100 }\n"), &[]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stdout.contains("budget: item at most 55 (shop.toml:3), total at most 100 (shop.toml:3)"), "{ran:?}");
    let said: Vec<_> = ran.stderr.lines().collect();
    let [item, total] = &said[..] else { panic!("{ran:?}") };
    assert!(item.starts_with("error: shop.toml:10: the page `paints` becomes "), "{item}");
    assert!(item.ends_with(" lines of Rust, and shop.toml:3 allows 55"), "{item}");
    assert!(total.starts_with("error: shop.toml:3: all items together become "), "{total}");
    let ran = budget(&shop("budget = { item = 55, total = 100 }\n"), &["--format", "json"]);
    let beyond: Vec<_> =
        ran.json().iter().filter(|line| line["beyond"] == true).map(|line| line["of"].clone()).collect();
    assert_eq!((ran.code, beyond), (1, vec!["item".into(), "all".into()]));
}

#[test]
fn a_kind_can_have_a_limit_of_its_own() {
    let within = budget(&shop("budget = { item = 50, page = 70 }\n"), &[]);
    assert_eq!((within.code, &*within.stderr), (0, ""), "{within:?}");
    let beyond = budget(&shop("budget = { item = 500, enum = 3 }\n"), &[]);
    assert_eq!((beyond.code, beyond.stderr.lines().count()), (1, 1), "{beyond:?}");
    assert!(beyond.stderr.contains("the enum `Colour`"), "{beyond:?}");
}

#[test]
fn a_base_is_not_counted() {
    let folder = Folder::new();
    let own = "[spec]\nname = 'own'\nbase = 'qq_game_social::social'\nbudget = { total = 60 }\n[enum.Own.values]\nA = { value = 1 }\n";
    folder.write("own.toml", own);
    let ran = run_in(folder.path(), &["budget", "--spec", "own.toml"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
    assert!(ran.stdout.contains("  all (1)\n"), "{ran:?}");
}

#[test]
fn mistakes_go_first() {
    let ran = budget(&shop("budget = { item = 0 }\n"), &[]);
    assert_eq!((ran.code, &*ran.stdout), (1, ""), "{ran:?}");
    assert!(ran.stderr.contains("error[QQ0008]") && ran.stderr.contains("shop.toml:3:19"), "{ran:?}");
}

#[test]
fn the_shipped_component_keeps_its_budget() {
    let ran = run(&["budget"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
    assert!(ran.stdout.contains("budget: item at most ") && ran.stdout.contains("social.toml:"), "{ran:?}");
}
