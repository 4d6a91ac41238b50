//! The way that every request can take: values are percent-encoded into the URL, and signed pair by pair.

use qq_cgi_wire::{Count, InvalidParam, Signable, Text as _, percent, separator_after};

use super::{SignedRequest, form::Form, plain::SIGN_LEN};
use crate::{
    address::{Address, path_of},
    command::Method,
    value::Value,
};

/// Signs the values if all of them are within their limits.
pub(super) fn sign(form: &Form<'_>, method: Method, address: &Address<'_>) -> Result<SignedRequest, InvalidParam> {
    for param in form.spec.params {
        form.value(param).check(&param.limits, &|| param.name.to_owned())?;
    }
    Ok(write(form, method, address))
}

fn write(form: &Form<'_>, method: Method, address: &Address<'_>) -> SignedRequest {
    let mut url = String::with_capacity(room(form, address));
    url.push_str(address.origin);
    url.push_str(address.rest);
    url.push_str(form.own_path());
    url.push_str(address.query);
    let mut separator = separator_after(address.query);
    let pairs_at = url.len() + separator.len();
    for (name, value) in form.pairs() {
        url.push_str(separator);
        percent::encode_into(name, &mut url);
        url.push('=');
        value.write_to(&mut percent::Encoder(&mut url));
        separator = "&";
    }
    if let Some(scheme) = &form.gateway.sign {
        let sign = {
            let request =
                Signable { secret: form.signer.credentials.secret, method: method.as_str(), path: path_of(&url) };
            scheme.sign(&request, form.pairs())
        };
        url.push_str(separator);
        percent::encode_into(&scheme.param, &mut url);
        url.push('=');
        url.push_str(sign.as_str());
    }
    SignedRequest { method, url, pairs_at, spec: form.spec, gateway: form.gateway }
}

/// At least as many bytes as the URL will have, so that it is allocated once.
pub(super) fn room(form: &Form<'_>, address: &Address<'_>) -> usize {
    let pairs: usize = form.pairs().map(|(name, value)| room_of_name(name) + room_of_value(&value)).sum();
    let sign = form.gateway.sign.as_ref().map_or(0, |scheme| room_of_name(&scheme.param) + SIGN_LEN);
    address.origin.len() + address.rest.len() + form.own_path().len() + address.query.len() + pairs + sign
}

/// Percent-encoding makes at most three bytes of one.
const WORST: usize = 3;

const fn room_of_name(name: &str) -> usize {
    "&".len() + WORST * name.len() + "=".len()
}

fn room_of_value(value: &Value<'_>) -> usize {
    match value {
        Value::Text(text) => WORST * text.len(),
        Value::Uint(_) | Value::Int(_) | Value::Bool(_) => "-9223372036854775808".len(),
        _ => {
            let mut count = Count::default();
            value.write_to(&mut count);
            WORST * count.0
        }
    }
}
