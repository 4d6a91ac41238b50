//! 授权登录 and 使用增量授权, both 2017-11-02: how logging in can end, and asking for more.

use qq_cgi::{AuthUpdate, CallError, LoginState, PlatformAnswer, Remedy, SdkError};
use qq_game_social::social::{
    Authorize, GetAuthorizedPermissions, IncrAuth, IosLoginError, Permission, UpdateFailType,
};

use crate::{answered, returned, told};

const OPENID: &str = "29439511BB5D23F36BD09F5B0DF94181";

fn authorize() -> Authorize {
    Authorize::new(vec![Permission::GetUserInfo])
}

/// `tencentDidLogin`, `tencentDidNotLogin:` with its flag and without, `tencentDidNotNetWork`.
#[tokio::test]
async fn a_login_ends_in_one_of_four_ways() {
    assert!(told(&authorize(), "{}").await.is_ok());
    assert!(matches!(answered(&authorize(), PlatformAnswer::Cancelled).await, Err(CallError::Cancelled)));
    for (method, code, remedy) in [
        ("tencentDidNotLogin", IosLoginError::NotLoggedIn, Remedy::Reauthorize),
        ("tencentDidNotNetWork", IosLoginError::NoNetwork, Remedy::BackOff),
    ] {
        let error = answered(&authorize(), PlatformAnswer::failed(method, "")).await.unwrap_err();
        assert_eq!((error.code(), error.remedy()), (None, Some(remedy)));
        let text = error.to_string();
        assert!(text.contains(method), "{text}");
        let CallError::Failed(failure) = error else { panic!("{text}") };
        assert_eq!(failure.code, code);
    }
}

#[tokio::test]
async fn a_login_that_the_sdk_does_not_start() {
    assert!(matches!(returned(&authorize(), false).await, Err(CallError::NotAccepted)));
    let error = answered(&authorize(), PlatformAnswer::failed("tencentDidFly", "")).await.unwrap_err().to_string();
    assert!(error.contains("`tencentDidFly` is not in the error table"), "{error}");
}

#[tokio::test]
async fn the_permissions_come_as_a_list() {
    let asked = GetAuthorizedPermissions::new(vec![Permission::GetUserInfo]);
    let granted = qq_cgi::SdkValue::List(vec!["get_user_info".into()]);
    assert_eq!(returned(&asked, granted).await.unwrap(), crate::json(r#"["get_user_info"]"#));
}

/// What becomes of an app whose player was `OPENID`: the SDK's answer, and who its `TencentOAuth` says is logged in then.
async fn update(answer: PlatformAnswer, present: Option<LoginState>) -> AuthUpdate<SdkError<IncrAuth>> {
    let answer = answered(&IncrAuth::new(vec![Permission::AddTopic]), answer).await;
    AuthUpdate::of(OPENID, answer.map(|_| present))
}

fn granted() -> PlatformAnswer {
    PlatformAnswer::Complete(crate::json("{}"))
}

#[tokio::test]
async fn more_permissions_are_granted_by_the_same_player_or_by_another() {
    let same = LoginState::new(OPENID, "canary-token");
    let AuthUpdate::Updated(login) = update(granted(), same).await else { panic!() };
    assert_eq!((login.openid(), login.access_token().expose()), (OPENID, "canary-token"));

    // **务必在这里检查用户的openid是否有变更，变更需重新拉取用户的资料等信息**
    let other = LoginState::new("A57597D3BA6F31A0F5D0049A354756FC", "canary-token");
    let update_of_another = update(granted(), other).await;
    let shown = format!("{update_of_another:?}");
    let AuthUpdate::OpenidChanged { before, after } = update_of_another else { panic!("{shown}") };
    assert_eq!((&*before, after.openid()), (OPENID, "A57597D3BA6F31A0F5D0049A354756FC"));
    assert!(!shown.contains("canary"), "{shown}");

    // 增量授权不成功，没有获取accesstoken
    assert!(matches!(update(granted(), LoginState::new(OPENID, "")).await, AuthUpdate::NoToken));
}

#[tokio::test]
async fn more_permissions_are_not_granted() {
    for (code, expected) in [("kUpdateFailUnknown", UpdateFailType::Unknown), ("3", UpdateFailType::Network)] {
        let update = update(PlatformAnswer::failed(code, ""), None).await;
        let AuthUpdate::Failed(CallError::Failed(failure)) = update else { panic!("{code}") };
        assert_eq!(failure.code, expected);
    }
    for code in ["kUpdateFailUserCancel", "2"] {
        let update = update(PlatformAnswer::failed(code, ""), None).await;
        assert!(matches!(update, AuthUpdate::Failed(CallError::Cancelled)), "{code}");
    }
    assert!(matches!(update(PlatformAnswer::Cancelled, None).await, AuthUpdate::Failed(CallError::Cancelled)));
}
