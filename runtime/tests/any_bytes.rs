//! Whatever comes as an answer, nothing panics, and an error shows little of it.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use proptest::{prelude::*, sample::Index};
use qq_cgi::*;
use support::*;

/// Answers as they come.
const REAL: &[&str] = &[
    r#"{"ret":0,"msg":"ok","data":{"ret":"0","msg":"","id":18446744073709551615}}"#,
    r#"_Callback({"ret":-5,"msg":"sign error","data":null});"#,
    r#"{"ret":0,"nickname":"名","gender":"女","is_lost":1,"year":"1990","seen":1510109015,"levels":[1,"-2",null],}"#,
    r#"callback( {"error":100016,"error_description":"access token check failed"} );"#,
    "<html>\r\n<head><title>502 Bad Gateway</title></head></html>",
];

/// Tokens of JSON, in which a mutation finds more than in any byte.
const PIECES: &[&str] =
    &["{", "}", "[", "]", "\"", ",", ":", "\\u", "(", ")", "null", "-", "1e9", "\"ret\":0,", "\u{feff}", "\0"];

fn read(body: &[u8], content_type: &str) {
    let response = HttpResponse::new(200, body).content_type(content_type);
    let session = client(Typed(response)).session("OPENID", TOKEN);
    check(now(session.send(&Share::new(""))));
    check(now(session.send(&GetUserInfo)));
    check(now(session.send(&SetSummaryCard::sample())));
}

fn check<T, G, K>(result: Result<T, Error<G, K>>) {
    let Err(Error::Decode(error)) = result else { return };
    assert!(error.excerpt.chars().count() <= 200, "{error}");
    assert!(!error.to_string().contains(char::is_control), "{error}");
}

struct Typed(HttpResponse);

impl Transport for Typed {
    fn send<'a>(&'a self, _: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async { Ok(self.0.clone()) })
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(body: Vec<u8>, content_type: String) {
        read(&body, &content_type);
    }

    #[test]
    fn mutated_answers(
        real in 0..REAL.len(),
        edits in prop::collection::vec((any::<Index>(), 0usize..4, any::<Index>(), any::<u8>()), 1..6),
    ) {
        let mut body = REAL.get(real).unwrap().as_bytes().to_vec();
        for (at, edit, piece, byte) in edits {
            let at = at.index(body.len() + 1);
            match edit {
                0 => body.truncate(at),
                1 => drop(body.splice(at.., body.clone())),
                2 => drop(body.splice(at..at, piece.get(PIECES).bytes())),
                _ => if let Some(place) = body.get_mut(at) { *place = byte },
            }
        }
        read(&body, "text/html");
    }
}
