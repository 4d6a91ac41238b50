//! Error tables: `[errors.NAME]`.

use super::About;

/// The codes of one layer and what they ask of the caller.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorTable {
    /// Its key in the TOML.
    pub name: String,
    /// Its name in Rust.
    pub rust: String,
    /// Its codes, in file order.
    pub codes: Vec<Code>,
    /// Its texts.
    pub about: About,
}

/// One code.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// The number on the wire; `None` where it is not public.
    pub code: Option<i64>,
    /// The name of its constant, where the document gives one.
    pub symbol: Option<String>,
    /// Its name in Rust.
    pub rust: String,
    /// The vendor's remedy (处理措施).
    pub zh_remedy: Option<String>,
    /// The same in English.
    pub en_remedy: Option<String>,
    /// What a program does about it.
    pub remedy: Remedy,
    /// Its texts.
    pub about: About,
}

/// What a program does about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Mend the request; sending it again as it is helps nothing.
    FixRequest,
    /// Check app id and keys.
    CheckCredentials,
    /// Sign again and send once more.
    RetryOnce,
    /// Wait and send less.
    BackOff,
    /// Have the player log in again.
    Reauthorize,
    /// Ask the vendor for the permission.
    RequestPermission,
    /// Ask the vendor's support.
    ContactSupport,
    /// Nothing is known to help.
    None,
}

/// The number of a code as it is written in the TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeNumber {
    /// This number.
    Known(i64),
    /// Not public.
    Unknown,
}

impl Code {
    /// The code as people name it: its constant's name, or its number.
    #[must_use]
    pub fn label(&self) -> String {
        match (&self.symbol, self.code) {
            (Some(symbol), _) => symbol.clone(),
            (None, Some(code)) => code.to_string(),
            (None, None) => self.rust.clone(),
        }
    }
}

impl ErrorTable {
    /// Whether every code has a number.
    #[must_use]
    pub fn is_numbered(&self) -> bool {
        self.codes.iter().all(|code| code.code.is_some())
    }
}
