//! What is not genuine: refused, whatever is wrong with it, and nothing is stored.

use std::{net::IpAddr, sync::Arc, time::Duration};

use qq_cgi_receiver::{App, Apps, Codes, Intake, Outcome, UnverifiedLimit};

use crate::{
    ledger::Ledger,
    sender::{DATA, Desk, HOME, KEY, NOW, PATH, encode, md5, ret, shipped, signed},
};

#[tokio::test]
async fn only_the_right_sign_is_taken() {
    let desk = Desk::shipped();
    let (data, sign) = (encode(DATA.as_bytes()), md5(&[DATA.as_bytes(), KEY.as_bytes()]));
    let swapped = md5(&[KEY.as_bytes(), DATA.as_bytes()]);
    for query in [
        String::new(),
        "&&&".to_owned(),
        format!("data={data}"),
        format!("sign={sign}"),
        format!("data={data}&sign="),
        format!("data={data}&sign={}", &sign[..31]),
        format!("data={data}&sign={sign}0"),
        format!("data={data}&sign={sign}{sign}"),
        format!("data={data}&sign=%20{sign}"),
        format!("data={data}&sign={}", "g".repeat(32)),
        format!("data={data}&sign={}", "0".repeat(32)),
        format!("data={data}&sign={swapped}"),
        format!("data={data}&sign={}", md5(&[DATA.as_bytes()])),
        // Twice: nobody can know which one was meant.
        format!("data={data}&sign={sign}&sign={sign}"),
        format!("data={data}&sign={sign}&DATA={data}"),
        format!("data=x&data={data}&sign={sign}"),
        format!("ts=1&Ts=2&data={data}&sign={sign}"),
        // Other bytes than were signed.
        format!("data={data}%20&sign={sign}"),
        format!("data=+{data}&sign={sign}"),
        format!("data={data}%0A%0A&sign={sign}"),
        format!("data={data}%0D%0A&sign={sign}"),
        format!("data={data}%&sign={sign}"),
        format!("data={data}%0&sign={sign}"),
    ] {
        let answer = desk.take(&query).await;
        assert_eq!((answer.status, answer.outcome, ret(&answer)), (403, Outcome::Refused, 1), "{query}");
        assert_eq!(answer.body, r#"{"ret":1,"msg":"refused"}"#);
        assert!(answer.why.is_some());
    }
    assert!(desk.ledger.orders().is_empty() && desk.ledger.held().is_empty());
    assert_eq!(desk.take(&format!("Data={data}&SIGN={}", sign.to_uppercase())).await.outcome, Outcome::New);
}

#[tokio::test]
async fn an_unknown_path_is_answered_as_a_wrong_sign_is() {
    let desk = Desk::shipped();
    let genuine = signed(DATA.as_bytes());
    let wrong = desk.take(&genuine.replace("data=%7B", "data=%7b%20")).await;
    for path in
        ["/", "", "/opening_flow", "/opening_flow/", "/opening_flow/other", "/opening_flow/game/", "/x/game", "//"]
    {
        let answer = desk.intake.take(HOME, path, &genuine, NOW).await;
        assert_eq!((answer.status, &answer.body), (wrong.status, &wrong.body), "{path}");
        assert_eq!(answer.why.as_deref(), Some("no app answers at this path"));
    }
    // What stands in for a key is none: everybody can know it.
    for key in ["", "0", "0000"] {
        let data = DATA.as_bytes();
        let query = format!("data={}&sign={}", encode(data), md5(&[data, key.as_bytes()]));
        for path in [PATH, "/opening_flow/other"] {
            assert_eq!(desk.intake.take(HOME, path, &query, NOW).await.outcome, Outcome::Refused);
        }
    }
    assert!(desk.ledger.orders().is_empty());
}

#[tokio::test]
async fn a_key_is_right_for_its_own_app_alone() {
    let apps =
        [App::new("opening_flow", "game").key("old").key("new"), App::new("opening_flow", "other").key("its own")];
    let desk = Desk::of(shipped(), apps, Codes::default());
    let signed = |number: u32, key: &str| {
        let data = DATA.replace("20171012", &number.to_string());
        format!("data={}&sign={}", encode(data.as_bytes()), md5(&[data.as_bytes(), key.as_bytes()]))
    };
    let mut outcomes = Vec::new();
    for (number, app, key) in
        [(1, "game", "old"), (2, "game", "new"), (3, "game", "its own"), (4, "other", "its own"), (5, "other", "old")]
    {
        outcomes.push(desk.intake.take(HOME, &format!("/opening_flow/{app}"), &signed(number, key), NOW).await.outcome);
    }
    assert_eq!(outcomes, [Outcome::New, Outcome::New, Outcome::Refused, Outcome::New, Outcome::Refused]);
    // What is tried in the place of a second key, so that each app costs the same, is no key.
    let stand_in = "0".repeat("its own".len());
    let answer = desk.intake.take(HOME, "/opening_flow/other", &signed(6, &stand_in), NOW).await;
    assert_eq!(answer.outcome, Outcome::Refused);
    // One key of an order in two apps is two orders.
    assert_eq!(desk.intake.take(HOME, "/opening_flow/other", &signed(1, "its own"), NOW).await.outcome, Outcome::New);
}

#[tokio::test(start_paused = true)]
async fn an_address_that_guesses_is_limited_and_genuine_callbacks_never_are() {
    let apps = Apps::new(shipped(), [App::new("opening_flow", "game").key(KEY)]).unwrap();
    let intake = Intake::new(apps, Codes::default(), Ledger::new(), |_, _| {}).unwrap();
    let intake = Arc::new(intake.unverified_limit(UnverifiedLimit { burst: 3, per_second: 1 }));
    let ask = async |from: IpAddr, query: &str| intake.take(from, PATH, query, NOW).await;
    for _ in 0..3 {
        assert_eq!(ask(HOME, "sign=1").await.status, 403);
    }
    let limited = ask(HOME, "sign=1").await;
    assert_eq!((limited.status, limited.outcome, ret(&limited)), (429, Outcome::Limited, 1));
    assert_eq!(ask(IpAddr::from([192, 0, 2, 1]), "sign=1").await.status, 403);
    for _ in 0..10 {
        assert_eq!(ask(HOME, &signed(DATA.as_bytes())).await.status, 200);
    }
    tokio::time::advance(Duration::from_secs(1)).await;
    assert_eq!(ask(HOME, "sign=1").await.status, 403);
}
