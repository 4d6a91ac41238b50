//! 异账号判断 (2018-01-15): whether who is logged in is who was bound.

use core::fmt;

/// Another QQ account is logged in than the one that is bound to the game account.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WrongAccount {
    /// The openid that is bound.
    pub bound: String,
    /// The openid that is logged in.
    pub present: String,
}

impl WrongAccount {
    /// Compares the bound openid with the present one, letter by letter: openids have no other form.
    ///
    /// # Errors
    /// Both, where they are two.
    pub fn check(bound: &str, present: &str) -> Result<(), Self> {
        if bound == present {
            return Ok(());
        }
        Err(Self { bound: bound.to_owned(), present: present.to_owned() })
    }
}

impl fmt::Display for WrongAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { bound, present } = self;
        write!(f, "the game account is bound to the openid {bound:?}, and {present:?} is logged in")
    }
}

impl std::error::Error for WrongAccount {}
