//! Whose an access token is: the generated client and the sandbox, each made of the shipped TOML.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use qq_cgi::{Client, Command, Error, Session};
use qq_cgi_sandbox::Sandbox;
use qq_game_social::social::{self, GetUserInfo, GraphFormat, Me, RelayError, VerifyLogin};

// The app, the player and the token of the document's samples.
const APP: u64 = 100_330_589;
const OPENID: &str = "29439511BB5D23F36BD09F5B0DF94181";
const TOKEN: &str = "1821FD577DD45526CA6EA2ADAC685508";

const OTHER_APP: u64 = 7;
const OTHER_OPENID: &str = "canary-player";
const OTHER_TOKEN: &str = "canary-token";

async fn sandbox() -> Sandbox {
    let model = qq_cgi_model::check_embedded(social::SPEC_FILES, social::BASE_FILES).model;
    let builder = Sandbox::builder(model).player(APP, OPENID, TOKEN);
    let builder = builder.player(APP, OTHER_OPENID, OTHER_TOKEN).player(OTHER_APP, OPENID, "token of another app");
    builder.start().await.unwrap()
}

fn session(sandbox: &Sandbox, openid: &str, token: &str) -> Session {
    let client = Client::builder().app(APP, "not used here").origin(&sandbox.origin()).build().unwrap();
    client.session(openid, token)
}

#[tokio::test]
async fn a_login_is_verified_in_both_forms() {
    let sandbox = sandbox().await;
    let player = session(&sandbox, OPENID, TOKEN);
    for request in [VerifyLogin::new(), VerifyLogin::new().fmt(GraphFormat::Json)] {
        let identity = player.send(&request).await.unwrap();
        assert_eq!((identity.client_id.as_str(), identity.openid.as_str()), ("100330589", OPENID));
    }
    assert_eq!(sandbox.log()[0].path, "/oauth2.0/me");
}

#[tokio::test]
async fn a_token_of_another_app_or_player_is_a_mismatch() {
    let sandbox = sandbox().await;
    for (openid, token, field) in [
        (OPENID, OTHER_TOKEN, "openid"),
        (OTHER_OPENID, TOKEN, "openid"),
        (&*OPENID.to_lowercase(), TOKEN, "openid"),
        (OPENID, "token of another app", "client_id"),
    ] {
        let error = session(&sandbox, openid, token).send(&VerifyLogin::new()).await.unwrap_err();
        let Error::Mismatch(mismatch) = &error else { panic!("{error}") };
        assert_eq!(mismatch.field, field);
        let shown = format!("{error:?} {error}");
        assert!([OPENID, TOKEN, "canary"].iter().all(|value| !shown.contains(value)), "{shown}");
    }
}

#[tokio::test]
async fn me_says_whose_a_token_is_and_compares_nothing() {
    let sandbox = sandbox().await;
    let identity = session(&sandbox, "somebody", OTHER_TOKEN).send(&Me::new()).await.unwrap();
    assert_eq!((identity.client_id.as_str(), identity.openid.as_str()), ("100330589", OTHER_OPENID));
}

#[tokio::test]
async fn an_unknown_token_is_refused_in_the_words_of_the_document() {
    let sandbox = sandbox().await;
    let player = session(&sandbox, OPENID, "a token of nobody");
    for request in [VerifyLogin::new(), VerifyLogin::new().fmt(GraphFormat::Json)] {
        let error = player.send(&request).await.unwrap_err();
        let Error::Gateway(refusal) = &error else { panic!("{error}") };
        assert_eq!(refusal.code, RelayError::OauthAccessTokenVerificationFailed);
        assert!(refusal.message.starts_with("access token 验证失败，其它原因: "), "{error}");
    }
    let error = player.send(&GetUserInfo::new()).await.unwrap_err();
    assert_eq!(error.code(), Some(-23));
}

#[tokio::test]
async fn user_info_comes_beside_the_code() {
    let sandbox = sandbox().await;
    let info = session(&sandbox, OPENID, TOKEN).send(&GetUserInfo::new()).await.unwrap();
    assert_eq!(info.is_lost, Some(0));
    assert_eq!(sandbox.log()[0].path, "/user/get_user_info");
}

#[test]
fn the_urls_are_those_of_the_document_and_hold_no_sign() {
    let client = Client::builder().app(APP, "not used here").build().unwrap();
    let player = client.session(OPENID, TOKEN);
    let url = |signed: qq_cgi::SignedRequest| {
        assert_eq!(signed.sign(), None);
        assert!(!format!("{signed:?}").contains(TOKEN));
        signed.url().to_owned()
    };
    assert_eq!(url(player.sign(&Me::new()).unwrap()), format!("https://graph.qq.com/oauth2.0/me?access_token={TOKEN}"));
    assert_eq!(
        url(player.sign(&VerifyLogin::new().unionid(1).fmt(GraphFormat::Json)).unwrap()),
        format!("https://graph.qq.com/oauth2.0/me?access_token={TOKEN}&unionid=1&fmt=json")
    );
    assert_eq!(
        url(player.sign(&GetUserInfo::new()).unwrap()),
        format!(
            "https://graph.qq.com/user/get_user_info?access_token={TOKEN}&oauth_consumer_key={APP}&openid={OPENID}"
        )
    );
    assert!(VerifyLogin::SPEC.idempotent && GetUserInfo::SPEC.idempotent);
}
