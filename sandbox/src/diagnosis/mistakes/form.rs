//! Mistakes in how the source string is joined and how the sign is written.

use std::borrow::Cow;

use qq_cgi_wire::{Pairs, Part, percent};

use super::{Mistake, each, one};

pub(super) const MISTAKES: &[Mistake] = &[
    Mistake::new(
        "hex-case",
        "the sign is right but for the case of its hex digits",
        // Nothing is changed: whoever compares finds the right digits in the other case.
        |attempt, _| one(attempt.clone()),
    )
    .about_case(),
    Mistake::new("sign-has-blanks", "the sign is right but was sent with blanks around it", |attempt, _| {
        let mut changed = attempt.clone();
        attempt.claimed.trim().clone_into(&mut changed.claimed);
        one(changed)
    }),
    Mistake::new(
        "literal-ampersands",
        "an `&` was put between the parts of the source string; join them with nothing between",
        |attempt, _| one(attempt.with_source(|parts| *parts = interspersed(parts, &Part::Literal(Cow::Borrowed("&"))))),
    ),
    Mistake::new(
        "equals-and-ampersand",
        "names and values were joined with `=` and `&` as in a query; this scheme joins them otherwise",
        |attempt, _| {
            one(attempt.with_layout(|layout| {
                *layout = Pairs { before: "".into(), between: "=".into(), separator: "&".into(), ..layout.clone() };
            }))
        },
    )
    .common(),
    Mistake::new(
        "first-separator-missing",
        "what stands before each pair was put between the pairs only; it stands before the first one too",
        |attempt, _| {
            one(attempt.with_layout(|layout| {
                if !layout.before.is_empty() {
                    *layout = Pairs { separator: layout.before.clone(), before: "".into(), ..layout.clone() };
                }
            }))
        },
    ),
    Mistake::new("joined-with-nothing", "names and values were joined with nothing between them", |attempt, _| {
        one(attempt.with_layout(|layout| {
            *layout = Pairs { before: "".into(), between: "".into(), separator: "".into(), ..layout.clone() };
        }))
    }),
    Mistake::new("values-only", "the values were signed without their names", |attempt, _| {
        let mut changed = attempt.with_layout(|layout| layout.between = "".into());
        changed.pairs.iter_mut().for_each(|pair| pair.name.clear());
        one(changed)
    }),
    Mistake::new("other-method", "another HTTP method was signed than was sent", |attempt, _| {
        let written = ["GET", "POST"].map(str::to_owned).into_iter().chain([attempt.method.to_lowercase()]);
        each(written.map(|method| {
            let mut changed = attempt.clone();
            changed.method.clone_from(&method);
            (format!("signed as {method}"), changed)
        }))
    }),
    Mistake::new("other-path", "the path was signed in another form than this scheme wants", |attempt, _| {
        let path = attempt.path.as_str();
        let written = [
            ("without its first slash", path.trim_start_matches('/').to_owned()),
            ("with a slash at its end", format!("{path}/")),
            ("percent-encoded", percent::encode(path)),
            ("left out", String::new()),
        ];
        each(written.map(|(form, path)| {
            let mut changed = attempt.clone();
            changed.path = path;
            (form, changed)
        }))
    }),
];

fn interspersed(parts: &[Part], between: &Part) -> Vec<Part> {
    let mut out = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            out.push(between.clone());
        }
        out.push(part.clone());
    }
    out
}
