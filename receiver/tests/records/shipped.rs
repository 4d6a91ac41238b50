//! Administrations to test with: of the shipped spec, and of one with other tables.

use std::sync::Arc;

use qq_cgi_model::{Model, check_embedded};
use qq_cgi_receiver::records::{Administration, RecordError, Records};
use qq_game_social::social;

use crate::{
    home::{Home as _, SqliteHome},
    sample::AT,
};

/// Tables that the shipped spec has not, with what it makes no use of.
const SHOP: &str = r#"
[spec]
name = "shop"
[sign.orders]
param = "sig"
digest = "md5"
output = "upper-hex"
parts = [{ secret = true }, { param = "body" }]
[callback.payment]
sign = "orders"
payload = "body"
key = ["order"]
reply = { code = "code", success = 200, message = "text", success_message = "thanks" }
apps = { table = "seller", secret = "token" }
[callback.payment.params]
body = { type = "json:Paid" }
sig = { type = "string", from = "sign" }
[struct.Paid.fields]
order = { type = "u64" }
[table.seller]
key = "id"
stages = "life"
[table.seller.fields]
id = { type = "u32", generated = true }
country = { type = "Country" }
since = { type = "string", immutable = true, required = false, max_chars = 4 }
token = { type = "string", generated = true, secret = true, find = "exact" }
pin = { type = "string", secret = true, required = false, min_chars = 4 }
mark = { type = "bool", generated = true }
[table.note]
key = "name"
[table.note.fields]
name = { type = "string", generated = true, max_chars = 3 }
text = { type = "string", required = false }
about = { type = "u32", references = "seller", required = false }
[enum.Country]
values.Cn = { value = "CN" }
[stages.life.steps]
Draft = { then = ["Live"] }
Live = { then = ["Draft", "Gone"] }
Gone = {}
"#;

pub(crate) fn shipped() -> Model {
    sound(social::SPEC_FILES)
}

pub(crate) fn shop() -> Model {
    sound(&[("shop.toml", SHOP)])
}

fn sound(files: &[(&str, &str)]) -> Model {
    let checked = check_embedded(files, &[]);
    let found: Vec<_> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
    assert!(!checked.has_errors(), "{found:?}");
    checked.model
}

pub(crate) struct Desk {
    pub(crate) administration: Administration,
    pub(crate) records: Arc<dyn Records>,
    _home: SqliteHome,
}

impl Desk {
    pub(crate) async fn of(model: Model) -> Self {
        let home = SqliteHome::new().await.unwrap();
        let records = home.open().await;
        let administration = Administration::new(model, Arc::clone(&records), "ann");
        Self { administration, records, _home: home }
    }

    /// Adds a record; says its key.
    pub(crate) async fn add(&self, table: &str, given: &[(&str, &str)]) -> Result<String, RecordError> {
        self.administration.add(table, &pairs(given), AT).await.map(|new| new.record.key)
    }

    /// An app of the shipped spec, and its key.
    pub(crate) async fn app(&self, appid: &str) -> String {
        let given = [("appid", appid), ("url", "https://example.com/opened"), ("userinfo", "10001")];
        let new = self.administration.add("app", &pairs(&given), AT).await.unwrap();
        new.record.secrets["appkey"][0].value.clone()
    }

    /// To the last stage of the shipped spec.
    pub(crate) async fn release(&self, table: &str, key: &str) {
        for stage in ["Review", "Released"] {
            self.administration.advance(table, key, stage, AT).await.unwrap();
        }
    }
}

pub(crate) fn pairs(given: &[(&str, &str)]) -> Vec<(String, String)> {
    given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
