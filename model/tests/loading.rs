//! Files that are missing, wrongly listed, broken or foreign; bases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use qq_cgi_model::{Checked, Embedded, check, check_embedded, load};

fn reports(files: &[(&str, &str)]) -> Vec<String> {
    texts(&check(load(&Embedded(files), "root.toml")))
}

fn texts(checked: &Checked) -> Vec<String> {
    checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect()
}

#[test]
fn a_missing_root_is_one_error_without_a_place() {
    assert_eq!(reports(&[]), ["error[QQ0001]: cannot read the spec `root.toml`: there is no such file"]);
}

#[test]
fn a_missing_member_is_reported_at_its_name_and_hides_what_it_may_define() {
    let root = "[spec]\nname = 'x'\nfiles = ['types.toml', 'gone.toml']\n";
    let member = "[struct.S.fields]\nx = { type = 'DefinedInTheGoneFile' }\n";
    let found = reports(&[("root.toml", root), ("types.toml", member)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("error[QQ0001]: cannot read `gone.toml`\n --> root.toml:3:24\n"), "{}", found[0]);
}

#[test]
fn members_are_listed_once_by_paths_below_the_root() {
    let root = "[spec]\nname = 'x'\nfiles = ['a.toml', 'a.toml', 's//a.toml', 's/./a.toml', '/b.toml', '../c.toml', 'd\\e.toml', 'root.toml', '']\n";
    let found = reports(&[("root.toml", root), ("a.toml", "")]);
    assert_eq!(found.len(), 8, "{found:?}");
    assert!(found.iter().all(|text| text.starts_with("error[QQ0003]")));
}

#[test]
fn a_file_that_is_not_toml_is_reported_for_its_syntax_only() {
    let root = "[spec]\nname = 'x'\nfiles = ['broken.toml', 'fine.toml']\n";
    let broken = "[enum.E.values]\nA = { value = }\n[unknown]\n";
    let fine = "[struct.S.fields]\nx = { type = 'E' }\ny = { type = 'u32', zhh = '' }\n";
    let found = reports(&[("root.toml", root), ("broken.toml", broken), ("fine.toml", fine)]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("error[QQ0002]: this is not TOML\n --> broken.toml:2:"), "{}", found[0]);
    assert!(found[1].starts_with("error[QQ0101]: unknown key `zhh`"), "{}", found[1]);
}

#[test]
fn the_spec_table_stands_in_the_root_alone() {
    let found =
        reports(&[("root.toml", "[spec]\nname = 'x'\nfiles = ['a.toml']\n"), ("a.toml", "[spec]\nname = 'y'\n")]);
    assert!(found.len() == 1 && found[0].starts_with("error[QQ0004]"), "{found:?}");
    let found = reports(&[("root.toml", "")]);
    assert!(found.len() == 1 && found[0].starts_with("error[QQ0102]: the table [spec] is missing"), "{found:?}");
}

#[test]
fn carets_stand_under_what_they_mean_behind_chinese_text_and_tabs() {
    let found = reports(&[("root.toml", "[spec]\nname = 'x'\n[enum.E.values]\nA = { zh = '邀请好友',\tvaleu = 1 }\n")]);
    let expected = "\
error[QQ0101]: unknown key `valeu` in a value of an enum
 --> root.toml:4:23
  |
4 | A = { zh = '邀请好友',    valeu = 1 }
  |                           ^^^^^ unknown key";
    assert!(found[0].starts_with(expected), "{}", found[0]);
}

#[test]
fn positions_count_characters_from_one() {
    let checked = check(load(
        &Embedded(&[("root.toml", "[spec]\nname = 'x'\n[enum.E.values]\nA = { zh = '邀请', valeu = 1 }\n")]),
        "root.toml",
    ));
    let position = checked.diagnostics[0].position(&checked.sources).unwrap();
    assert_eq!((position.line, position.column, position.end_line, position.end_column), (4, 18, 4, 23));
}

const BASE: (&str, &str) = ("base.toml", "[spec]\nname = 'base'\n[struct.Done.fields]\nret = { type = 'i64' }\n");

#[test]
fn a_base_lends_its_items_and_keeps_its_names() {
    let own = "[spec]\nname = 'own'\nbase = 'base_crate::module'\nlints = { unused-item = 'allow' }\n[struct.Mine.fields]\nx = { type = 'Done' }\n";
    let checked = check_embedded(&[("root.toml", own)], &[BASE]);
    assert_eq!(texts(&checked), [""; 0]);
    assert!(checked.model.struct_("Done").unwrap().about.from_base);
    assert!(!checked.model.struct_("Mine").unwrap().about.from_base);
    assert_eq!(checked.model.base.as_deref(), Some("base_crate::module"));

    let again = "[spec]\nname = 'own'\nbase = 'base_crate::module'\n[struct.Done.fields]\nx = { type = 'u32' }\n";
    let found = texts(&check_embedded(&[("root.toml", again)], &[BASE]));
    assert!(found.len() == 1 && found[0].starts_with("error[QQ0107]: the struct `Done` is defined twice"), "{found:?}");
    assert!(found[0].contains("root.toml:4:9") && found[0].contains("base.toml:3:9"), "{}", found[0]);
}

#[test]
fn a_base_is_named_by_a_rust_path() {
    let found = reports(&[("root.toml", "[spec]\nname = 'own'\nbase = '../other.toml'\n")]);
    assert!(found.len() == 1 && found[0].starts_with("error[QQ0005]"), "{found:?}");
}

#[test]
fn a_name_that_the_base_has_in_rust_is_refused_where_the_own_spec_takes_it() {
    let base = "[spec]\nname = 'base'\n[gateway.g]\nurls = ['https://h/']\nenvelope = { code = 'c', message = 'm', data = 'd' }\nparams = { cmd = { type = 'string', from = 'command.name' } }\n[command.do]\nrust = 'Taken'\ngateway = 'g'\nreply = 'unknown'\n";
    let own = "[spec]\nname = 'own'\nbase = 'base_crate::module'\n[enum.Taken.values]\nA = { value = 1 }\n";
    let checked = check_embedded(&[("root.toml", own)], &[("base.toml", base)]);
    let found = texts(&checked);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("error[QQ0109]") && found[0].contains("\n --> root.toml:4:7\n"), "{}", found[0]);
    assert!(checked.model.command("do").is_some());
}

#[test]
fn a_struct_of_the_base_is_used_the_way_the_base_uses_it() {
    let base = "[spec]\nname = 'base'\n[struct.Done.fields]\nret = { type = 'i64' }\n[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = 'callback', reply = 'Done' }\n";
    let own = |uses: &str| {
        format!(
            "[spec]\nname = 'own'\nbase = 'base_crate::module'\n[sdk.tell]\nplatform = 'ios'\nneeds_login = true\n{uses}"
        )
    };
    let found = |uses: &str| texts(&check_embedded(&[("root.toml", &own(uses))], &[("base.toml", base)]));
    assert_eq!(found("answer = { by = 'callback', reply = 'Done' }\n"), [""; 0]);
    let found = found("args = { what = { type = 'Done' } }\n");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("error[QQ0204]") && found[0].contains("\n --> root.toml:7:26\n"), "{}", found[0]);
}

#[test]
fn what_is_wrong_with_paths_below_a_bases_gateway_is_reported_in_the_own_spec() {
    let base = "[spec]\nname = 'base'\n[gateway.g]\nurls = ['https://h']\nenvelope = { code = 'c', message = 'm', data = 'd' }\n";
    let taken = format!("{base}[command.first]\ngateway = 'g'\npath = '/p'\nreply = 'unknown'\n");
    let own = "[spec]\nname = 'own'\nbase = 'base_crate::module'\n[command.mine]\ngateway = 'g'\nreply = 'unknown'\n";
    let shared = format!("{own}path = '/p'\nmethods = ['POST']\n");
    for (base, own, expected) in [
        (base, own, "error[QQ0215]: no parameter of the gateway `g` names the command\n --> root.toml:4:10\n"),
        (&taken, own, "error[QQ0215]: no parameter of the gateway `g` names the command\n --> root.toml:4:10\n"),
        (
            &taken,
            &shared,
            "error[QQ0216]: `first` and `mine` share a path and do not take the same methods\n --> root.toml:7:8\n",
        ),
    ] {
        let found = texts(&check_embedded(&[("root.toml", own)], &[("base.toml", base)]));
        assert!(found.len() == 1 && found[0].starts_with(expected), "{found:?}");
    }
}

#[test]
fn a_character_that_looks_like_one_of_tomls_is_named_with_what_was_meant() {
    for (wrong, column, label, help) in [
        ("a = “x”", 5, "U+201C `“` looks like `\"`; TOML wants the ASCII one", "did you mean `\"`?"),
        ("a = [1， 2]", 7, "U+FF0C `，` looks like `,`; TOML wants the ASCII one", "did you mean `,`?"),
        ("a = ４０", 5, "U+FF14 `４０` looks like `40`; TOML wants the ASCII one", "did you mean `40`?"),
        ("a ＝ 1", 3, "U+FF1D `＝` looks like `=`; TOML wants the ASCII one", "did you mean `=`?"),
        ("a：1", 2, "U+FF1A `：` looks like `=`; TOML wants the ASCII one", "did you mean `=`?"),
        ("a\u{a0}= 1", 2, "U+00A0 looks like a space; TOML wants the ASCII one", "write an ASCII space"),
        ("a\u{200b} = 1", 2, "U+200B cannot be seen, and TOML has none", "take it out"),
    ] {
        let found = reports(&[("root.toml", &format!("[spec]\nname = 'x'\n{wrong}\n"))]);
        assert!(
            found[0].starts_with(&format!("error[QQ0002]: this is not TOML\n --> root.toml:3:{column}\n")),
            "{found:?}"
        );
        assert!(found[0].contains(label) && found[0].contains(help), "{found:?}");
        assert_eq!(found.len(), if wrong.contains('”') { 2 } else { 1 }, "{found:?}");
    }
}

#[test]
fn a_missing_comma_is_called_so() {
    for (wrong, column) in [("a = { min = 1 max = 40 }", 14), ("a = { min = 'x' max = 40 }", 16)] {
        let found = reports(&[("root.toml", &format!("[spec]\nname = 'x'\n{wrong}\n"))]);
        assert!(found[0].contains(&format!("root.toml:3:{column}\n")), "{found:?}");
        assert!(found[0].contains("a comma is missing before `max`"), "{found:?}");
        assert_eq!(found.len(), 1, "{found:?}");
    }
}

#[test]
fn a_file_in_another_form_is_named_with_the_place_in_it() {
    for (bytes, expected) in [
        (
            &b"[spec]\nname = '\xd6\xd0\xce\xc4'\n"[..],
            "line 2, column 9 of it is not UTF-8: saved as GBK? Save it as UTF-8",
        ),
        (b"\xff\xfe[\x00s\x00", "line 1, column 1 of it is not UTF-8: saved as UTF-16? Save it as UTF-8"),
        (b"# ok\n\xff", "line 2, column 1 of it is not UTF-8: save it as UTF-8"),
    ] {
        assert_eq!(qq_cgi_model::text_of(bytes.to_vec()).unwrap_err(), expected);
    }
}

#[test]
fn what_a_refused_member_would_have_held_is_not_missing() {
    for member in ["/etc/passwd", "../x.toml", "sub\\\\m.toml"] {
        let root =
            format!("[spec]\nname = 'x'\nfiles = [\"{member}\"]\n[command.c]\ngateway = 'shop'\nreply = 'Done'\n");
        let found = reports(&[("root.toml", &root)]);
        assert!(found.len() == 1 && found[0].contains("cannot be a member"), "{found:?}");
    }
}

#[test]
fn an_item_of_a_file_that_is_not_listed_is_said_to_be_there() {
    let root = "[spec]\nname = 'x'\nfiles = ['a.toml']\n";
    let uses = "[page.p]\nurl = 'https://example.com/'\nparams.kind = { type = 'Kind' }\n";
    let found =
        reports(&[("root.toml", root), ("a.toml", uses), ("kind.toml", "[enum.Kind.values]\nA = { value = 1 }\n")]);
    assert!(
        found.len() == 1 && found[0].contains("`kind.toml` defines it: list it in the root's `files`"),
        "{found:?}"
    );
}
