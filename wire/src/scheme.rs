//! A sign scheme is data: an ordered list of parts, a digest, an output form.

use std::borrow::Cow;

/// How requests are signed: what is joined into the source string, how it is digested, and how the sign is written.
///
/// All fields are borrowed in generated code and owned where a spec is read at run time. The relay's scheme, from
/// 签名算法 (2018-01-15), as an example:
///
/// ```
/// use qq_cgi_wire::{Pairs, Part, Signable, SignScheme};
///
/// let scheme = SignScheme {
///     source: vec![
///         Part::Secret,
///         Part::Pairs(Pairs { before: "$".into(), between: "$".into(), ..Pairs::EMPTY }),
///         Part::Secret,
///     ]
///     .into(),
///     ..SignScheme::new("sign")
/// };
/// let request = Signable { secret: "123456", method: "GET", path: "/" };
/// let pairs = [("card_id", "11746"), ("cmd", "greet")];
/// assert_eq!(scheme.source_string(&request, pairs), "123456$card_id$11746$cmd$greet123456");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignScheme {
    /// The parameter that carries the sign. It is never signed itself.
    pub param: Cow<'static, str>,
    /// The digest of the source string.
    pub digest: Digest,
    /// How the digest is written.
    pub output: Output,
    /// The parts of the source string, in order.
    pub source: Cow<'static, [Part]>,
}

impl SignScheme {
    /// A scheme without parts: MD5 in lower-case hex, carried by the parameter `param`.
    #[must_use]
    pub const fn new(param: &'static str) -> Self {
        Self { param: Cow::Borrowed(param), digest: Digest::Md5, output: Output::LowerHex, source: Cow::Borrowed(&[]) }
    }
}

/// One part of a source string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The app's secret.
    Secret,
    /// A fixed text.
    Literal(Cow<'static, str>),
    /// The raw value of one parameter; nothing where it is not sent.
    Param(Cow<'static, str>),
    /// The HTTP method in capitals.
    Method,
    /// The path of the URL, from its first `/`, without the query.
    Path,
    /// All parameters as pairs.
    Pairs(Pairs),
}

/// How the parameters of a request are joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairs {
    /// Which pair comes first.
    pub order: Order,
    /// What stands before each pair.
    pub before: Cow<'static, str>,
    /// What stands between a name and its value.
    pub between: Cow<'static, str>,
    /// What stands between two pairs.
    pub separator: Cow<'static, str>,
    /// Whether values are signed raw or percent-encoded.
    pub encode: Encoding,
    /// Parameters that are sent but not signed. The sign itself never is and needs no mention.
    pub exclude: Cow<'static, [Cow<'static, str>]>,
}

impl Pairs {
    /// Names and values in byte order with nothing between them.
    pub const EMPTY: Self = Self {
        order: Order::Bytes,
        before: Cow::Borrowed(""),
        between: Cow::Borrowed(""),
        separator: Cow::Borrowed(""),
        encode: Encoding::None,
        exclude: Cow::Borrowed(&[]),
    };
}

/// The order of signed pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By the bytes of the names, ascending.
    Bytes,
}

/// How a value enters the source string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    None,
    /// Percent-encoded, see [`crate::percent`].
    Percent,
}

/// A form of a received value that may have been signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawForm {
    /// The bytes that came.
    Raw,
    /// The bytes that came and a line feed, where they do not end in one.
    RawLineFeed,
}

/// Whether a sender ends a value that it signs by itself with a line feed.
///
/// JSON writers end a text with one, and what is signed then is not what one reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineFeed {
    /// It is signed and sent.
    Sent,
    /// It is signed, and lost on the way.
    Signed,
    /// There is none.
    None,
}

impl LineFeed {
    /// `value` as it is sent.
    #[must_use]
    pub fn sent(self, value: &str) -> Cow<'_, str> {
        Self::ended(value, self == Self::Sent)
    }

    /// `value` as it is signed.
    #[must_use]
    pub fn signed(self, value: &str) -> Cow<'_, str> {
        Self::ended(value, self != Self::None)
    }

    fn ended(value: &str, ends: bool) -> Cow<'_, str> {
        if ends { Cow::Owned(format!("{value}\n")) } else { Cow::Borrowed(value) }
    }
}

/// The digest of the source string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digest {
    /// MD5, 16 bytes.
    Md5,
}

/// How a digest is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// 32 hex digits in lower case.
    LowerHex,
    /// 32 hex digits in upper case.
    UpperHex,
}
