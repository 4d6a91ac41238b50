//! What is sent, opened, received or called.

use qq_cgi_model::{
    Model,
    model::{
        AnswerBy, Asks, BundleKey, Callback, Command, Constant, Field, Gateway, Needed, Page, Reply, Sdk, SdkAnswer,
        Sign,
    },
};

use super::{Entry, Item};

pub(super) fn all(model: &Model) -> impl Iterator<Item = Item<'_>> {
    let gateways = model.gateways.iter().map(gateway).chain(model.signs.iter().map(sign));
    let requests = model.commands.iter().map(command).chain(model.pages.iter().map(page));
    gateways.chain(requests).chain(model.callbacks.iter().map(callback)).chain(model.sdks.iter().map(sdk))
}

fn gateway(gateway: &Gateway) -> Item<'_> {
    let envelope = &gateway.envelope;
    let output = gateway.output.iter().flat_map(|output| {
        let (Asks::Jsonp(asked) | Asks::Json(asked)) = &output.asks;
        [asked, &output.default_callback].into_iter().chain([&output.param]).chain(&output.callback)
    });
    Item::new("gateway", &gateway.name, &gateway.rust, &gateway.about)
        .printed("params", gateway.params.iter().map(Entry::field))
        .demands(gateway.params.iter())
        .words("urls", &gateway.urls)
        .words("envelope", [&envelope.code, &envelope.message, &envelope.data])
        .words("output", output)
        .uses("sign", &gateway.sign)
        .uses("errors", &gateway.errors)
        .uses_types(&gateway.params)
}

fn sign(sign: &Sign) -> Item<'_> {
    Item { rust: None, ..Item::new("sign", &sign.name, "", &sign.about) }
}

fn command(command: &Command) -> Item<'_> {
    let code = command.reply_code.as_ref();
    Item::new("command", &command.name, &command.rust, &command.about)
        .called()
        .printed("params", command.params.iter().map(Entry::field))
        .demands(command.params.iter())
        .written("methods", command.methods.iter().map(|method| Entry::word(method.as_str())))
        .words("path", &command.path)
        .written("example", command.examples.iter().map(|example| Entry::new(example.sign.clone(), &example.about)))
        .uses("gateway", &command.gateway)
        .uses("struct", reply(Some(&command.reply)))
        .uses("errors", code.and_then(|code| code.errors.as_ref()))
        .uses_types(&command.params)
}

fn page(page: &Page) -> Item<'_> {
    Item::new("page", &page.name, &page.rust, &page.about)
        .called()
        .printed("params", page.params.iter().map(Entry::field))
        .demands(page.params.iter())
        .words("url", [&page.url])
        .written("example", page.examples.iter().map(|example| Entry::new([example.url.clone()], &example.about)))
        .uses_types(&page.params)
}

fn callback(callback: &Callback) -> Item<'_> {
    Item::new("callback", &callback.name, &callback.rust, &callback.about)
        .called()
        .printed("params", callback.params.iter().map(Entry::field))
        .words("key", &callback.key)
        .words("reply", [&callback.reply.code, &callback.reply.message])
        .written("example", callback.examples.iter().map(|example| Entry::new([example.sign.clone()], &example.about)))
        .uses("sign", &callback.sign)
        .uses("struct", &callback.payload_struct)
        .uses_types(&callback.params)
}

fn sdk(sdk: &Sdk) -> Item<'_> {
    let texts = [&sdk.call].into_iter().chain(&sdk.receiver).chain(&sdk.object);
    let texts = texts.chain(&sdk.preconditions).map(String::as_str);
    let answer = &sdk.answer;
    let login = match sdk.needs_login {
        Needed::Yes => Some(Entry::word("true")),
        Needed::No => Some(Entry::word("false")),
        Needed::Unknown => None,
    };
    let detail = answer.detail.iter().filter_map(|detail| detail.errors.as_ref());
    Item { texts: texts.collect(), ..Item::new("sdk", &sdk.name, &sdk.rust, &sdk.about) }
        .called()
        .words("aliases", &sdk.aliases)
        .printed("args", sdk.args.iter().map(Entry::field))
        .printed("bundle", sdk.bundle.iter().map(bundled))
        .demands(sdk.args.iter().chain(&sdk.bundle))
        .written("needs_login", login)
        .written("answer", answered(answer))
        .uses("struct", reply(answer.reply.as_ref()))
        .uses("errors", answer.errors.iter().chain(detail).chain(&answer.failures))
        .uses("matrix", sdk.row.as_ref().map(|row| &row.matrix))
        .uses_types(sdk.args.iter().chain(&sdk.bundle))
}

/// The document names the constant, the wire its value.
fn bundled(field: &Field) -> Entry<'_> {
    let key = match &field.key {
        Some(BundleKey::Value(key) | BundleKey::Symbol(key)) => Some(key.clone()),
        None => None,
    };
    Entry::new([field.name.clone()].into_iter().chain(key), &field.about)
}

fn answered(answer: &SdkAnswer) -> impl Iterator<Item = Entry<'_>> {
    let detail = answer.detail.as_ref();
    let fields = answer.code.iter().chain(&answer.message).chain(detail.map(|detail| &detail.field));
    let codes = answer.success.iter().chain(&answer.cancelled).chain(detail.and_then(|detail| detail.success.as_ref()));
    let codes = codes.filter(|_| answer.by != AnswerBy::None).map(Entry::constant as fn(&Constant) -> Entry<'_>);
    fields.map(|field| Entry::word(field)).chain(codes)
}

fn reply(reply: Option<&Reply>) -> Option<&String> {
    match reply {
        Some(Reply::Struct(name)) => Some(name),
        _ => None,
    }
}
