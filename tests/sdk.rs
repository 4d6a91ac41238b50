//! Calls of mobile SDKs, generated from TOML, on a platform that answers as it is told to.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::task::{Context, Poll, Waker};

use qq_cgi::{
    BundleKey, CallError, ErrorCode as _, JsonValue, MatrixColumn as _, NeedsLogin, PlatformAnswer, Remedy,
    ScriptedPlatform, Sdk, SdkCall, SdkError, SdkValue, Support, Warning,
};

/// On nothing.
#[qq_cgi::qq_cgi("specs/sdk.toml")]
pub mod social {}

/// On `social`.
#[qq_cgi::qq_cgi("specs/sdk_more.toml")]
pub mod more {}

use social::{
    Destination, Friend, GuildError, IsLoggedIn, JoinGuild, Joined, Kind, LocalError, Logout, ShareNews, ShareText,
    ShareToChat,
};

const APP_KEY: &str = "canary-app-key";

fn share(title: &str) -> ShareToChat {
    ShareToChat::new(title, vec!["http://a.example/图.jpg".to_owned()])
}

fn json(text: &str) -> JsonValue {
    text.parse().unwrap()
}

fn sdk() -> Sdk {
    Sdk::new(ScriptedPlatform::new())
}

async fn shared(answer: PlatformAnswer) -> Result<Joined, SdkError<ShareToChat>> {
    let platform = ScriptedPlatform::new().answers("shareToChat", answer);
    Sdk::new(platform).call(&share("标题").app_key(APP_KEY)).await
}

async fn heard(answer: &str) -> Result<Joined, SdkError<ShareToChat>> {
    shared(PlatformAnswer::Complete(json(answer))).await
}

mod handed_over {
    use super::*;

    #[tokio::test]
    async fn arguments_bundle_and_keys() {
        let platform = ScriptedPlatform::new().completes("shareToChat", json(r#"{"ret":0}"#));
        let friends = vec![Friend::new("朋友").label("小明")];
        let call = share("一二三四五").kind(Kind::Image).friends(friends).app_key(APP_KEY);
        Sdk::new(platform.clone()).call(&call).await.unwrap();
        let [made] = platform.calls().try_into().unwrap();
        assert_eq!((made.platform, made.receiver, made.method), ("android", Some("Tencent"), "shareToChat"));
        assert_eq!(made.args, [SdkValue::Host("Activity"), SdkValue::Bundle, SdkValue::Null]);
        assert_eq!(made.object, Some("Bundle"));
        assert_eq!(
            made.bundle,
            [
                (BundleKey::Value("req_type"), SdkValue::Int(5)),
                (BundleKey::Value("title"), "一二三四五".into()),
                (BundleKey::Value("imageUrl"), SdkValue::List(vec!["http://a.example/图.jpg".into()])),
                (BundleKey::Symbol("Share.FRIENDS"), r#"[{"openid":"朋友","label":"小明"}]"#.into()),
                (BundleKey::Value("cflag"), SdkValue::Int(2)),
                (BundleKey::Value("count"), SdkValue::Int(1)),
                (BundleKey::Symbol("Share.APP_KEY"), SdkValue::Secret(APP_KEY.into())),
            ]
        );
    }

    #[test]
    fn what_is_not_set_is_left_out() {
        let keys: Vec<_> =
            sdk().prepare(&share("a")).unwrap().bundle.into_iter().map(|(key, _)| key.to_string()).collect();
        assert_eq!(keys, ["req_type", "title", "imageUrl", "cflag", "count"]);
        let made = sdk().prepare(&share("a").tag("t")).unwrap();
        assert_eq!(made.args[2], "t".into());
    }

    #[test]
    fn bytes() {
        let made = sdk().prepare(&ShareText::new("a").thumbnail(vec![0xFF, 0]).size(3)).unwrap();
        let bytes = SdkValue::Bytes(vec![0xFF, 0].into());
        assert_eq!(made.bundle[1..], [(BundleKey::Value("thumbnail"), bytes), (BundleKey::Value("size"), 3.into())]);
    }
}

mod refused_beforehand {
    use super::*;

    #[tokio::test]
    async fn limits_are_in_characters() {
        let platform = ScriptedPlatform::new();
        let error = Sdk::new(platform.clone()).call(&share("一二三四五六")).await.unwrap_err();
        let expected =
            "parameter `Share.TITLE` must have at most 5 characters, has 6; nothing was handed to the platform";
        assert_eq!(error.to_string(), expected);
        assert!(platform.calls().is_empty());
        let error = sdk().prepare(&share("a").friends(vec![Friend::new("f").label("太长了")])).unwrap_err();
        assert_eq!(error.to_string(), "parameter `Share.FRIENDS[0].label` must have at most 2 characters, has 3");
        assert!(sdk().prepare(&ShareText::new("a").size(u64::MAX)).is_err());
    }

    #[tokio::test]
    async fn a_place_where_it_does_not_go() {
        let platform = ScriptedPlatform::new().returns("sendReq:", 0).returns("postToWall:", 0);
        let sdk = Sdk::new(platform.clone());
        let error = sdk.call(&ShareText::new("你好").to(Destination::Wall)).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "`Text` does not go to `wall` (chat: yes, wall: no, file: only: 仅支持已登录的[电脑]); \
             nothing was handed to the platform"
        );
        assert!(platform.calls().is_empty());
        sdk.call(&ShareNews::new("你好").to(Destination::Wall)).await.unwrap();
        sdk.call(&ShareNews::new("你好")).await.unwrap();
        let methods: Vec<_> = platform.calls().iter().map(|call| call.method).collect();
        assert_eq!(methods, ["postToWall:", "sendReq:"]);
    }

    #[test]
    fn each_cell_of_the_matrix() {
        let goes: Vec<_> =
            Destination::ALL.iter().map(|place| sdk().prepare(&ShareText::new("a").to(*place)).is_ok()).collect();
        assert_eq!(goes, [true, false, true]);
        let cells = Destination::MATRIX.rows[0].cells;
        assert_eq!(cells, [Support::Yes, Support::No, Support::Only("仅支持已登录的[电脑]")]);
    }
}

mod warned_of {
    use super::*;

    #[test]
    fn more_images_than_the_platform_keeps() {
        let images = |count: usize| ShareToChat::new("a", vec![String::new(); count]);
        assert_eq!(sdk().prepare(&images(9)).unwrap().warnings, []);
        let made = sdk().prepare(&images(10)).unwrap();
        assert_eq!(made.warnings, [Warning::ItemsDropped { param: "Share.IMAGES", kept: 9, given: 10 }]);
        // The platform drops them, not we.
        assert!(matches!(&made.bundle[2].1, SdkValue::List(items) if items.len() == 10));
    }

    #[test]
    fn a_condition() {
        let made = sdk().prepare(&ShareText::new("a").to(Destination::FileBox)).unwrap();
        let condition = "仅支持已登录的[电脑]";
        assert_eq!(made.warnings, [Warning::Conditional { row: "Text", column: "file", condition }]);
    }

    #[test]
    fn a_secret_which_nothing_shows() {
        let call = share("a").app_key(APP_KEY);
        let made = sdk().prepare(&call).unwrap();
        assert_eq!(made.warnings, [Warning::SecretInClient { param: "Share.APP_KEY" }]);
        let shown = format!("{call:?}{made:?}");
        assert!(!shown.contains("canary"), "{shown}");
    }

    #[tokio::test]
    async fn a_secret_that_comes_back() {
        for answer in [
            PlatformAnswer::Complete(json(&format!(r#"{{"ret":3,"msg":"{APP_KEY}"}}"#))),
            PlatformAnswer::failed(-2, APP_KEY),
            PlatformAnswer::Complete(json(&format!(r#"{{"ret":"{APP_KEY}"}}"#))),
        ] {
            let error = shared(answer).await.unwrap_err();
            let shown = format!("{error:?}{error}");
            assert!(!shown.contains("canary"), "{shown}");
        }
    }
}

mod answered {
    use super::*;

    #[tokio::test]
    async fn in_both_shapes_with_every_form_of_a_code() {
        for answer in [r#"{"ret":0,"msg":"","group":7}"#, r#"{"retCode":"0","retMsg":"","group":"7"}"#] {
            assert_eq!(heard(answer).await.unwrap().group.as_deref(), Some("7"));
        }
        for (answer, code) in [
            (r#"{"ret":3,"msg":"忙"}"#, GuildError::Busy),
            (r#"{"retCode":"3","retMsg":"忙"}"#, GuildError::Busy),
            (r#"{"retCode":"GuildErrBusy","retMsg":"忙"}"#, GuildError::Busy),
            (r#"{"ret":"GuildErrInvalidGrpOwner","msg":"忙"}"#, GuildError::NotGroupOwner),
        ] {
            let CallError::Refused(refusal) = heard(answer).await.unwrap_err() else { panic!("{answer}") };
            assert_eq!((refusal.code, refusal.message.as_str()), (code, "忙"));
        }
        let CallError::Refused(refusal) = heard(r#"{"ret":4711}"#).await.unwrap_err() else { panic!() };
        assert!(matches!(refusal.code, GuildError::Unlisted(_)));
        assert_eq!(refusal.code.code(), Some(4711));
        assert!(matches!(heard(r#"{"msg":"ok"}"#).await, Err(CallError::Decode(_))));
    }

    #[tokio::test]
    async fn with_a_code_that_is_known_by_name() {
        let error = heard(r#"{"ret":"GuildErrInvalidGrpOwner"}"#).await.unwrap_err();
        assert_eq!((error.code(), error.remedy()), (None, Some(Remedy::RequestPermission)));
        let text = error.to_string();
        assert!(text.contains("GuildErrInvalidGrpOwner NotGroupOwner: Not the group's owner. (不是群主)"), "{text}");
        let error = heard(r#"{"ret":"GuildErrOfNextYear"}"#).await.unwrap_err().to_string();
        assert!(error.contains("`GuildErrOfNextYear` is not in the error table"), "{error}");
    }

    #[test]
    fn codes_know_their_names_and_numbers() {
        assert_eq!(GuildError::Busy.code(), Some(3));
        assert_eq!((GuildError::NotGroupOwner.code(), GuildError::Busy.symbol()), (None, Some("GuildErrBusy")));
        assert_eq!(GuildError::from_symbol("GuildErrBusy"), Some(GuildError::Busy));
        assert_eq!(GuildError::from_symbol("Busy"), None);
        // All of them have numbers.
        assert_eq!((LocalError::Io.code(), LocalError::NotInstalled.code()), (-2, 1));
        assert_eq!((LocalError::Io.symbol(), LocalError::Sent.symbol()), (None, Some("kSent")));
        assert_eq!(LocalError::from_code(1), LocalError::NotInstalled);
    }

    #[tokio::test]
    async fn by_a_second_code() {
        let join = |answer: &str| {
            let sdk = Sdk::new(ScriptedPlatform::new().completes("joinGuild", json(answer)));
            async move { sdk.call(&JoinGuild::new("7")).await }
        };
        let whole = r#"{"retCode":"GuildErrNone","apiCode":0,"more":[1]}"#;
        assert_eq!(join(whole).await.unwrap(), json(whole));
        let CallError::Refused(refusal) = join(r#"{"retCode":"GuildErrNone","apiCode":"1"}"#).await.unwrap_err() else {
            panic!()
        };
        assert_eq!((refusal.code, refusal.detail), (GuildError::Nothing, Some(LocalError::NotInstalled)));
    }

    #[tokio::test]
    async fn by_what_it_returns() {
        let sending = |code: i64| async move {
            Sdk::new(ScriptedPlatform::new().returns("sendReq:", code)).call(&ShareText::new("a")).await
        };
        sending(0).await.unwrap();
        let CallError::Refused(refusal) = sending(1).await.unwrap_err() else { panic!() };
        assert_eq!(refusal.code, LocalError::NotInstalled);
        let sdk = Sdk::new(ScriptedPlatform::new().returns("isLoggedIn", true).returns("isLoggedIn", false));
        sdk.call(&IsLoggedIn::new()).await.unwrap();
        assert!(matches!(sdk.call(&IsLoggedIn::new()).await, Err(CallError::NotAccepted)));
        let nothing = ScriptedPlatform::new().answers("logout", PlatformAnswer::Returned(SdkValue::Null));
        Sdk::new(nothing).call(&Logout::new()).await.unwrap();
    }

    #[tokio::test]
    async fn by_a_failure_of_the_sdk() {
        let error = shared(PlatformAnswer::failed(-2, "断网")).await.unwrap_err();
        assert_eq!((error.code(), error.remedy()), (Some(-2), Some(Remedy::BackOff)));
        let CallError::Failed(failure) = error else { panic!() };
        assert_eq!((failure.code, failure.message.as_str()), (LocalError::Io, "断网"));
    }

    #[tokio::test]
    async fn by_the_player_who_cancels() {
        assert!(matches!(shared(PlatformAnswer::Cancelled).await, Err(CallError::Cancelled)));
        assert!(matches!(heard(r#"{"ret":"GuildErrCancel"}"#).await, Err(CallError::Cancelled)));
    }

    #[tokio::test]
    async fn never_because_a_later_call_took_the_listener() {
        let platform = ScriptedPlatform::new().waits("shareToChat").completes("shareToChat", json(r#"{"ret":0}"#));
        let sdk = Sdk::new(platform);
        let (one, two) = (share("一"), share("二"));
        let mut first = Box::pin(sdk.call(&one));
        let mut context = Context::from_waker(Waker::noop());
        assert!(first.as_mut().poll(&mut context).is_pending());
        sdk.call(&two).await.unwrap();
        assert!(matches!(first.as_mut().poll(&mut context), Poll::Ready(Err(CallError::Superseded))));
    }
}

#[tokio::test]
async fn a_new_call_is_data_and_stands_on_a_base() {
    let platform = ScriptedPlatform::new().completes("postToWall:", json(r#"{"ret":0,"members":"2"}"#));
    let call = more::ShareVideo::new(more::Friend::new("朋友")).to(more::Destination::Wall);
    let joined: Joined = Sdk::new(platform.clone()).call(&call).await.unwrap();
    assert_eq!(joined.members, Some(2));
    let friend = SdkValue::Object(vec![("openid".to_owned(), "朋友".into())]);
    assert_eq!(platform.calls()[0].bundle, [(BundleKey::Value("friend"), friend)]);
}

#[test]
fn tables_say_what_the_document_says() {
    assert_eq!((ShareToChat::SPEC.needs_login, JoinGuild::SPEC.needs_login), (NeedsLogin::Unknown, NeedsLogin::Yes));
    assert_eq!((Logout::SPEC.name, Logout::SPEC.platform), ("logout", "android"));
}
