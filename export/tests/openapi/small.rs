//! A whole document, written by hand from the spec above it.

use serde_json::json;

use crate::export;

const SHOP: &str = r#"
[spec]
name = "shop"
en = "A shop."

[gateway.shop]
en = "Its gateway."
urls = ["https://shop.example/cgi", "http://shop.example/cgi"]
sign = "shop"
errors = "shop"
envelope = { code = "code", success = 0, message = "text", success_message = "ok", data = "body" }

[gateway.shop.params]
app = { type = "u64", from = "client.app_id", en = "The app." }
token = { type = "string", from = "session.access_token", secret = true, non_empty = true, missing_code = -9 }
action = { type = "string", from = "command.name", en = "The command." }
sign = { type = "string", from = "sign", secret = true, en = "The sign." }

[sign.shop]
param = "sign"
digest = "md5"
output = "lower-hex"
parts = [{ pairs = { order = "bytes", between = "=", separator = "&", exclude = ["token"] } }, { secret = true }]

[errors.shop]
en = "What goes wrong."
source = ["Codes 2020-01-01"]

[errors.shop.codes]
-1 = { name = "BadRequest", en = "Bad | worse.", zh = "坏", en_remedy = "Mend it.", remedy = "fix_request" }
-9 = { name = "NoToken", zh = "没有", remedy = "reauthorize" }

[command.buy]
rust = "Buy"
gateway = "shop"
methods = ["GET"]
reply = "Receipt"
en = "Buys things."
note = "Prices change."

[command.buy.params]
items = { type = "json:list:Item", min_items = 1, max_items = 3, en = "What." }
colour = { type = "Colour", required = false }
version = { type = "u32", value = 2 }
remark = { type = "string", max_chars = 10, default = "-" }

[struct.Item.fields]
id = { type = "string" }
count = { type = "u32", default = 1, min = 1, max = 99 }

[struct.Receipt]
en = "What was bought."

[struct.Receipt.fields]
price = { type = "u64", sample = 198, quoted = true, en = "In cents." }

[enum.Colour.values]
Red = { value = 1, en = "Like blood." }
Blue = { value = 2, zh = "蓝" }

# python3 -c 'from hashlib import md5; print(md5(b"action=buy&app=7&items=[{\"id\":\"a\"}]&remark=-&version=2key").hexdigest())'
[[command.buy.example]]
en = "One thing."
secret = "key"
sign = "5514c68e7d30ccbec665094eb71d76fb"
params = { app = 7, token = "t0ken", items = '[{"id":"a"}]' }
"#;

const SIGN: &str = "5514c68e7d30ccbec665094eb71d76fb";

#[test]
fn a_small_spec_is_this_document() {
    let gateway_text = "Its gateway.

**Sign** (`sign`, scheme `shop`)

1. Of all parameters that are sent but `sign`, `token`, in the ascending order of their names' bytes, join name `=` value, \
        the value as it is before it is percent-encoded, with `&` between two pairs: the pairs.
2. Put together, with nothing between: the pairs, the app's secret.
3. `sign` is the MD5 of the text's UTF-8 bytes, in lower-case hex.

Example, of `buy`: with the secret `key`

```text
action=buy&app=7&items=[{\"id\":\"a\"}]&remark=-&version=2key
```

is digested, which gives `SIGN`.

**Error codes** (`shop`)

| code | name | meaning | remedy |
|---|---|---|---|
| -1 | BadRequest | Bad \\| worse. | Mend it. |
| -9 | NoToken | 没有 | Have the player log in again. |"
        .replace("SIGN", SIGN);
    let document = export(SHOP);
    assert_eq!(document["tags"], json!([{ "name": "shop", "description": gateway_text }]));
    let info = document["info"]["description"].as_str().unwrap();
    assert!(info.starts_with("A shop.\n\nAll parameters stand in the query"), "{info}");
    assert!(!info.contains('#'), "no path is shared: {info}");

    let servers = json!([{ "url": "https://shop.example" }, { "url": "http://shop.example" }]);
    assert_eq!(document["servers"], servers);
    assert_eq!(document["paths"], json!({ "/cgi": { "servers": servers, "get": buy() } }));
    assert_eq!(document["components"], json!({ "schemas": schemas() }));
    assert_eq!(
        document["x-qq-cgi-errors"],
        json!({ "shop": {
            "description": "What goes wrong.",
            "x-qq-cgi-source": ["Codes 2020-01-01"],
            "codes": [
                { "code": -1, "name": "BadRequest", "text": "Bad | worse.", "remedy": "fix_request", "remedy_text": "Mend it." },
                { "code": -9, "name": "NoToken", "text": "没有", "remedy": "reauthorize" },
            ],
        } })
    );
    assert_eq!(document["x-qq-cgi-sign"], json!({ "shop": sign() }));
    let keys: Vec<_> = document.as_object().unwrap().keys().collect();
    let expected =
        ["openapi", "info", "servers", "security", "tags", "paths", "components", "x-qq-cgi-sign", "x-qq-cgi-errors"];
    assert_eq!(keys, expected);
    assert_eq!((&document["openapi"], &document["security"]), (&json!("3.1.1"), &json!([])));
    assert_eq!((&document["info"]["title"], &document["info"]["version"]), (&json!("shop"), &json!("1.2.3")));
}

fn buy() -> serde_json::Value {
    json!({
        "operationId": "buy",
        "tags": ["shop"],
        "summary": "Buy",
        "description": "Buys things.\n\nNote: Prices change.\n\nSigned by the scheme `shop`, which the tag `shop` describes: `sign` is computed.",
        "parameters": [
            {
                "name": "app", "in": "query", "required": true, "description": "The app.",
                "schema": { "type": "integer", "format": "uint64", "minimum": 0 },
                "example": 7, "x-qq-cgi-from": "client.app_id",
            },
            {
                "name": "token", "in": "query", "required": true,
                "schema": { "type": "string", "minLength": 1, "format": "password" },
                "x-qq-cgi-from": "session.access_token", "x-qq-cgi-secret": true, "x-qq-cgi-missing-code": -9,
            },
            {
                "name": "action", "in": "query", "required": true, "description": "The command.",
                "schema": { "type": "string", "const": "buy", "default": "buy" },
                "x-qq-cgi-from": "command.name",
            },
            {
                "name": "sign", "in": "query", "required": true, "description": "The sign.",
                "schema": { "type": "string", "format": "password" },
                "x-qq-cgi-from": "sign", "x-qq-cgi-secret": true,
            },
            {
                "name": "items", "in": "query", "required": true, "description": "What.",
                "schema": {
                    "type": "string",
                    "contentMediaType": "application/json",
                    "contentSchema": {
                        "type": "array", "minItems": 1, "maxItems": 3, "items": { "$ref": "#/components/schemas/Item" },
                    },
                },
                "example": "[{\"id\":\"a\"}]",
            },
            { "name": "colour", "in": "query", "required": false, "schema": { "$ref": "#/components/schemas/Colour" } },
            {
                "name": "version", "in": "query", "required": true,
                "schema": { "type": "integer", "const": 2, "default": 2 },
            },
            {
                "name": "remark", "in": "query", "required": false,
                "schema": { "type": "string", "maxLength": 10, "default": "-" },
            },
        ],
        "responses": { "200": {
            "description": "What the gateway says. HTTP 200 alone is no success: the codes inside tell.",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Buy.Answer" } } },
        } },
        "x-qq-cgi-command": "buy",
        "x-qq-cgi-idempotent": false,
        "x-qq-cgi-sign": "shop",
        "x-qq-cgi-errors": { "gateway": "shop" },
        "x-qq-cgi-examples": [{
            "description": "One thing.",
            "method": "GET",
            "params": { "app": "7", "token": "t0ken", "action": "buy", "items": "[{\"id\":\"a\"}]", "version": "2", "remark": "-" },
            "secret": "key",
            "sign": SIGN,
        }],
    })
}

fn schemas() -> serde_json::Value {
    json!({
        "Item": {
            "type": "object",
            "properties": {
                "id": { "type": "string" },
                "count": { "type": "integer", "format": "uint32", "minimum": 1, "maximum": 99, "default": 1 },
            },
            "required": ["id"],
        },
        "Receipt": {
            "type": "object",
            "properties": { "price": {
                "type": "string",
                "contentMediaType": "application/json",
                "contentSchema": { "type": "integer", "format": "uint64", "minimum": 0 },
                "pattern": "^(0|-?[1-9][0-9]*)$",
                "description": "In cents.",
                "examples": ["198"],
            } },
            "required": ["price"],
            "description": "What was bought.",
        },
        "Colour": {
            "type": "integer",
            "enum": [1, 2],
            "x-enum-varnames": ["Red", "Blue"],
            "x-enum-descriptions": ["Like blood.", "蓝"],
            "description": "- `1` (Red): Like blood.\n- `2` (Blue): 蓝",
        },
        "Buy.Answer": {
            "type": "object",
            "properties": {
                "code": {
                    "type": "integer", "format": "int64",
                    "description": "0 is success; the others are those of the error table `shop`.",
                },
                "text": { "type": "string" },
                "body": { "$ref": "#/components/schemas/Receipt" },
            },
            "required": ["code"],
        },
    })
}

fn sign() -> serde_json::Value {
    json!({
        "param": "sign",
        "digest": "md5",
        "output": "lower-hex",
        "parts": [
            { "pairs": {
                "order": "bytes", "before": "", "between": "=", "separator": "&", "encode": "none", "exclude": ["token"],
            } },
            { "secret": true },
        ],
        "accept": ["raw"],
        "example": {
            "of": "buy", "method": "GET", "path": "/cgi", "secret": "key",
            "params": [
                ["action", "buy"], ["app", "7"], ["items", "[{\"id\":\"a\"}]"], ["remark", "-"], ["token", "t0ken"],
                ["version", "2"],
            ],
            "source_string": "action=buy&app=7&items=[{\"id\":\"a\"}]&remark=-&version=2key",
            "sign": SIGN,
        },
    })
}
