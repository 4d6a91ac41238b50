//! The vendor's side, by hand: a digest and percent-encoding, and an intake to send to.

use std::{
    fmt::Write as _,
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
    time::Duration,
};

use md5::{Digest as _, Md5};
use qq_cgi_model::{Model, check_embedded};
use qq_cgi_receiver::{Alert, Answer, App, Apps, Codes, Intake};
use qq_game_social::social;
use serde_json::Value;
use tokio::sync::watch;

use crate::ledger::Ledger;

pub(crate) const KEY: &str = "ffff";
pub(crate) const PATH: &str = "/opening_flow/game";
pub(crate) const NOW: i64 = 1_508_210_911_065;
pub(crate) const HOME: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
/// The document's sample.
pub(crate) const DATA: &str = r#"{"aid":"aaaaa","msg_time":"1507799551","open_months":"1","open_type":"vip","openid":"xjfdaldfjrefjfljljgfjg","order_id":"20171012-1712128958"}"#;

/// An intake, its store, and what it told.
pub(crate) struct Desk {
    pub(crate) intake: Arc<Intake>,
    pub(crate) ledger: Arc<Ledger>,
    alerts: Arc<watch::Sender<Vec<Alert>>>,
}

impl Desk {
    pub(crate) fn of(model: Model, apps: impl IntoIterator<Item = App>, codes: Codes) -> Self {
        let (ledger, alerts) = (Ledger::new(), Arc::<watch::Sender<Vec<Alert>>>::default());
        let told = Arc::clone(&alerts);
        let apps = Apps::new(model, apps).unwrap();
        let tell = move |alert: &Alert, _: i64| told.send_modify(|alerts| alerts.push(alert.clone()));
        let intake = Intake::new(apps, codes, Arc::clone(&ledger) as _, tell).unwrap();
        // A slow machine is no slow store.
        let intake = intake.wait_for_store(Duration::from_hours(1));
        Self { intake: Arc::new(intake), ledger, alerts }
    }

    pub(crate) fn shipped() -> Self {
        Self::of(shipped(), [App::new("opening_flow", "game").key(KEY)], Codes::default())
    }

    pub(crate) async fn take(&self, query: &str) -> Answer {
        self.intake.take(HOME, PATH, query, NOW).await
    }

    pub(crate) fn alerts(&self) -> Vec<Alert> {
        self.alerts.borrow().clone()
    }

    /// Waits for so many alerts.
    pub(crate) async fn told(&self, many: usize) {
        self.alerts.subscribe().wait_for(|alerts| alerts.len() >= many).await.unwrap();
    }
}

/// The code in an answer of the shipped spec.
pub(crate) fn ret(answer: &Answer) -> i64 {
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    assert!(body["msg"].is_string(), "{answer:?}");
    body["ret"].as_i64().unwrap()
}

pub(crate) fn shipped() -> Model {
    let checked = check_embedded(social::SPEC_FILES, social::BASE_FILES);
    assert!(!checked.has_errors());
    checked.model
}

/// What a sender sends that signs exactly what it sends.
pub(crate) fn signed(data: &[u8]) -> String {
    format!("ts=1&data={}&sign={}", encode(data), md5(&[data, KEY.as_bytes()]))
}

/// The sample with `from` replaced.
pub(crate) fn sample_with(from: &str, to: &str) -> String {
    assert!(DATA.contains(from));
    signed(DATA.replace(from, to).as_bytes())
}

pub(crate) fn md5(parts: &[&[u8]]) -> String {
    let mut digest = Md5::new();
    for part in parts {
        digest.update(part);
    }
    digest.finalize().iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

/// Every byte, which is legal.
pub(crate) fn encode(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "%{byte:02X}").unwrap();
        text
    })
}
