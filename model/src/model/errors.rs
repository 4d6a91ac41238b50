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
    /// The number on the wire.
    pub code: i64,
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
