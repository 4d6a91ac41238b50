//! What never shows, and how much shows at most.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod relay;

use qq_cgi_wire::percent::encode;
use relay::{PATH, SECRET, TOKEN, common, get};

#[tokio::test]
async fn the_source_string_shows_masks_for_secrets() {
    let sandbox = relay::sandbox().await;
    let query = format!("{}&text=a|b&secret_word=abracadabra&sign=1", common("say").replace('|', "%7C"));
    let reply = get(&sandbox.origin(), PATH, &query).await;
    let source = "the source string here: ***$access_token$***$cmd$say$oauth_consumer_key$1000$openid$Ab12\
        $secret_word$***$text$a|b***";
    assert!(reply.header("x-qq-cgi-diagnosis").unwrap().ends_with(source), "{reply:?}");
    assert_eq!(sandbox.log()[0].diagnosis[1], source);
}

#[tokio::test]
async fn secrets_in_wrong_places_do_not_show() {
    let sandbox = relay::sandbox().await;
    let shifted = [
        format!("{}&text={TOKEN}&sign=1", common("say")),
        format!("{}&text={SECRET}&sign=1", common("say")),
        format!("{}&text=1&acess_token={TOKEN}x&app_secret={SECRET}y&sign=1", common("say")),
        format!("{}&{TOKEN}=1&{SECRET}=1&text=1&sign=1", common("say")),
        common("say").replace("cmd=say", &format!("cmd={SECRET}")),
        format!("{}&text=1&access_token=again", common("say")),
        format!("{}&{SECRET}=%zz", common("say")),
        format!("{}&format=jsonp&callback={SECRET}%20", common("say")),
    ];
    for query in shifted {
        let reply = get(&sandbox.origin(), PATH, &query).await;
        let shown = format!("{reply:?}");
        assert!(!shown.contains(SECRET) && !shown.contains(TOKEN), "{query}: {shown}");
    }
    get(&sandbox.origin(), &format!("/{SECRET}"), "").await;
    let log = format!("{:?}", sandbox.log());
    assert!(!log.contains(SECRET) && !log.contains(TOKEN), "{log}");
}

#[tokio::test]
async fn headers_are_ascii_and_bounded() {
    let sandbox = relay::sandbox().await;
    let long = encode(&"大".repeat(900));
    let query = format!("{}&text={long}&sign=1&{long}=1", common("say"));
    let reply = get(&sandbox.origin(), PATH, &query).await;
    for name in ["x-qq-cgi-diagnosis", "x-qq-cgi-note"] {
        let value = reply.header(name).unwrap();
        assert!(value.is_ascii() && value.len() <= 4096 && value.len() > 4080, "{name}: {}", value.len());
        assert!(value.contains(r"\u{5927}") && value.ends_with("..."), "{value}");
    }
    assert!(sandbox.log()[0].diagnosis[1].contains('大'));
}

#[tokio::test]
async fn the_log_keeps_the_last_thousand() {
    let sandbox = relay::sandbox().await;
    let mut stream = tokio::net::TcpStream::connect(sandbox.origin().trim_start_matches("http://")).await.unwrap();
    for index in 0..1_010 {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        stream.write_all(format!("GET /{index} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).await.unwrap();
        assert!(stream.read(&mut [0; 1024]).await.unwrap() > 0);
    }
    let log = sandbox.log();
    assert_eq!((log.len(), log[0].path.as_str(), log[999].path.as_str()), (1_000, "/10", "/1009"));
}

#[tokio::test]
async fn what_is_remembered_of_a_long_request_is_short() {
    let sandbox = relay::sandbox().await;
    let names: Vec<_> = (0..1_000).map(|index| format!("n{index}=")).collect();
    get(&sandbox.origin(), PATH, &format!("{}&text=1&sign=1&{}", common("say"), names.join("&"))).await;
    get(&sandbox.origin(), PATH, &format!("cmd={}", "x".repeat(15_000))).await;
    let log = sandbox.log();
    assert_eq!(log[0].notes.len(), 1);
    assert!(log[0].notes[0].ends_with("; and 980 more"), "{:?}", log[0].notes);
    assert_eq!(log[1].outcome.message.chars().count(), 4_097);
}
