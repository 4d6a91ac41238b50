//! What is missing: items that are referred to, keys with one word, member files.

use qq_cgi_model::{Checked, Embedded, Files, check, fix::Texts, load};

use super::{HEAD, fixes, mend, mended, one};

/// The page that every case stands on, so that what is used is used.
const PAGE: &str = "[page.p]\nurl = 'https://example.com/'\n";

fn stubbed(text: &str) -> (String, usize, Vec<String>) {
    let mended = mended(&[("a.toml", text)]);
    let after = mended.changed.get("a.toml").map_or(text, String::as_str).to_owned();
    let left = mended.after.diagnostics.iter().map(|found| found.to_text(&mended.after.sources)).collect();
    (after, mended.stubs, left)
}

#[test]
fn an_item_that_is_not_there_is_begun_and_what_it_lacks_is_reported() {
    for (text, stub, lacks) in [
        (
            "[page.p]\nurl = 'https://example.com/'\nparams.a = { type = 'Colour' }\n",
            "[enum.Colour]\n# values.… = { value = … } # The known values, by their names in Rust.\n",
            &["values"][..],
        ),
        (
            "[struct.S.fields]\na = { type = 'list:Address' }\n",
            "[struct.Address]\n# fields.… = { type = \"…\" } # Its fields, in the order of the wire.\n# Or, if it is a set of known values: [enum.Address], and in it\n# values.… = { value = … }\n",
            &["fields"],
        ),
        (
            "[gateway.g]\nurls = ['https://example.com']\nenvelope = { code = 'a', message = 'b', data = 'c' }\n[command.c]\ngateway = 'g'\npath = '/c'\nreply = 'Answer'\n",
            // A reply is no set of values.
            "[struct.Answer]\n# fields.… = { type = \"…\" } # Its fields, in the order of the wire.\n",
            &["fields"],
        ),
        (
            "[struct.S.fields]\na = { type = 'rows:stock' }\n",
            "[types.stock]\n# id = \"…\" # The JSON field of a row's id.\n# value = \"…\" # The JSON field of a row's value, always written as a string.\n# rows.… = { id = …, type = \"…\" } # The known rows, by their names.\n",
            &["id", "value", "rows"],
        ),
        (
            "[gateway.g]\nurls = ['https://example.com']\nerrors = 'mine'\nenvelope = { code = 'a', message = 'b', data = 'c' }\n",
            "[errors.mine]\n# codes.… = { name = \"…\", remedy = \"fix_request|check_credentials|retry_once|back_off|reauthorize|request_permission|contact_support|none\" } # The codes, by their numbers, or by the names of their constants.\n",
            &["codes"],
        ),
        (
            "[gateway.g]\nurls = ['https://example.com']\nsign = 'mine'\nenvelope = { code = 'a', message = 'b', data = 'c' }\nparams.s = { type = 'string', from = 'sign', secret = true }\n",
            "[sign.mine]\n# param = \"…\" # The parameter that carries the sign. It is never signed itself.\ndigest = \"md5\"\n# output = \"lower-hex|upper-hex\" # How the digest is written.\n# parts = [{ … }] # The parts of the source string, in order.\n",
            &["param", "output", "parts"],
        ),
        (
            "[command.c]\ngateway = 'relay'\nreply = 'unknown'\n",
            "[gateway.relay]\n# urls = [\"…\"] # Where it answers; the first is the default. Paths of commands are added to it.\n# envelope = { code = \"…\", message = \"…\", data = \"…\" } # The fields around every answer.\n",
            &["urls", "envelope"],
        ),
    ] {
        let before = format!("{HEAD}{text}");
        let (after, stubs, left) = stubbed(&before);
        assert_eq!(after, format!("{before}\n# A stub: whoever knows the document fills it in.\n{stub}"));
        assert_eq!(stubs, 1, "{text}");
        // A stub is no way to be done: it is a mistake until somebody fills it in.
        let missing = |(text, key): (&String, &&str)| text.contains(&format!("the key `{key}` is missing in"));
        assert!(left.len() == lacks.len() && left.iter().zip(lacks).all(missing), "{left:#?}");
        assert_eq!(stubbed(&after).0, after, "a second time nothing is added");
    }
}

#[test]
fn what_is_missed_in_many_places_is_begun_once_and_what_rests_on_it_is_not_wrong_as_well() {
    let text = format!(
        "{HEAD}[gateway.g]\nurls = ['https://example.com']\nenvelope = {{ code = 'a', message = 'b', data = 'c' }}\n[command.c]\ngateway = 'g'\npath = '/c'\nreply = 'Answer'\nreply_code = {{ field = 'ret', message = 'msg', errors = 'unknown' }}\nverify = {{ openid = 'session.openid' }}\n[command.d]\ngateway = 'g'\npath = '/d'\nreply = 'Answer'"
    );
    let (after, stubs, left) = stubbed(&text);
    assert_eq!((stubs, left.len()), (1, 1), "{left:#?}");
    // The last line gets the end that it had not.
    assert!(after.starts_with(&format!("{text}\n\n# A stub")) && after.matches("[struct.Answer]").count() == 1);
}

#[test]
fn a_stub_has_the_line_ends_of_its_file_and_stands_where_it_is_missed() {
    let root = format!("{HEAD}files = ['m.toml']\n");
    let member = "[struct.S.fields]\r\na = { type = 'Missing' }\r\n";
    let mended = mended(&[("a.toml", &root), ("m.toml", member)]);
    assert!(!mended.changed.contains_key("a.toml"));
    let after = &mended.changed["m.toml"];
    assert!(after.starts_with(member) && after.ends_with('\n'));
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{after:?}");
}

#[test]
fn what_may_be_misspelt_or_can_be_no_item_gets_no_stub() {
    for text in [
        // Near a type that is there: perhaps that one was meant.
        "[struct.Ab.fields]\na = { type = 'u32' }\n[struct.Ad.fields]\na = { type = 'Ac' }\n",
        "[struct.S.fields]\na = { type = 'integer' }\n",
        "[struct.S.fields]\na = { type = 'rows:Not_A_Key' }\n",
        // A column is a number.
        "[types.t]\nid = 'i'\nvalue = 'v'\ncolumns.c = { type = 'Colour' }\nrows.r = { id = 1, type = 'u32', columns = { c = 1 } }\n",
        // The name is taken by an enum, which is no reply.
        "[enum.E.values]\nA = { value = 1 }\n[command.c]\ngateway = 'g'\nreply = 'E'\n[gateway.g]\nurls = ['https://example.com']\nenvelope = { code = 'a', message = 'b', data = 'c' }\nparams.cmd = { type = 'string', from = 'command.name' }\n",
        // No header can add to an inline table.
        "struct = { S = { fields = { a = { type = 'Missing' } } } }\n",
    ] {
        let text = format!("{}{HEAD}", if text.starts_with("struct =") { text } else { "" })
            + if text.starts_with("struct =") { "" } else { text };
        let (after, stubs, left) = stubbed(&text);
        assert_eq!((after, stubs), (text.clone(), 0), "{text}");
        assert!(!left.is_empty(), "{text}");
    }
}

#[test]
fn nothing_is_begun_for_a_base() {
    let own = "[spec]\nname = 'own'\nbase = 'b::b'\n";
    let base = "[spec]\nname = 'b'\n[struct.S.fields]\na = { type = 'Missing' }\n";
    let mended = mend(&mut |changed: &Texts| {
        assert!(changed.is_empty());
        qq_cgi_model::check_embedded(&[("own.toml", own)], &[("base.toml", base)])
    });
    assert_eq!((mended.stubs, mended.after.diagnostics.len()), (0, 1));
}

#[test]
fn a_key_that_takes_one_word_gets_it_and_no_other_missing_key_gets_a_value() {
    let sign = |digest: &str, order: &str| {
        format!(
            "{HEAD}[sign.s] # ours\n{digest}param = 'sig'\noutput = 'lower-hex'\nparts = [{{ secret = true }}, {{ pairs = {{{order} before = '&' }} }}]\n"
        )
    };
    let (after, fixed, left) = one(&sign("", ""));
    assert_eq!((after, fixed, left), (sign("digest = \"md5\"\n", " order = \"bytes\","), 2, 0));
    for text in
        ["[enum.E.values]\nA = {}\n", "[errors.e.codes]\n1 = { name = 'Bad' }\n", "[command.c]\n", "[sign.s.x]\n"]
    {
        let text = format!("{HEAD}{text}");
        assert!(!one(&text).0.contains("\"none\""));
        assert_eq!(fixes(&super::check_with(&[("a.toml", &text)], &Texts::new())).len(), 0, "{text}");
    }
}

/// Files of which some can be made.
struct Made<'a>(&'a [(&'a str, &'a str)], &'a Texts);

impl Files for Made<'_> {
    fn read(&self, path: &str) -> Result<String, String> {
        self.1.get(path).map_or_else(|| Embedded(self.0).read(path), |text| Ok(text.clone()))
    }

    fn beside(&self, path: &str) -> Option<Vec<String>> {
        Embedded(self.0).beside(path)
    }
}

fn check_made(files: &[(&str, &str)], changed: &Texts) -> Checked {
    check(load(&Made(files, changed), files[0].0))
}

#[test]
fn a_member_that_is_not_there_is_made_and_what_it_hid_comes_to_light() {
    let root = format!(
        "#:schema ./own.schema.json\n{HEAD}files = ['new/more.toml']\n[struct.S.fields]\na = {{ type = 'Wanted' }}\n"
    );
    let files = [("root.toml", root.as_str())];
    let before = check_made(&files, &Texts::new());
    assert_eq!(before.diagnostics.len(), 1, "the type may be in the file");
    let mended = mend(&mut |changed| check_made(&files, changed));
    assert_eq!((mended.fixed, mended.files, mended.stubs), (0, 1, 1));
    assert_eq!(mended.changed["new/more.toml"], "#:schema ../own.schema.json\n");
    assert!(mended.changed["root.toml"].contains("\n[struct.Wanted]\n"));
}

#[test]
fn a_member_that_is_probably_another_file_is_named_and_not_made() {
    let root = format!("{HEAD}files = ['a/erors.toml', 'a/codes.toml']\n");
    let files = [("root.toml", root.as_str()), ("a/errors.toml", ""), ("a/codes.toml", ""), ("b/eror.toml", "")];
    let mended = mend(&mut |changed| check_made(&files, changed));
    assert_eq!((mended.fixed, mended.files, mended.changed.len()), (0, 0, 0));
    let found = &mended.after.diagnostics[0];
    assert_eq!(found.suggestion.as_deref(), Some("a/errors.toml"), "{found:?}");
}

#[test]
fn a_member_that_is_there_and_cannot_be_read_is_not_made() {
    struct Locked;
    impl Files for Locked {
        fn read(&self, path: &str) -> Result<String, String> {
            if path == "root.toml" { Ok(format!("{HEAD}files = ['m.toml']\n")) } else { Err("it is locked".to_owned()) }
        }
    }
    let mended = mend(&mut |_| check(load(&Locked, "root.toml")));
    assert_eq!((mended.files, mended.after.diagnostics.len()), (0, 1));
}

#[test]
fn words_are_put_right_before_anything_is_begun() {
    // What stands under the misspelt key is not read beside the right one, so that the first look misses the type.
    let text = format!(
        "{HEAD}{PAGE}params.a = {{ type = 'Colour' }}\n[enmu.Colour]\nvalues.Red.value = 1\n[enum.Side]\nvalues.Left.value = 1\n"
    );
    let (after, fixed, left) = one(&text);
    assert_eq!((after, fixed, left), (text.replace("enmu", "enum"), 1, 0));
}

#[test]
fn what_seems_to_be_renamed_is_asked_for_and_not_begun() {
    let text = format!(
        "{HEAD}[enum.Grade.values]\nA = {{ value = 1 }}\n[struct.S.fields]\na = {{ type = 'Rarity' }}\n[page.p]\nurl = 'https://example.com/'\nparams.r = {{ type = 'Rarity' }}\n[gateway.g]\nurls = ['https://example.com']\nenvelope = {{ code = 'a', message = 'b', data = 'c' }}\n[command.c]\ngateway = 'g'\npath = '/c'\nreply = 'S'\n"
    );
    let (after, stubs, left) = stubbed(&text);
    assert_eq!((&after, stubs, left.len()), (&text, 0, 2), "{left:#?}");
    let asked = "nothing uses the enum `Grade`: was it called `Rarity` before?";
    assert!(left.iter().all(|left| left.contains(asked)), "{left:#?}");
}

#[test]
fn a_name_is_begun_once_although_it_is_missed_as_two_kinds() {
    let text = format!(
        "{HEAD}[struct.S.fields]\na = {{ type = 'Rarity' }}\n[page.p]\nurl = 'https://example.com/'\nparams.r = {{ type = 'Rarity' }}\n[gateway.g]\nurls = ['https://example.com']\nenvelope = {{ code = 'a', message = 'b', data = 'c' }}\n[command.c]\ngateway = 'g'\npath = '/c'\nreply = 'S'\n"
    );
    let (after, stubs, left) = stubbed(&text);
    assert!(
        after.ends_with("[enum.Rarity]\n# values.… = { value = … } # The known values, by their names in Rust.\n"),
        "{after}"
    );
    assert_eq!((stubs, left.len()), (1, 1), "{left:#?}");
}

#[test]
fn the_only_one_of_its_kind_is_meant_by_its_beginning() {
    let text = format!(
        "{HEAD}[gateway.depot]\nurls = ['https://example.com']\nenvelope = {{ code = 'a', message = 'b', data = 'c' }}\n[command.c]\ngateway = 'dep'\npath = '/c'\nreply = 'unknown'\n"
    );
    let (after, stubs, left) = stubbed(&text);
    assert_eq!((&after, stubs, left.len()), (&text, 0, 1), "{left:#?}");
    assert!(left[0].contains("did you mean `depot`?"), "{left:#?}");
}

#[test]
fn a_file_that_defines_what_is_missing_is_listed() {
    let uses = "[page.p]\nurl = 'https://example.com/'\nparams.kind = { type = 'Kind' }\n";
    let kind = "[enum.Kind.values]\nA = { value = 1 }\n";
    for (list, longer) in
        [("['a.toml']", "['a.toml', \"kind.toml\"]"), ("[\n  'a.toml',\n]", "[\n  'a.toml', \"kind.toml\"\n]")]
    {
        let root = format!("{HEAD}files = {list}\n");
        let mended = mended(&[("root.toml", &root), ("a.toml", uses), ("kind.toml", kind)]);
        assert_eq!(mended.changed["root.toml"], format!("{HEAD}files = {longer}\n"));
        assert_eq!((mended.changed.len(), mended.fixed, mended.stubs, mended.after.diagnostics.len()), (1, 1, 0, 0));
    }
    // What stands behind a comment may be one.
    let root = format!("{HEAD}files = ['a.toml' # the first\n]\n");
    let mended = mended(&[("root.toml", &root), ("a.toml", uses), ("kind.toml", kind)]);
    assert_eq!((mended.changed.len(), mended.after.errors()), (0, 1));
}
