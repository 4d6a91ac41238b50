//! Codes of an error table: what they are called, what they mean, what they ask of you.

use core::fmt;

/// A code of one layer: a generated enum, or [`UndocumentedCode`].
///
/// A table knows its codes by number, by the name of their constants, or by both: where a number is not public, the name
/// is all there is.
pub trait ErrorCode: Copy + Eq + fmt::Debug + fmt::Display + Send + Sync + 'static {
    /// The code behind a number; numbers that the table does not list are kept.
    fn from_code(code: i64) -> Self;

    /// The code behind the name of its constant; `None` for a name that the table does not list.
    fn from_symbol(symbol: &str) -> Option<Self>;

    /// The number on the wire; `None` where it is not public.
    fn number(&self) -> Option<i64>;

    /// The name of its constant; `None` where it has none.
    fn symbol(&self) -> Option<&'static str>;

    /// What the table says of it; `None` for a number that it does not list.
    fn entry(&self) -> Option<&'static CodeEntry>;

    /// What a program does about it; `None` for a number that the table does not list.
    fn remedy(&self) -> Option<Remedy> {
        self.entry().map(|entry| entry.remedy)
    }
}

/// A row of an error table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodeEntry {
    /// The variant's name.
    pub name: &'static str,
    /// The vendor's text; empty where there is none.
    pub zh: &'static str,
    /// The vendor's remedy (处理措施); empty where there is none.
    pub zh_remedy: &'static str,
    /// The text in English; empty where there is none.
    pub en: &'static str,
    /// The remedy in English; empty where there is none.
    pub en_remedy: &'static str,
    /// What a program does about it.
    pub remedy: Remedy,
}

impl CodeEntry {
    /// A row; for generated code.
    #[must_use]
    pub const fn new(
        name: &'static str,
        [zh, zh_remedy]: [&'static str; 2],
        [en, en_remedy]: [&'static str; 2],
        remedy: Remedy,
    ) -> Self {
        Self { name, zh, zh_remedy, en, en_remedy, remedy }
    }
}

/// What a program does about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
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
    /// What is left to do after a program signed again and sent once more, where a code asks for that.
    pub(crate) const fn once_retried(self) -> Self {
        match self {
            Self::RetryOnce => Self::CheckCredentials,
            other => other,
        }
    }

    /// What to do, in a sentence.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::FixRequest => "mend the request; the same request fails again",
            Self::CheckCredentials => "check the app id and its keys",
            Self::RetryOnce => "sign again and send once more; if that fails, check the secret",
            Self::BackOff => "wait, then send less often",
            Self::Reauthorize => "have the player log in again",
            Self::RequestPermission => "ask the vendor for the permission",
            Self::ContactSupport => "contact the vendor's support",
            Self::None => "nothing is known to help",
        }
    }

    /// The same in Chinese.
    #[must_use]
    pub const fn zh_advice(self) -> &'static str {
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

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.advice())
    }
}

/// The number behind a generated enum's variant for codes that its table does not list.
///
/// Opaque, so that matching on it cannot break when a later spec names the code: read it with the enum's `code()`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnlistedCode(i64);

impl UnlistedCode {
    #[doc(hidden)]
    #[must_use]
    pub const fn __new(code: i64) -> Self {
        Self(code)
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn __code(self) -> i64 {
        self.0
    }
}

impl fmt::Debug for UnlistedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// A code of a layer whose codes the document does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UndocumentedCode(i64);

impl UndocumentedCode {
    /// The number on the wire.
    #[must_use]
    pub const fn code(self) -> i64 {
        self.0
    }
}

impl ErrorCode for UndocumentedCode {
    fn from_code(code: i64) -> Self {
        Self(code)
    }

    fn from_symbol(_: &str) -> Option<Self> {
        None
    }

    fn number(&self) -> Option<i64> {
        Some(self.0)
    }

    fn symbol(&self) -> Option<&'static str> {
        None
    }

    fn entry(&self) -> Option<&'static CodeEntry> {
        None
    }
}

impl fmt::Display for UndocumentedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (undocumented)", self.0)
    }
}

/// Writes a code for people: `-5 SignatureMismatch: The signature does not match. (签名验证失败)`. One that is known by the
/// name of its constant alone is written with that name in place of the number. For generated code.
///
/// # Errors
/// Only those of the formatter.
pub fn display_code(code: &impl ErrorCode, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match (code.number(), code.symbol()) {
        (Some(number), _) => write!(f, "{number}")?,
        (None, symbol) => f.write_str(symbol.unwrap_or("?"))?,
    }
    match code.entry() {
        None => f.write_str(" (not in the error table)"),
        Some(CodeEntry { name, zh, en, .. }) => match (en.is_empty(), zh.is_empty()) {
            (false, false) => write!(f, " {name}: {en} ({zh})"),
            (false, true) => write!(f, " {name}: {en}"),
            (true, false) => write!(f, " {name}: {zh}"),
            (true, true) => write!(f, " {name}"),
        },
    }
}
