//! `[sign.NAME]`.

use super::{table, words};
use crate::source::Located;

table! {
    /// How requests are signed.
    SignTable "a sign scheme" + texts {
        /// The parameter that carries the sign. It is never signed itself.
        "param" param: String = required;
        /// The digest of the source string.
        "digest" digest: DigestWord = required;
        /// How the digest is written.
        "output" output: OutputWord = required;
        /// The parts of the source string, in order.
        "parts" parts: Vec<Located<PartTable>> = required;
    }
}

words! {
    /// The digest of the source string.
    DigestWord {
        /// MD5.
        "md5" Md5;
    }
}

words! {
    /// How a digest is written.
    OutputWord {
        /// Hex digits in lower case.
        "lower-hex" LowerHex;
        /// Hex digits in upper case.
        "upper-hex" UpperHex;
    }
}

table! {
    /// One part of the source string: exactly one of these keys.
    PartTable "a part of a source string" {
        /// The app's secret.
        "secret" secret: bool;
        /// A fixed text.
        "literal" literal: String;
        /// The raw value of one parameter.
        "param" param: String;
        /// Beside `param`: the forms of the value under which a received sign is accepted; raw unless given.
        "accept" accept: Vec<Located<RawFormWord>>;
        /// The HTTP method in capitals.
        "method" method: bool;
        /// The URL's path.
        "path" path: bool;
        /// All parameters as pairs.
        "pairs" pairs: PairsTable;
    }
}

words! {
    /// A form of a received value that may have been signed.
    RawFormWord {
        /// The bytes that came.
        "raw" Raw;
        /// The bytes that came and a line feed, where they do not end in one.
        "raw+lf" RawLineFeed;
    }
}

table! {
    /// How the parameters are joined.
    PairsTable "the pairs of a source string" {
        /// Which pair comes first.
        "order" order: OrderWord = required;
        /// What stands before each pair.
        "before" before: String;
        /// What stands between a name and its value.
        "between" between: String;
        /// What stands between two pairs.
        "separator" separator: String;
        /// Whether values are percent-encoded before they are signed.
        "encode" encode: EncodeWord;
        /// Parameters that are sent but not signed.
        "exclude" exclude: Vec<Located<String>>;
    }
}

words! {
    /// The order of signed pairs.
    OrderWord {
        /// By the bytes of the names, ascending.
        "bytes" Bytes;
    }
}

words! {
    /// How a value enters the source string.
    EncodeWord {
        /// As it is.
        "none" None;
        /// Percent-encoded after RFC 3986.
        "percent" Percent;
    }
}
