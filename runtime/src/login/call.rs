//! 登录/授权 (2017-11-02): one call logs in, or checks a login that is known already.

use super::{LoginState, WrongAccount};

/// What the platform's call for logging in will do, and what to make of its answer.
///
/// ```
/// use qq_cgi::{AfterLogin, LoginCall, LoginState};
///
/// let stored = LoginState::new("A57597D3", "yesterday's token");
/// let call = LoginCall::new(Some("A57597D3"), stored);
/// assert!(matches!(call, LoginCall::Check(_)));
/// assert_eq!(call.after(None), AfterLogin::Keep);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoginCall {
    /// Openid and access token are known, and set before the call: it checks them. Where they are still valid it
    /// succeeds; where they are not, the player logs in and fresh ones come back.
    Check(LoginState),
    /// The player logs in.
    LogIn {
        /// The openid that is bound to the game account, if one is.
        bound: Option<String>,
    },
}

/// What to do once the player is through with the call for logging in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AfterLogin {
    /// The stored login is still valid.
    Keep,
    /// Store this login; its openid with the game account, too, if none is bound yet.
    Store(LoginState),
    /// The player logged in with another QQ account: store nothing of it.
    WrongAccount(WrongAccount),
    /// Nobody is logged in: the answer held no login.
    NoLogin,
}

impl LoginCall {
    /// What the call will do, from the openid that is bound to the game account and the login that is stored.
    ///
    /// A stored login of another account than the bound one is not worth checking: the player logs in.
    #[must_use]
    pub fn new(bound: Option<&str>, stored: Option<LoginState>) -> Self {
        let bound = bound.filter(|bound| !bound.is_empty());
        match stored.filter(|stored| bound.is_none_or(|bound| bound == stored.openid())) {
            Some(stored) => Self::Check(stored),
            None => Self::LogIn { bound: bound.map(str::to_owned) },
        }
    }

    /// What to do after the call succeeded; `fresh` is the login that came back, if one did.
    #[must_use]
    pub fn after(&self, fresh: Option<LoginState>) -> AfterLogin {
        let expected = match self {
            Self::Check(stored) => Some(stored.openid()),
            Self::LogIn { bound } => bound.as_deref(),
        };
        let Some(fresh) = fresh else {
            return if matches!(self, Self::Check(_)) { AfterLogin::Keep } else { AfterLogin::NoLogin };
        };
        match expected.map_or(Ok(()), |expected| WrongAccount::check(expected, fresh.openid())) {
            Ok(()) => AfterLogin::Store(fresh),
            Err(wrong) => AfterLogin::WrongAccount(wrong),
        }
    }
}
