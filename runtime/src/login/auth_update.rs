//! 使用增量授权 (2017-11-02, under 调用 `OpenAPI`): a player grants more, and may do so as somebody else.

use super::LoginState;

/// What became of asking a player for further permissions. `K` is how the platform says that it failed.
///
/// ```
/// use qq_cgi::{AuthUpdate, LoginState};
///
/// let granted = LoginState::new("A57597D3", "a new token");
/// let update = AuthUpdate::<()>::of("A57597D3", Ok(granted.clone()));
/// assert_eq!(granted.map(AuthUpdate::Updated), Some(update));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthUpdate<K> {
    /// Granted: store the new access token and when it expires.
    Updated(LoginState),
    /// The platform says that it is granted, and no access token came: it is not (没有获取accesstoken).
    NoToken,
    /// Granted by another QQ account: besides storing its token, whatever is known of the player is to be fetched again.
    OpenidChanged {
        /// The openid before.
        before: String,
        /// The login now.
        after: LoginState,
    },
    /// Not granted.
    Failed(K),
}

impl<K> AuthUpdate<K> {
    /// What to do, from the openid before and the platform's answer: who is logged in now, or why it failed.
    #[must_use]
    pub fn of(before: &str, answer: Result<Option<LoginState>, K>) -> Self {
        match answer {
            Err(kind) => Self::Failed(kind),
            Ok(None) => Self::NoToken,
            Ok(Some(after)) if after.openid() == before => Self::Updated(after),
            Ok(Some(after)) => Self::OpenidChanged { before: before.to_owned(), after },
        }
    }
}
