//! What generated code says of an SDK call.

use core::fmt;

use qq_cgi_wire::Limits;

use super::matrix::Route;
use crate::{code::ErrorCode, login::NeedsLogin, reply::FromJson, value::Value};

/// One call of a mobile SDK, with its values.
pub trait SdkCall: Send + Sync {
    /// What its answer holds: `()` where nothing is read from it, [`JsonValue`](crate::JsonValue) where the document does
    /// not say.
    type Reply: FromJson;
    /// The codes of its answer.
    type Code: ErrorCode;
    /// The codes of its answer's detail.
    type Detail: ErrorCode;
    /// The codes of what the SDK itself reports in place of an answer.
    type Failure: ErrorCode;
    /// What its table in the spec says.
    const SPEC: &'static SdkSpec;

    /// The caller's value of this index, see [`SdkSource::Caller`].
    fn value(&self, index: usize) -> Value<'_>;

    /// Where it goes, for calls that can go to several places.
    fn route(&self) -> Option<Route> {
        None
    }
}

/// The table of an SDK call.
#[derive(Clone, Copy)]
pub struct SdkSpec {
    /// Its key in the spec.
    pub name: &'static str,
    /// The platform: `android`, `ios`.
    pub platform: &'static str,
    /// The class or object on which it is called.
    pub receiver: Option<&'static str>,
    /// The method. Where there is a [`Route`], its column may name another.
    pub call: &'static str,
    /// The class of the bundle, or of the object whose properties the bundle's values are.
    pub object: Option<&'static str>,
    /// Whether the player must be logged in.
    pub needs_login: NeedsLogin,
    /// Its positional arguments, in order.
    pub args: &'static [SdkParam],
    /// The values in its bundle, in order.
    pub bundle: &'static [SdkParam],
    /// What comes back.
    pub answer: AnswerSpec,
}

impl SdkSpec {
    /// A call without arguments of which nothing comes back.
    #[must_use]
    pub const fn new(name: &'static str, platform: &'static str) -> Self {
        Self {
            name,
            platform,
            receiver: None,
            call: name,
            object: None,
            needs_login: NeedsLogin::Unknown,
            args: &[],
            bundle: &[],
            answer: AnswerSpec::NONE,
        }
    }
}

/// A positional argument, or a value in a bundle.
#[derive(Clone, Copy)]
pub struct SdkParam {
    /// Its name in the spec.
    pub name: &'static str,
    /// Its key in the bundle; its name unless given.
    pub key: BundleKey,
    /// Where its value comes from.
    pub source: SdkSource,
    /// Whether it is handed on as the text of its JSON.
    pub json: bool,
    /// How many items the platform keeps; it drops the rest.
    pub keeps: Option<usize>,
    /// Whether it is never shown.
    pub secret: bool,
    /// Its documented limits.
    pub limits: Limits,
}

impl SdkParam {
    /// A parameter without limits that may be shown.
    #[must_use]
    pub const fn new(name: &'static str, source: SdkSource) -> Self {
        Self {
            name,
            key: BundleKey::Value(name),
            source,
            json: false,
            keeps: None,
            secret: false,
            limits: Limits::NONE,
        }
    }

    /// The same, under a key of its own.
    #[must_use]
    pub const fn keyed(self, key: BundleKey) -> Self {
        Self { key, ..self }
    }

    /// The same, as the text of its JSON.
    #[must_use]
    pub const fn json(self) -> Self {
        Self { json: true, ..self }
    }

    /// The same; the platform keeps only the first items.
    #[must_use]
    pub const fn keeping(self, items: usize) -> Self {
        Self { keeps: Some(items), ..self }
    }

    /// The same, never shown.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// The same, with limits.
    #[must_use]
    pub const fn limited(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }
}

/// Where the value of an SDK call comes from.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum SdkSource {
    /// The caller: the call's field of this index.
    Caller(usize),
    /// Always the same.
    Constant(Value<'static>),
    /// The number of items of the caller's field of this index.
    LengthOf(usize),
    /// The platform's side: an object of this class, such as only a device has.
    Host(&'static str),
    /// The bundle stands here.
    Bundle,
}

/// The key of a value in a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BundleKey {
    /// The key itself.
    Value(&'static str),
    /// The name of a constant whose value is not public: the platform's side, which has the SDK, resolves it.
    Symbol(&'static str),
}

/// The key or the constant's name.
impl fmt::Display for BundleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Value(name) | Self::Symbol(name)) = self;
        f.write_str(name)
    }
}

/// How an answer comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerBy {
    /// A listener, delegate or block is called later.
    Callback,
    /// The call returns it.
    Return,
    /// Nothing comes back.
    None,
}

/// What comes back from an SDK call.
#[derive(Debug, Clone, Copy)]
pub struct AnswerSpec {
    /// How it comes.
    pub by: AnswerBy,
    /// Whether a reply is read from it. Where none is, and where `success` is given, a plain `false` means that the SDK
    /// did not take the call.
    pub replies: bool,
    /// The fields that can hold the code; the first that is there counts. Empty: the answer itself is the code, if
    /// `success` is given.
    pub code: &'static [&'static str],
    /// The fields that can hold the message; the first that is there counts.
    pub message: &'static [&'static str],
    /// The code that means success; `None` where the answer has no code.
    pub success: Option<CodeKey>,
    /// The code that means that the player cancelled: by name one of any of the call's tables, by number the answer's own
    /// or, where it has none, the SDK's.
    pub cancelled: Option<CodeKey>,
    /// A second code.
    pub detail: Option<DetailSpec>,
}

impl AnswerSpec {
    /// Nothing comes back.
    pub const NONE: Self = Self {
        by: AnswerBy::None,
        replies: false,
        code: &[],
        message: &[],
        success: None,
        cancelled: None,
        detail: None,
    };
    /// A callback, of which nothing is known.
    pub const CALLBACK: Self = Self { by: AnswerBy::Callback, ..Self::NONE };
    /// A returned value, of which nothing is known.
    pub const RETURN: Self = Self { by: AnswerBy::Return, ..Self::NONE };
}

/// A second code of an answer, where the first does not say enough.
#[derive(Debug, Clone, Copy)]
pub struct DetailSpec {
    /// The field that holds it; `data.ret` for a field inside another.
    pub field: &'static str,
    /// The value that it must have on success, where it is there; `None`: any.
    pub success: Option<CodeKey>,
}

/// A code in a table: its number, or the name of its constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeKey {
    /// The number.
    Number(i64),
    /// The name of its constant.
    Symbol(&'static str),
}

impl CodeKey {
    fn read<T: ErrorCode>(self) -> Option<T> {
        match self {
            Self::Number(number) => Some(T::from_code(number)),
            Self::Symbol(symbol) => T::from_symbol(symbol),
        }
    }
}

/// A code as SDKs give it: a number, or the name of a constant whose number is not public.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CodeValue {
    /// The number.
    Number(i64),
    /// The name of its constant.
    Symbol(String),
}

impl CodeValue {
    /// A number, a text that holds one, or any other text as a name.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let text = text.trim();
        text.parse().map_or_else(|_| Self::Symbol(text.to_owned()), Self::Number)
    }

    /// The code of this table; `None` for a name that it does not list.
    #[must_use]
    pub fn read<T: ErrorCode>(&self) -> Option<T> {
        match self {
            Self::Number(number) => Some(T::from_code(*number)),
            Self::Symbol(symbol) => T::from_symbol(symbol),
        }
    }

    /// Whether both mean the same code of a table: one may give the number and the other the name.
    pub(super) fn means<T: ErrorCode>(&self, key: CodeKey) -> bool {
        let is_same = match (self, key) {
            (Self::Number(number), CodeKey::Number(key)) => *number == key,
            (Self::Symbol(symbol), CodeKey::Symbol(key)) => symbol == key,
            _ => false,
        };
        is_same || self.read::<T>().is_some_and(|code| key.read() == Some(code))
    }
}

impl From<i64> for CodeValue {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for CodeValue {
    fn from(text: &str) -> Self {
        Self::of_text(text)
    }
}

impl fmt::Display for CodeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Symbol(symbol) => f.write_str(symbol),
        }
    }
}
