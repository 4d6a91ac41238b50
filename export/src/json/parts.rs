//! What items are made of.

use qq_cgi_model::model::{
    About, AnswerBy, Asks, Bound, Budget, BundleKey, Cell, Constant, Find, Method, Needed, Origin, Place, Remedy,
    Reply, Support, Type,
};
use qq_cgi_wire::{Digest, Encoding, Limits, Order, Output, Pairs, Part, RawForm, SignScheme};
use serde_json::{Value, json};

use super::written::{Definitions, Written, object, union, words};

object! {
    /// What every item, and every part of one that has texts, says about itself.
    About {
        /// The document's own words.
        zh;
        /// The same in English.
        en;
        /// Sections of the document with their dates.
        source;
        /// What it rests on where that is not a table of the document.
        basis;
        /// Where the document contradicts itself, and what was done.
        note;
        /// The place of the definition.
        place;
        /// Whether it comes from the base.
        from_base;
    }
}

object! {
    /// A place in a spec file.
    Place {
        /// The file as shown to people.
        file;
        /// The line, counted from 1.
        line;
    }
}

object! {
    /// How many lines of Rust, formatted and with their documentation, the spec's own items may become.
    Budget {
        /// Of one item, where its kind has no limit of its own.
        item;
        /// Of one item of a kind, by the kind's key in the TOML.
        kinds;
        /// Of all own items together.
        total;
    }
}

object! {
    /// A limit of generated lines.
    Bound {
        /// The most lines.
        lines;
        /// The place of the limit.
        place;
    }
}

object! {
    /// The documented limits of a value. An unset one does not bind.
    Limits {
        /// Smallest number.
        min;
        /// Largest number.
        max;
        /// Fewest characters (Unicode scalar values, not bytes).
        min_chars;
        /// Most characters.
        max_chars;
        /// Fewest items of a list.
        min_items;
        /// Most items of a list.
        max_items;
        /// Only URLs that begin with `https://`.
        https_only;
    }
}

/// A number, a text, or `true` and `false`, as it stands in the TOML.
impl Written for Constant {
    fn written(&self) -> Value {
        match self {
            Self::Int(number) => (*number).into(),
            Self::Text(text) => text.as_str().into(),
            Self::Bool(value) => (*value).into(),
        }
    }

    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": ["integer", "string", "boolean"] })
    }
}

union! {
    /// The type of a parameter, field or row.
    Type {
        /// A whole number.
        "u32" U32 => {};
        /// A whole number.
        "u64" U64 => {};
        /// A whole number that may be negative.
        "i32" I32 => {};
        /// A whole number that may be negative.
        "i64" I64 => {};
        /// `true` or `false`.
        "bool" Bool => {};
        /// Any text.
        "string" Text => {};
        /// A point in time, in seconds since 1970.
        "unix_seconds" UnixSeconds => {};
        /// A length of time.
        "seconds" Seconds => {};
        /// An enum, by name.
        "enum" Enum(name) => { name: String };
        /// A struct, by name. JSON only.
        "struct" Struct(name) => { name: String };
        /// A list. JSON only.
        "list" List(of) => { of: Box<Type> };
        /// Rows of a type table, by name. JSON only.
        "rows" Rows(name) => { name: String };
        /// The JSON text of a value.
        "json" Json(of) => { of: Box<Type> };
        /// Any bytes. SDK calls only.
        "bytes" Bytes => {};
        /// The place of the bundle among the arguments. SDK calls only.
        "bundle" Bundle => {};
        /// An object that the platform's side brings along. SDK calls only.
        "host" Host(class) => { class: String };
        /// What could not be understood; only in a spec with mistakes.
        "unknown" Unknown => {};
    }
}

union! {
    /// Where a value comes from.
    Origin {
        /// The caller gives it.
        "caller" Caller => {};
        /// The client knows it: the app id.
        "client.app_id" AppId => {};
        /// The session knows it: the player's openid.
        "session.openid" OpenId => {};
        /// The session knows it: the player's access token.
        "session.access_token" AccessToken => {};
        /// The command's own name.
        "command.name" CommandName => {};
        /// The computed sign.
        "sign" Sign => {};
        /// The platform's side brings it along: the bundle and what only a device has.
        "platform" Platform => {};
        /// Always the same.
        "value" Constant(value) => { value: Constant };
        /// The number of items of another field of the same table.
        "len" LengthOf(of) => { of: String };
    }
}

union! {
    /// What an answer holds.
    Reply {
        /// The document does not say: any JSON.
        "unknown" Unknown => {};
        /// A struct, by name.
        "struct" Struct(name) => { name: String };
    }
}

union! {
    /// What a wire value asks for.
    Asks {
        /// This value asks for JSONP; JSON is the default.
        "jsonp" Jsonp(value) => { value: String };
        /// This value asks for JSON; JSONP is the default.
        "json" Json(value) => { value: String };
    }
}

union! {
    /// How the key of a value in a bundle is known.
    BundleKey {
        /// By its value.
        "value" Value(value) => { value: String };
        /// By its constant's name alone: the value is not public.
        "symbol" Symbol(symbol) => { symbol: String };
    }
}

union! {
    /// Whether a row of a matrix goes with a column.
    Support {
        /// It does.
        "yes" Yes => {};
        /// It does not.
        "no" No => {};
        /// It does under a condition, in the document's words.
        "only" Only(condition) => { condition: String };
    }
}

union! {
    /// What stands in a column of a row.
    Cell {
        /// Always this number.
        "fixed" Fixed(number) => { number: i64 };
        /// The caller's number.
        "caller" Caller => {};
    }
}

words! {
    /// An HTTP method. Parameters always stand in the query; the body is always empty.
    Method {
        "GET" Get;
        "POST" Post;
    }
}

words! {
    /// What a program does about an error.
    Remedy {
        "fix_request" FixRequest;
        "check_credentials" CheckCredentials;
        "retry_once" RetryOnce;
        "back_off" BackOff;
        "reauthorize" Reauthorize;
        "request_permission" RequestPermission;
        "contact_support" ContactSupport;
        "none" None;
    }
}

words! {
    /// Whether something is needed, as far as the document says.
    Needed {
        "yes" Yes;
        "no" No;
        "unknown" Unknown;
    }
}

words! {
    /// How an answer comes.
    AnswerBy {
        "callback" Callback;
        "return" Return;
        "none" None;
    }
}

words! {
    /// How records are found by a field: by its whole value, or by a part of it.
    Find {
        "exact" Exact;
        "fuzzy" Fuzzy;
    }
}

object! {
    /// How requests are signed: what is joined into the source string, how it is digested, and how the sign is written.
    SignScheme {
        /// The parameter that carries the sign. It is never signed itself.
        param;
        /// The digest of the source string, which is UTF-8.
        digest;
        /// How the digest is written.
        output;
        /// The parts of the source string, in order.
        source;
    }
}

union! {
    /// One part of a source string.
    Part {
        /// The app's secret.
        "secret" Secret => {};
        /// A fixed text.
        "literal" Literal(text) => { text: String };
        /// The raw value of one parameter; nothing where it is not sent.
        "param" Param(name) => { name: String };
        /// The HTTP method in capitals.
        "method" Method => {};
        /// The path of the URL, from its first `/`, without the query.
        "path" Path => {};
        /// All parameters that are sent, as pairs.
        "pairs" Pairs(pairs) => { pairs: Pairs };
    }
}

object! {
    /// How the parameters of a request are joined.
    Pairs {
        /// Which pair comes first.
        order;
        /// What stands before each pair.
        before;
        /// What stands between a name and its value.
        between;
        /// What stands between two pairs.
        separator;
        /// Whether values are signed raw or percent-encoded.
        encode;
        /// Parameters that are sent but not signed. The sign itself never is and needs no mention.
        exclude;
    }
}

words! {
    /// A digest.
    Digest {
        "md5" Md5;
    }
}

words! {
    /// How a digest is written.
    Output {
        "lower-hex" LowerHex;
        "upper-hex" UpperHex;
    }
}

words! {
    /// The order of signed pairs: by the bytes of their names, ascending.
    Order {
        "bytes" Bytes;
    }
}

words! {
    /// How a value enters the source string: as it is, or percent-encoded.
    Encoding {
        "none" None;
        "percent" Percent;
    }
}

words! {
    /// A form of a received value that may have been signed: the bytes that came, or these and a line feed.
    RawForm {
        "raw" Raw;
        "raw+lf" RawLineFeed;
    }
}
