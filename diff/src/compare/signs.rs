//! Sign schemes.

use qq_cgi_model::model::Sign;
use qq_cgi_wire::{Digest, Output, RawForm, SignScheme};

use super::Comparison;
use crate::{
    at::At,
    rules::{ACCEPT_ADDED, ACCEPT_REMOVED, SIGN_DIGEST, SIGN_PARAM, SIGN_PARTS},
    text,
};

pub(super) fn compare(comparison: &mut Comparison<'_>, at: &At, old: &Sign, new: &Sign) {
    let (was, is) = (&old.scheme, &new.scheme);
    comparison.changed(SIGN_PARAM, &at.key("param"), &was.param, &is.param, ToString::to_string);
    comparison.changed(SIGN_DIGEST, &at.key("output"), &written(was), &written(is), |(digest, output)| {
        format!("{digest} in {output}")
    });
    let parts = at.key("parts");
    comparison.changed(SIGN_PARTS, &parts, &was.source, &is.source, |source| text::parts(source));
    let form = |form: &RawForm| match form {
        RawForm::Raw => "raw".to_owned(),
        RawForm::RawLineFeed => "raw+lf".to_owned(),
    };
    for accepted in new.accept.iter().filter(|accepted| !old.accept.contains(accepted)) {
        comparison.came(ACCEPT_ADDED, &parts, Some(form(accepted)));
    }
    for accepted in old.accept.iter().filter(|accepted| !new.accept.contains(accepted)) {
        comparison.add(ACCEPT_REMOVED, &parts, Some(form(accepted)), None);
    }
}

fn written(scheme: &SignScheme) -> (&'static str, &'static str) {
    let digest = match scheme.digest {
        Digest::Md5 => "md5",
    };
    let output = match scheme.output {
        Output::LowerHex => "lower-hex",
        Output::UpperHex => "upper-hex",
    };
    (digest, output)
}
