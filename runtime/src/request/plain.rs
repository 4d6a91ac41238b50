//! The quick way: for requests in which nothing has to be escaped, which are most. Each value is looked at once.

use qq_cgi_wire::{InvalidParam, PlainQuery, Signable, percent, separator_after};

use super::{SignedRequest, form::Form};
use crate::{
    address::Address,
    command::Method,
    param::{Joined, Param, Source},
    value::Value,
};

/// Signs the values if all of them are within their limits. `None` where the request needs the other way.
pub(super) fn sign(
    form: &Form<'_>,
    method: Method,
    address: &Address<'_>,
) -> Option<Result<SignedRequest, InvalidParam>> {
    let scheme = form.prepared.plain.as_ref()?;
    let request = Signable { secret: form.signer.credentials.secret, method: method.as_str(), path: "" };
    let mut bytes = [0; PlainQuery::ROOM];
    let mut query = scheme.query(request, &mut bytes)?;
    for param in form.spec.params {
        if let Err(invalid) = push_pair(form, param, &mut query)? {
            return Some(Err(invalid));
        }
    }
    finish(form, method, address, scheme.param(), &mut query).map(Ok)
}

#[inline]
fn push_pair(form: &Form<'_>, param: &Param, query: &mut PlainQuery<'_>) -> Option<Result<(), InvalidParam>> {
    let name = match param.joined? {
        Joined::Name(name) => name,
        Joined::Pair(pair) => return query.push(pair).map(Ok),
    };
    let value = form.value(param);
    if value.is_unset() {
        return Some(Ok(()));
    }
    query.push(name)?;
    if let Err(invalid) = value.check(&param.limits, &|| param.name.to_owned()) {
        return Some(Err(invalid));
    }
    match value {
        Value::Text(text) if is_known_plain(form, param) || percent::is_plain(text) => query.push(text)?,
        // Digits, a minus sign and letters are never escaped.
        Value::Uint(number) => query.push(itoa::Buffer::new().format(number))?,
        Value::Int(number) => query.push(itoa::Buffer::new().format(number))?,
        Value::Bool(value) => query.push(if value { "true" } else { "false" })?,
        _ => return None,
    }
    Some(Ok(()))
}

/// What a session looked at when it began need not be looked at for each of its requests.
#[inline]
fn is_known_plain(form: &Form<'_>, param: &Param) -> bool {
    form.signer.is_plain && matches!(param.source, Source::OpenId | Source::AccessToken)
}

/// Writes the URL: one allocation of just its length.
fn finish(
    form: &Form<'_>,
    method: Method,
    address: &Address<'_>,
    name: &str,
    query: &mut PlainQuery<'_>,
) -> Option<SignedRequest> {
    let before = [address.origin, address.rest, form.own_path(), address.query, separator_after(address.query)];
    let pairs_at = before.iter().map(|piece| piece.len()).sum();
    let mut url = Vec::with_capacity(pairs_at + query.bytes().len() + "&=".len() + name.len() + SIGN_LEN);
    for piece in before.into_iter().filter(|piece| !piece.is_empty()) {
        url.extend_from_slice(piece.as_bytes());
    }
    url.extend_from_slice(query.bytes());
    let sign = query.sign()?;
    url.push(b'&');
    url.extend_from_slice(name.as_bytes());
    url.push(b'=');
    url.extend_from_slice(sign.as_bytes());
    // All pieces were texts.
    let url = String::from_utf8(url).ok()?;
    Some(SignedRequest { method, url, pairs_at, spec: form.spec, gateway: form.gateway })
}

/// The length of a [`qq_cgi_wire::Signature`].
pub(super) const SIGN_LEN: usize = 32;
