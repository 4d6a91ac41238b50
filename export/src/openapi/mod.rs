//! OpenAPI 3.1: gateways as tags and servers, commands as operations, callbacks as webhooks.
//!
//! What OpenAPI has no words for stands in extensions, and in prose for people:
//!
//! | extension | where | what |
//! |---|---|---|
//! | `x-qq-cgi-sign` | root | the sign schemes by name: parts, digest, output, and a worked example of the spec |
//! | `x-qq-cgi-sign` | operation | the name of its scheme |
//! | `x-qq-cgi-errors` | root | the error tables by name: code, name, texts, remedies |
//! | `x-qq-cgi-errors` | operation | the tables of the gateway's layer and of the command's own |
//! | `x-qq-cgi-from` | parameter, property | who gives the value where no caller does, in the words of the spec language |
//! | `x-qq-cgi-secret` | parameter, property | never to be shown |
//! | `x-qq-cgi-examples` | operation | the spec's examples; those with a secret and a sign are vectors |
//! | `x-qq-cgi-source`, `x-qq-cgi-basis` | anywhere | the sections of the vendor's document, or what it rests on instead |

mod answers;
mod components;
mod constants;
mod context;
mod errors;
mod examples;
mod ids;
mod object;
mod params;
mod paths;
mod recipe;
mod rows;
mod schemas;
mod signs;
mod webhooks;
mod worked;

use qq_cgi_model::model::{Command, Model};
use serde_json::{Value, json};

use crate::Language;
use context::{Context, source_of};
use ids::Ids;
use object::Object;

/// What is exported, and how.
#[derive(Debug, Clone, Copy)]
pub struct Options<'m> {
    /// The language of all texts.
    pub language: Language,
    /// The document's own version, which a spec does not say.
    pub version: &'m str,
    /// This command alone. Its path then needs no fragment, which some generators cannot handle.
    pub command: Option<&'m Command>,
}

/// The OpenAPI document of the gateways, commands and callbacks of `model`.
///
/// Commands that share a path are told apart by a fragment in the key of the path, which no client sends:
/// `/cgi#buy`.
#[must_use]
pub fn document<'m>(model: &'m Model, options: &Options<'m>) -> Value {
    let context = Context::new(model, options);
    let mut ids = Ids::new(&context.commands);
    let paths = paths::all(&context, &mut ids);
    let webhooks = webhooks::all(&context, &mut ids);
    let schemas = components::reachable(&context, &[&paths, &webhooks]);
    let description = context.description(&model.about, how_to_call(&context));
    let info = json!({ "title": model.name, "version": options.version, "description": description });
    Object::new()
        .with("openapi", "3.1.1")
        .with("info", info)
        .with_filled("servers", paths::servers(&context))
        .with("security", json!([]))
        .with("tags", tags(&context))
        .with("paths", paths)
        .with_filled("webhooks", webhooks)
        .with_filled("components", Object::new().with_filled("schemas", schemas).into())
        .with_filled("x-qq-cgi-sign", signs::all(&context))
        .with_filled("x-qq-cgi-errors", errors::all(&context))
        .into()
}

fn tags(context: &Context<'_>) -> Value {
    let tags = context.gateways().map(|gateway| {
        let sign = gateway.sign.as_deref().and_then(|name| context.model.sign(name));
        let sign = sign.map(|sign| signs::prose(context, sign));
        let codes = errors::prose(context, gateway);
        Object::new()
            .with("name", gateway.name.as_str())
            .with_text("description", &context.description(&gateway.about, sign.into_iter().chain(codes).collect()))
            .and(source_of(&gateway.about))
            .into()
    });
    Value::Array(tags.collect())
}

/// What is said once for all operations.
fn how_to_call(context: &Context<'_>) -> Vec<String> {
    let in_query = context.language.pick(
        "All parameters stand in the query, also of a POST, whose body is empty. Names and values are percent-encoded \
         after RFC 3986 as UTF-8: a space is `%20`, never `+`.",
        "所有参数都放在 QUERY_STRING 中，POST 也一样，包体为空。参数名和参数值按 RFC 3986 以 UTF-8 做百分号编码：空格是 `%20`，不是 `+`。",
    );
    let fragment = context.language.pick(
        "Where several commands share a path, the key of each has a fragment (`#…`). It only tells the keys apart and is \
         never sent.",
        "几个命令共用一个路径时，各自的键带有片段（`#…`）。它只用来区分，从不发送。",
    );
    let parameters = context.language.pick(
        "Signs and access tokens are ordinary parameters here, so that no security scheme is declared: whoever sends a \
         request computes its sign, as the description of the gateway's tag says.",
        "这里的签名和 access_token 都是普通参数，因此没有声明 security scheme：由发送请求的一方按照网关标签的说明计算签名。",
    );
    let shares = paths::shared(context);
    let all = [Some(in_query), Some(fragment).filter(|_| shares), Some(parameters)];
    all.into_iter().flatten().map(str::to_owned).collect()
}
