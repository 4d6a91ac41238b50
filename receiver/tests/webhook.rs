//! Orders by HTTP, against a server that believes nothing.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    convert::Infallible,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http_body_util::{BodyExt as _, Full};
use hyper::{
    Request, Response,
    body::{Body, Bytes, Frame, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use qq_cgi_receiver::{
    Alert, Reports,
    handover::{Backoff, Handover, Settings, Webhook},
    store::{Key, Name, Order, OrderId, Sqlite, State, Store, Stored},
};
use serde_json::{Value, json};
use sha2::Sha256;
use tempfile::TempDir;
use tokio::{
    net::TcpListener,
    sync::watch,
    time::{sleep, timeout},
};

const SECRET: &str = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
const OTHER_SECRET: &str = "whsec_FxYVFBMSERAPDg0MCwoJCAcGBQQDAgEA";
/// Far more than anything here takes.
const SOON: Duration = Duration::from_mins(1);

/// A request as it came.
#[derive(Debug, Clone)]
struct Arrival {
    id: String,
    timestamp: String,
    signature: String,
    path: String,
    content_type: String,
    body: String,
}

impl Arrival {
    /// As the specification says, by hand.
    fn is_signed_with(&self, secret: &str) -> bool {
        let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        mac.update(format!("{}.{}.{}", self.id, self.timestamp, self.body).as_bytes());
        let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        self.signature.split(' ').any(|signature| signature == expected)
    }
}

/// What a game answers.
#[derive(Clone, Copy)]
enum Answer {
    Status(u16),
    /// With a `Retry-After` and a `Location`.
    Headers(u16),
    Hangs,
    /// A good head, and a body that has no end.
    Endless,
}

struct Game {
    address: String,
    arrivals: Arc<watch::Sender<Vec<Arrival>>>,
}

impl Game {
    async fn start(answer: impl Fn(usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let arrivals = Arc::<watch::Sender<Vec<Arrival>>>::default();
        let (log, answer) = (Arc::clone(&arrivals), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                let service = service_fn(move |request| {
                    let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                    async move { Ok::<_, Infallible>(respond(request, &log, &*answer).await) }
                });
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        Self { address, arrivals }
    }

    fn url(&self) -> String {
        format!("http://{}/orders?token=c4nary", self.address)
    }

    async fn has(&self, many: usize) -> Vec<Arrival> {
        let mut arrivals = self.arrivals.subscribe();
        timeout(SOON, arrivals.wait_for(|arrivals| arrivals.len() >= many)).await.unwrap().unwrap().clone()
    }
}

async fn respond(
    request: Request<Incoming>,
    log: &watch::Sender<Vec<Arrival>>,
    answer: &(dyn Fn(usize) -> Answer + Send + Sync),
) -> Response<http_body_util::combinators::BoxBody<Bytes, Infallible>> {
    let (head, body) = request.into_parts();
    assert_eq!(head.method, "POST");
    let header =
        |name: &str| head.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    let arrival = Arrival {
        id: header("webhook-id"),
        timestamp: header("webhook-timestamp"),
        signature: header("webhook-signature"),
        path: head.uri.to_string(),
        content_type: header("content-type"),
        body: String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap(),
    };
    let number = log.borrow().len();
    log.send_modify(|arrivals| arrivals.push(arrival));
    let whole = |status: u16| Response::builder().status(status);
    match answer(number) {
        Answer::Status(status) => whole(status).body(Full::from("so be it").boxed()).unwrap(),
        Answer::Headers(status) => {
            let response = whole(status).header("retry-after", "1").header("location", "/elsewhere");
            response.body(Full::from("").boxed()).unwrap()
        }
        Answer::Hangs => std::future::pending().await,
        Answer::Endless => whole(200).body(Endless.boxed()).unwrap(),
    }
}

/// A body of which nothing ever comes.
struct Endless;

impl Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Pending
    }
}

/// A store in a file with orders in it, and where alerts go.
struct Shop {
    _folder: TempDir,
    store: Arc<Sqlite>,
    reports: Reports,
    alerts: Arc<Mutex<Vec<Alert>>>,
}

impl Shop {
    async fn with(orders: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(Sqlite::open(folder.path().join("orders.db")).unwrap());
        let order = |number: usize| Order {
            app: Name::new("game").unwrap(),
            callback: Name::new("opened").unwrap(),
            key: Key::new(format!(r#"["ann","{number}"]"#)).unwrap(),
            fields: format!(r#"{{"months":{number},"name":"安"}}"#),
            raw: b"{}".to_vec(),
            received_at: 1_700_000_000_000,
        };
        let stored = store.insert((1..=orders).map(order).collect()).await.unwrap();
        assert!(stored.iter().all(|stored| matches!(stored, Stored::New(_))));
        let alerts = Arc::<Mutex<Vec<Alert>>>::default();
        let told = Arc::clone(&alerts);
        let reports = Reports::new(move |alert, _| told.lock().unwrap().push(alert.clone()));
        Self { _folder: folder, store, reports, alerts }
    }

    fn hand_over(&self, url: &str, settings: Settings) -> Handover {
        let webhook = Webhook::new(url, [SECRET.parse().unwrap()]).unwrap();
        Handover::start(self.store.clone(), settings, self.reports.clone(), webhook).unwrap()
    }

    /// Waits until every order is in this state.
    async fn all_are(&self, state: State) {
        let all = async {
            loop {
                let counts = self.store.counts().await.unwrap();
                let there = if state == State::Done { counts.done } else { counts.dead };
                if there == counts.orders() {
                    break;
                }
            }
        };
        timeout(SOON, all).await.unwrap();
    }

    fn errors(&self) -> Vec<String> {
        let error = |alert: &Alert| match alert {
            Alert::NotTaken { error, .. } => Some(error.clone()),
            _ => None,
        };
        self.alerts.lock().unwrap().iter().filter_map(error).collect()
    }
}

/// As quick as can be.
fn quick() -> Settings {
    let soon = Duration::from_millis(10);
    Settings { poll: soon, backoff: Backoff { first: soon, most: soon }, ..Settings::default() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn orders_arrive_signed_and_are_done() {
    let (game, shop) = (Game::start(|_| Answer::Status(204)).await, Shop::with(3).await);
    let _handover = shop.hand_over(&game.url(), quick());
    shop.all_are(State::Done).await;
    let mut arrivals = game.has(3).await;
    arrivals.sort_by(|one, other| one.body.cmp(&other.body));
    let Arrival { id, timestamp, path, content_type, body, .. } = &arrivals[0];
    assert_eq!((&**path, &**content_type), ("/orders?token=c4nary", "application/json"));
    assert_eq!(
        serde_json::from_str::<Value>(body).unwrap(),
        json!({
            "type": "opened", "app": "game", "order": 1, "key": ["ann", "1"],
            "received_unix_ms": 1_700_000_000_000_i64, "data": { "months": 1, "name": "安" },
        })
    );
    // python3 -c 'import hashlib; print(hashlib.sha256(b"""["opened","game","[\"ann\",\"1\"]"]""").hexdigest()[:32])'
    assert_eq!(id, "order_bf4eaa05c01654d0ccedf22b9238333e");
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    assert!(now.abs_diff(timestamp.parse().unwrap()) < 60);
    for arrival in &arrivals {
        assert!(arrival.is_signed_with(SECRET) && !arrival.is_signed_with(OTHER_SECRET), "{arrival:?}");
    }
    assert_eq!(shop.errors(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_a_secret_is_replaced_both_sign() {
    let (game, shop) = (Game::start(|_| Answer::Status(200)).await, Shop::with(1).await);
    let secrets = [SECRET.parse().unwrap(), OTHER_SECRET.parse().unwrap()];
    let webhook = Webhook::new(&game.url(), secrets).unwrap();
    let _handover = Handover::start(shop.store.clone(), quick(), shop.reports.clone(), webhook).unwrap();
    let arrival = game.has(1).await.remove(0);
    assert!(arrival.is_signed_with(SECRET) && arrival.is_signed_with(OTHER_SECRET), "{arrival:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_not_taken_comes_again_as_the_same() {
    let answers = [
        Answer::Status(500),
        Answer::Headers(302),
        Answer::Status(404),
        Answer::Status(410),
        Answer::Hangs,
        Answer::Headers(503),
        Answer::Endless,
    ];
    let game = Game::start(move |number| answers[number.min(answers.len() - 1)]).await;
    let shop = Shop::with(1).await;
    let settings = Settings { time_limit: Duration::from_secs(3), ..quick() };
    let _handover = shop.hand_over(&game.url(), settings);
    shop.all_are(State::Done).await;
    let arrivals = game.has(answers.len()).await;
    // Nothing was followed elsewhere, and nothing comes after it was taken.
    assert_eq!(arrivals.len(), answers.len());
    for arrival in &arrivals {
        assert_eq!(
            (&arrival.id, &arrival.body, &arrival.path),
            (&arrivals[0].id, &arrivals[0].body, &arrivals[0].path)
        );
        assert!(arrival.is_signed_with(SECRET));
    }
    assert_eq!(shop.errors(), ["the webhook answered 500"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_n_attempts_it_is_a_dead_letter() {
    let (game, shop) = (Game::start(|_| Answer::Status(401)).await, Shop::with(1).await);
    let _handover = shop.hand_over(&game.url(), Settings { max_attempts: 4, ..quick() });
    shop.all_are(State::Dead).await;
    assert_eq!(game.has(4).await.len(), 4);
    let told = async {
        loop {
            if let Some(Alert::DeadLetter { order, attempts, .. }) = shop.alerts.lock().unwrap().last() {
                break (*order, *attempts);
            }
            tokio::task::yield_now().await;
        }
    };
    assert_eq!(timeout(SOON, told).await.unwrap(), (OrderId(1), 4));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_told_shows_neither_secret_nor_url() {
    // Nobody listens there any more.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let broken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let hangs_up = broken.local_addr().unwrap();
    tokio::spawn(async move { while broken.accept().await.is_ok() {} });
    for (address, why) in
        [(closed, "cannot connect to http://127.0.0.1:"), (hangs_up, "the exchange with http://127.0.0.1:")]
    {
        let shop = Shop::with(1).await;
        let url = format!("http://u5er:pa55@{address}/pa7h?token=c4nary");
        let handover = shop.hand_over(&url, Settings { max_attempts: 2, ..quick() });
        shop.all_are(State::Dead).await;
        handover.stop().await;
        let seen = format!("{:?} {}", shop.alerts.lock().unwrap(), shop.reports.metrics().to_prometheus());
        assert!(shop.errors()[0].starts_with(why), "{seen}");
        for hidden in ["c4nary", "pa55", "u5er", "pa7h", "AAECAwQ"] {
            assert!(!seen.contains(hidden), "{hidden} in {seen}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_the_intake_stores_is_handed_over_at_once() {
    use qq_cgi_receiver::{App, Apps, Codes, Intake};
    let (game, shop) = (Game::start(|_| Answer::Status(200)).await, Shop::with(0).await);
    let model = qq_cgi_model::check_embedded(qq_game_social::social::SPEC_FILES, qq_game_social::social::BASE_FILES);
    let apps = Apps::new(model.model, [App::new("opening_flow", "game").key("ffff")]).unwrap();
    let intake = Intake::new(apps, Codes::default(), shop.store.clone(), |_, _| {}).unwrap();
    // The store is asked now, and then not for an hour.
    let hourly = Settings { poll: Duration::from_hours(1), ..Settings::default() };
    let webhook = Webhook::new(&game.url(), [SECRET.parse().unwrap()]).unwrap();
    let _handover = Handover::start(shop.store.clone(), hourly, intake.reports().clone(), webhook).unwrap();
    sleep(Duration::ZERO).await;
    // The document's sample and its printed sign.
    let data = r#"{"aid":"aaaaa","msg_time":"1507799551","open_months":"1","open_type":"vip","openid":"xjfdaldfjrefjfljljgfjg","order_id":"20171012-1712128958"}"#;
    let query = format!("data={}&sign=fefaf9ddd9d4dce23da3b664ec457413", qq_cgi_wire::percent::encode(data));
    let answer = intake.take([127, 0, 0, 1].into(), "/opening_flow/game", &query, 1_700_000_000_000).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let arrival = game.has(1).await.remove(0);
    assert_eq!(serde_json::from_str::<Value>(&arrival.body).unwrap()["data"]["aid"], "aaaaa");
}
