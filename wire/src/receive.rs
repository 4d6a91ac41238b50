//! A signed query as its receiver takes it: split, decoded, and refused unless its sign is right.

use core::fmt;

use crate::{
    percent,
    scheme::{Part, RawForm, SignScheme},
    sign::Signable,
    verify::ReceivedSign,
};

/// What a receiver knows of the queries that it gets.
#[derive(Debug, Clone, Copy)]
pub struct Receiver<'a> {
    /// How they are signed.
    pub scheme: &'a SignScheme,
    /// The forms of a value that may have been signed.
    pub accept: &'a [RawForm],
    /// Whether names are known in any case.
    pub ignore_case: bool,
    /// The parameters that it knows, besides the sign's and those that the scheme names.
    pub names: &'a [&'a str],
}

/// A query whose sign is right. `Debug` shows no value.
#[derive(Clone, PartialEq, Eq)]
pub struct Received {
    form: RawForm,
    plus_is_space: bool,
    params: Vec<(String, Vec<u8>)>,
}

/// Why a query was not taken. Names parameters, and never shows a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unverified {
    /// A `%` that is not followed by two hex digits.
    Malformed {
        /// The parameter's name, as it stands in the query, or its number where the name itself is malformed.
        param: String,
    },
    /// A parameter that stands there more than once: which one was meant, nobody can know.
    Doubled {
        /// The parameter.
        param: String,
    },
    /// A parameter without which nothing can be verified.
    Missing {
        /// The parameter.
        param: String,
    },
    /// A sign that is no sign: not as many hex digits as one has.
    NoSign {
        /// The parameter.
        param: String,
    },
    /// A sign that does not match: another key, or values that somebody changed.
    Mismatch {
        /// The parameter that carries the sign.
        param: String,
    },
}

impl Receiver<'_> {
    /// Takes a raw query, still percent-encoded, if the key `secret` made its sign.
    ///
    /// A `+` is a plus sign, or else a space, as HTML forms write it: whichever was signed. Parameters that the receiver does
    /// not know are kept.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn verify(&self, query: &str, secret: &str) -> Result<Received, Unverified> {
        let as_it_came = self.verify_escaped(query, secret);
        match as_it_came {
            Err(Unverified::Mismatch { .. }) if query.contains('+') => {
                let received = self.verify_escaped(&query.replace('+', "%20"), secret)?;
                Ok(Received { plus_is_space: true, ..received })
            }
            _ => as_it_came,
        }
    }

    /// A `+` is a plus sign, see [`percent::decode`].
    fn verify_escaped(&self, query: &str, secret: &str) -> Result<Received, Unverified> {
        let mut params = self.split(query)?;
        let sign = required(&params, &self.scheme.param)?;
        let no_sign = || Unverified::NoSign { param: self.scheme.param.to_string() };
        let sign = core::str::from_utf8(sign).ok().and_then(ReceivedSign::parse).ok_or_else(no_sign)?;
        for name in self.signed_names() {
            required(&params, name)?;
        }
        self.scheme.arrange(&mut params);
        // A path is nothing that a query tells.
        let request = Signable { secret, method: "GET", path: "" };
        let pairs = params.iter().map(|(name, value)| (name.as_str(), value.as_slice()));
        let form = self.scheme.verify(&request, pairs, self.accept, &sign);
        let form = form.ok_or_else(|| Unverified::Mismatch { param: self.scheme.param.to_string() })?;
        params.retain(|(name, _)| *name != self.scheme.param);
        Ok(Received { form, plus_is_space: false, params })
    }

    /// Known names as the receiver writes them; of those, none twice.
    fn split(&self, query: &str) -> Result<Vec<(String, Vec<u8>)>, Unverified> {
        let query = query.strip_prefix('?').unwrap_or(query);
        let mut params: Vec<(String, Vec<u8>)> = Vec::new();
        for (index, part) in query.split('&').enumerate().filter(|(_, part)| !part.is_empty()) {
            let (written, value) = part.split_once('=').unwrap_or((part, ""));
            let name = percent::decode(written).and_then(|name| String::from_utf8(name).ok());
            let name = name.ok_or_else(|| Unverified::Malformed { param: format!("number {}", index + 1) })?;
            let known = self.known(&name).map(str::to_owned);
            let is_known = known.is_some();
            let name = known.unwrap_or(name);
            let value = percent::decode(value).ok_or_else(|| Unverified::Malformed { param: name.clone() })?;
            if is_known && params.iter().any(|(earlier, _)| *earlier == name) {
                return Err(Unverified::Doubled { param: name });
            }
            params.push((name, value));
        }
        Ok(params)
    }

    pub(crate) fn known(&self, name: &str) -> Option<&str> {
        let is_meant = |known: &&str| *known == name || self.ignore_case && known.eq_ignore_ascii_case(name);
        let sign = core::iter::once(&*self.scheme.param);
        sign.chain(self.signed_names()).chain(self.names.iter().copied()).find(is_meant)
    }

    /// The parameters that the scheme signs by themselves.
    fn signed_names(&self) -> impl Iterator<Item = &str> {
        self.scheme.source.iter().filter_map(|part| match part {
            Part::Param(name) => Some(&**name),
            _ => None,
        })
    }
}

fn required<'p>(params: &'p [(String, Vec<u8>)], name: &str) -> Result<&'p [u8], Unverified> {
    let value = params.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_slice());
    value.ok_or_else(|| Unverified::Missing { param: name.to_owned() })
}

impl Received {
    /// Which form was signed.
    #[must_use]
    pub const fn form(&self) -> RawForm {
        self.form
    }

    /// Whether each `+` of the query is a space: without that its sign is not right.
    #[must_use]
    pub const fn plus_is_space(&self) -> bool {
        self.plus_is_space
    }

    /// The decoded bytes of a parameter, verbatim; of several of one name, the first.
    #[must_use]
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.params().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// All parameters but the sign: known names as the receiver writes them, unknown ones as they came.
    pub fn params(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.params.iter().map(|(name, value)| (name.as_str(), value.as_slice()))
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.params().map(|(name, _)| name).collect();
        f.debug_struct("Received").field("form", &self.form).field("names", &names).finish_non_exhaustive()
    }
}

impl fmt::Display for Unverified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { param } => write!(f, "parameter `{}` is not percent-encoded text", param.escape_debug()),
            Self::Doubled { param } => write!(f, "parameter `{param}` stands there more than once"),
            Self::Missing { param } => write!(f, "parameter `{param}` is required and missing"),
            Self::NoSign { param } => write!(f, "parameter `{param}` is no sign: it is not 32 hex digits"),
            Self::Mismatch { param } => {
                write!(f, "parameter `{param}` does not match: another key made it, or somebody changed what it signs")
            }
        }
    }
}

impl std::error::Error for Unverified {}
