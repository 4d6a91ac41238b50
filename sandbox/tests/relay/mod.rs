//! A relay, a client that speaks raw HTTP, and a signer that knows nothing but a digest.
// Each test file takes what it needs of it.
#![allow(dead_code, unreachable_pub, unused_imports)]

mod http;
mod model;

pub use http::{Reply, get, post, raw, request};
pub use model::model;

use md5::{Digest as _, Md5};
use qq_cgi_sandbox::Sandbox;

pub const PATH: &str = "/cgi-bin/QQConnect.fcgi";
pub const OTHER_PATH: &str = "/other/call";
pub const UNSIGNED_PATH: &str = "/unsigned";
pub const APP: u64 = 1000;
pub const SECRET: &str = "Secret-1";
pub const TOKEN: &str = "token-value-1";

/// The document's sample, its sign included.
pub const GOLDEN: &str = "oauth_consumer_key=100330589&access_token=1821FD577DD45526CA6EA2ADAC685508\
    &openid=29439511BB5D23F36BD09F5B0DF94181&cmd=qc_set_summary_card&sign=a61529eb51852c7bb6fe396bd62dadcd\
    &card_id=11746&style_id=1&version=7.2.5&platform=2";

/// A sandbox that knows two apps.
pub async fn sandbox() -> Sandbox {
    Sandbox::builder(model()).app(APP, SECRET).app(7, "other-Secret-7").start().await.unwrap()
}

pub fn md5_hex(source: &str) -> String {
    format!("{:032x}", u128::from_be_bytes(Md5::digest(source.as_bytes()).into()))
}

/// The query of the command `say` with a right sign; `text` must need no encoding.
pub fn say(text: &str) -> String {
    let source =
        format!("{SECRET}$access_token${TOKEN}$cmd$say$oauth_consumer_key${APP}$openid$Ab12$text${text}{SECRET}");
    format!("{}&text={text}&sign={}", common("say"), md5_hex(&source))
}

/// The common parameters of `cmd`, unsigned.
pub fn common(cmd: &str) -> String {
    format!("oauth_consumer_key={APP}&openid=Ab12&access_token={TOKEN}&cmd={cmd}")
}
