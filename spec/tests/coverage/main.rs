//! Every heading and every row of the vendor's document is in the spec, and everything in the spec is run by something.
//!
//! `coverage/document.toml` lists what the document prints. Held against it: the sources that the items cite, each row
//! of each table, and what the spec says beyond the document without saying on what it rests. Held against the examples
//! and tests of the workspace: what becomes Rust. `COVERAGE.md` shows the whole, and is written by
//! `QQ_CGI_UPDATE=1 cargo test -p qq-game-social --test coverage`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod compare;
mod document;
mod items;
mod report;
mod runs;

use std::{fs, path::Path};

use compare::{beyond, misnamed_sources, missing_rows, uncited_pages};
use document::Document;
use items::Items;
use qq_cgi_model::{Checked, Model, check_embedded};
use qq_game_social::social::SPEC_FILES;
use runs::{Runs, SourceFile};

const LIST: &str = include_str!("../../coverage/document.toml");
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
const REPORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/COVERAGE.md");
const REGENERATE: &str = "QQ_CGI_UPDATE=1 cargo test -p qq-game-social --test coverage";

fn spec() -> Model {
    let Checked { model, diagnostics, sources } = check_embedded(SPEC_FILES, &[]);
    let found: Vec<_> = diagnostics.iter().map(|found| found.to_text(&sources)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    model
}

fn assert_none(findings: &[String]) {
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
}

#[test]
fn every_page_is_the_source_of_an_item() {
    assert_none(&uncited_pages(&Document::parse(LIST), &Items::of(&spec())));
}

#[test]
fn every_source_is_a_page() {
    assert_none(&misnamed_sources(&Document::parse(LIST), &Items::of(&spec())));
}

#[test]
fn every_heading_and_every_row_is_in_its_item() {
    assert_none(&missing_rows(&Document::parse(LIST), &Items::of(&spec())));
}

#[test]
fn what_the_document_does_not_list_says_what_it_rests_on() {
    assert_none(&beyond(&Document::parse(LIST), &Items::of(&spec())));
}

#[test]
fn every_item_has_its_words_in_both_languages() {
    let model = spec();
    let items = Items::of(&model);
    let silent = items.all.iter().filter(|item| item.about.zh.is_none() || item.about.en.is_none());
    assert_none(&silent.map(|item| format!("{}.{}", item.kind, item.name)).collect::<Vec<_>>());
}

#[test]
fn whatever_becomes_rust_is_run() {
    let model = spec();
    assert_none(&Runs::of(&Items::of(&model), &SourceFile::all(Path::new(ROOT))).missing());
}

#[test]
fn the_report_is_up_to_date() {
    let model = spec();
    let items = Items::of(&model);
    let runs = Runs::of(&items, &SourceFile::all(Path::new(ROOT)));
    let report = report::draw(&Document::parse(LIST), &items, &runs);
    if std::env::var_os("QQ_CGI_UPDATE").is_some() {
        fs::write(REPORT, &report).unwrap();
    }
    let written = fs::read_to_string(REPORT).unwrap_or_default();
    let line = report.lines().zip(written.lines()).take_while(|(new, old)| new == old).count() + 1;
    assert!(report == written, "spec/COVERAGE.md differs from line {line} on; write it again: {REGENERATE}");
}

/// What the reading notes counted by hand: nobody shortens the list by accident.
#[test]
fn the_list_is_complete() {
    let list = Document::parse(LIST);
    let rows = |heading: &str, at: &str| {
        let mut parts = list.pages.iter().flat_map(|page| &page.parts);
        parts.find(|part| part.heading == heading && part.at[0] == at).map_or(0, |part| part.rows.len())
    };
    assert_eq!(list.pages.len(), 31);
    assert_eq!(rows("返回码", "errors.login.codes"), 19);
    assert_eq!(rows("参数说明", "enum.Permission.values"), 13);
    assert_eq!(rows("功能描述", "matrix.share.rows"), 9);
    assert_eq!(rows("功能描述", "matrix.share.columns"), 4);
    assert_eq!(rows("错误码定义", "errors.guild.codes"), 15);
    assert_eq!(rows("错误码", "errors.relay.codes"), 45);
}

/// Each check can fail.
mod mistakes {
    use super::*;

    const SPEC: &str = r#"
[spec]
name = "shop"
[errors.shop]
zh = "错误"
en = "Errors."
source = ["Codes 2020-01-01"]
[errors.shop.codes.-1]
name = "Closed"
zh = "关"
en = "Closed."
[enum.Colour]
zh = "颜色"
en = "A colour."
source = ["Coluors 2020-01-02"]
values.Red = { value = 1, zh = "COLOUR_RED", en = "Red." }
values.Blue = { value = 2, zh = "蓝", en = "Blue.", basis = "sample" }
"#;

    const PAGES: &str = r#"
title = "Shop"
[[page]]
title = "Codes"
updated = "2020-01-01 10:00:00"
[[page.part]]
heading = "Table"
at = "errors.shop.codes"
rows = [-1]
[[page]]
title = "Colours"
updated = "2020-01-02 10:00:00"
"#;

    fn model(text: &str) -> Model {
        check_embedded(&[("shop.toml", text)], &[]).model
    }

    fn list(parts: &str) -> Document {
        Document::parse(&format!("{PAGES}{parts}"))
    }

    #[test]
    fn a_page_that_no_item_cites() {
        let found = uncited_pages(&list(""), &Items::of(&model(SPEC)));
        assert_eq!(found, ["document.toml:10: no item cites \"Colours 2020-01-02\""]);
    }

    #[test]
    fn a_source_that_is_no_page() {
        let found = misnamed_sources(&list(""), &Items::of(&model(SPEC)));
        assert_eq!(
            found,
            ["shop.toml:12: enum.Colour: no page \"Coluors 2020-01-02\"; did you mean \"Colours 2020-01-02\"?"]
        );
    }

    #[test]
    fn a_source_that_is_two_pages() {
        const TWIN: &str = "[[page]]\ntitle = 'Codes'\nupdated = '2020-01-01 11:30:00'\n";
        let model = model(&SPEC.replace("Coluors", "Colours"));
        let items = Items::of(&model);
        let help =
            "\"Codes 2020-01-01\" is more than one page; say \"Codes 2020-01-01 10:00\" or \"Codes 2020-01-01 11:30\"";
        assert_eq!(misnamed_sources(&list(TWIN), &items), [format!("shop.toml:4: errors.shop: {help}")]);
        let uncited = ["3: no item cites \"Codes 2020-01-01 10:00\"", "13: no item cites \"Codes 2020-01-01 11:30\""];
        assert_eq!(uncited_pages(&list(TWIN), &items), uncited.map(|line| format!("document.toml:{line}")));
    }

    #[test]
    fn a_page_of_another_edition_under_its_basis_alone() {
        const OTHER: &str = "[[elsewhere]]\nbasis = 'web'\ntitles = ['Coluors 2020-01-02']\n";
        let found = |spec: &str| misnamed_sources(&list(OTHER), &Items::of(&model(spec))).len();
        assert_eq!(found(SPEC), 1);
        assert_eq!(found(&SPEC.replace("en = \"A colour.\"", "en = \"A colour.\"\nbasis = \"web\"")), 0);
    }

    #[test]
    fn a_row_that_its_item_lacks() {
        let found = |part: &str| missing_rows(&list(&format!("[[page.part]]\n{part}\n")), &Items::of(&model(SPEC)));
        assert!(found("heading = 'T'\nat = 'enum.Colour.values'\nrows = [1, 'Red', 'COLOUR_RED']").is_empty());
        assert!(found("heading = 'T'\nat = 'errors.shop.codes'\nrows = [{ key = '关', is = 'Closed' }]").is_empty());
        assert!(found("heading = 'T'\nat = 'enum.Colour'\nrows = ['颜色']").is_empty());
        for (part, message) in [
            ("at = 'enum.Colour.values'\nrows = [1, 3]", "`3` is not in enum.Colour.values"),
            ("at = 'enum.Colour.values'\nrows = ['Rde']", "`Rde` is not in enum.Colour.values; did you mean `Red`?"),
            ("at = 'enum.Colour.values'\nrows = ['COLOUR']", "`COLOUR` is not in enum.Colour.values"),
            (
                "at = 'enum.Colour.values'\nrows = [{ key = 'C', is = 3 }]",
                "`3` (printed `C`) is not in enum.Colour.values",
            ),
            ("at = 'enum.Colour'\nrows = ['Colou']", "`Colou` is not in enum.Colour"),
            ("at = 'enum.Color'", "no item `enum.Color`; did you mean `enum.Colour`?"),
            ("at = 'enum.Colour.value'", "enum.Colour has no `value`; did you mean `values`?"),
            (
                "at = ['enum.Colour.values', 'errors.shop.codes']\nrows = [1]",
                "errors.shop.codes carries none of the rows",
            ),
        ] {
            let found = found(&format!("heading = 'T'\n{part}"));
            assert_eq!(found, [format!("document.toml:13: T: {message}")]);
        }
    }

    #[test]
    fn a_field_that_may_be_left_out_but_must_not() {
        const NOTE: &str = r#"
[spec]
name = "shop"
[struct.Note.fields]
text = { type = "string" }
sender = { type = "string", required = false }
kind = { type = "u32", value = 1 }
paper = { type = "u32", default = 2 }
"#;
        let model = model(NOTE);
        let found = |part: &str, row: &str| {
            let part = format!("[[page.part]]\nheading = 'T'\nat = 'struct.Note.{part}'\nrows = ['{row}']\n");
            let page = "title = 'S'\n[[page]]\ntitle = 'P'\nupdated = '2020-01-01 10:00:00'\n";
            missing_rows(&Document::parse(&format!("{page}{part}")), &Items::of(&model)).len()
        };
        assert_eq!(["text", "sender", "kind", "paper"].map(|row| found("required", row)), [0, 1, 0, 0]);
        assert_eq!(["text", "sender", "kind", "paper"].map(|row| found("optional", row)), [1, 0, 0, 0]);
    }

    #[test]
    fn a_value_that_the_document_does_not_list() {
        let found = beyond(&list(""), &Items::of(&model(SPEC)));
        assert_eq!(found, ["shop.toml:16: enum.Colour.values: `Red` is not in the document and has no basis"]);
    }

    #[test]
    fn a_command_that_nothing_runs() {
        const SHOP: &str = r#"
[spec]
name = "shop"
[gateway.shop]
urls = ["https://shop.example/"]
envelope = { code = "ret", message = "msg", data = "data" }
params.cmd = { type = "string", from = "command.name" }
[command.buy]
gateway = "shop"
reply = "unknown"
params.what = { type = "Goods" }
[enum.Goods]
values.Tea = { value = 1 }
"#;
        let model = model(SHOP);
        let items = Items::of(&model);
        let runs = |text: &str| {
            let file = SourceFile::read("examples/shop.rs".to_owned(), text);
            Runs::of(&items, &file.into_iter().collect::<Vec<_>>()).missing()
        };
        let used = "use qq_game_social::social::Buy;";
        assert!(runs(used).is_empty());
        assert_eq!(runs("use shop::Buy;").len(), 3, "not of this component");
        assert_eq!(runs("use qq_game_social::social::Buyer; // Buy").len(), 3, "another word, a comment");
        // An enum that is used is not yet a command that is sent.
        assert_eq!(
            runs("use qq_game_social::social::Goods;"),
            [
                "shop.toml:4: gateway.shop: neither `Shop` nor what uses it stands in an example or a test",
                "shop.toml:8: command.buy: `Buy` stands in no example and no test",
            ]
        );
    }
}
