//! 无登录状态使用说明 (2018-01-15): games run without a QQ login, and ask for one only where a call needs it.

use super::{LoginState, NeedsLogin, WrongAccount};

/// What stands between a player and a call.
///
/// ```
/// use qq_cgi::{LoginState, NeedsLogin, NextStep};
///
/// let present = LoginState::new("A57597D3", "the token");
/// assert_eq!(NextStep::of(NeedsLogin::Yes, None, present.as_ref()), NextStep::AskToBind);
/// assert_eq!(NextStep::of(NeedsLogin::Yes, Some("A57597D3"), None), NextStep::AskToLogIn);
/// assert_eq!(NextStep::of(NeedsLogin::Yes, Some("A57597D3"), present.as_ref()), NextStep::Proceed);
/// assert_eq!(NextStep::of(NeedsLogin::No, None, None), NextStep::Proceed);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NextStep {
    /// Nothing: make the call.
    Proceed,
    /// No QQ account is bound yet. Ask the player to bind one to this game account; once they agree, log in, and store
    /// the openid that comes back.
    AskToBind,
    /// A QQ account is bound, and nobody is logged in: have the player log in.
    AskToLogIn,
    /// Another QQ account is logged in than the one that is bound.
    WrongAccount(WrongAccount),
}

impl NextStep {
    /// The step before a call, from the openid that is bound to the game account and the present login.
    ///
    /// A call that needs no login proceeds, whoever is there. One of which the document says nothing is treated as if it
    /// needed one: its list of those that do is open (“目前”, for now), a login that was not needed does no harm, and a
    /// call without the one that it needed fails. An empty openid is none: so a database may say it.
    #[must_use]
    pub fn of(needs_login: NeedsLogin, bound: Option<&str>, present: Option<&LoginState>) -> Self {
        if needs_login == NeedsLogin::No {
            return Self::Proceed;
        }
        match (bound.filter(|bound| !bound.is_empty()), present) {
            (None, _) => Self::AskToBind,
            (Some(_), None) => Self::AskToLogIn,
            (Some(bound), Some(present)) => {
                WrongAccount::check(bound, present.openid()).map_or_else(Self::WrongAccount, |()| Self::Proceed)
            }
        }
    }
}
