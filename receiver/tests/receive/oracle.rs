//! What the document says of a callback's sign, once more and as simply as can be: nothing of the receiver's own code.

use md5::{Digest as _, Md5};

/// The payload as it came, if one of `keys` signed it, or it and a line feed.
pub(crate) fn signed_data(query: &str, keys: &[&str]) -> Option<Vec<u8>> {
    // Whether a plus sign is one or a space, the sign tells.
    [query.to_owned(), query.replace('+', " ")].iter().find_map(|query| {
        let (data, params) = (data(query)?, params(query)?);
        let sign = sign(&only(&params, "sign")?)?;
        let stamps = params.iter().filter(|(name, _)| name == "ts").count();
        (stamps <= 1 && keys.iter().any(|key| was_signed(&data, key.as_bytes(), sign))).then_some(data)
    })
}

/// The payload of a query, signed or not; a `+` is a plus sign.
pub(crate) fn data(query: &str) -> Option<Vec<u8>> {
    only(&params(query)?, "data")
}

/// MD5 of the pieces, as a number.
pub(crate) fn md5(pieces: &[&[u8]]) -> u128 {
    u128::from_be_bytes(Md5::digest(pieces.concat()).into())
}

fn was_signed(data: &[u8], key: &[u8], sign: u128) -> bool {
    md5(&[data, key]) == sign || (!data.ends_with(b"\n") && md5(&[data, b"\n", key]) == sign)
}

/// Names in lower case, and values.
fn params(query: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let query = query.strip_prefix('?').unwrap_or(query);
    let parts = query.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            Some((String::from_utf8(decoded(name)?).ok()?.to_ascii_lowercase(), decoded(value)?))
        })
        .collect()
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        let (digits, rest) = piece.as_bytes().split_at_checked(2)?;
        bytes.push(number(digits)?.try_into().ok()?);
        bytes.extend(rest);
    }
    Some(bytes)
}

fn only(params: &[(String, Vec<u8>)], name: &str) -> Option<Vec<u8>> {
    let mut found = params.iter().filter(|(known, _)| known == name);
    let (_, value) = found.next()?;
    found.next().is_none().then(|| value.clone())
}

fn sign(text: &[u8]) -> Option<u128> {
    if text.len() == 32 { number(text) } else { None }
}

fn number(digits: &[u8]) -> Option<u128> {
    // The standard library takes a sign before the digits.
    let text = std::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u128::from_str_radix(text, 16).ok()
}
