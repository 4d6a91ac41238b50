//! Callbacks in every encoding that is legal, and what becomes of them on the way: taken exactly where the document says so.

use std::{env, sync::Arc};

use fastrand::Rng;
use qq_cgi_receiver::{App, Apps, Codes, Intake, Outcome, UnverifiedLimit};
use serde_json::json;

use crate::{
    encoding::{self, Style},
    ledger::Ledger,
    oracle::{md5, signed_data},
    sender::{HOME, NOW, ret, shipped},
};

/// Each app's path, and its keys.
const APPS: [(&str, &[&str]); 3] =
    [("/opening_flow/one", &["ffff"]), ("/opening_flow/two", &["0d3e6b28", "钥匙"]), ("/opening_flow/three", &["k"])];

/// As the app's name has it.
const NAMES: [&str; 3] = ["one", "two", "three"];

#[derive(Debug, Default)]
struct Tally {
    genuine: usize,
    changed_and_taken: usize,
    changed_and_refused: usize,
}

/// `QQ_CGI_MUTANTS=10000000` for a longer run, `QQ_CGI_SEED` for the one that failed.
#[tokio::test]
async fn what_is_signed_is_taken_and_nothing_else() {
    let given = |name: &str| env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let seed = given("QQ_CGI_SEED").unwrap_or_else(|| fastrand::u64(..));
    let mutants = given("QQ_CGI_MUTANTS").unwrap_or(100_000);
    let mut random = Rng::with_seed(seed);
    let mut desk = Desk::new();
    // Of each callback one as it was signed, and one to which something happened.
    for number in 0..mutants / 2 {
        let callback = Callback::random(&mut random);
        let about = format!("QQ_CGI_SEED={seed}, number {number}");
        desk.must_take(&callback, &about).await;
        let (path, query) = callback.changed(&mut random);
        desk.must_agree(path, &query, &about).await;
    }
    let Tally { genuine, changed_and_taken, changed_and_refused } = desk.tally;
    println!(
        "QQ_CGI_SEED={seed}: {genuine} genuine, all taken; of as many that were changed {changed_and_taken} were still signed and taken, {changed_and_refused} refused"
    );
    assert!(changed_and_taken * 20 > genuine && changed_and_refused * 20 > genuine, "one side is hardly tried");
}

struct Desk {
    intake: Intake,
    ledger: Arc<Ledger>,
    tally: Tally,
}

impl Desk {
    fn new() -> Self {
        let ledger = Ledger::new();
        let apps = APPS
            .iter()
            .zip(NAMES)
            .map(|((_, keys), name)| keys.iter().fold(App::new("opening_flow", name), |app, key| app.key(*key)));
        let apps = Apps::new(shipped(), apps).unwrap();
        let intake = Intake::new(apps, Codes::default(), Arc::clone(&ledger) as _, |_, _| {}).unwrap();
        let intake = intake.unverified_limit(UnverifiedLimit { burst: u32::MAX, per_second: u32::MAX });
        Self { intake, ledger, tally: Tally::default() }
    }

    /// A callback as it was signed is stored as an order.
    async fn must_take(&mut self, callback: &Callback, about: &str) {
        let Callback { app, sent, key, query, .. } = callback;
        assert_eq!(signed_data(query, APPS[*app].1).as_ref(), Some(sent), "{about}: the oracle is wrong: {query}");
        let answer = self.intake.take(HOME, APPS[*app].0, query, NOW).await;
        assert_eq!((answer.outcome, answer.status, ret(&answer)), (Outcome::New, 200, 0), "{about}: {query}");
        let (orders, held) = self.ledger.take_out();
        let [order] = &orders[..] else { panic!("{about}: {orders:?}") };
        assert_eq!((order.app.as_str(), order.key.as_str(), &order.raw), (NAMES[*app], key.as_str(), sent), "{about}");
        assert!(held.is_empty(), "{about}");
        self.tally.genuine += 1;
    }

    /// Whatever it is: taken where the oracle says so, with the bytes that it names, and refused otherwise.
    async fn must_agree(&mut self, path: &str, query: &str, about: &str) {
        let app = APPS.iter().position(|(known, _)| *known == path);
        let expected = app.and_then(|app| signed_data(query, APPS[app].1));
        let answer = self.intake.take(HOME, path, query, NOW).await;
        let (orders, held) = self.ledger.take_out();
        let stored: Vec<_> = orders
            .into_iter()
            .map(|order| (order.app, order.raw))
            .chain(held.into_iter().map(|held| (held.app, held.raw)))
            .collect();
        match (expected, &stored[..]) {
            (Some(data), [(name, raw)]) => {
                assert!(matches!(answer.outcome, Outcome::New | Outcome::Quarantined), "{about}: {path}?{query}");
                assert_eq!((Some(name.as_str()), raw), (app.map(|app| NAMES[app]), &data), "{about}: {path}?{query}");
                self.tally.changed_and_taken += 1;
            }
            (None, []) => {
                assert_eq!((answer.outcome, answer.status), (Outcome::Refused, 403), "{about}: {path}?{query}");
                assert_eq!(ret(&answer), 1, "{about}: {path}?{query}");
                self.tally.changed_and_refused += 1;
            }
            (expected, _) => panic!("{about}: {path}?{query} is {answer:?}, and the document says {expected:?}"),
        }
    }
}

/// One that its sender signed.
struct Callback {
    app: usize,
    /// The payload as it is sent.
    sent: Vec<u8>,
    /// By what its order is known.
    key: String,
    params: Vec<(String, String)>,
    query: String,
}

impl Callback {
    fn random(random: &mut Rng) -> Self {
        let app = random.usize(..APPS.len());
        let secret = random.choice(APPS[app].1).unwrap().as_bytes();
        let (payload, key) = opening(random);
        let payload = payload.into_bytes();
        let ended = [&payload[..], b"\n"].concat();
        let (signed, sent) = match random.u8(..3) {
            0 => (&payload, payload.clone()),
            1 => (&ended, payload.clone()),
            _ => (&ended, ended.clone()),
        };
        let sign = md5(&[signed, secret]);
        let style = Style::random(random);
        let mut params = vec![
            (encoding::name("data", random), encoding::value(&sent, style, random)),
            (encoding::name("sign", random), encoding::value(encoding::hex(sign, random).as_bytes(), style, random)),
        ];
        if random.bool() {
            params.push((encoding::name("ts", random), random.u64(..).to_string()));
        }
        for _ in 0..random.usize(..3) {
            let name = *random.choice(&["new", "da", "data_", "signs", "", "t%73%20", "%E5%90%8D"]).unwrap();
            let value: String = encoding::text(random, 6);
            params.push((name.to_owned(), encoding::value(value.as_bytes(), style, random)));
        }
        random.shuffle(&mut params);
        let query = joined(&params, random);
        Self { app, sent, key, params, query }
    }

    /// The path and the query after something happened to them.
    fn changed(&self, random: &mut Rng) -> (&'static str, String) {
        let mut path = APPS[self.app].0;
        let mut params = self.params.clone();
        let mut query = self.query.clone();
        match random.u8(..10) {
            0 => {
                path = random.choice(&[APPS[0].0, APPS[1].0, "/opening_flow/four", "/opening_flow/one/", "/"]).unwrap();
            }
            1 => {
                let doubled = random.choice(&params).unwrap().clone();
                params.insert(random.usize(..=params.len()), doubled);
                query = joined(&params, random);
            }
            2 => {
                params.remove(random.usize(..params.len()));
                query = joined(&params, random);
            }
            3 => {
                self.sign_otherwise(&mut params, random);
                query = joined(&params, random);
            }
            4 => {
                // Only how it is written, so that it may still be right.
                query = random
                    .choice(&[
                        query.replace('+', "%20"),
                        query.replace("%20", "+"),
                        query.to_lowercase(),
                        query.to_uppercase(),
                    ])
                    .unwrap()
                    .clone();
            }
            _ => {
                for _ in 0..=random.usize(..2) {
                    query = encoding::disturbed(&query, random);
                }
            }
        }
        (path, query)
    }

    /// Another sign: cut, too long, empty, a bit flipped, made with the key first or with another key, or over other bytes.
    fn sign_otherwise(&self, params: &mut [(String, String)], random: &mut Rng) {
        let (_, keys) = random.choice(&APPS).unwrap();
        let key = random.choice(*keys).unwrap().as_bytes();
        let mut bytes = self.sent.clone();
        let number = match random.u8(..8) {
            0 => md5(&[key, &bytes]),
            1 => md5(&[&bytes]),
            2 => md5(&[&bytes, key]) ^ (1 << random.u32(..128)),
            3 => md5(&[&bytes, b"\r\n", key]),
            4 => md5(&[&bytes, b"\n\n", key]),
            5 => md5(&[bytes.strip_suffix(b"\n").unwrap_or(&bytes), key]),
            // Signed afresh, whatever the bytes are now.
            6 => {
                for _ in 0..=random.usize(..3) {
                    let at = random.usize(..=bytes.len());
                    bytes.insert(at, random.u8(..));
                }
                md5(&[&bytes, key])
            }
            _ => md5(&[&bytes, key]),
        };
        let mut sign = encoding::hex(number, random);
        match random.u8(..12) {
            0 => sign.clear(),
            1 => sign.truncate(1),
            2 => sign.truncate(31),
            3 => sign.push('0'),
            4 => sign.replace_range(..1, "+"),
            5 => sign.replace_range(5..6, "g"),
            6 => sign = sign.repeat(2),
            _ => {}
        }
        for (name, value) in params {
            let name = name.to_ascii_lowercase();
            // Escaped names are left as they are.
            if name == "sign" {
                value.clone_from(&sign);
            } else if name == "data" {
                *value = encoding::value(&bytes, Style::Escaped, random);
            }
        }
    }
}

fn joined(params: &[(String, String)], random: &mut Rng) -> String {
    let mut query = if random.u8(..8) == 0 { "?".to_owned() } else { String::new() };
    for (index, (name, value)) in params.iter().enumerate() {
        let marks = if random.u8(..8) == 0 { "&&" } else { "&" };
        query.push_str(if index == 0 && random.u8(..8) != 0 { "" } else { marks });
        query.push_str(name);
        query.push('=');
        query.push_str(value);
    }
    query.push_str(if random.u8(..8) == 0 { "&" } else { "" });
    query
}

/// A payload that can be used, and its order's key.
fn opening(random: &mut Rng) -> (String, String) {
    let (openid, order) = (encoding::text(random, 24), encoding::text(random, 24));
    let mut fields = vec![
        ("aid", encoding::text(random, 8)),
        ("msg_time", random.u32(..).to_string()),
        ("open_months", random.u8(1..).to_string()),
        ("open_type", (*random.choice(&["vip", "svip"]).unwrap()).to_owned()),
        ("openid", openid.clone()),
        ("order_id", order.clone()),
    ];
    if random.u8(..4) == 0 {
        fields.push(("new", encoding::text(random, 30)));
    }
    random.shuffle(&mut fields);
    let blank = |random: &mut Rng| *random.choice(&["", "", "", " ", "\t", "  ", "\r\n "]).unwrap();
    let mut json = format!("{}{{", blank(random));
    for (index, (name, value)) in fields.iter().enumerate() {
        json.push_str(if index == 0 { "" } else { "," });
        for piece in [blank(random), &encoding::json(name, random), blank(random), ":", blank(random)] {
            json.push_str(piece);
        }
        json.push_str(&encoding::json(value, random));
        json.push_str(blank(random));
    }
    json.push('}');
    (json, json!([openid, order]).to_string())
}
