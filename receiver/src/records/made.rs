//! Values that are made where none is given.
//!
//! The document says only that the system makes them. The forms are ours: a secret is 128 random bits in hex; a name is ten
//! random letters and digits that nobody confuses; a number has up to nine digits. None of them means anything.

use std::fmt::Write as _;

use qq_cgi_model::model::{RecordField, Type};

use super::RecordError;

/// Without `i`, `l`, `o` and `u`.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

const NAME_LENGTH: usize = 10;

/// Numbers below it are short enough to be read out.
const NUMBERS: u64 = 1_000_000_000;

/// A value for a field, from the system's random numbers.
pub(super) fn made(field: &RecordField) -> Result<String, RecordError> {
    match &field.field.ty {
        Type::Text if field.field.secret => secret(),
        Type::Text => name(),
        Type::U32 | Type::U64 | Type::I32 | Type::I64 => number(),
        _ => Err(not_made(field, "its type has few values")),
    }
}

pub(super) fn not_made(field: &RecordField, why: impl Into<String>) -> RecordError {
    RecordError::NotMade { field: field.field.name.clone(), why: why.into() }
}

fn secret() -> Result<String, RecordError> {
    let mut hex = String::with_capacity(32);
    for byte in random::<16>()? {
        // A `String` takes everything.
        let _ = write!(hex, "{byte:02x}");
    }
    Ok(hex)
}

fn name() -> Result<String, RecordError> {
    let letter = |byte: u8| LETTERS.get(usize::from(byte % 32)).copied().map(char::from);
    Ok(random::<NAME_LENGTH>()?.into_iter().filter_map(letter).collect())
}

fn number() -> Result<String, RecordError> {
    Ok((u64::from_le_bytes(random()?) % NUMBERS).to_string())
}

fn random<const BYTES: usize>() -> Result<[u8; BYTES], RecordError> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(RecordError::NoRandom)?;
    Ok(bytes)
}
