//! What a Model says of SDK calls, matrices and named codes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use qq_cgi_model::{
    check_embedded,
    model::{AnswerBy, BundleKey, Constant, Model, Origin, Reply, Support},
};

fn model() -> Model {
    let checked = check_embedded(&[("spec.toml", include_str!("sdk.toml"))], &[]);
    assert!(checked.diagnostics.is_empty(), "{:#?}", checked.diagnostics);
    checked.model
}

#[test]
fn codes_are_known_by_number_or_by_name() {
    let model = model();
    let codes = &model.error_table("open").unwrap().codes;
    let known: Vec<_> = codes.iter().map(|code| (code.code, code.symbol.as_deref(), code.label())).collect();
    let expected = [
        (Some(0), Some("kOpenOk"), "kOpenOk".to_owned()),
        (None, Some("kOpenGone"), "kOpenGone".to_owned()),
        (Some(-7), None, "-7".to_owned()),
    ];
    assert_eq!(known, expected);
    assert!(!model.error_table("open").unwrap().is_numbered());
    assert!(model.error_table("plain").unwrap().is_numbered());
}

#[test]
fn a_matrix_has_a_cell_for_each_column_in_their_order() {
    let model = model();
    let matrix = model.matrix("share").unwrap();
    assert_eq!(matrix.rust, "Destination");
    let columns: Vec<_> = matrix.columns.iter().map(|column| (column.rust.as_str(), column.call.as_deref())).collect();
    assert_eq!(columns, [("Friends", Some("send:")), ("Wall", None)]);
    let only = Support::Only("仅限文字".into());
    assert_eq!(matrix.row("TextObject").unwrap().cells, [Support::Yes, only]);
    assert_eq!(matrix.row("FileObject").unwrap().cells, [Support::No, Support::Yes]);
    assert_eq!(matrix.row("Other"), None);
}

#[test]
fn a_call_is_read_whole() {
    let model = model();
    let sdk = model.sdk("share_text").unwrap();
    assert_eq!((sdk.rust.as_str(), sdk.call.as_str()), ("ShareText", "post:"));
    assert_eq!(sdk.aliases, ["shareIt"]);
    assert_eq!(sdk.preconditions, ["The app is registered."]);
    let row = sdk.row.as_ref().unwrap();
    assert_eq!((row.matrix.as_str(), row.row.as_str()), ("share", "TextObject"));
    let origins: Vec<_> = sdk.args.iter().map(|arg| &arg.origin).collect();
    assert_eq!(origins, [&Origin::Platform, &Origin::Caller, &Origin::Platform]);
    let keys: Vec<_> = sdk.bundle.iter().map(|value| value.key.clone().unwrap()).collect();
    let expected =
        [BundleKey::Value("title".into()), BundleKey::Value("images".into()), BundleKey::Symbol("Share.KEY".into())];
    assert_eq!(keys, expected);
    assert_eq!(sdk.bundle[1].keeps, Some(9));
    let given: Vec<_> = model.sdk_arguments(sdk).iter().map(|argument| argument.rust.to_owned()).collect();
    assert_eq!(given, ["who", "title", "images", "app_key"]);
}

#[test]
fn zero_is_success_where_there_is_a_code_and_nothing_else_is_said() {
    let model = model();
    let answer = |name: &str| model.sdk(name).unwrap().answer.clone();
    let share = answer("share_text");
    assert_eq!((share.by, share.reply), (AnswerBy::Callback, Some(Reply::Struct("Answer".into()))));
    assert_eq!(share.success, Some(Constant::Text("kOpenOk".into())));
    assert_eq!(share.cancelled, Some(Constant::Text("kOpenGone".into())));
    assert_eq!(share.detail.unwrap().errors.as_deref(), Some("plain"));
    assert_eq!(answer("returns").success, Some(Constant::Int(0)));
    assert_eq!(answer("says_nothing").success, None);
    assert_eq!(answer("says_nothing").by, AnswerBy::None);
}

#[test]
fn structs_know_on_which_side_of_a_call_they_stand() {
    let model = model();
    let uses = |name: &str| model.struct_(name).map(|item| (item.in_request, item.in_reply));
    assert_eq!(uses("Who"), Some((true, false)));
    assert_eq!(uses("Answer"), Some((false, true)));
}
