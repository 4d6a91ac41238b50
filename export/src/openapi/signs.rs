//! Sign schemes: as data, as a recipe for people, and with an example of the spec that can be computed again.

use qq_cgi_model::model::{Model, Sign};
use qq_cgi_wire::{Digest, Encoding, LineFeed, Order, Output, Pairs, Part, RawForm, Signable};
use serde_json::{Value, json};

use super::{
    context::{Context, source_of},
    examples,
    object::Object,
    recipe,
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

/// An example that a spec publishes with its secret, and the text that is digested for it.
struct Worked<'m> {
    of: &'m str,
    method: &'static str,
    path: String,
    secret: &'m str,
    /// In the order in which they are signed.
    pairs: Vec<(String, String)>,
    source: String,
    sign: &'m str,
}

impl<'m> Worked<'m> {
    /// The first example of `sign` in the spec.
    fn of(model: &'m Model, sign: &'m Sign) -> Option<Self> {
        Self::of_commands(model, sign).or_else(|| Self::of_callbacks(model, sign))
    }

    fn of_commands(model: &'m Model, sign: &'m Sign) -> Option<Self> {
        let signed = |command| {
            let gateway = model.gateway_of(command)?;
            (gateway.sign.as_deref() == Some(&sign.name)).then_some((command, gateway))
        };
        model.commands.iter().filter_map(signed).find_map(|(command, gateway)| {
            command.examples.iter().find_map(|example| {
                let (method, path) = (example.method.as_str(), gateway.path_to(command));
                Self::computed(
                    &command.name,
                    sign,
                    method,
                    path,
                    example.secret.as_deref()?,
                    examples::sent(model, command, example),
                    example.sign.as_deref()?,
                )
            })
        })
    }

    fn of_callbacks(model: &'m Model, sign: &'m Sign) -> Option<Self> {
        let mut callbacks = model.callbacks.iter().filter(|callback| callback.sign.as_deref() == Some(&sign.name));
        callbacks.find_map(|callback| {
            callback.examples.iter().find_map(|example| {
                [LineFeed::None, LineFeed::Signed].into_iter().find_map(|line_feed| {
                    let pairs = example.params.iter().map(|(name, value)| {
                        let is_payload = *name == callback.payload;
                        let value = if is_payload { line_feed.signed(value).into_owned() } else { value.clone() };
                        (name.clone(), value)
                    });
                    Self::computed(
                        &callback.name,
                        sign,
                        "GET",
                        String::new(),
                        &example.secret,
                        pairs.collect(),
                        &example.sign,
                    )
                })
            })
        })
    }

    /// `None` where the example does not have this sign: nothing is shown that does not hold.
    fn computed(
        of: &'m str,
        sign: &'m Sign,
        method: &'static str,
        path: String,
        secret: &'m str,
        mut pairs: Vec<(String, String)>,
        expected: &'m str,
    ) -> Option<Self> {
        sign.scheme.arrange(&mut pairs);
        let borrowed = || pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let request = Signable { secret, method, path: &path };
        let holds = sign.scheme.sign(&request, borrowed()).as_str() == expected;
        let source = sign.scheme.source_string(&request, borrowed());
        holds.then_some(Self { of, method, path, secret, pairs, source, sign: expected })
    }

    fn prose(&self, context: &Context<'_>) -> String {
        let Self { of, secret, source, sign, .. } = self;
        let (title, digested, gives) = context.language.pick(
            (format!("Example, of `{of}`: with the secret `{secret}`"), "is digested, which gives", "."),
            (format!("示例（`{of}`），密钥为 `{secret}`："), "为待摘要的串，得到", "。"),
        );
        format!("{title}\n\n```text\n{source}\n```\n\n{digested} `{sign}`{gives}")
    }

    fn into_json(self) -> Value {
        Object::new()
            .with("of", self.of)
            .with("method", self.method)
            .with_text("path", &self.path)
            .with("secret", self.secret)
            .with("params", json!(self.pairs))
            .with("source_string", self.source)
            .with("sign", self.sign)
            .into()
    }
}
