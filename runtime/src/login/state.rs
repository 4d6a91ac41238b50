//! A login that exists.

use crate::{secret::Secret, time::UnixSeconds};

/// Somebody who is logged in (登录态): openid, access token, and when the token expires. `Debug` shows no token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginState {
    openid: Box<str>,
    access_token: Secret,
    expires_at: Option<UnixSeconds>,
}

impl LoginState {
    /// The login of `openid`; `None` where nobody is logged in.
    ///
    /// The document tells so by an empty access token (无登录状态使用说明, 2018-01-15). An empty openid is nobody, too.
    #[must_use]
    pub fn new(openid: impl Into<Box<str>>, access_token: impl Into<Secret>) -> Option<Self> {
        let (openid, access_token) = (openid.into(), access_token.into());
        let exists = !openid.is_empty() && !access_token.expose().is_empty();
        exists.then_some(Self { openid, access_token, expires_at: None })
    }

    /// The same, with the end that the login's answer gave. Count on no fixed length: the vendor's pages name several.
    #[must_use]
    pub fn expiring(self, at: impl Into<UnixSeconds>) -> Self {
        Self { expires_at: Some(at.into()), ..self }
    }

    /// The player's openid.
    #[must_use]
    pub fn openid(&self) -> &str {
        &self.openid
    }

    /// The player's access token.
    #[must_use]
    pub fn access_token(&self) -> &Secret {
        &self.access_token
    }

    /// When the access token expires, if the login's answer gave it.
    #[must_use]
    pub fn expires_at(&self) -> Option<UnixSeconds> {
        self.expires_at
    }
}
