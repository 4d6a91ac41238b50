//! What comes back, in every form in which codes come: numbers, numbers as texts, names.

use qq_cgi::{CallError, JsonValue, PlatformAnswer, Remedy, SdkCall, SdkError, SdkValue};
use qq_game_social::social::{
    AddFriend, AddQqEmoji, GameTag, GetOnlineStatus, GuildBindGroup, GuildError, GuildJoinGroup, GuildQueryBindState,
    GuildQueryMemberRelation, GuildUnbind, HandleOpenUrl, IncrAuth, IosGetUserInfo, LaunchQqBuluo, OpenSdkError,
    OpenWpa, Permission, Recipient, RelayError, SendPublicAccountMessage, SendResultCode, SetQqSummaryCard, ShareAudio,
    ShareFile, ShareImage, ShareNews, ShareText, ShareVideo, UpdateFailType, UrlRequestError,
};

use crate::{
    answered,
    codes::{GUILD, OPEN_SDK, SEND_RESULT, UPDATE_FAIL},
    returned, told,
};

/// A code as JSON: as a number, as a text, and by its name.
fn forms(number: i64, symbol: &str) -> [String; 3] {
    [number.to_string(), format!("\"{number}\""), format!("\"{symbol}\"")]
}

/// 请求发送结果码, 2017-11-02.
mod what_send_req_returns {
    use super::*;

    async fn is_read<C: SdkCall<Code = SendResultCode>>(call: C) {
        for (number, symbol, code) in SEND_RESULT {
            for value in [SdkValue::Int(number), number.to_string().into(), symbol.into()] {
                let answer = returned(&call, value).await;
                match answer {
                    Ok(_) => assert_eq!(code, SendResultCode::Success),
                    Err(CallError::Refused(refusal)) => assert_eq!((refusal.code, number != 0), (code, true)),
                    Err(error) => panic!("{symbol}: {error}"),
                }
            }
        }
    }

    #[tokio::test]
    async fn all_codes_of_all_messages() {
        is_read(ShareText::new("text")).await;
        is_read(ShareImage::new([0xFF])).await;
        is_read(ShareNews::new("https://a.example/", "标题")).await;
        is_read(ShareAudio::new("https://a.example/", "标题")).await;
        is_read(ShareVideo::new("https://a.example/")).await;
        is_read(ShareFile::new([0xFF], "test.txt")).await;
        is_read(AddFriend::new("A57597D3BA6F31A0F5D0049A354756FC")).await;
        is_read(OpenWpa::new("10000")).await;
    }

    #[tokio::test]
    async fn a_code_of_next_year() {
        let error = returned(&ShareText::new("text"), 4711).await.unwrap_err();
        assert_eq!((error.code(), error.remedy()), (Some(4711), None));
        let error = returned(&ShareText::new("text"), "EQQAPIOFNEXTYEAR").await.unwrap_err().to_string();
        assert!(error.contains("`EQQAPIOFNEXTYEAR` is not in the error table"), "{error}");
        let nothing = answered(&ShareText::new("text"), PlatformAnswer::Returned(SdkValue::Null)).await;
        assert!(matches!(nothing, Err(CallError::Decode(_))));
    }
}

/// 返回数据说明, of 调用 `OpenAPI`, 2017-11-02: both codes must say success.
mod an_api_response {
    use super::*;

    async fn user_info(answer: &str) -> Result<(), SdkError<IosGetUserInfo>> {
        told(&IosGetUserInfo::new(), answer).await.map(drop)
    }

    #[tokio::test]
    async fn with_both_codes_of_success() {
        let answer = r#"{"retCode":0,"detailRetCode":0,"seq":7,"errorMsg":"","message":"{\"msg\":\"\"}","jsonResponse":{"msg":""}}"#;
        let reply = told(&IosGetUserInfo::new(), answer).await.unwrap();
        assert_eq!((reply.seq, reply.message.as_deref()), (Some(7), Some(r#"{"msg":""}"#)));
        assert_eq!(reply.json_response.unwrap().msg.as_deref(), Some(""));
        // v1.2 以及之前的 SDK 接口无此参数
        user_info(r#"{"retCode":"URLREQUEST_SUCCEED"}"#).await.unwrap();
    }

    #[tokio::test]
    async fn with_each_detail() {
        for (number, symbol, code) in OPEN_SDK {
            for detail in forms(number, symbol) {
                let answer = user_info(&format!(r#"{{"retCode":0,"detailRetCode":{detail}}}"#)).await;
                match answer {
                    Ok(()) => assert_eq!(code, OpenSdkError::Success),
                    Err(CallError::Cancelled) => assert_eq!(code, OpenSdkError::UserCancelled),
                    Err(CallError::Refused(refusal)) => {
                        assert!(!matches!(code, OpenSdkError::Success | OpenSdkError::UserCancelled), "{symbol}");
                        assert_eq!((refusal.code, refusal.detail), (UrlRequestError::Success, Some(code)));
                    }
                    Err(error) => panic!("{symbol}: {error}"),
                }
            }
        }
    }

    #[tokio::test]
    async fn that_asks_for_a_new_login() {
        let error = user_info(r#"{"retCode":0,"detailRetCode":3,"errorMsg":"token is invalid"}"#).await.unwrap_err();
        assert_eq!(error.remedy(), Some(Remedy::Reauthorize));
        let text = error.to_string();
        for part in ["token 无效或用户未授权相应权限需要重新登录", "token is invalid", "have the player log in again"]
        {
            assert!(text.contains(part), "{text}");
        }
    }

    #[tokio::test]
    async fn that_did_not_reach_the_server() {
        for code in forms(1, "URLREQUEST_FAILED") {
            let error = user_info(&format!(r#"{{"retCode":{code},"detailRetCode":9}}"#)).await.unwrap_err();
            let CallError::Refused(refusal) = error else { panic!("{error}") };
            assert_eq!((refusal.code, refusal.detail), (UrlRequestError::Failed, Some(OpenSdkError::ConnTimeout)));
        }
        let error = user_info(r#"{"retCode":1}"#).await.unwrap_err();
        assert_eq!((error.code(), error.remedy()), (Some(1), Some(Remedy::BackOff)));
        // A success in the detail alone is none.
        assert!(matches!(user_info(r#"{"retCode":1,"detailRetCode":0}"#).await, Err(CallError::Refused(_))));
        assert!(matches!(user_info(r#"{"detailRetCode":0}"#).await, Err(CallError::Decode(_))));
    }

    #[tokio::test]
    async fn with_a_detail_that_means_nothing() {
        let error = user_info(r#"{"retCode":0,"detailRetCode":"kOpenSDKErrorOfNextYear"}"#).await.unwrap_err();
        assert!(error.to_string().contains("`kOpenSDKErrorOfNextYear` is not in the error table"), "{error}");
        for detail in [r#""""#, "1.5", "{}", "[0]"] {
            let answer = user_info(&format!(r#"{{"retCode":0,"detailRetCode":{detail}}}"#)).await;
            let Err(CallError::Decode(error)) = answer else { panic!("{detail} was taken: {answer:?}") };
            assert!(error.to_string().contains("detailRetCode"), "{error}");
        }
    }

    /// NO表示API调用失败，登录态失败，重新登录
    #[tokio::test]
    async fn that_never_comes() {
        assert!(matches!(returned(&IosGetUserInfo::new(), false).await, Err(CallError::NotAccepted)));
    }
}

/// 游戏公会, 2017-11-02.
mod a_guilds_answer {
    use super::*;

    async fn is_read<C: SdkCall<Code = GuildError, Reply = JsonValue>>(call: C) {
        for (symbol, code) in GUILD {
            let answer = format!(r#"{{"retCode":"{symbol}","more":[1]}}"#);
            match told(&call, &answer).await {
                // What else there is is kept.
                Ok(reply) => assert_eq!((code, reply), (GuildError::Success, crate::json(&answer))),
                Err(CallError::Refused(refusal)) => assert_eq!((refusal.code, symbol != "GuildErrNone"), (code, true)),
                Err(error) => panic!("{symbol}: {error}"),
            }
        }
    }

    #[tokio::test]
    async fn all_codes_of_all_calls() {
        is_read(GuildBindGroup::new("role", "zone", "guild", "key")).await;
        is_read(GuildQueryBindState::new("zone", "guild", "role")).await;
        is_read(GuildUnbind::new("zone", "guild", "role")).await;
        is_read(GuildJoinGroup::new("zone", "guild", "role")).await;
        is_read(GuildQueryMemberRelation::new("zone", "guild", "role")).await;
    }

    /// 调用本地接口错误， 具体错误码见回调 `QQApiSendResultCode`。
    #[tokio::test]
    async fn of_a_failure_on_the_device_names_its_code() {
        for (number, symbol, code) in SEND_RESULT {
            for detail in forms(number, symbol) {
                let answer = format!(r#"{{"retCode":"GuildErrLocalApi","apiSendResultCode":{detail}}}"#);
                let error = told(&GuildJoinGroup::new("zone", "guild", "role"), &answer).await.unwrap_err();
                let CallError::Refused(refusal) = error else { panic!("{error}") };
                assert_eq!((refusal.code, refusal.detail), (GuildError::LocalApi, Some(code)));
            }
        }
        // On success nobody looks at it.
        let answer = r#"{"retCode":"GuildErrNone","apiSendResultCode":-1}"#;
        assert!(told(&GuildJoinGroup::new("zone", "guild", "role"), answer).await.is_ok());
    }

    #[tokio::test]
    async fn that_is_not_in_the_table_is_never_a_success() {
        let unbind = GuildUnbind::new("zone", "guild", "role");
        let error = told(&unbind, r#"{"retCode":"GuildErrOfNextYear"}"#).await.unwrap_err().to_string();
        assert!(error.contains("`GuildErrOfNextYear` is not in the error table"), "{error}");
        // No number is public, so that even 0 says nothing.
        let error = told(&unbind, r#"{"retCode":0}"#).await.unwrap_err();
        assert!(matches!(error, CallError::Refused(_)) && error.code() == Some(0), "{error}");
        assert!(matches!(told(&unbind, "{}").await, Err(CallError::Decode(_))));
    }

    #[tokio::test]
    async fn never_shows_the_app_key() {
        let bind = GuildBindGroup::new("role", "zone", "guild", "canary-key");
        for answer in [
            PlatformAnswer::Complete(crate::json(r#"{"retCode":"GuildErrOther","msg":"canary-key"}"#)),
            PlatformAnswer::Complete(crate::json(r#"{"retCode":"canary-key"}"#)),
            PlatformAnswer::Complete(crate::json(r#"["canary-key"]"#)),
            PlatformAnswer::failed(-1, "canary-key"),
            PlatformAnswer::failed("canary-key", ""),
        ] {
            let error = answered(&bind, answer).await.unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("canary"), "{shown}");
        }
    }
}

/// 游戏 SDK 功能, 2018-01-15: the relay's answer, with the command's inside.
mod an_answer_of_the_relay {
    use super::*;

    fn message() -> SendPublicAccountMessage {
        let friends = vec![Recipient::new("962f1d0f4cfcdc2981c51bcc0a630057")];
        SendPublicAccountMessage::new(friends, GameTag::Invite, "https://a.example/", "https://a.example/")
    }

    #[tokio::test]
    async fn of_the_sample() {
        let answer = r#"{"ret":0,"msg":"ok","data":{"ret":0,"msg":"xx","data":{"url":""}}}"#;
        let reply = told(&AddQqEmoji::new("1234"), answer).await.unwrap();
        assert_eq!((reply.ret, reply.msg.as_deref()), (0, Some("ok")));
        assert_eq!(reply.data.msg.as_deref(), Some("xx"));
        assert_eq!(reply.data.data.unwrap().url.as_deref(), Some(""));
        let answer = r#"{"ret":"0","msg":"ok","data":{"ret":"0","msg":"xx"}}"#;
        assert_eq!(told(&message(), answer).await.unwrap().data.ret, 0);
        let answer = r#"{"ret":0,"msg":"ok","data":{"anything":1}}"#;
        assert_eq!(told(&SetQqSummaryCard::new("1234", "2414"), answer).await.unwrap(), crate::json(answer));
    }

    /// "ret":0, //0-成功，其他-失败
    async fn fails_inside<C: SdkCall<Detail = qq_cgi::UndocumentedCode, Code = RelayError>>(call: C) {
        for inner in ["-5", "\"-5\""] {
            let answer = format!(r#"{{"ret":0,"msg":"ok","data":{{"ret":{inner},"msg":"活动"}}}}"#);
            let error = told(&call, &answer).await.err().unwrap();
            let CallError::Refused(refusal) = error else { panic!("{error}") };
            assert_eq!(refusal.detail.map(qq_cgi::UndocumentedCode::code), Some(-5));
        }
        // Without the inner code nothing says that it worked.
        for answer in [r#"{"ret":0,"msg":"ok"}"#, r#"{"ret":0,"data":{}}"#, r#"{"ret":0,"data":{"ret":{}}}"#] {
            assert!(matches!(told(&call, answer).await, Err(CallError::Decode(_))), "{answer}");
        }
    }

    #[tokio::test]
    async fn with_a_failure_inside_a_success() {
        fails_inside(AddQqEmoji::new("1234")).await;
        fails_inside(message()).await;
    }

    async fn is_refused<C: SdkCall<Code = RelayError>>(call: C) {
        let error = told(&call, r#"{"ret":100016,"msg":"access token check failed"}"#).await.err().unwrap();
        let CallError::Refused(refusal) = error else { panic!("{error}") };
        assert_eq!(refusal.code, RelayError::OauthAccessTokenVerificationFailed);
        assert_eq!(refusal.message, "access token check failed");
        // An NSError: what never reached the server.
        let error = answered(&call, PlatformAnswer::failed(-1009, "offline")).await.err().unwrap();
        assert!(matches!(error, CallError::Failed(_)) && error.code() == Some(-1009), "{error}");
    }

    #[tokio::test]
    async fn that_refuses() {
        is_refused(AddQqEmoji::new("1234")).await;
        is_refused(SetQqSummaryCard::new("1234", "2414")).await;
        is_refused(message()).await;
    }
}

#[tokio::test]
async fn all_failures_of_asking_for_more() {
    for (number, symbol, code) in UPDATE_FAIL {
        for answer in [PlatformAnswer::failed(number, ""), PlatformAnswer::failed(symbol, "")] {
            match answered(&IncrAuth::new(vec![Permission::AddTopic]), answer).await.unwrap_err() {
                CallError::Cancelled => assert_eq!(code, UpdateFailType::UserCancelled),
                CallError::Failed(failure) => {
                    assert_eq!((failure.code, symbol != "kUpdateFailUserCancel"), (code, true));
                }
                error => panic!("{symbol}: {error}"),
            }
        }
    }
}

#[tokio::test]
async fn calls_of_which_little_or_nothing_comes_back() {
    answered(&LaunchQqBuluo::new("15558"), PlatformAnswer::Returned(SdkValue::Null)).await.unwrap();
    let statuses = r#"{"10000":1}"#;
    let reply = told(&GetOnlineStatus::new(vec!["10000".to_owned()]), statuses).await.unwrap();
    assert_eq!(reply, crate::json(statuses));
    let url = HandleOpenUrl::new("tencent100330589://a");
    returned(&url, true).await.unwrap();
    assert!(matches!(returned(&url, false).await, Err(CallError::NotAccepted)));
}
