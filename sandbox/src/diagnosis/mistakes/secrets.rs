//! Mistakes with the secret.

use qq_cgi_wire::Part;

use super::{Mistake, each, one};

pub(super) const MISTAKES: &[Mistake] = &[
    Mistake::new("without-last-secret", "the secret at the end of the source string is missing", |attempt, _| {
        one(attempt.with_source(|parts| {
            if let Some(at) = parts.iter().rposition(|part| *part == Part::Secret) {
                parts.remove(at);
            }
        }))
    }),
    Mistake::new(
        "without-first-secret",
        "the secret at the beginning of the source string is missing",
        |attempt, _| {
            one(attempt.with_source(|parts| {
                if let Some(at) = parts.iter().position(|part| *part == Part::Secret) {
                    parts.remove(at);
                }
            }))
        },
    ),
    Mistake::new(
        "secret-ends-in-blank",
        "something invisible stands at the end of the caller's secret; paste it without",
        |attempt, _| {
            each(BLANKS.map(|(name, blank)| (name, attempt.with_secret(format!("{}{blank}", attempt.secret)))))
        },
    )
    .common(),
    Mistake::new(
        "secret-begins-with-blank",
        "something invisible stands at the beginning of the caller's secret; paste it without",
        |attempt, _| {
            each(BLANKS.map(|(name, blank)| (name, attempt.with_secret(format!("{blank}{}", attempt.secret)))))
        },
    ),
    Mistake::new(
        "secret-blank-here",
        "the secret that this sandbox was given has blanks at its ends, the caller's has not",
        |attempt, _| one(attempt.with_secret(attempt.secret.trim())),
    ),
    Mistake::new("secret-case", "the caller's secret is written in another case", |attempt, _| {
        each([
            ("signed in lower case", attempt.with_secret(attempt.secret.to_lowercase())),
            ("signed in upper case", attempt.with_secret(attempt.secret.to_uppercase())),
        ])
    }),
    Mistake::new("secret-quoted", "the caller's secret has quotation marks around it", |attempt, _| {
        each([
            ("double ones", attempt.with_secret(format!("\"{}\"", attempt.secret))),
            ("single ones", attempt.with_secret(format!("'{}'", attempt.secret))),
        ])
    }),
    Mistake::new("secret-ampersand", "an `&` was appended to the secret, as other interfaces want it", |attempt, _| {
        one(attempt.with_secret(format!("{}&", attempt.secret)))
    }),
    Mistake::new("secret-of-another-app", "the request was signed with another app's secret", |attempt, clues| {
        each(clues.others.iter().map(|(id, secret)| (format!("that of app {id}"), attempt.with_secret(*secret))))
    }),
];

const BLANKS: [(&str, &str); 5] =
    [("a blank", " "), ("a line feed", "\n"), ("a CRLF", "\r\n"), ("a tab", "\t"), ("a byte order mark", "\u{feff}")];
