//! One thing each.

use qq_cgi_export::{
    Language,
    openapi::{Options, document},
};
use serde_json::{Value, json};

use crate::{export, export_of, model, texts};

/// A gateway whose parameter `do` names the command, and whatever else is given.
fn named(urls: &str, more: &str) -> String {
    format!(
        "[spec]\nname = 's'\n[gateway.g]\nurls = {urls}\n\
         envelope = {{ code = 'c', success = 0, message = 'm', data = 'd' }}\n\
         [gateway.g.params.do]\ntype = 'string'\nfrom = 'command.name'\n{more}"
    )
}

fn command(name: &str, methods: &str) -> String {
    format!("[command.\"{name}\"]\ngateway = 'g'\nmethods = {methods}\nreply = 'unknown'\n")
}

/// Keys of paths, methods and operation ids.
fn operations(document: &Value) -> Vec<(String, String, String)> {
    let items = document["paths"].as_object().unwrap().iter();
    let operations = items.flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter().filter(|(key, _)| *key != "servers");
        methods.map(move |(method, operation)| {
            (path.clone(), method.clone(), operation["operationId"].as_str().unwrap().to_owned())
        })
    });
    operations.collect()
}

fn list(rows: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    rows.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned())).collect()
}

#[test]
fn commands_that_share_a_path_are_told_apart_by_a_fragment() {
    let toml = named("['https://a.example/x']", &(command("one", "['GET']") + &command("two", "['GET']")));
    let document = export(&toml);
    assert_eq!(operations(&document), list(&[("/x#one", "get", "one"), ("/x#two", "get", "two")]));
    assert!(document["info"]["description"].as_str().unwrap().contains("#…"), "{document}");
}

#[test]
fn one_command_by_itself_has_the_plain_path() {
    let toml = named("['https://a.example/x']", &(command("one", "['GET']") + &command("two", "['GET']")));
    let model = model(&toml);
    let command = model.command("two");
    let document = document(&model, &Options { language: Language::En, version: "1", command });
    assert_eq!(operations(&document), list(&[("/x", "get", "two")]));
}

/// `get` with POST first is `get` by POST; then `get_get` is taken by a command of this name.
#[test]
fn no_operation_id_stands_twice() {
    let both = command("get", "['POST', 'GET']") + &command("get_get", "['GET']");
    let document = export(&named("['https://a.example/x']", &both));
    let expected = [("/x#get", "post", "get"), ("/x#get", "get", "get_get_"), ("/x#get_get", "get", "get_get")];
    assert_eq!(operations(&document), list(&expected));
}

#[test]
fn urls_with_other_paths_are_other_operations() {
    let urls = "['https://a.example/x', 'https://b.example:8443/y', 'http://a.example/x', 'https://c.example']";
    let document = export(&named(urls, &command("one", "['GET']")));
    let expected = [("/x", "get", "one"), ("/y", "get", "one_get"), ("/", "get", "one_get_")];
    assert_eq!(operations(&document), list(&expected));
    let servers = |path: &str| document["paths"][path]["servers"].clone();
    assert_eq!(servers("/x"), json!([{ "url": "https://a.example" }, { "url": "http://a.example" }]));
    assert_eq!(servers("/y"), json!([{ "url": "https://b.example:8443" }]));
    assert_eq!(servers("/"), json!([{ "url": "https://c.example" }]));
    assert_eq!(document["servers"].as_array().unwrap().len(), 4);
}

#[test]
fn limits_and_origins_are_said() {
    let params = "[command.one.params]
title = { type = 'string', min_chars = 2, max_chars = 8 }
link = { type = 'string', https_only = true }
small = { type = 'i32', min = -5, max = 5 }
at = { type = 'unix_seconds' }
span = { type = 'seconds' }
yes = { type = 'bool', default = true }
list = { type = 'json:list:string', min_items = 1, max_items = 2 }
count = { type = 'u32', from = 'len(list)' }
";
    let document = export(&named("['https://a.example/x']", &(command("one", "['GET']") + params)));
    let parameters = document["paths"]["/x"]["get"]["parameters"].as_array().unwrap();
    let of = |name: &str| parameters.iter().find(|parameter| parameter["name"] == name).unwrap();
    let schema = |name: &str| of(name)["schema"].clone();
    assert_eq!(schema("title"), json!({ "type": "string", "minLength": 2, "maxLength": 8 }));
    assert_eq!(schema("link"), json!({ "type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]://" }));
    assert_eq!(schema("small"), json!({ "type": "integer", "format": "int32", "minimum": -5, "maximum": 5 }));
    assert_eq!(schema("at"), json!({ "type": "integer", "format": "int64", "x-qq-cgi-unit": "unix_seconds" }));
    assert_eq!(
        schema("span"),
        json!({ "type": "integer", "format": "uint64", "minimum": 0, "x-qq-cgi-unit": "seconds" })
    );
    assert_eq!(schema("yes"), json!({ "type": "boolean", "default": true }));
    assert_eq!(
        schema("list")["contentSchema"],
        json!({ "type": "array", "minItems": 1, "maxItems": 2, "items": { "type": "string" } })
    );
    assert_eq!(of("count")["x-qq-cgi-from"], "len(list)");
    assert_eq!((&of("yes")["required"], &of("title")["required"]), (&json!(false), &json!(true)));
}

/// Where the answer stands beside the code, success and refusal are two forms.
#[test]
fn an_answer_beside_the_code_is_written_out() {
    let toml = "[spec]\nname = 's'
[gateway.g]
urls = ['https://a.example']
envelope = { code = 'c', success = 7, message = 'm', data = '' }
[command.one]
rust = 'One'
gateway = 'g'
path = '/one'
reply = 'Found'
reply_code = { field = 'own', success = 1, errors = 'unknown' }
[struct.Found.fields]
own = { type = 'i64' }
name = { type = 'string', required = false }
";
    let document = export(toml);
    let schemas = &document["components"]["schemas"];
    assert_eq!(
        schemas["One.Answer"],
        json!({
            "anyOf": [
                {
                    "type": "object",
                    "properties": {
                        "c": { "type": "integer", "const": 7 },
                        "m": { "type": "string" },
                        "own": { "type": "integer", "format": "int64" },
                        "name": { "type": "string" },
                    },
                    "required": ["c", "own"],
                },
                { "$ref": "#/components/schemas/G.Failure" },
            ],
            "description": "The command's own answer has a code of its own, `own`: 1 is success; the others are not documented.",
        })
    );
    assert_eq!(schemas["G.Failure"]["properties"]["c"]["not"], json!({ "const": 7 }));
    assert_eq!(schemas.as_object().unwrap().len(), 2, "what is not referred to is left out");

    let failures = toml.replace("success = 7,", "success = 7, failures_only = true,");
    let schemas = export(&failures)["components"]["schemas"].clone();
    let forms = json!([{ "$ref": "#/components/schemas/Found" }, { "$ref": "#/components/schemas/G.Failure" }]);
    assert_eq!(schemas["One.Answer"]["anyOf"], forms);
}

/// The values of an example without a sign prove nothing, so that secret ones are not needed.
#[test]
fn an_example_that_is_no_vector_shows_no_secret() {
    let toml = named(
        "['https://a.example/x']",
        &(command("one", "['GET']")
            + "[command.one.params]
token = { type = 'string', secret = true }
body = { type = 'json:Body' }
plain = { type = 'string' }
[struct.Body.fields]
key = { type = 'string', secret = true }
[[command.one.example]]
params = { token = 'c4nary-1', body = '{\"key\":\"c4nary-2\"}', plain = 'shown' }
"),
    );
    let document = export(&toml);
    let mut all = Vec::new();
    texts(&document, "", &mut all);
    let leaks: Vec<_> = all.iter().filter(|(_, text)| text.contains("c4nary")).collect();
    assert!(leaks.is_empty(), "{leaks:?}");
    let params = &document["paths"]["/x"]["get"]["x-qq-cgi-examples"][0]["params"];
    assert_eq!(*params, json!({ "do": "one", "token": "***", "body": "***", "plain": "shown" }));
    let key = &document["components"]["schemas"]["Body"]["properties"]["key"];
    assert_eq!(*key, json!({ "type": "string", "format": "password", "x-qq-cgi-secret": true }));
}

#[test]
fn codes_without_a_public_number_keep_their_names() {
    let toml = "[spec]\nname = 's'\n[errors.sdk.codes]\nkGone = { name = 'Gone', code = 'unknown', en = 'Gone.', remedy = 'none' }\n";
    let codes = export(toml)["x-qq-cgi-errors"]["sdk"]["codes"].clone();
    assert_eq!(codes, json!([{ "symbol": "kGone", "name": "Gone", "text": "Gone.", "remedy": "none" }]));
}

#[test]
fn the_other_language_stands_where_one_is_missing() {
    let toml = "[spec]\nname = 's'\nzh = '规格'\n[errors.t.codes]\n1 = { name = 'A', en = 'Only English.', remedy = 'none' }\n2 = { name = 'B', zh = '中文', en = 'English.', remedy = 'none' }\n";
    let model = model(toml);
    for (language, second) in [(Language::En, "English."), (Language::Zh, "中文")] {
        let document = export_of(&model, language);
        let codes = &document["x-qq-cgi-errors"]["t"]["codes"];
        assert_eq!((&codes[0]["text"], &codes[1]["text"]), (&json!("Only English."), &json!(second)));
        assert!(document["info"]["description"].as_str().unwrap().starts_with("规格\n\n"), "{document}");
    }
}
