//! The sample of 签名算法 (2018-01-15): the app, the player, the request, and the sign that the document prints.

use md5::{Digest as _, Md5};
use qq_cgi::{
    BoxError, BoxFuture, Client, HttpRequest, HttpResponse, Session, SignedRequest, Transport, TransportError,
};
use qq_game_social::social::SetSummaryCard;

use crate::by_hand;

/// The gateway's address.
pub const URL: &str = "https://proxy.vip.qq.com/cgi-bin/QQConnect.fcgi";
/// The app's id.
pub const APP: u64 = 100_330_589;
/// The app's secret.
pub const SECRET: &str = "123456";
/// The player.
pub const OPENID: &str = "29439511BB5D23F36BD09F5B0DF94181";
/// The player's token.
pub const ACCESS_TOKEN: &str = "1821FD577DD45526CA6EA2ADAC685508";

/// What is hashed.
pub const SOURCE: &str = "123456$access_token$1821FD577DD45526CA6EA2ADAC685508$card_id$11746$cmd$qc_set_summary_card\
    $oauth_consumer_key$100330589$openid$29439511BB5D23F36BD09F5B0DF94181$platform$2$style_id$1$version$7.2.5123456";
/// What comes of it.
pub const SIGN: &str = "a61529eb51852c7bb6fe396bd62dadcd";

/// The request of the sample.
#[must_use]
pub fn request() -> SetSummaryCard {
    SetSummaryCard::new(11746, 1).version("7.2.5").platform(2)
}

/// A session as a server keeps it: client and player are there before the request is.
///
/// # Errors
/// The client cannot be built.
pub fn session() -> Result<Session, BoxError> {
    let client = Client::builder().app(APP, SECRET).transport(Nowhere).build()?;
    Ok(client.session(OPENID, ACCESS_TOKEN))
}

/// The limit that no signer can beat: the bare digest of the source string.
#[must_use]
pub fn bare_digest(source: &str) -> [u8; 16] {
    Md5::digest(source).into()
}

/// Refuses to measure something that signs differently, or that writes another URL.
///
/// # Errors
/// Which of the ways is wrong.
pub fn check(ours: &SignedRequest, url_by_hand: &str) -> Result<(), BoxError> {
    if ours.sign() != Some(SIGN) {
        return Err("the client does not give the document's sign".into());
    }
    if by_hand::hex(&bare_digest(SOURCE))? != SIGN {
        return Err("the source string does not give the document's sign".into());
    }
    if ours.url() != url_by_hand {
        return Err(format!("the client writes\n{}\nand the way by hand\n{url_by_hand}", ours.url()).into());
    }
    Ok(())
}

/// Nothing is sent here.
struct Nowhere;

impl Transport for Nowhere {
    fn send<'a>(&'a self, _: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async { Err(TransportError::NotSent("nothing is sent while measuring".into())) })
    }
}
