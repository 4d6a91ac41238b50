//! Apps that cannot be served are found before the first request.

use qq_cgi_receiver::{App, Apps};

use crate::sender::shipped;

#[test]
fn what_is_wrong_with_apps_is_named() {
    let app = |callback, name| App::new(callback, name).key("t0psecret");
    let long = "a".repeat(65);
    for (apps, why) in [
        (vec![], "there is no app"),
        (vec![app("opening_flwo", "a")], "the spec has no callback `opening_flwo`; did you mean `opening_flow`?"),
        (vec![app("opening_flow", "")], "an app's name is 1 to 64 letters, digits, `-`, `_` and `.`, not ``"),
        (vec![app("opening_flow", "a/b")], "an app's name is"),
        (vec![app("opening_flow", "a%20b")], "an app's name is"),
        (vec![app("opening_flow", &long)], "an app's name is"),
        (vec![app("opening_flow", "a"), app("opening_flow", "a")], "two apps answer at `/opening_flow/a`"),
        (vec![App::new("opening_flow", "a")], "the app at `/opening_flow/a` has no key"),
        (vec![app("opening_flow", "a").key("")], "the app at `/opening_flow/a` has no key, or an empty one"),
        (
            vec![app("opening_flow", "a").known("aids", ["1"])],
            "what is sent to `/opening_flow/a` has no field `aids`; did you mean `aid`?",
        ),
    ] {
        let shown = format!("{apps:?}");
        let error = Apps::new(shipped(), apps).unwrap_err().to_string();
        assert!(error.starts_with(why), "{why}: {error}");
        assert!(!error.contains("t0psecret") && !shown.contains("t0psecret"), "{error} {shown}");
    }
}

#[test]
fn apps_that_share_a_key_are_known() {
    let one = App::new("opening_flow", "a").key("1").key("2");
    assert!(one.shares_key(&App::new("opening_flow", "b").key("2")));
    assert!(!one.shares_key(&App::new("opening_flow", "b").key("3")));
}
