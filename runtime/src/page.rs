//! Web pages that are opened by a URL with parameters.

use qq_cgi_wire::{InvalidParam, Text as _, percent, separator_after};

use crate::{
    param::Param,
    value::{Record, Value},
};

/// A page with its parameters.
pub trait Page: Record {
    /// What its table in the spec says.
    const SPEC: &'static PageSpec;

    /// The URL to open.
    ///
    /// # Errors
    /// The first parameter that breaks its documented limits.
    fn to_url(&self) -> Result<String, InvalidParam>
    where
        Self: Sized,
    {
        write(Self::SPEC, self)
    }
}

/// The table of a page.
pub struct PageSpec {
    /// Its key in the spec.
    pub name: &'static str,
    /// Its address, without a query.
    pub url: &'static str,
    /// The parameters in its query.
    pub params: &'static [Param],
}

fn write(spec: &PageSpec, page: &dyn Record) -> Result<String, InvalidParam> {
    let mut url = spec.url.to_owned();
    let mut separator = separator_after(&url);
    for param in spec.params {
        let value = param.record_value(page);
        value.check(&param.limits, &|| param.name.to_owned())?;
        if !value.is_unset() {
            push_pair(separator, param.name, &value, &mut url);
            separator = "&";
        }
    }
    Ok(url)
}

fn push_pair(separator: &str, name: &str, value: &Value<'_>, url: &mut String) {
    url.push_str(separator);
    percent::encode_into(name, url);
    url.push('=');
    value.write_to(&mut percent::Encoder(url));
}
