//! 分享到 QQ 空间, 2017-11-02 16:09: which message goes where.

use std::collections::BTreeSet;

use qq_cgi::{MatrixColumn as _, ScriptedPlatform, Sdk, SdkCall, Support, Warning};
use qq_game_social::social::{
    AddFriend, ShareAudio, ShareDestination, ShareFile, ShareImage, ShareNews, ShareText, ShareVideo,
};

/// The document's columns: the place, its key, and the method that goes there.
const PLACES: [(ShareDestination, &str, &str); 4] = [
    (ShareDestination::Qq, "qq", "sendReq:"),
    (ShareDestination::Qzone, "qzone", "SendReqToQZone:"),
    (ShareDestination::WebQq, "web_qq", "sendReq:"),
    (ShareDestination::WebQzone, "web_qzone", "SendReqToQZone:"),
];

const YES: &str = "支持";
const NO: &str = "不支持";

/// The document's table, row by row.
const TABLE: [(&str, [&str; 4]); 9] = [
    ("QQApiTextObject", [YES, NO, NO, NO]),
    ("QQApiImageObject", [YES, NO, NO, NO]),
    ("QQApiNewsObject", [YES, YES, YES, YES]),
    ("QQApiAudioObject", [YES, YES, YES, YES]),
    ("QQApiVideoObject", [YES, YES, YES, YES]),
    ("QQApiGroupTribeImageObject", ["仅群部落", NO, NO, NO]),
    ("QQApiAddFriendObject", ["游戏好友", NO, NO, NO]),
    ("QQApiFileObject", ["仅数据线", NO, NO, NO]),
    ("QQApiGameConsortiumBindingGroupObject", ["仅群部落", NO, NO, NO]),
];

/// The rows that have a call; of the other two the document tells no more than the row.
const WITH_A_CALL: [&str; 7] = [
    "QQApiTextObject",
    "QQApiImageObject",
    "QQApiNewsObject",
    "QQApiAudioObject",
    "QQApiVideoObject",
    "QQApiAddFriendObject",
    "QQApiFileObject",
];

fn cell(word: &'static str) -> Support {
    match word {
        YES => Support::Yes,
        NO => Support::No,
        condition => Support::Only(condition),
    }
}

#[test]
fn the_whole_table_is_the_documents() {
    let matrix = ShareDestination::MATRIX;
    let columns: Vec<_> = matrix.columns.iter().map(|column| (column.name, column.call)).collect();
    assert_eq!(columns, PLACES.map(|(_, name, method)| (name, Some(method))));
    assert_eq!(ShareDestination::ALL, PLACES.map(|(place, ..)| place));
    let rows: Vec<_> = matrix.rows.iter().map(|row| (row.name, row.cells)).collect();
    let table = TABLE.map(|(row, words)| (row, words.map(cell)));
    assert_eq!(rows, table.each_ref().map(|(row, cells)| (*row, &cells[..])));
}

#[test]
fn seven_of_the_messages_have_a_call() {
    let model = crate::model();
    let rows: BTreeSet<_> = model.sdks.iter().filter_map(|sdk| Some(sdk.row.as_ref()?.row.as_str())).collect();
    assert_eq!(rows, BTreeSet::from(WITH_A_CALL));
}

#[tokio::test]
async fn every_message_goes_where_the_table_says_and_nowhere_else() {
    let rows = [
        goes_as_its_row_says(|place| ShareText::new("text").to(place)).await,
        goes_as_its_row_says(|place| ShareImage::new([0xFF]).to(place)).await,
        goes_as_its_row_says(|place| ShareNews::new("https://a.example/", "标题").to(place)).await,
        goes_as_its_row_says(|place| ShareAudio::new("https://a.example/", "标题").to(place)).await,
        goes_as_its_row_says(|place| ShareVideo::new("https://a.example/").to(place)).await,
        goes_as_its_row_says(|place| AddFriend::new("A57597D3BA6F31A0F5D0049A354756FC").to(place)).await,
        goes_as_its_row_says(|place| ShareFile::new([0xFF], "test.txt").to(place)).await,
    ];
    assert_eq!(rows, WITH_A_CALL);
}

/// Tries all four places; answers the row.
async fn goes_as_its_row_says<C: SdkCall>(call: impl Fn(ShareDestination) -> C) -> &'static str {
    let (row, words) = TABLE.into_iter().find(|(row, _)| C::SPEC.object == Some(row)).unwrap();
    for ((place, column, method), word) in PLACES.into_iter().zip(words) {
        let platform = ScriptedPlatform::new().returns(method, 0);
        let outcome = Sdk::new(platform.clone()).call(&call(place)).await;
        let made = platform.calls();
        if word == NO {
            let error = outcome.err().unwrap().to_string();
            let expected =
                format!("`{row}` does not go to `{column}` ({}); nothing was handed to the platform", cells(words));
            assert_eq!((error, made.len()), (expected, 0));
            continue;
        }
        assert!(outcome.is_ok(), "{row} to {column}");
        let warnings = match cell(word) {
            Support::Only(condition) => vec![Warning::Conditional { row, column, condition }],
            _ => Vec::new(),
        };
        assert_eq!((made[0].method, &made[0].warnings), (method, &warnings));
    }
    row
}

/// The whole row, for people.
fn cells(words: [&'static str; 4]) -> String {
    let cells = PLACES.into_iter().zip(words).map(|((_, column, _), word)| match cell(word) {
        Support::Yes => format!("{column}: yes"),
        Support::No => format!("{column}: no"),
        Support::Only(condition) => format!("{column}: only: {condition}"),
    });
    cells.collect::<Vec<_>>().join(", ")
}

#[test]
fn friends_are_where_it_goes_unless_chosen() {
    assert_eq!(ShareNews::new("u", "t").route().unwrap().column(), "qq");
    assert_eq!(crate::prepared(&ShareNews::new("u", "t")).method, "sendReq:");
}
