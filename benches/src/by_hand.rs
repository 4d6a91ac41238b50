//! How a request is signed today without a generated client: a sorted map, `format!`, a digest, the `url` crate.

use std::{
    collections::BTreeMap,
    fmt::{self, Write as _},
};

use md5::{Digest as _, Md5};
use qq_cgi::BoxError;
use url::Url;

use crate::sample::{ACCESS_TOKEN, APP, OPENID, SECRET, URL};

/// Signs the request of [`crate::sample`] and writes its URL.
///
/// # Errors
/// [`URL`] is no URL.
#[expect(clippy::format_collect, reason = "this is what people write")]
pub fn signed_url(card_id: u32, style_id: u32, version: &str, platform: u32) -> Result<String, BoxError> {
    let mut params = BTreeMap::new();
    params.insert("oauth_consumer_key", APP.to_string());
    params.insert("openid", OPENID.to_owned());
    params.insert("access_token", ACCESS_TOKEN.to_owned());
    params.insert("cmd", "qc_set_summary_card".to_owned());
    params.insert("card_id", card_id.to_string());
    params.insert("style_id", style_id.to_string());
    params.insert("version", version.to_owned());
    params.insert("platform", platform.to_string());

    let joined: String = params.iter().map(|(name, value)| format!("${name}${value}")).collect();
    let sign = hex(&Md5::digest(format!("{SECRET}{joined}{SECRET}")))?;

    let mut url = Url::parse(URL)?;
    url.query_pairs_mut().extend_pairs(&params).append_pair("sign", &sign);
    Ok(url.into())
}

/// `md-5` 0.11 leaves this to others. One `String`, so that the measured way is not slower than it has to be.
pub(crate) fn hex(digest: &[u8]) -> Result<String, fmt::Error> {
    let mut text = String::with_capacity(2 * digest.len());
    digest.iter().try_for_each(|byte| write!(text, "{byte:02x}"))?;
    Ok(text)
}
