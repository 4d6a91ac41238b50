//! Calls of mobile SDKs, written by hand as generated code writes them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use qq_cgi::*;
use support::{Friend, now};

const KEY: &str = "canary-key";

/// Codes of which one has no public number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GuildCode {
    None,
    NotOwner,
    Busy,
    Unlisted(UnlistedCode),
}

impl ErrorCode for GuildCode {
    fn from_code(code: i64) -> Self {
        match code {
            3 => Self::Busy,
            _ => Self::Unlisted(UnlistedCode::__new(code)),
        }
    }

    fn from_symbol(symbol: &str) -> Option<Self> {
        match symbol {
            "GuildNone" => Some(Self::None),
            "GuildNotOwner" => Some(Self::NotOwner),
            "GuildBusy" => Some(Self::Busy),
            _ => None,
        }
    }

    fn number(&self) -> Option<i64> {
        match self {
            Self::None | Self::NotOwner => None,
            Self::Busy => Some(3),
            Self::Unlisted(code) => Some(code.__code()),
        }
    }

    fn symbol(&self) -> Option<&'static str> {
        match self {
            Self::None => Some("GuildNone"),
            Self::NotOwner => Some("GuildNotOwner"),
            Self::Busy => Some("GuildBusy"),
            Self::Unlisted(_) => None,
        }
    }

    fn entry(&self) -> Option<&'static CodeEntry> {
        const NONE: CodeEntry = CodeEntry::new("None", ["成功", ""], ["", ""], Remedy::None);
        const NOT_OWNER: CodeEntry =
            CodeEntry::new("NotOwner", ["不是群主", ""], ["Not the owner.", ""], Remedy::RequestPermission);
        const BUSY: CodeEntry = CodeEntry::new("Busy", ["", ""], ["", ""], Remedy::BackOff);
        match self {
            Self::None => Some(&NONE),
            Self::NotOwner => Some(&NOT_OWNER),
            Self::Busy => Some(&BUSY),
            Self::Unlisted(_) => None,
        }
    }
}

impl core::fmt::Display for GuildCode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        display_code(self, f)
    }
}

/// Where a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Chat,
    Wall,
    File,
}

impl MatrixColumn for Place {
    const MATRIX: &'static MatrixSpec = &MatrixSpec {
        name: "share",
        columns: &[
            ColumnSpec { name: "chat", call: None },
            ColumnSpec { name: "wall", call: Some("sendToWall:") },
            ColumnSpec { name: "file", call: None },
        ],
        rows: &[RowSpec { name: "Text", cells: &[Support::Yes, Support::No, Support::Only("必须已登录")] }],
    };

    fn index(self) -> usize {
        self as usize
    }
}

/// One value of each kind.
#[derive(Debug, Clone)]
struct Share {
    title: String,
    images: Vec<String>,
    count: u64,
    picture: Option<Bytes>,
    friends: Vec<Friend>,
    key: Option<Secret>,
    note: Option<String>,
    place: Place,
}

impl Share {
    fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            images: Vec::new(),
            count: 1,
            picture: None,
            friends: Vec::new(),
            key: None,
            note: None,
            place: Place::Chat,
        }
    }
}

impl SdkCall for Share {
    type Reply = JsonValue;
    type Code = GuildCode;
    type Detail = GuildCode;
    type Failure = GuildCode;
    const SPEC: &'static SdkSpec = &SdkSpec {
        name: "share",
        platform: "ios",
        receiver: Some("Api"),
        call: "send:",
        object: Some("Dictionary"),
        needs_login: NeedsLogin::Yes,
        args: &[
            SdkParam::new("activity", SdkSource::Host("Activity")),
            SdkParam::new("params", SdkSource::Bundle),
            SdkParam::new("note", SdkSource::Caller(6)),
        ],
        bundle: &[
            SdkParam::new("TITLE", SdkSource::Caller(0)).keyed(BundleKey::Value("title")).limited(Limits {
                min_chars: Some(1),
                max_chars: Some(4),
                ..Limits::NONE
            }),
            SdkParam::new("IMAGES", SdkSource::Caller(1)).keeping(2),
            SdkParam::new("IMAGE_COUNT", SdkSource::LengthOf(1)),
            SdkParam::new("KIND", SdkSource::Constant(Value::Int(7))),
            SdkParam::new("COUNT", SdkSource::Caller(2)),
            SdkParam::new("PICTURE", SdkSource::Caller(3)),
            SdkParam::new("FRIENDS", SdkSource::Caller(4)),
            SdkParam::new("FRIENDS_JSON", SdkSource::Caller(4)).json(),
            SdkParam::new("APP_KEY", SdkSource::Caller(5)).keyed(BundleKey::Symbol("APP_KEY")).secret(),
        ],
        answer: AnswerSpec {
            replies: true,
            code: &["ret", "retCode"],
            message: &["msg", "retMsg"],
            success: Some(CodeKey::Number(0)),
            cancelled: Some(CodeKey::Symbol("GuildBusy")),
            detail: Some(DetailSpec { field: "detail", success: Some(CodeKey::Symbol("GuildNone")) }),
            ..AnswerSpec::CALLBACK
        },
    };

    fn value(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.title.as_value(),
            1 => self.images.as_value(),
            2 => self.count.as_value(),
            3 => self.picture.as_value(),
            4 => self.friends.as_value(),
            5 => self.key.as_value(),
            6 => self.note.as_value(),
            _ => Value::Unset,
        }
    }

    fn route(&self) -> Option<Route> {
        Some(self.place.route("Text"))
    }
}

/// Calls without arguments, of every other answer.
macro_rules! calls {
    ($($name:ident: $reply:ty = $answer:expr;)*) => {$(
        struct $name;
        impl SdkCall for $name {
            type Reply = $reply;
            type Code = GuildCode;
            type Detail = UndocumentedCode;
            type Failure = UndocumentedCode;
            const SPEC: &'static SdkSpec = &SdkSpec { answer: $answer, ..SdkSpec::new("m", "android") };
            fn value(&self, _: usize) -> Value<'_> {
                Value::Unset
            }
        }
    )*};
}

calls! {
    Nothing: () = AnswerSpec::NONE;
    Accepted: () = AnswerSpec::RETURN;
    IsThere: bool = AnswerSpec { replies: true, ..AnswerSpec::RETURN };
    IsAccepted: bool = AnswerSpec { success: Some(CodeKey::Symbol("true")), replies: true, ..AnswerSpec::RETURN };
    Flagged: () = AnswerSpec { code: &["ok"], success: Some(CodeKey::Symbol("true")), ..AnswerSpec::CALLBACK };
    Numbered: () = AnswerSpec { code: &["ret"], success: Some(CodeKey::Number(0)), cancelled: Some(CodeKey::Number(2)), ..AnswerSpec::CALLBACK };
    Codeless: () = AnswerSpec { cancelled: Some(CodeKey::Number(2)), ..AnswerSpec::CALLBACK };
    Sent: () = AnswerSpec { success: Some(CodeKey::Number(0)), ..AnswerSpec::RETURN };
    Heard: () = AnswerSpec::CALLBACK;
}

fn text(text: &str) -> SdkValue {
    SdkValue::from(text)
}

fn sdk() -> Sdk {
    Sdk::new(ScriptedPlatform::new())
}

fn answered(json: &str) -> Result<JsonValue, SdkError<Share>> {
    let platform = ScriptedPlatform::new().completes("send:", json.parse().unwrap());
    now(Sdk::new(platform).call(&Share { key: Some(KEY.into()), ..Share::new("a") }))
}

mod preparing {
    use super::*;

    #[test]
    fn every_kind_of_value() {
        let call = Share {
            images: vec!["1".to_owned()],
            count: 42,
            picture: Some(Bytes::from([1, 2, 3])),
            friends: vec![Friend { openid: "F".to_owned(), label: None }],
            ..Share::new("分享给你")
        };
        let prepared = sdk().prepare(&call).unwrap();
        assert_eq!((prepared.receiver, prepared.method, prepared.object), (Some("Api"), "send:", Some("Dictionary")));
        assert_eq!(prepared.args, [SdkValue::Host("Activity"), SdkValue::Bundle, SdkValue::Null]);
        let friend = SdkValue::Object(vec![("openid".to_owned(), text("F"))]);
        assert_eq!(
            prepared.bundle,
            [
                (BundleKey::Value("title"), text("分享给你")),
                (BundleKey::Value("IMAGES"), SdkValue::List(vec![text("1")])),
                (BundleKey::Value("IMAGE_COUNT"), SdkValue::Int(1)),
                (BundleKey::Value("KIND"), SdkValue::Int(7)),
                (BundleKey::Value("COUNT"), SdkValue::Int(42)),
                (BundleKey::Value("PICTURE"), SdkValue::Bytes(Bytes::from(vec![1, 2, 3]))),
                (BundleKey::Value("FRIENDS"), SdkValue::List(vec![friend])),
                (BundleKey::Value("FRIENDS_JSON"), text(r#"[{"openid":"F"}]"#)),
            ]
        );
        assert_eq!(prepared.warnings, []);
    }

    #[test]
    fn limits_count_characters_and_go_down() {
        let friend = Friend { openid: "F".to_owned(), label: Some("太长了".to_owned()) };
        for (call, expected) in [
            (Share::new("一二三四五"), "parameter `TITLE` must have at most 4 characters, has 5"),
            (Share::new(""), "parameter `TITLE` must not be empty"),
            (
                Share { friends: vec![friend], ..Share::new("a") },
                "parameter `FRIENDS[0].label` must have at most 2 characters, has 3",
            ),
            (
                Share { count: u64::MAX, ..Share::new("a") },
                "parameter `COUNT` must be at most 9223372036854775807, is 18446744073709551615",
            ),
        ] {
            assert_eq!(sdk().prepare(&call).unwrap_err().to_string(), expected);
            let platform = ScriptedPlatform::new();
            let error = now(Sdk::new(platform.clone()).call(&call)).unwrap_err();
            assert!(matches!(error, CallError::InvalidParam(_)), "{error:?}");
            assert_eq!(error.to_string(), format!("{expected}; nothing was handed to the platform"));
            assert_eq!(platform.calls(), []);
        }
        assert!(sdk().prepare(&Share { count: i64::MAX as u64, ..Share::new("一二三四") }).is_ok());
    }

    #[test]
    fn what_is_dropped_is_told() {
        let images = |count: usize| Share { images: vec![String::new(); count], ..Share::new("a") };
        assert_eq!(sdk().prepare(&images(2)).unwrap().warnings, []);
        let warnings = sdk().prepare(&images(3)).unwrap().warnings;
        assert_eq!(warnings, [Warning::ItemsDropped { param: "IMAGES", kept: 2, given: 3 }]);
        let expected = "of the 3 items of `IMAGES` the platform keeps the first 2 and drops the rest";
        assert_eq!(warnings[0].to_string(), expected);
    }

    #[test]
    fn what_does_not_go_there_is_refused_with_the_whole_row() {
        let platform = ScriptedPlatform::new();
        let call = Share { place: Place::Wall, ..Share::new("a") };
        let error = now(Sdk::new(platform.clone()).call(&call)).unwrap_err();
        assert_eq!(platform.calls(), []);
        assert_eq!(
            error.to_string(),
            "`Text` does not go to `wall` (chat: yes, wall: no, file: only: 必须已登录); nothing was handed to the platform"
        );
        let CallError::Unsupported(Unsupported { matrix, row, column, cells, .. }) = error else { panic!() };
        assert_eq!((matrix, row, column, cells.len()), ("share", "Text", "wall", 3));
    }

    #[test]
    fn what_goes_there_under_a_condition_is_told() {
        let warnings = sdk().prepare(&Share { place: Place::File, ..Share::new("a") }).unwrap().warnings;
        let condition = "必须已登录";
        assert_eq!(warnings, [Warning::Conditional { row: "Text", column: "file", condition }]);
    }
}

mod answers {
    use super::*;

    #[test]
    fn both_shapes_with_numbers_and_texts() {
        for body in [r#"{"ret":0,"msg":"ok"}"#, r#"{"ret":"0"}"#, r#"{"retCode":0}"#, r#"{"retCode":" 0 "}"#] {
            assert_eq!(answered(body).unwrap(), body.parse::<JsonValue>().unwrap());
        }
    }

    #[test]
    fn a_refusal_by_number_text_or_name() {
        for (body, code, number, says) in [
            (r#"{"ret":-7,"msg":"不"}"#, GuildCode::from_code(-7), Some(-7), "不"),
            (r#"{"retCode":"-7","retMsg":"不"}"#, GuildCode::from_code(-7), Some(-7), "不"),
            (r#"{"retCode":"GuildNotOwner"}"#, GuildCode::NotOwner, None, ""),
        ] {
            let error = answered(body).unwrap_err();
            assert_eq!(error.code(), number);
            let CallError::Refused(refusal) = error else { panic!("{error}") };
            assert_eq!((refusal.code, refusal.message.as_str(), refusal.detail), (code, says, None));
        }
        let error = answered(r#"{"ret":"GuildNotOwner","msg":"m"}"#).unwrap_err();
        assert_eq!(error.remedy(), Some(Remedy::RequestPermission));
        assert_eq!(
            error.to_string(),
            "the call was refused: GuildNotOwner NotOwner: Not the owner. (不是群主); it says \"m\"; \
             advice: ask the vendor for the permission"
        );
    }

    #[test]
    fn an_unlisted_name_stays_readable() {
        let error = answered(r#"{"retCode":"GuildOfNextYear"}"#).unwrap_err();
        assert!(matches!(error, CallError::Decode(_)));
        let expected = "the answer cannot be understood: `retCode`: `GuildOfNextYear` is not in the error table";
        assert_eq!(error.to_string(), expected);
        let error = answered(r#"{"retCode":"<html> canary-token </html>"}"#).unwrap_err().to_string();
        assert!(error.ends_with("`retCode`: expected a code, found a text"), "{error}");
    }

    #[test]
    fn without_a_code_nothing_has_succeeded() {
        for body in
            ["{}", "[]", "null", "0", "true", r#"{"ret":null}"#, r#"{"ret":""}"#, r#"{"ret":[0]}"#, r#"{"ret":0.5}"#]
        {
            assert!(matches!(answered(body), Err(CallError::Decode(_))), "{body}");
        }
        let expected = "the answer cannot be understood: `ret` or `retCode`: the field is missing";
        assert_eq!(answered("{}").unwrap_err().to_string(), expected);
    }

    #[test]
    fn the_detail_can_refuse_too() {
        assert!(answered(r#"{"ret":0,"detail":"GuildNone"}"#).is_ok());
        let CallError::Refused(refusal) = answered(r#"{"ret":0,"detail":"GuildNotOwner"}"#).unwrap_err() else {
            panic!()
        };
        assert_eq!((refusal.code, refusal.detail), (GuildCode::from_code(0), Some(GuildCode::NotOwner)));
        let CallError::Refused(refusal) = answered(r#"{"ret":1,"detail":"77"}"#).unwrap_err() else { panic!() };
        assert_eq!((refusal.code.number(), refusal.detail.unwrap().number()), (Some(1), Some(77)));
        // A name that nobody knows must not hide the first code.
        let CallError::Refused(refusal) = answered(r#"{"ret":1,"detail":"New"}"#).unwrap_err() else { panic!() };
        assert_eq!((refusal.code.number(), refusal.detail), (Some(1), None));
        assert!(matches!(answered(r#"{"ret":0,"detail":"New"}"#), Err(CallError::Decode(_))));
    }

    #[test]
    fn a_detail_that_is_no_code_is_no_success() {
        for detail in [r#""""#, "0.5", "[0]", r#"{"ret":0}"#] {
            let error = answered(&format!(r#"{{"ret":0,"detail":{detail}}}"#)).unwrap_err();
            let expected = "the answer cannot be understood: `detail`: expected a code";
            assert_eq!(error.to_string(), expected, "{detail}");
            // Beside a refusal it decides nothing.
            let refused = answered(&format!(r#"{{"ret":1,"detail":{detail}}}"#));
            assert!(matches!(refused, Err(CallError::Refused(_))), "{detail}");
        }
        // Older SDKs have none.
        assert!(answered(r#"{"ret":0}"#).is_ok() && answered(r#"{"ret":0,"detail":null}"#).is_ok());
    }

    #[test]
    fn cancelled_by_the_platform_or_by_a_code() {
        for body in [r#"{"ret":3}"#, r#"{"ret":"GuildBusy"}"#, r#"{"ret":0,"detail":3}"#] {
            assert!(matches!(answered(body), Err(CallError::Cancelled)), "{body}");
        }
        for answer in [PlatformAnswer::Cancelled, PlatformAnswer::failed("GuildBusy", "")] {
            let platform = ScriptedPlatform::new().answers("send:", answer);
            assert!(matches!(now(Sdk::new(platform).call(&Share::new("a"))), Err(CallError::Cancelled)));
        }
    }

    #[test]
    fn a_number_means_cancelled_in_one_table_alone() {
        let failing = || Sdk::new(ScriptedPlatform::new().answers("m", PlatformAnswer::failed(2, "")));
        assert!(matches!(now(failing().call(&Codeless)), Err(CallError::Cancelled)));
        assert!(matches!(now(failing().call(&Numbered)), Err(CallError::Failed(_))));
        let answering = Sdk::new(ScriptedPlatform::new().completes("m", r#"{"ret":2}"#.parse().unwrap()));
        assert!(matches!(now(answering.call(&Numbered)), Err(CallError::Cancelled)));
    }

    #[test]
    fn the_sdk_itself_fails() {
        let failed = |code: CodeValue| {
            let detail = format!("with {KEY}");
            let answer = PlatformAnswer::Failed { code, message: "网络".to_owned(), detail };
            let platform = ScriptedPlatform::new().answers("send:", answer);
            now(Sdk::new(platform).call(&Share { key: Some(KEY.into()), ..Share::new("a") })).unwrap_err()
        };
        let error = failed(CodeValue::from(-2));
        assert_eq!(error.code(), Some(-2));
        let expected = "the SDK failed: -2 (not in the error table); it says \"网络\"; it says \"with ***\"";
        assert_eq!(error.to_string(), expected);
        let CallError::Failed(failure) = failed(CodeValue::from("GuildNotOwner")) else { panic!() };
        assert_eq!(failure.code, GuildCode::NotOwner);
        assert!(failed(CodeValue::from("New")).to_string().contains("`New` is not in the error table"));
    }

    #[test]
    fn returned_values() {
        let returning = |value: SdkValue| Sdk::new(ScriptedPlatform::new().returns("m", value));
        assert!(now(returning(SdkValue::Null).call(&Nothing)).is_ok());
        assert!(now(returning(true.into()).call(&Accepted)).is_ok());
        assert!(matches!(now(returning(false.into()).call(&Accepted)), Err(CallError::NotAccepted)));
        assert!(!now(returning(false.into()).call(&IsThere)).unwrap());
        assert!(now(returning(0.into()).call(&Sent)).is_ok());
        assert_eq!(now(returning(3.into()).call(&Sent)).unwrap_err().code(), Some(3));
        let CallError::Refused(refusal) = now(returning("GuildNotOwner".into()).call(&Sent)).unwrap_err() else {
            panic!()
        };
        assert_eq!(refusal.code, GuildCode::NotOwner);
        assert!(matches!(now(returning(SdkValue::Null).call(&Sent)), Err(CallError::Decode(_))));
        assert!(now(returning(true.into()).call(&IsAccepted)).unwrap());
        assert!(matches!(now(returning(false.into()).call(&IsAccepted)), Err(CallError::NotAccepted)));
        // It did not even begin to listen.
        assert!(matches!(now(returning(false.into()).call(&Heard)), Err(CallError::NotAccepted)));
    }

    #[test]
    fn a_truth_value_for_a_code() {
        let flagged = |json: &str| {
            let platform = ScriptedPlatform::new().completes("m", json.parse().unwrap());
            now(Sdk::new(platform).call(&Flagged))
        };
        assert!(flagged(r#"{"ok":true}"#).is_ok());
        assert!(matches!(flagged(r#"{"ok":false}"#), Err(CallError::NotAccepted)));
        assert!(matches!(flagged("{}"), Err(CallError::Decode(_))));
    }

    #[test]
    fn the_platform_cannot_make_the_call() {
        let platform = ScriptedPlatform::new().fails("m", "no bridge");
        let error = now(Sdk::new(platform).call(&Heard)).unwrap_err();
        assert_eq!(error.to_string(), "the platform could not make the call: no bridge");
        let error = now(sdk().call(&Heard)).unwrap_err();
        assert_eq!(error.to_string(), "the platform could not make the call: no answer is scripted for `m`");
    }
}

mod secrecy {
    use super::*;

    #[test]
    fn a_secret_is_warned_of_and_handed_on_unseen() {
        let call = Share { key: Some(KEY.into()), ..Share::new("a") };
        let prepared = sdk().prepare(&call).unwrap();
        assert_eq!(prepared.warnings, [Warning::SecretInClient { param: "APP_KEY" }]);
        let (key, value) = prepared.bundle.last().unwrap();
        assert_eq!((*key, value.text()), (BundleKey::Symbol("APP_KEY"), Some(KEY)));
        let shown = format!("{call:?}{prepared:?}{}", prepared.warnings[0]);
        assert!(!shown.contains("canary"), "{shown}");
    }

    #[test]
    fn no_error_shows_it() {
        let call = Share { key: Some(KEY.into()), ..Share::new("a") };
        let echo = format!(r#"{{"ret":1,"msg":"bad key {KEY}"}}"#).parse().unwrap();
        let platform = ScriptedPlatform::new().completes("send:", echo).fails("send:", format!("put {KEY}"));
        let sdk = Sdk::new(platform);
        for _ in 0..2 {
            let error = now(sdk.call(&call)).unwrap_err();
            let shown = format!("{error:?}{error}");
            assert!(!shown.contains("canary") && shown.contains("***"), "{shown}");
        }
    }

    #[test]
    fn an_answer_shows_nothing_of_itself() {
        let json: JsonValue = r#"{"access_token":"canary"}"#.parse().unwrap();
        let error = answered(&json.to_string()).unwrap_err();
        let shown = format!("{error:?}{error}{:?}", PlatformAnswer::Complete(json));
        assert!(!shown.contains("canary"), "{shown}");
    }
}

mod listeners {
    use super::*;

    #[derive(Default)]
    struct Counted(AtomicUsize);

    impl Wake for Counted {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    #[test]
    fn a_second_call_supersedes_the_one_that_waits() {
        let sdk = Sdk::new(ScriptedPlatform::new().waits("m").completes("m", JsonValue::Null));
        let woken = Arc::new(Counted::default());
        let waker = Waker::from(Arc::clone(&woken));
        let mut context = Context::from_waker(&waker);

        let mut first = Box::pin(sdk.call(&Heard));
        assert!(first.as_mut().poll(&mut context).is_pending());
        assert_eq!(woken.0.load(Ordering::SeqCst), 0);
        // A clone is the same SDK.
        assert!(now(sdk.clone().call(&Heard)).is_ok());
        assert_eq!(woken.0.load(Ordering::SeqCst), 1);
        assert!(matches!(first.as_mut().poll(&mut context), Poll::Ready(Err(CallError::Superseded))));
    }

    #[test]
    fn others_are_left_alone() {
        let platform = ScriptedPlatform::new().waits("m").completes("send:", r#"{"ret":0}"#.parse().unwrap());
        let sdk = Sdk::new(platform.returns("m", true));
        let mut context = Context::from_waker(Waker::noop());
        let mut first = Box::pin(sdk.call(&Heard));
        assert!(first.as_mut().poll(&mut context).is_pending());
        // Another method, and a call that listens to nothing.
        assert!(now(sdk.call(&Share::new("a"))).is_ok());
        assert!(now(sdk.call(&Accepted)).is_ok());
        assert!(first.as_mut().poll(&mut context).is_pending());
    }

    #[test]
    fn who_gave_up_is_forgotten() {
        let sdk = Sdk::new(ScriptedPlatform::new().waits("m").waits("m").completes("m", JsonValue::Null));
        let mut context = Context::from_waker(Waker::noop());
        let mut first = Box::pin(sdk.call(&Heard));
        assert!(first.as_mut().poll(&mut context).is_pending());
        let mut second = Box::pin(sdk.call(&Heard));
        assert!(second.as_mut().poll(&mut context).is_pending());
        // The first leaves the place that the second has taken.
        assert!(matches!(first.as_mut().poll(&mut context), Poll::Ready(Err(CallError::Superseded))));
        drop(first);
        assert!(now(sdk.call(&Heard)).is_ok());
        assert!(matches!(second.as_mut().poll(&mut context), Poll::Ready(Err(CallError::Superseded))));
    }

    #[test]
    fn the_platform_may_notice_by_itself() {
        let sdk = Sdk::new(ScriptedPlatform::new().answers("m", PlatformAnswer::Superseded));
        assert!(matches!(now(sdk.call(&Heard)), Err(CallError::Superseded)));
    }

    #[test]
    fn calls_go_to_other_threads() {
        fn sent<T: Send>(_: T) {}
        fn error<T: std::error::Error + Send + Sync + 'static>() {}
        sent(sdk().call(&Share::new("a")));
        error::<SdkError<Share>>();
    }
}
