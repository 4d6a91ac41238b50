//! The specs of the cases.

use qq_cgi_diff::GROUND;
use qq_cgi_model::{Checked, check_embedded};

pub(crate) const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases");

/// The base of the cases that have one: `depot::spec`.
pub(crate) const BASE: (&str, &str) = ("base.toml", include_str!("../../cases/base.toml"));

pub(crate) const REGENERATE: &str = "QQ_CGI_UPDATE=1 cargo test -p qq-cgi-diff --test diff";

pub(crate) fn ground() -> Checked {
    check_embedded(&[GROUND], &[])
}

pub(crate) fn base() -> Checked {
    check_embedded(&[BASE], &[])
}

/// The spec `text`, or what is wrong with it.
pub(crate) fn sound(text: &str) -> Result<Checked, String> {
    let base = [BASE];
    let base = if text.contains("\nbase = ") { &base[..] } else { &[] };
    let checked = check_embedded(&[(GROUND.0, text)], base);
    if !checked.has_errors() {
        return Ok(checked);
    }
    let found: Vec<_> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
    Err(found.join("\n\n"))
}
