//! Mending: what is put right, what is left alone, and what comes of mutants of the shipped spec.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "fix/mutants.rs"]
mod mutants;
#[path = "fix/order.rs"]
mod order;
#[path = "fix/stubs.rs"]
mod stubs;

use qq_cgi_model::{
    Checked, Embedded, check,
    fix::{Fix, Mended, Texts, apply, fixes, mend},
    load,
    source::Span,
};

/// What [`mend`] makes of `files`, the root first.
fn mended(files: &[(&str, &str)]) -> Mended {
    mend(&mut |changed| check_with(files, changed))
}

fn check_with(files: &[(&str, &str)], changed: &Texts) -> Checked {
    let text = |name: &str, text| changed.get(name).map_or(text, String::as_str).to_owned();
    let texts: Vec<_> = files.iter().map(|(name, old)| (*name, text(name, *old))).collect();
    let files: Vec<_> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    check(load(&Embedded(&files), files[0].0))
}

/// One root file: its text after mending, what was mended and what is left.
fn one(text: &str) -> (String, usize, usize) {
    let mended = mended(&[("a.toml", text)]);
    let after = mended.changed.get("a.toml").map_or(text, String::as_str).to_owned();
    (after, mended.fixed, mended.after.diagnostics.len())
}

const HEAD: &str = "[spec]\nname = 'test'\nlints = { unused-item = 'allow' }\n";

#[test]
fn words_are_replaced_and_nothing_else() {
    for (wrong, right) in [
        ("[enum.E.values]\r\nA = { valeu = 1 } # 大\r\n", "[enum.E.values]\r\nA = { value = 1 } # 大\r\n"),
        ("[enum.E.values]\nA = { 'valeu' = 1,}", "[enum.E.values]\nA = { 'value' = 1,}"),
        ("[enum.E]\nvalues.A.valeu = 1", "[enum.E]\nvalues.A.value = 1"),
        (
            "[errors.e.codes]\n\t-05\t= { name = \"Bad\", remedy = \"fix_requset\" }\n",
            "[errors.e.codes]\n\t-5\t= { name = \"Bad\", remedy = \"fix_request\" }\n",
        ),
        (
            "[errors.e.codes]\n\"-05\" = { name = 'Bad', remedy = '''fix_reqest''' }\n",
            "[errors.e.codes]\n\"-5\" = { name = 'Bad', remedy = '''fix_request''' }\n",
        ),
        (
            "[struct.Inner.fields]\na = { type = 'u23' }\n[struct.Outer.fields]\nb = { type = \"list:Iner\" }\n",
            "[struct.Inner.fields]\na = { type = 'u32' }\n[struct.Outer.fields]\nb = { type = \"list:Inner\" }\n",
        ),
        // Each header is a place of its own.
        (
            "[enmu.E.values]\nA = { value = 1 }\n[enmu.F.values]\nA = { value = 1 }\n[enmu.G.values]\nA = { value = 1 }\n",
            "[enum.E.values]\nA = { value = 1 }\n[enum.F.values]\nA = { value = 1 }\n[enum.G.values]\nA = { value = 1 }\n",
        ),
    ] {
        let wrong = format!("{HEAD}{wrong}");
        assert_eq!(one(&wrong), (format!("{HEAD}{right}"), one(&wrong).1, 0), "{wrong}");
        assert!(one(&wrong).1 > 0, "{wrong}");
    }
}

#[test]
fn what_can_be_meant_in_two_ways_is_left_alone() {
    for wrong in [
        // `zh` or `en`: both are one letter away.
        "[enum.E]\nzn = 'x'\nvalues.A.value = 1\n",
        // The plain form stands there already.
        "[errors.e.codes]\n-5 = { name = 'A', remedy = 'none' }\n-05 = { name = 'B', remedy = 'none' }\n",
        // Two keys for one.
        "[enum.E.values]\nA = { valeu = 1, vaule = 2 }\n",
        // `open` takes no text: perhaps it was not meant.
        "[enum.E]\nopn = 'x'\nvalues.A.value = 1\n",
        // Two structs are equally near.
        "[struct.Ab.fields]\na = { type = 'u32' }\n[struct.Ad.fields]\na = { type = 'u32' }\n[struct.Outer.fields]\nb = { type = 'u32' }\n[struct.Other.fields]\nb = { type = 'Ac' }\n",
        // A missing key would be a fact of its own.
        "[enum.E.values]\nA = {}\n",
        "[enum.E.values\n",
    ] {
        let wrong = format!("{HEAD}{wrong}");
        let (after, fixed, left) = one(&wrong);
        assert_eq!((&after, fixed), (&wrong, 0), "{wrong}");
        assert!(left > 0, "{wrong}");
    }
}

#[test]
fn a_fix_that_makes_things_worse_is_taken_back_and_the_others_stay() {
    // Both headers cannot become one table; which of the two is right stays open.
    let wrong = format!(
        "{HEAD}[enum.E]\nopen = true\n[enum.E.values]\nA = {{ valeu = 1 }}\n[enum.F]\nopen = true\nvalues.A.value = 1\n[enmu.F]\nopen = true\n"
    );
    let (after, fixed, left) = one(&wrong);
    assert_eq!((after, fixed), (wrong.replace("valeu", "value"), 1));
    assert!(left > 0);
}

#[test]
fn all_own_files_are_mended_and_no_file_of_the_base() {
    let root = "[spec]\nname = 'own'\nbase = 'b::b'\nfiles = ['m.toml']\n[enum.E.values]\nA = { valeu = 1 }\n";
    let member = "[enum.F.values]\nA = { vlaue = 1 }\n";
    let base = "[spec]\nname = 'b'\n[enum.G.values]\nA = { vaule = 1 }\n";
    let mut check = |changed: &Texts| {
        let text = |name: &str, text: &str| changed.get(name).map_or(text, String::as_str).to_owned();
        let (root, member) = (text("r.toml", root), text("m.toml", member));
        let mut loaded = load(&Embedded(&[("r.toml", &root), ("m.toml", &member)]), "r.toml");
        loaded.add_base([("b.toml", base)]);
        qq_cgi_model::check(loaded)
    };
    let before = check(&Texts::new());
    assert_eq!((before.diagnostics.len(), fixes(&before).len()), (3, 2));
    let mended = mend(&mut check);
    assert_eq!((mended.fixed, mended.after.diagnostics.len()), (2, 1));
    assert_eq!(mended.changed["r.toml"], root.replace("valeu", "value"));
    assert_eq!(mended.changed["m.toml"], member.replace("vlaue", "value"));
    assert_eq!(mended.changed.len(), 2);
}

#[test]
fn fixes_that_do_not_fit_the_text_are_left_out() {
    let checked = check_with(&[("a.toml", HEAD)], &Texts::new());
    let file = checked.sources.iter().next().unwrap().0;
    let fix =
        |start, end, replacement: &str| Fix { span: Span { file, start, end }, replacement: replacement.to_owned() };
    let mixed =
        [fix(4, 5, "E"), fix(0, 1, "A"), fix(0, 3, "LONG"), fix(5, 9, "far"), fix(3, 2, "back"), fix(2, 3, "?")];
    // The third letter takes three bytes: `fix(2, 3)` would cut it.
    assert_eq!(apply(file, "ab大", &mixed[1..]), "Ab大");
    assert_eq!(apply(file, "abcde", &mixed[..2]), "AbcdE");
    assert_eq!(apply(file, "", &mixed), "");
}

#[test]
fn a_byte_order_mark_stays() {
    let wrong = "\u{feff}[specs]\nname = 'test'\n";
    assert_eq!(one(wrong), (wrong.replace("specs", "spec"), 1, 0));
}

#[test]
fn a_missing_comma_is_put_in() {
    for (wrong, right) in [
        ("{ min = 1 max = 40, type = 'u32' }", "{ min = 1, max = 40, type = 'u32' }"),
        ("{ type = 'u32'\tmax =40}", "{ type = 'u32', max =40}"),
        ("{ choices = [1]max=40 }", "{ choices = [1], max=40 }"),
        ("{ min = max max = 40 }", "{ min = max, max = 40 }"),
        ("{ required = false   type = 'u32' }", "{ required = false, type = 'u32' }"),
    ] {
        let (after, fixes, _) = one(&format!("{HEAD}[page.p]\nurl = 'https://example.com/'\nparams.a = {wrong}\n"));
        assert_eq!((after.lines().last(), fixes), (Some(&*format!("params.a = {right}")), 1), "{wrong}");
    }
    // A quote is missing here, and no comma.
    let quote = format!(
        "{HEAD}[page.p]\nurl = 'https://example.com/'\nparams.a = {{ type = \"string, en = \"What is bought.\" }}\n"
    );
    assert_eq!(one(&quote), (quote.clone(), 0, 1));
    // Two lists may have been meant, or one text.
    let items = format!("{HEAD}[page.p]\nurl = 'https://example.com/'\nen = ['a' 'b']\n");
    assert_eq!(one(&items), (items.clone(), 0, 1));
}

#[test]
fn what_only_looks_like_toml_is_made_so() {
    for (wrong, right) in [
        (
            "[page.p]\nurl = “https://example.com/”\nen = '，' # ，\n",
            "[page.p]\nurl = \"https://example.com/\"\nen = '，' # ，\n",
        ),
        ("【page.p】\nurl\u{3000}＝ 'https://example.com/'\n", "[page.p]\nurl = 'https://example.com/'\n"),
        (
            "[page.p]\nurl = 'https://example.com/'\nparams.a = { type = 'u32'， max = ４０\u{200b} }\n",
            "[page.p]\nurl = 'https://example.com/'\nparams.a = { type = 'u32', max = 40 }\n",
        ),
    ] {
        let (after, _, left) = one(&format!("{HEAD}{wrong}"));
        assert_eq!((after, left), (format!("{HEAD}{right}"), 0), "{wrong}");
    }
    // What it hid comes to light, and is no reason to leave it.
    let (after, _, left) = one(&format!(
        "{HEAD}[page.p]\nurl = “no-url”\nparams.a = {{ type = 'Unheard' , max = 1 }}\nparams.b = {{ type = 'string', max = 1 }}\n"
    ));
    assert!(after.contains("url = \"no-url\"") && left > 1, "{after}");
}
