//! An example of a sign scheme, worked out.

use qq_cgi_model::model::{Model, Sign};
use qq_cgi_wire::{LineFeed, Signable};
use serde_json::{Value, json};

use super::{context::Context, examples, object::Object};

/// An example that a spec publishes with its secret, and the text that is digested for it.
pub(super) struct Worked<'m> {
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
    pub(super) fn of(model: &'m Model, sign: &'m Sign) -> Option<Self> {
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

    pub(super) fn prose(&self, context: &Context<'_>) -> String {
        let Self { of, secret, source, sign, .. } = self;
        let (title, digested, gives) = context.language.pick(
            (format!("Example, of `{of}`: with the secret `{secret}`"), "is digested, which gives", "."),
            (format!("示例（`{of}`），密钥为 `{secret}`："), "为待摘要的串，得到", "。"),
        );
        format!("{title}\n\n```text\n{source}\n```\n\n{digested} `{sign}`{gives}")
    }

    pub(super) fn into_json(self) -> Value {
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
