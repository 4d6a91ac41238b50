//! `qq-cgi expand`: the Rust that a spec becomes.

use crate::{
    folder::Folder,
    program::{run, run_in},
};

const SHOP: &str = "[spec]
name = 'shop'
en = 'A shop.'

[enum.Colour]
zh = '颜色'
en = 'A colour.'
values.Red = { value = 1, en = 'Like this: [red].' }

[struct.Paint]
en = 'What can be bought.'
fields.colour = { type = 'Colour', en = 'The colour.' }
[page.paint]
rust = 'PaintPage'
url = 'https://shop.example/'
params.paint = { type = 'json:Paint' }
[errors.paint.codes]
1 = { name = 'Sold', remedy = 'none' }
[sign.s]
param = 'sign'
digest = 'md5'
output = 'lower-hex'
parts = [{ secret = true }]
";

fn shop() -> Folder {
    let folder = Folder::new();
    folder.write("shop.toml", SHOP);
    folder
}

#[test]
fn an_item_is_shown_with_its_documentation_in_comments() {
    let folder = shop();
    let ran = run_in(folder.path(), &["expand", "Colour", "--spec", "shop.toml"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
    let expected = "/// A colour.
///
/// 颜色
///
/// Defined at `shop.toml:5`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Copy)]
#[non_exhaustive]
pub enum Colour {
    /// Like this: \\[red\\].
    ///
    /// On the wire: `1`.
    Red,
}
";
    assert!(ran.stdout.starts_with(expected), "{}", ran.stdout);
    assert!(!ran.stdout.contains("Paint") && !ran.stdout.contains("#[doc"), "{}", ran.stdout);
}

#[test]
fn an_item_is_found_by_key_by_kind_and_by_its_name_in_rust() {
    let folder = shop();
    let expand = |item: &[&str]| {
        let arguments: Vec<_> = ["expand"].iter().chain(item).chain(&["--spec", "shop.toml"]).copied().collect();
        let ran = run_in(folder.path(), &arguments);
        assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
        ran.stdout
    };
    let page = expand(&["PaintPage"]);
    assert!(page.contains("pub struct PaintPage {"), "{page}");
    assert_eq!(
        [expand(&["page:paint"]), expand(&["page", "paint"]), expand(&["page", "PaintPage"])],
        [page.clone(), page.clone(), page]
    );
    assert!(expand(&["errors:paint"]).contains("pub enum "));
    // Without an item it is everything, each as it is shown alone.
    let all = expand(&[]);
    assert!(all.starts_with("//! A shop.\n"), "{all}");
    for item in ["Colour", "struct:Paint", "page:paint", "errors:paint"] {
        assert!(all.contains(expand(&[item]).trim_end()), "{item} in {all}");
    }
}

#[test]
fn an_item_that_is_not_there_or_not_one_is_an_error_that_helps() {
    let folder = shop();
    for (item, code, said) in [
        ("paint", 1, "error: `paint` can be `page:paint` or `errors:paint`: say which\n"),
        ("Colur", 1, "error: no item is called `Colur`; did you mean `Colour`?\n"),
        ("page:pain", 1, "error: no page is called `pain`; did you mean `paint`?\n"),
        ("qqqqq", 1, "error: no item is called `qqqqq`; `qq-cgi list` shows what there is\n"),
        ("s", 1, "error: the sign `s` becomes no Rust of its own\n"),
        ("pgae:paint", 2, "error: no kind is called `pgae`; did you mean `page`? kinds are gateway, sign, "),
    ] {
        let ran = run_in(folder.path(), &["expand", item, "--spec", "shop.toml"]);
        assert_eq!((ran.code, &*ran.stdout), (code, ""), "{ran:?}");
        assert!(ran.stderr.starts_with(said), "{ran:?}");
    }
}

#[test]
fn a_spec_on_a_base_shows_its_own_items_and_names_the_base_for_the_others() {
    let folder = Folder::new();
    let own = "[spec]\nname = 'own'\nbase = 'qq_game_social::social'\n[enum.Own.values]\nA = { value = 1 }\n";
    folder.write("own.toml", own);
    let ran = run_in(folder.path(), &["expand", "--spec", "own.toml"]);
    assert!(ran.stdout.contains("pub use ::qq_game_social::social::{"), "{ran:?}");
    assert_eq!(ran.stdout.matches("pub enum ").count(), 1, "{ran:?}");
    let ran = run_in(folder.path(), &["expand", "Zone", "--spec", "own.toml"]);
    let said = "error: the enum `Zone` is generated where the base is: `qq_game_social::social`\n";
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (1, "", said));
}

#[test]
fn a_spec_with_mistakes_shows_what_is_generated_and_then_the_mistakes() {
    let folder = shop();
    folder.change("shop.toml", "type = 'Colour'", "type = 'Color'");
    let ran = run_in(folder.path(), &["expand", "struct:Paint", "--spec", "shop.toml"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stdout.contains("pub struct Paint {"), "{ran:?}");
    assert!(ran.stderr.contains("error[QQ0105]") && ran.stderr.contains("shop.toml:12:"), "{ran:?}");
    assert!(ran.stderr.ends_with("shop.toml: 1 error\n"), "{ran:?}");
}

#[test]
fn the_shipped_component_is_shown_as_a_whole_and_by_item() {
    let all = run(&["expand"]);
    assert_eq!(all.code, 0, "{}", all.stderr);
    let card = run(&["expand", "SetSummaryCard"]);
    assert!(all.stdout.contains(card.stdout.trim_end()), "{card:?}");
    assert!(card.stdout.contains("impl ::qq_cgi::Command for SetSummaryCard {"), "{card:?}");
}
