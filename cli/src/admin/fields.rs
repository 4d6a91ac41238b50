//! Fields and their values, from the arguments. No message repeats a value: it may be a secret at the wrong place.

use qq_cgi_model::model::Table;

use super::secret;
use crate::output::Failure;

/// Each as it is written.
pub(super) fn plain(words: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let form = || Failure::usage("fields are written as FIELD=VALUE");
    let split = |word: &String| word.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    words.iter().map(|word| split(word).ok_or_else(form)).collect()
}

/// Each as it is written, but a secret from where it is.
pub(super) fn given(table: &Table, words: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let is_secret = |name: &str| table.fields.iter().any(|field| field.field.name == name && field.field.secret);
    let read = |(name, value): (String, String)| {
        let value = if is_secret(&name) { secret_at(&value)? } else { value };
        Ok((name, value))
    };
    plain(words)?.into_iter().map(read).collect()
}

/// The secret at `place`.
pub(super) fn secret_at(place: &str) -> Result<String, Failure> {
    let form = || {
        Failure::usage(
            "a secret is given as env:VARIABLE or file:PATH; among the arguments it is seen by other users of this machine",
        )
    };
    secret::at(place).ok_or_else(form)?
}
