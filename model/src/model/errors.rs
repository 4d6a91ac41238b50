//! Error tables: `[errors.NAME]`.

use super::About;
use crate::syntax::{Read, RemedyWord, Shape};

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
    /// Sign again and send once more; if that fails, check the secret.
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

impl Remedy {
    /// The word that stands for it in the TOML.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::FixRequest => "fix_request",
            Self::CheckCredentials => "check_credentials",
            Self::RetryOnce => "retry_once",
            Self::BackOff => "back_off",
            Self::Reauthorize => "reauthorize",
            Self::RequestPermission => "request_permission",
            Self::ContactSupport => "contact_support",
            Self::None => "none",
        }
    }

    /// What it asks for, in a sentence: what the language says of the word.
    #[must_use]
    pub fn en(self) -> &'static str {
        let Shape::Word(words) = <RemedyWord as Read>::SHAPE else { return "" };
        words.iter().find(|word| word.text == self.word()).map_or("", |word| word.doc)
    }

    /// The same in Chinese.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::FixRequest => "修改请求；原样重发无济于事。",
            Self::CheckCredentials => "检查 APPID 和密钥。",
            Self::RetryOnce => "重新签名并重试一次；若仍失败，请检查密钥。",
            Self::BackOff => "等待，并降低访问频率。",
            Self::Reauthorize => "让用户重新登录授权。",
            Self::RequestPermission => "向厂商申请权限。",
            Self::ContactSupport => "联系厂商客服。",
            Self::None => "没有已知的处理办法。",
        }
    }
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
