//! Values that arrive as text.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod achieve;

use achieve::{json, model};
use qq_cgi_model::{
    check_embedded,
    model::Type,
    value::{Typed, TypedRow, parse},
};
use qq_cgi_wire::Limits;

/// The faults, each as `path|words`.
fn faults(ty: &Type, limits: &Limits, text: &str) -> Vec<String> {
    let faults = parse(&model(), ty, limits, text).err().unwrap_or_default();
    faults.into_iter().map(|fault| format!("{}|{}", fault.path, fault.violation)).collect()
}

fn typed(ty: &Type, text: &str) -> Option<Typed> {
    parse(&model(), ty, &Limits::NONE, text).ok()
}

#[test]
fn numbers_are_plain_decimals_within_their_type() {
    for (ty, good, bad) in [
        (Type::U32, vec!["0", "4294967295"], vec!["-1", "4294967296"]),
        (Type::U64, vec!["18446744073709551615"], vec!["18446744073709551616"]),
        (Type::I32, vec!["-2147483648"], vec!["2147483648"]),
        (Type::I64, vec!["-9223372036854775808"], vec!["9223372036854775808"]),
        (Type::UnixSeconds, vec!["-1", "1700000000"], vec!["x"]),
        (Type::Seconds, vec!["0"], vec!["-1"]),
    ] {
        for text in good {
            assert_eq!(typed(&ty, text), Some(Typed::Int(text.parse().unwrap())), "{ty:?} {text}");
        }
        let forms = ["", "+1", "01", "00", "-0", "-", " 1", "1 ", "1.0", "1e3", "0x1", "１", "1_000", "--1"];
        for text in bad.into_iter().chain(forms) {
            assert_eq!(typed(&ty, text), None, "{ty:?} {text}");
        }
    }
    assert_eq!(faults(&Type::U32, &Limits::NONE, "x"), ["|must be a whole number from 0 to 4294967295"]);
    assert_eq!(typed(&Type::U32, &"9".repeat(10_000)), None);
}

#[test]
fn limits_bind() {
    let limits = Limits {
        min: Some(2),
        max: Some(3),
        min_chars: Some(1),
        max_chars: Some(2),
        max_items: Some(1),
        ..Limits::NONE
    };
    assert_eq!(faults(&Type::U32, &limits, "4"), ["|must be at most 3, is 4"]);
    assert_eq!(faults(&Type::Text, &limits, "长标题"), ["|must have at most 2 characters, has 3"]);
    assert_eq!(faults(&Type::Text, &limits, ""), ["|must not be empty"]);
    let list = Type::Json(Box::new(Type::List(Box::new(Type::Text))));
    assert_eq!(
        faults(&list, &limits, r#"["a","abc"]"#),
        ["|must have at most 1 item, has 2", "[1]|must have at most 2 characters, has 3"]
    );
}

#[test]
fn bools_and_enums() {
    assert_eq!(typed(&Type::Bool, "true"), Some(Typed::Bool(true)));
    assert_eq!(faults(&Type::Bool, &Limits::NONE, "True"), ["|must be `true` or `false`"]);
    let platform = Type::Enum("Platform".into());
    assert_eq!(typed(&platform, "1"), Some(Typed::Enum { index: Some(1), text: "1".into() }));
    for text in ["2", "01", "x", ""] {
        assert_eq!(faults(&platform, &Limits::NONE, text), ["|must be one of 0, 1"]);
    }
    let tag = Type::Enum("Tag".into());
    assert_eq!(typed(&tag, "BRAG"), Some(Typed::Enum { index: Some(0), text: "BRAG".into() }));
    assert_eq!(typed(&tag, "5"), Some(Typed::Enum { index: None, text: "5".into() }));
    let tags = Type::Json(Box::new(Type::List(Box::new(tag))));
    assert_eq!(faults(&tags, &Limits::NONE, "[5]"), ["[0]|must be a text"]);
}

#[test]
fn objects() {
    let friends = Type::Json(Box::new(Type::List(Box::new(Type::Struct("Friend".into())))));
    let good = typed(&friends, r#"[{"female":true,"openid":"a"}]"#).unwrap();
    let first = Typed::Struct(vec![(0, Typed::Text("a".into())), (1, Typed::Bool(true))]);
    assert_eq!(good, Typed::List(vec![first]));
    assert_eq!(
        faults(&friends, &Limits::NONE, r#"[{"openid":""},{"opendi":"a","female":1},5,null]"#),
        [
            "[0].openid|must not be empty",
            "[1].openid|is required and missing",
            "[1].female|must be `true` or `false`",
            "[1].opendi|is unknown; did you mean `openid`?",
            "[2]|must be a JSON object",
            "[3]|must be a JSON object",
        ]
    );
    assert_eq!(faults(&friends, &Limits::NONE, "{}"), ["|must be a JSON list"]);
    assert_eq!(faults(&friends, &Limits::NONE, "[{]"), ["|must be a JSON list (string expected at line 1 column 3)"]);
}

#[test]
fn rows() {
    let text = r#"{"total":2,"list":[{"type":12,"data":"1","bcover":1,"expires":0},{"type":3,"data":"-5","bcover":1,"expires":77}],"version":"v1"}"#;
    let Some(Typed::Struct(fields)) = typed(&json("Body"), text) else { panic!() };
    let platform = Typed::Enum { index: Some(1), text: "1".into() };
    assert_eq!(fields[0], (0, Typed::Int(2)));
    assert_eq!(
        fields[1].1,
        Typed::Rows(vec![
            TypedRow { row: Some(0), id: 12, value: platform, columns: vec![1, 0] },
            TypedRow { row: Some(1), id: 3, value: Typed::Int(-5), columns: vec![1, 77] },
        ])
    );
}

#[test]
fn rows_with_mistakes() {
    let text = r#"{"total":7,"version":"v2","list":[
        {"type":3,"data":"101","bcover":1,"expires":1},
        {"type":3,"data":5,"bcover":0,"expires":"1"},
        {"type":99,"data":"5","bcover":1,"expires":1},
        {"data":"5","bcover":1,"expire":1},
        {"type":29,"data":"abcd","bcover":-1,"expires":0},
        "x"]}"#;
    assert_eq!(
        faults(&json("Body"), &Limits::NONE, text),
        [
            ".total|must be 6, the number of items of `list`",
            ".list[0].data (type 3)|must be at most 100, is 101",
            ".list[1].data (type 3)|must be a JSON string",
            ".list[1].bcover|is always 1",
            ".list[1].expires|must be a whole number from -9223372036854775808 to 9223372036854775807",
            ".list[2].type|must be an id of the type table `achieve`",
            ".list[3].type|is required and missing",
            ".list[3].expires|is required and missing",
            ".list[3].expire|is unknown; did you mean `expires`?",
            ".list[4].data (type 29)|must have at most 3 characters, has 4",
            ".list[4].bcover|must be a whole number from 0 to 4294967295",
            ".list[5]|must be a JSON object",
            ".list: row 12 (platform)|is required and missing",
            ".version|is always v1",
        ]
    );
}

#[test]
fn an_open_table_takes_any_row() {
    let open = Type::Json(Box::new(Type::Rows("open".into())));
    let row = TypedRow { row: None, id: 99, value: Typed::Text("x".into()), columns: vec![5, 6] };
    let text = r#"[{"type":99,"data":"x","bcover":5,"expires":6}]"#;
    assert_eq!(typed(&open, text), Some(Typed::Rows(vec![row])));
}

#[test]
fn no_text_makes_it_panic() {
    let text = r#"{"total":1,"list":[{"type":12,"data":"1","bcover":1,"expires":0}],"version":"v1","x":[1.5e300,{"大":null}]}"#;
    for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
        for put in ["", "\"", "[", "}", "9", "大", "\\u0000", "null"] {
            let mut changed = text.to_owned();
            changed.insert_str(at, put);
            let _ = typed(&json("Body"), &changed);
            let _ = typed(&json("Body"), &text[..at]);
        }
    }
    assert_eq!(faults(&json("Body"), &Limits::NONE, &"[".repeat(100_000)).len(), 1);
}

#[test]
fn of_a_doubled_key_the_last_counts() {
    assert!(faults(&json("Friend"), &Limits::NONE, r#"{"openid":"","openid":"a"}"#).is_empty());
}

#[test]
fn a_quoted_field_is_a_json_string_with_the_fields_own_form() {
    let spec = "[spec]\nname = 'quoted'\n[struct.Q.fields]\nmonths = { type = 'u32', quoted = true, max = 9 }\ngift = { type = 'bool', quoted = true }\n";
    let model = check_embedded(&[("spec.toml", spec)], &[]).model;
    let ty = json("Q");
    let faults = |text: &str| {
        let faults = parse(&model, &ty, &Limits::NONE, text).err().unwrap_or_default();
        faults.into_iter().map(|fault| format!("{}|{}", fault.path, fault.violation)).collect::<Vec<_>>()
    };
    let typed = parse(&model, &ty, &Limits::NONE, r#"{"months":"9","gift":"true"}"#);
    assert_eq!(typed, Ok(Typed::Struct(vec![(0, Typed::Int(9)), (1, Typed::Bool(true))])));
    assert_eq!(faults(r#"{"months":9,"gift":true}"#), [".months|must be a JSON string", ".gift|must be a JSON string"]);
    assert_eq!(
        faults(r#"{"months":"10","gift":"yes"}"#),
        [".months|must be at most 9, is 10", ".gift|must be `true` or `false`"]
    );
    assert_eq!(faults(r#"{"months":"09","gift":"true"}"#), [".months|must be a whole number from 0 to 4294967295"]);
}
