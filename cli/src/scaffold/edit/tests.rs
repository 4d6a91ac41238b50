//! Rows in every form that a table can be written in: what stands there stays, and the spec says one thing more.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use proptest::prelude::*;
use qq_cgi_model::{Checked, Embedded, check, load};

use super::{Edit, NewRow, apply, list_member, put_row, rows};
use crate::scaffold::layout::Layout;

const MAP: [&str; 3] = ["errors", "shop", "codes"];

const ROOT: &str = "[spec]\nname = 'own'\nlints = { unused-item = 'allow', no-remedy = 'allow' }\n";

/// The forms in which a table of codes can be written.
#[derive(Debug, Clone, Copy)]
enum Form {
    Headers,
    Lines,
    DottedLines,
    DottedRows,
    FromTheRoot,
    Inline,
    InlineOverLines,
    InlineWithLastComma,
    WholeInline,
}

const FORMS: [Form; 9] = [
    Form::Headers,
    Form::Lines,
    Form::DottedLines,
    Form::DottedRows,
    Form::FromTheRoot,
    Form::Inline,
    Form::InlineOverLines,
    Form::InlineWithLastComma,
    Form::WholeInline,
];

fn name(code: i64) -> String {
    format!("{}{}", if code < 0 { "Minus" } else { "Plus" }, code.unsigned_abs())
}

fn row(code: i64) -> String {
    format!("{{ name = '{}', remedy = 'none' }}", name(code))
}

fn table(form: Form, codes: &[i64], comments: bool) -> String {
    let said = |code: &i64| if comments { format!("# About {code}: \"[x]\" = {{\n") } else { String::new() };
    let each = |line: &dyn Fn(&i64) -> String| codes.iter().map(line).collect::<String>();
    let listed =
        |between: &str| codes.iter().map(|code| format!("{code} = {}", row(*code))).collect::<Vec<_>>().join(between);
    match form {
        Form::Headers => {
            "[errors.shop]\nen = 'E'\n\n".to_owned()
                + &each(&|code| {
                    let name = name(*code);
                    format!("{}[errors.shop.codes.{code}]\nname = '{name}'\nremedy = 'none'\n\n", said(code))
                })
        }
        Form::Lines => {
            "[errors.shop.codes] # here\n".to_owned()
                + &each(&|code| format!("{}  {code} = {} # {code}\n", said(code), row(*code)))
        }
        Form::DottedLines => {
            "[errors.shop]\n".to_owned() + &each(&|code| format!("{}codes . {code} = {}\n", said(code), row(*code)))
        }
        Form::DottedRows => {
            let lines = |code: &i64| format!("{code}.name = '{}'\n{code}.remedy = 'none'\n", name(*code));
            "[errors.shop.codes]\n".to_owned() + &each(&|code| said(code) + &lines(code))
        }
        Form::FromTheRoot => each(&|code| format!("{}errors.'shop'.codes.{code} = {}\n", said(code), row(*code))),
        Form::Inline => format!("[errors.shop]\ncodes = {{ {} }} # all\n", listed(", ")),
        Form::InlineOverLines => format!("[errors.shop]\ncodes = {{\n    {}\n}}\n", listed(",\n    ")),
        Form::InlineWithLastComma => {
            format!("[errors.shop]\ncodes = {{\n  {}, # the last\n}}\n", listed(", # said\n  "))
        }
        Form::WholeInline => format!("errors.shop = {{ en = 'E', codes = {{{}}} }}\n", listed(",")),
    }
}

fn checked(member: &str) -> Checked {
    let root = format!("{ROOT}files = ['m.toml']\n");
    check(load(&Embedded(&[("root.toml", &root), ("m.toml", member)]), "root.toml"))
}

fn codes(member: &str) -> Vec<i64> {
    let checked = checked(member);
    let findings: Vec<_> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
    assert!(findings.is_empty(), "{member}\n{}", findings.join("\n"));
    checked.model.error_tables[0].codes.iter().filter_map(|code| code.code).collect()
}

fn is_insert(edit: &Edit) -> bool {
    edit.at.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_row_goes_where_it_belongs_and_all_else_stays(
        form in prop::sample::select(&FORMS[..]),
        codes_there in prop::collection::btree_set(-99..99_i64, 1..6),
        new in 100..999_i64,
        index in any::<prop::sample::Index>(),
        comments: bool,
        crlf: bool,
        mark: bool,
        end in prop::sample::select(&["", "\n# The end.\n", "\n\n[enum.Other]\nvalues.A = { value = 1 }\n"][..]),
    ) {
        let there: Vec<i64> = codes_there.into_iter().collect();
        let mut text = table(form, &there, comments) + end;
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        if mark {
            text.insert(0, '\u{feff}');
        }
        prop_assert_eq!(codes(&text), there.clone());
        let index = index.index(there.len() + 1);
        let layout = Layout::of(&text);
        prop_assert_eq!(rows(&layout, MAP), there.iter().map(i64::to_string).collect::<Vec<_>>());
        let key = new.to_string();
        let pairs = [("name", format!("'{}'", name(new))), ("remedy", "'none'".to_owned())];
        let edits = put_row(&layout, &NewRow { map: MAP, key: &key, pairs: &pairs }, index).unwrap();
        prop_assert!(edits.iter().all(is_insert));
        let changed = apply(&text, edits);
        let mut expected = there.clone();
        expected.insert(index, new);
        prop_assert_eq!(codes(&changed), expected, "{}", changed);
        let breaks = (changed.matches('\n').count(), changed.matches("\r\n").count());
        prop_assert_eq!(breaks.1, if crlf { breaks.0 } else { 0 });
    }
}

#[test]
fn the_first_row_of_a_map_goes_where_the_item_is() {
    for (text, expected) in [
        ("[command.x]\na = 1\n\n[z]\n", "[command.x]\na = 1\n\n[command.x.params]\nn = { type = 1 }\n\n[z]\n"),
        ("[command.x] # x\n", "[command.x] # x\n\n[command.x.params]\nn = { type = 1 }\n"),
        ("[command.x.params]\n# of it\n\n# else\n", "[command.x.params]\n# of it\nn = { type = 1 }\n\n# else\n"),
        ("[command.x.params]\n# of z\n[z]\n", "[command.x.params]\nn = { type = 1 }\n# of z\n[z]\n"),
        ("[command.x]\nparams = {}\n", "[command.x]\nparams = { n = { type = 1 } }\n"),
        ("[command.x]\nparams = { }\n", "[command.x]\nparams = { n = { type = 1 } }\n"),
        ("[command]\nx = { a = 1 }\n", "[command]\nx = { a = 1, params = { n = { type = 1 } } }\n"),
        ("[command]\nx.a = 1\nx.b = 2\ny.a = 1\n", "[command]\nx.a = 1\nx.b = 2\nx.params.n = { type = 1 }\ny.a = 1\n"),
        ("command = { x.a = 1, y = 1 }\n", "command = { x.a = 1, x.params.n = { type = 1 }, y = 1 }\n"),
        ("[command]\r\nx.a = 1", "[command]\r\nx.a = 1\r\nx.params.n = { type = 1 }"),
    ] {
        let layout = Layout::of(text);
        let row = NewRow { map: ["command", "x", "params"], key: "n", pairs: &[("type", "1".to_owned())] };
        assert_eq!(apply(text, put_row(&layout, &row, 0).unwrap()), expected, "{text}");
    }
}

#[test]
fn a_placeholder_goes_when_the_first_row_comes() {
    let text = "[enum.E.values]\n# Said.\n# A placeholder, since …\nToBeFilledIn = { value = 'x' } # here\n\n[z]\n";
    let row = NewRow { map: ["enum", "E", "values"], key: "Red", pairs: &[("value", "1".to_owned())] };
    let changed = apply(text, put_row(&Layout::of(text), &row, 1).unwrap());
    assert_eq!(changed, "[enum.E.values]\n# Said.\nRed = { value = 1 }\n\n[z]\n");
}

#[test]
fn a_member_is_listed_as_the_others_are() {
    for (text, expected) in [
        ("[spec]\nname = 'n'\n\n[z]\n", "[spec]\nname = 'n'\nfiles = [\"m.toml\"]\n\n[z]\n"),
        ("[spec]\nfiles = []\n", "[spec]\nfiles = [\"m.toml\"]\n"),
        ("[spec]\nfiles = ['a'] # a\n", "[spec]\nfiles = ['a', \"m.toml\"] # a\n"),
        ("[spec]\nfiles = [\n  'a', # a\n]\n", "[spec]\nfiles = [\n  'a', # a\n  \"m.toml\",\n]\n"),
        ("[spec]\nfiles = [\r\n  'a' # a\r\n]\r\n", "[spec]\nfiles = [\r\n  'a', # a\r\n  \"m.toml\"\r\n]\r\n"),
        ("[spec]\nfiles = [\n  'a', 'b',\n]\n", "[spec]\nfiles = [\n  'a', 'b', \"m.toml\",\n]\n"),
        ("spec = { name = 'n' }\n", "spec = { name = 'n', files = [\"m.toml\"] }\n"),
        ("spec.name = 'n'\n[z]\n", "spec.name = 'n'\nspec.files = [\"m.toml\"]\n[z]\n"),
    ] {
        assert_eq!(apply(text, list_member(&Layout::of(text), "m.toml").unwrap()), expected, "{text}");
    }
    assert_eq!(list_member(&Layout::of("[enum.E]\n"), "m.toml"), None);
}
