//! A receiver with a store that forgets, and the document's rule written down a second time.
// No target needs all of it.
#![allow(dead_code)]

mod memory;
#[path = "../../../receiver/tests/receive/oracle.rs"]
pub mod oracle;

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::{Arc, LazyLock},
};

use qq_cgi_model::check_embedded;
use qq_cgi_receiver::{
    Answer, App, Apps, Codes, Intake, Outcome, UnverifiedLimit,
    store::{Order, Quarantined},
};
use tokio::runtime::{Builder, Runtime};

use memory::Memory;

pub const KEY: &str = "ffff";
const PATH: &str = "/opening_flow/game";

/// The shipped callback in short: what is fuzzed must not change with a document's words.
const SPEC: &str = r#"
[spec]
name = "fuzzed"
[sign.callback]
param = "sign"
digest = "md5"
output = "lower-hex"
parts = [{ param = "data", accept = ["raw", "raw+lf"] }, { secret = true }]
[callback.opening_flow]
sign = "callback"
ignore_case = true
payload = "data"
key = ["openid", "order_id"]
reply = { code = "ret", success = 0, message = "msg", success_message = "succ" }
[callback.opening_flow.params]
ts = { type = "u64", required = false }
data = { type = "json:Opening" }
sign = { type = "string", from = "sign" }
[struct.Opening.fields]
aid = { type = "string" }
msg_time = { type = "unix_seconds", quoted = true }
open_months = { type = "u32", quoted = true }
open_type = { type = "Kind" }
openid = { type = "string", non_empty = true }
order_id = { type = "string", non_empty = true }
[enum.Kind]
values.Vip = { value = "vip" }
values.Svip = { value = "svip" }
"#;

static DESK: LazyLock<Desk> = LazyLock::new(Desk::new);

struct Desk {
    runtime: Runtime,
    memory: Arc<Memory>,
    intake: Intake,
}

/// What became of a query: what was answered, and what was stored of it.
pub struct Taken {
    pub answer: Answer,
    pub orders: Vec<Order>,
    pub held: Vec<Quarantined>,
}

impl Taken {
    /// The bytes that were stored.
    pub fn raw(&self) -> Option<&[u8]> {
        let raws = self.orders.iter().map(|order| &order.raw).chain(self.held.iter().map(|held| &held.raw));
        let raws: Vec<_> = raws.collect();
        assert!(raws.len() <= 1, "one query is stored twice");
        raws.first().map(|raw| raw.as_slice())
    }
}

/// Every byte escaped.
pub fn encode(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("%{byte:02x}"))
}

/// Has a query taken that is the first of all.
pub fn take(query: &str) -> Taken {
    let Desk { runtime, memory, intake } = &*DESK;
    let answer = runtime.block_on(intake.take(IpAddr::V4(Ipv4Addr::LOCALHOST), PATH, query, 0));
    let (orders, held) = memory.take_out();
    let taken = Taken { answer, orders, held };
    let counts = match taken.answer.outcome {
        Outcome::New => (1, 0),
        Outcome::Quarantined => (0, 1),
        Outcome::Refused => (0, 0),
        other => panic!("{other:?}"),
    };
    assert_eq!((taken.orders.len(), taken.held.len()), counts, "what was answered is not what was stored");
    taken
}

impl Desk {
    fn new() -> Self {
        let checked = check_embedded(&[("fuzzed.toml", SPEC)], &[]);
        assert!(!checked.has_errors(), "{:?}", checked.diagnostics);
        let apps = Apps::new(checked.model, [App::new("opening_flow", "game").key(KEY)]).unwrap();
        let runtime = Builder::new_current_thread().enable_time().build().unwrap();
        let memory = Arc::<Memory>::default();
        let inside = runtime.enter();
        let intake = Intake::new(apps, Codes::default(), Arc::clone(&memory) as _, |_, _| {}).unwrap();
        let intake = intake.unverified_limit(UnverifiedLimit { burst: u32::MAX, per_second: u32::MAX });
        drop(inside);
        Self { runtime, memory, intake }
    }
}
