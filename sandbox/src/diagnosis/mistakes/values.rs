//! Mistakes in what is signed of each value.

use qq_cgi_wire::{Encoding, percent};

use super::{Mistake, each, one};
use crate::diagnosis::attempt::Signed;

pub(super) const MISTAKES: &[Mistake] = &[
    Mistake::new(
        "encoded-as-sent",
        "the values were signed percent-encoded, as they stand in the URL; sign the raw values, then encode",
        |attempt, _| one(attempt.with_values(|pair| pair.raw.clone())),
    )
    .common(),
    Mistake::new(
        "percent-encoded",
        "the values were signed percent-encoded; sign the raw values, then encode",
        |attempt, _| one(attempt.with_values(encoded)),
    )
    .common(),
    Mistake::new(
        "percent-encoded-lower",
        "the values were signed percent-encoded with lower-case hex digits; sign the raw values, then encode",
        |attempt, _| one(attempt.with_values(|pair| lower_escapes(&encoded(pair)))),
    )
    .common(),
    Mistake::new(
        "form-encoded",
        "the values were signed form-encoded, a space as `+`; sign the raw values, then percent-encode",
        |attempt, _| one(attempt.with_values(form_encoded)),
    )
    .common(),
    Mistake::new(
        "form-encoded-lower",
        "the values were signed form-encoded with lower-case hex digits; sign the raw values, then percent-encode",
        |attempt, _| one(attempt.with_values(|pair| lower_escapes(&form_encoded(pair)))),
    )
    .common(),
    Mistake::new(
        "component-encoded",
        "the values were signed as encodeURIComponent leaves them; sign the raw values, then percent-encode",
        |attempt, _| one(attempt.with_values(component_encoded)),
    )
    .common(),
    Mistake::new(
        "plus-for-space",
        "a space was sent as `+`; send it as `%20`, for a plus sign stays one here",
        |attempt, _| one(attempt.with_values(|pair| spaced(&pair.raw))),
    )
    .common(),
    Mistake::new("encoded-twice", "the values were signed percent-encoded twice; sign the raw values", |attempt, _| {
        one(attempt.with_values(|pair| percent::encode(&encoded(pair))))
    }),
    Mistake::new(
        "sent-encoded-twice",
        "the values stand in the URL percent-encoded twice; encode them once",
        |attempt, _| one(attempt.with_values(|pair| decoded(&pair.value))),
    ),
    Mistake::new("not-encoded", "the values were signed raw; this scheme signs them percent-encoded", |attempt, _| {
        one(attempt.with_layout(|layout| layout.encode = Encoding::None))
    }),
    Mistake::new(
        "trimmed",
        "the values were signed without the blanks at their ends; sign what is sent",
        |attempt, _| one(attempt.with_values(|pair| pair.value.trim().to_owned())),
    ),
    Mistake::new("openid-case", "the openid was signed in another case than it was sent in", |attempt, clues| {
        let changed = |change: fn(&str) -> String| {
            attempt.with_values(|pair| {
                if clues.openid.contains(&&*pair.name) { change(&pair.value) } else { pair.value.clone() }
            })
        };
        each([
            ("signed in lower case", changed(str::to_lowercase)),
            ("signed in upper case", changed(str::to_uppercase)),
        ])
    }),
];

fn encoded(pair: &Signed) -> String {
    percent::encode(&pair.value)
}

/// As HTML forms, PHP's `urlencode` and Java's `URLEncoder` do.
fn form_encoded(pair: &Signed) -> String {
    encoded(pair).replace("%20", "+").replace("%2A", "*").replace('~', "%7E")
}

fn component_encoded(pair: &Signed) -> String {
    let kept = [("%21", "!"), ("%27", "'"), ("%28", "("), ("%29", ")"), ("%2A", "*")];
    kept.iter().fold(encoded(pair), |text, (escape, plain)| text.replace(escape, plain))
}

fn lower_escapes(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (escape, rest) = piece.split_at_checked(2).unwrap_or((piece, ""));
        out.extend(["%", &escape.to_ascii_lowercase(), rest]);
    }
    out
}

fn spaced(raw: &str) -> String {
    decoded(&raw.replace('+', "%20"))
}

/// The text itself where it cannot be decoded.
fn decoded(text: &str) -> String {
    percent::decode(text).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| text.to_owned())
}
