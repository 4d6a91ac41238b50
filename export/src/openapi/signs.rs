//! Sign schemes: as data, as a recipe for people, and with an example of the spec that can be computed again.

use qq_cgi_model::model::Sign;
use qq_cgi_wire::{Digest, Encoding, Order, Output, Pairs, Part, RawForm};
use serde_json::{Value, json};

use super::{
    context::{Context, source_of},
    object::Object,
    recipe,
    worked::Worked,
};

/// The schemes by name.
pub(super) fn all(context: &Context<'_>) -> Value {
    context.signs().fold(Object::new(), |all, sign| all.with(&sign.name, of_sign(context, sign))).into()
}

/// The recipe, and the example computed.
pub(super) fn prose(context: &Context<'_>, sign: &Sign) -> String {
    let title = context.language.pick(
        format!("**Sign** (`{}`, scheme `{}`)", sign.scheme.param, sign.name),
        format!("**签名**（`{}`，方案 `{}`）", sign.scheme.param, sign.name),
    );
    let own = context.description(&sign.about, Vec::new());
    let worked = Worked::of(context.model, sign).map(|worked| worked.prose(context));
    let all = [Some(title), Some(own), Some(recipe::of(context, sign)), worked];
    all.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn of_sign(context: &Context<'_>, sign: &Sign) -> Object {
    let scheme = &sign.scheme;
    let accept: Vec<_> = sign.accept.iter().map(|form| form_word(*form)).collect();
    Object::new()
        .with("param", &*scheme.param)
        .with("digest", digest_word(scheme.digest))
        .with("output", output_word(scheme.output))
        .with("parts", scheme.source.iter().map(part).collect::<Vec<_>>())
        .with_filled("accept", json!(accept))
        .with_text("description", &context.description(&sign.about, Vec::new()))
        .with_some("example", Worked::of(context.model, sign).map(Worked::into_json))
        .and(source_of(&sign.about))
}

/// A part in the keys of the spec language.
fn part(part: &Part) -> Value {
    match part {
        Part::Secret => json!({ "secret": true }),
        Part::Literal(text) => json!({ "literal": text }),
        Part::Param(name) => json!({ "param": name }),
        Part::Method => json!({ "method": true }),
        Part::Path => json!({ "path": true }),
        Part::Pairs(Pairs { order, before, between, separator, encode, exclude }) => {
            let order = match order {
                Order::Bytes => "bytes",
            };
            let encode = match encode {
                Encoding::None => "none",
                Encoding::Percent => "percent",
            };
            json!({ "pairs": {
                "order": order, "before": before, "between": between, "separator": separator, "encode": encode,
                "exclude": exclude,
            } })
        }
    }
}

pub(super) fn digest_word(digest: Digest) -> &'static str {
    match digest {
        Digest::Md5 => "md5",
    }
}

fn output_word(output: Output) -> &'static str {
    match output {
        Output::LowerHex => "lower-hex",
        Output::UpperHex => "upper-hex",
    }
}

fn form_word(form: RawForm) -> &'static str {
    match form {
        RawForm::Raw => "raw",
        RawForm::RawLineFeed => "raw+lf",
    }
}
