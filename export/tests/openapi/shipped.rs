//! The shipped component: all of it, and nothing that must not be shown.

use std::collections::BTreeSet;

use qq_cgi_export::Language;
use qq_cgi_model::model::{Gateway, Method, Model};
use serde_json::Value;

use crate::{export_of, shipped_model, texts};

/// The operation of a command by its default method.
fn operation<'d>(document: &'d Value, name: &str) -> &'d Value {
    let items = document["paths"].as_object().unwrap().values();
    let mut operations = items.flat_map(|item| item.as_object().unwrap().values());
    operations.find(|operation| operation["operationId"] == name).unwrap_or_else(|| panic!("no operation {name}"))
}

fn path_item<'d>(document: &'d Value, model: &Model, gateway: &Gateway, name: &str) -> &'d Value {
    let path = gateway.path_to(model.command(name).unwrap());
    let paths = &document["paths"];
    paths.get(&path).or_else(|| paths.get(format!("{path}#{name}"))).unwrap_or_else(|| panic!("no path {path}"))
}

#[test]
fn every_command_parameter_and_method_is_there() {
    let model = shipped_model();
    let document = export_of(&model, Language::En);
    let mut parameters = 0;
    for command in &model.commands {
        let gateway = model.gateway_of(command).unwrap();
        let item = path_item(&document, &model, gateway, &command.name);
        for method in [Method::Get, Method::Post] {
            let is_there = item.get(method.as_str().to_lowercase()).is_some();
            assert_eq!(is_there, command.methods.contains(&method), "{} by {method:?}", command.name);
        }
        let names = |list: &Value| -> Vec<String> {
            list.as_array().unwrap().iter().map(|parameter| parameter["name"].as_str().unwrap().to_owned()).collect()
        };
        let expected: Vec<_> = model.wire_params(command).map(|field| field.name.clone()).collect();
        assert_eq!(names(&operation(&document, &command.name)["parameters"]), expected);
        parameters += expected.len();
        for url in &gateway.urls {
            let is_its = |server: &Value| url.starts_with(server["url"].as_str().unwrap());
            assert!(item["servers"].as_array().unwrap().iter().any(is_its), "{url}");
        }
        assert_eq!(operation(&document, &command.name)["x-qq-cgi-sign"].as_str(), gateway.sign.as_deref());
    }
    assert!(model.commands.len() >= 6 && parameters > 40, "{} commands, {parameters} parameters", model.commands.len());
}

#[test]
fn every_code_is_there_with_its_texts_and_in_prose() {
    let model = shipped_model();
    for language in [Language::En, Language::Zh] {
        let document = export_of(&model, language);
        let mut codes = 0;
        for table in &model.error_tables {
            let listed = document["x-qq-cgi-errors"][&table.name]["codes"].as_array().unwrap();
            assert_eq!(listed.len(), table.codes.len());
            for (shown, code) in listed.iter().zip(&table.codes) {
                assert_eq!((shown["code"].as_i64(), shown["name"].as_str()), (code.code, Some(&*code.rust)));
                assert_eq!(shown["text"].as_str().unwrap_or_default(), language.text(&code.about));
                assert_eq!(shown["remedy"], code.remedy.word());
                assert_eq!(shown["remedy_text"].as_str().unwrap_or_default(), language.remedy(code));
                codes += 1;
            }
        }
        assert!(codes > 100, "{codes} codes");
        let prose = document["tags"][0]["description"].as_str().unwrap();
        for code in &model.error_table("relay").unwrap().codes {
            let row = format!(
                "| {} | {} | {} | {} |",
                code.label(),
                code.rust,
                language.text(&code.about),
                language.remedy(code)
            );
            assert!(prose.contains(&row), "{row}");
        }
    }
}

#[test]
fn callbacks_are_webhooks() {
    let model = shipped_model();
    let document = export_of(&model, Language::En);
    for callback in &model.callbacks {
        let hook = &document["webhooks"][&callback.name]["get"];
        let names: Vec<_> = hook["parameters"].as_array().unwrap().iter().map(|parameter| &parameter["name"]).collect();
        let expected: Vec<_> = callback.params.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, expected);
        assert_eq!(hook["x-qq-cgi-sign"].as_str(), callback.sign.as_deref());
        let answer = &hook["responses"]["200"]["content"]["application/json"]["example"];
        assert_eq!(answer[&callback.reply.code], callback.reply.success);
        assert_eq!(answer[&callback.reply.message], callback.reply.success_message);
    }
    assert_eq!(document["webhooks"].as_object().unwrap().len(), model.callbacks.len());
}

/// The document's own: 签名算法 prints this sign, and the callback's text is signed with a line feed after it.
#[test]
fn the_documents_signs_are_worked_out() {
    let document = export_of(&shipped_model(), Language::Zh);
    let relay = &document["x-qq-cgi-sign"]["relay"]["example"];
    assert_eq!((&relay["secret"], &relay["sign"]), (&"123456".into(), &"a61529eb51852c7bb6fe396bd62dadcd".into()));
    let source = "123456$access_token$1821FD577DD45526CA6EA2ADAC685508$card_id$11746$cmd$qc_set_summary_card\
        $oauth_consumer_key$100330589$openid$29439511BB5D23F36BD09F5B0DF94181$platform$2$style_id$1$version$7.2.5123456";
    assert_eq!(relay["source_string"], source);
    assert!(document["tags"][0]["description"].as_str().unwrap().contains(source));
    let callback = &document["x-qq-cgi-sign"]["callback"]["example"];
    assert_eq!(callback["sign"], "fefaf9ddd9d4dce23da3b664ec457413");
    assert!(callback["source_string"].as_str().unwrap().ends_with("}\nffff"), "{callback}");
}

/// An access token is shown where a vector has to be computed again, and nowhere else.
#[test]
fn secrets_stand_in_vectors_alone() {
    let model = shipped_model();
    let mut secrets = BTreeSet::new();
    for command in &model.commands {
        let secret_names: Vec<_> =
            model.wire_params(command).filter(|field| model.is_secret(field)).map(|field| field.name.clone()).collect();
        for example in &command.examples {
            secrets.extend(example.secret.clone());
            let values = example.params.iter().filter(|(name, _)| secret_names.contains(name));
            secrets.extend(values.map(|(_, value)| value.clone()));
        }
    }
    assert!(secrets.contains("123456") && secrets.contains("1821FD577DD45526CA6EA2ADAC685508"), "{secrets:?}");
    // That one is no secret: the document's words have it in them, and it says of itself what it stands for.
    secrets.remove("YOUR_ACCESS_TOKEN");
    for language in [Language::En, Language::Zh] {
        let document = export_of(&model, language);
        let mut all = Vec::new();
        texts(&document, "", &mut all);
        let shown: Vec<_> = all.iter().filter(|(_, text)| secrets.iter().any(|secret| text.contains(secret))).collect();
        assert!(!shown.is_empty());
        for (path, text) in shown {
            let is_worked = path.starts_with("/x-qq-cgi-sign/") || path == "/tags/0/description";
            let is_vector = || {
                let example = path.split("/params/").next().unwrap_or_default().trim_end_matches("/secret");
                let example = document.pointer(example);
                example.is_some_and(|example| example["secret"].is_string() && example["sign"].is_string())
            };
            assert!(is_worked || path.contains("/x-qq-cgi-examples/") && is_vector(), "{path}: {text}");
        }
    }
}

#[test]
fn the_same_spec_gives_the_same_bytes() {
    let write = || format!("{:#}", export_of(&shipped_model(), Language::En));
    assert_eq!(write(), write());
}

#[test]
fn every_reference_leads_somewhere() {
    let document = export_of(&shipped_model(), Language::En);
    let mut all = Vec::new();
    texts(&document, "", &mut all);
    let targets: BTreeSet<_> = all.iter().filter_map(|(_, text)| text.strip_prefix("#/components/schemas/")).collect();
    let schemas: BTreeSet<_> =
        document["components"]["schemas"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(targets, schemas, "what is referred to is there, and nothing else");
}
