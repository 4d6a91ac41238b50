//! Every known mistake is recognized by the sign it gives. Source strings are written by hand.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod relay;

use std::collections::BTreeSet;

use qq_cgi_sandbox::{Sandbox, known_mistakes};
use relay::{APP, OTHER_PATH, PATH, SECRET, TOKEN, common, get, md5_hex, model};

/// A mistake's name, what is sent of `say` besides the common parameters, and what was signed between the secrets.
const JOINED_WRONG: &[(&str, &str, &str)] = &[
    (
        "encoded-as-sent",
        "&text=a%20%2a%E5%A4%A7",
        "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12$text$a%20%2a%E5%A4%A7",
    ),
    (
        "percent-encoded",
        "&text=a%20b*",
        "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12$text$a%20b%2A",
    ),
    (
        "percent-encoded-lower",
        "&text=a%20b*",
        "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12$text$a%20b%2a",
    ),
    ("form-encoded", "&text=a%20b*~", "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12$text$a+b*%7E"),
    (
        "form-encoded-lower",
        "&text=a%20%E5%A4%A7",
        "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12$text$a+%e5%a4%a7",
    ),
    (
        "component-encoded",
        "&text=a%20%28b%29%21%27%2A",
        "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12$text$a%20(b)!'*",
    ),
    ("plus-for-space", "&text=a+b", "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12$text$a b"),
    ("encoded-twice", "&text=a%20b", "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12$text$a%2520b"),
    ("sent-encoded-twice", "&text=a%2520b", "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12$text$a b"),
    ("trimmed", "&text=a%20", "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12$text$a"),
    ("openid-case", "&text=a", "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$ab12$text$a"),
    ("openid-case", "&text=a", "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$AB12$text$a"),
    ("unsorted", "&text=a", "$oauth_consumer_key$1000$openid$Ab12$access_token$TOKEN$cmd$say$text$a"),
    (
        "sorted-ignoring-case",
        "&text=a&Zed=1",
        "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12$text$a$Zed$1",
    ),
    ("sorted-backwards", "&text=a", "$text$a$openid$Ab12$oauth_consumer_key$1000$cmd$say$access_token$TOKEN"),
    ("sign-included", "&text=a", "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12$sign$$text$a"),
    (
        "without-output-parameters",
        "&text=a&format=json&callback=f",
        "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12$text$a",
    ),
    (
        "without-output-parameters",
        "&text=a&format=json",
        "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12$text$a",
    ),
    ("without-empty-values", "&text=&Zed=", "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12"),
    ("without-command", "&text=a", "$access_token$TOKEN$oauth_consumer_key$1000$openid$Ab12$text$a"),
    ("parameter-omitted", "&text=a", "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$text$a"),
    ("equals-and-ampersand", "&text=a", "access_token=TOKEN&cmd=say&oauth_consumer_key=1000&openid=Ab12&text=a"),
    ("first-separator-missing", "&text=a", "access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12$text$a"),
    ("joined-with-nothing", "&text=a", "access_tokenTOKENcmdsayoauth_consumer_key1000openidAb12texta"),
    ("values-only", "&text=a", "$TOKEN$say$1000$Ab12$a"),
];

/// What stands around the right pairs, and what is done to the sign.
const FRAMED_WRONG: &[(&str, &str, &str)] = &[
    ("literal-ampersands", "Secret-1&", "&Secret-1"),
    ("without-first-secret", "", "Secret-1"),
    ("without-last-secret", "Secret-1", ""),
    ("secret-ends-in-blank", "Secret-1 ", "Secret-1 "),
    ("secret-ends-in-blank", "Secret-1\n", "Secret-1\n"),
    ("secret-ends-in-blank", "Secret-1\r\n", "Secret-1\r\n"),
    ("secret-begins-with-blank", " Secret-1", " Secret-1"),
    ("secret-begins-with-blank", "\u{feff}Secret-1", "\u{feff}Secret-1"),
    ("secret-case", "secret-1", "secret-1"),
    ("secret-case", "SECRET-1", "SECRET-1"),
    ("secret-quoted", "\"Secret-1\"", "\"Secret-1\""),
    ("secret-ampersand", "Secret-1&", "Secret-1&"),
    ("secret-of-another-app", "other-Secret-7", "other-Secret-7"),
];

const PAIRS: &str = "$access_token$TOKEN$cmd$say$oauth_consumer_key$1000$openid$Ab12$text$a";

/// Mistake, path, query without the sign, source string.
fn cases() -> Vec<(&'static str, &'static str, String, String)> {
    let mut cases = Vec::new();
    for (name, sent, pairs) in JOINED_WRONG {
        cases.push((*name, PATH, common("say") + sent, format!("{SECRET}{pairs}{SECRET}")));
    }
    for (name, before, after) in FRAMED_WRONG {
        cases.push((*name, PATH, common("say") + "&text=a", format!("{before}{PAIRS}{after}")));
    }
    let other = |name, source: &str| (name, OTHER_PATH, "app=1000&text=a%20b".to_owned(), source.to_owned());
    cases.extend([
        other("other-method", "POST&/other/call&app=1000&text=a%20b&Secret-1"),
        other("other-method", "get&/other/call&app=1000&text=a%20b&Secret-1"),
        other("other-path", "GET&other/call&app=1000&text=a%20b&Secret-1"),
        other("other-path", "GET&%2Fother%2Fcall&app=1000&text=a%20b&Secret-1"),
        other("not-encoded", "GET&/other/call&app=1000&text=a b&Secret-1"),
        other("sorted-backwards", "GET&/other/call&text=a%20b&app=1000&Secret-1"),
        other("without-last-secret", "GET&/other/call&app=1000&text=a%20b&"),
    ]);
    cases.into_iter().map(|(name, path, query, source)| (name, path, query, source.replace("TOKEN", TOKEN))).collect()
}

/// Sends the request with `sign`; gives the diagnosis, of which it checks that nothing secret shows.
async fn diagnosis(sandbox: &Sandbox, path: &str, query: &str, sign: &str) -> String {
    let reply = get(&sandbox.origin(), path, &format!("{query}&sign={sign}")).await;
    assert_eq!(reply.ret(), -5, "{query} {sign}: {reply:?}");
    let diagnosis = reply.header("x-qq-cgi-diagnosis").unwrap().to_owned();
    let right = md5_hex(&format!("{SECRET}{}{SECRET}", PAIRS.replace("TOKEN", TOKEN)));
    let shown = format!("{}{}{:?}{sandbox:?}", reply.head, reply.body, sandbox.log());
    for secret in [SECRET, TOKEN, "other-Secret-7", &right, &right.to_uppercase(), sign] {
        assert!(!shown.contains(secret), "{secret} shows in {shown}");
    }
    assert!(diagnosis.is_ascii() && diagnosis.len() <= 4096);
    diagnosis
}

#[tokio::test]
async fn each_is_recognized() {
    let sandbox = relay::sandbox().await;
    for (name, path, query, source) in cases() {
        let found = diagnosis(&sandbox, path, &query, &md5_hex(&source)).await;
        assert!(found.starts_with(&format!("known mistake: {name}: ")), "{name}: {source}\n{found}");
    }
}

#[tokio::test]
async fn signs_that_are_written_wrong_are_recognized() {
    let sandbox = relay::sandbox().await;
    let query = common("say") + "&text=a";
    let right = md5_hex(&format!("{SECRET}{}{SECRET}", PAIRS.replace("TOKEN", TOKEN)));
    let found = diagnosis(&sandbox, PATH, &query, &right.to_uppercase()).await;
    assert!(found.starts_with("known mistake: hex-case: "), "{found}");
    let reply = get(&sandbox.origin(), PATH, &format!("{query}&sign=%20{right}%0A")).await;
    assert!(reply.header("x-qq-cgi-diagnosis").unwrap().starts_with("known mistake: sign-has-blanks: "), "{reply:?}");
    let reply = get(&sandbox.origin(), PATH, &format!("{query}&sign=")).await;
    assert!(reply.header("x-qq-cgi-diagnosis").unwrap().contains("; it is empty"), "{reply:?}");
    let found = diagnosis(&sandbox, PATH, &query, &right[..31]).await;
    assert!(found.contains("it has 31 characters instead of 32"), "{found}");
}

#[tokio::test]
async fn a_blank_in_the_sandboxs_own_secret_is_recognized() {
    let sandbox = Sandbox::builder(model()).app(APP, "Secret-1 \n").start().await.unwrap();
    let sign = md5_hex(&format!("{SECRET}{}{SECRET}", PAIRS.replace("TOKEN", TOKEN)));
    let reply = get(&sandbox.origin(), PATH, &format!("{}&text=a&sign={sign}", common("say"))).await;
    let found = reply.header("x-qq-cgi-diagnosis").unwrap();
    assert!(found.starts_with("known mistake: secret-blank-here: "), "{found}");
}

#[tokio::test]
async fn two_mistakes_at_a_time_are_recognized() {
    let sandbox = relay::sandbox().await;
    let cases = [
        (
            "&text=a%20b",
            "access_token=TOKEN&cmd=say&oauth_consumer_key=1000&openid=Ab12&text=a%20b",
            ["encoded-as-sent", "equals-and-ampersand"],
        ),
        (
            "&text=a%20b",
            "$oauth_consumer_key$1000$openid$Ab12$access_token$TOKEN$cmd$say$text$a+b",
            ["form-encoded", "unsorted"],
        ),
        (
            "&text=a",
            "&access_token=TOKEN&cmd=say&oauth_consumer_key=1000&openid=Ab12&text=a&",
            ["equals-and-ampersand", "literal-ampersands"],
        ),
    ];
    for (sent, pairs, names) in cases {
        let sign = md5_hex(&format!("{SECRET}{}{SECRET}", pairs.replace("TOKEN", TOKEN)));
        let found = diagnosis(&sandbox, PATH, &(common("say") + sent), &sign).await;
        let found = found.split(" | ").next().unwrap();
        assert!(found.starts_with("two known mistakes: ") && names.iter().all(|name| found.contains(name)), "{found}");
    }
    let sign = md5_hex(&format!("{SECRET}{}", PAIRS.replace("TOKEN", TOKEN))).to_uppercase();
    let found = diagnosis(&sandbox, PATH, &(common("say") + "&text=a"), &sign).await;
    assert!(found.starts_with("known mistake: without-last-secret: ") && found.contains("wrong case"), "{found}");
}

#[test]
fn every_mistake_of_the_table_has_a_case() {
    let elsewhere = ["hex-case", "sign-has-blanks", "secret-blank-here"];
    let tested: BTreeSet<_> = cases().iter().map(|(name, ..)| *name).chain(elsewhere).collect();
    let known: Vec<_> = known_mistakes().map(|mistake| mistake.name).collect();
    assert_eq!(tested, known.iter().copied().collect());
    assert_eq!(tested.len(), known.len(), "a name stands twice");
}
