//! Rules as text, and what is said of wrong ones.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod relay;

use std::time::Duration;

use proptest::{prelude::*, test_runner::Config};
use qq_cgi_sandbox::{Fault, FaultRule, Layer};
use relay::model;

fn rule(text: &str) -> FaultRule {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn every_fault_has_a_text() {
    let millis = Duration::from_millis;
    for (text, fault) in [
        ("code=-6", Fault::Code { code: -6, layer: Layer::Gateway }),
        ("code=-6,layer=command", Fault::Code { code: -6, layer: Layer::Command }),
        ("status=502", Fault::Status(502)),
        ("delay=250ms", Fault::Delay(millis(250))),
        ("delay=2s", Fault::Delay(millis(2_000))),
        ("delay=60s", Fault::Delay(millis(60_000))),
        ("hang", Fault::Hang),
        ("reset", Fault::Reset),
        ("reset=body", Fault::ResetBody),
        ("refuse", Fault::Refuse),
        ("html", Fault::Html),
        ("truncated", Fault::Truncated),
        ("oversized", Fault::Oversized),
        ("content-type", Fault::ContentType("image/png".to_owned())),
        ("content-type=text/css; charset=utf-8", Fault::ContentType("text/css; charset=utf-8".to_owned())),
        ("empty", Fault::Empty),
        ("jsonp", Fault::Jsonp("not_asked_for".to_owned())),
        ("jsonp=other.$1", Fault::Jsonp("other.$1".to_owned())),
        ("drip=10ms", Fault::Drip(millis(10))),
        ("duplicate-keys", Fault::DuplicateKeys),
        ("nested", Fault::Nested),
    ] {
        assert_eq!(rule(text), FaultRule::new(fault.clone()), "{text}");
        assert_eq!(fault.to_string(), text);
    }
    assert_eq!(rule("delay=1m"), rule("delay=60s"));
    assert_eq!(rule(" cmd = say , layer=command, code=-6 "), rule("code=-6,layer=command,cmd=say"));
}

#[test]
fn wrong_rules_are_named_with_what_was_meant() {
    for (text, says) in [
        ("", "a part of a fault is empty"),
        ("hang,", "a part of a fault is empty"),
        ("cmd=say,tims=2,hang", "a fault has no key `tims`; did you mean `times`?"),
        ("Hang", "a fault has no key `Hang`; did you mean `hang`?"),
        (
            "cmd=say",
            "this says not what goes wrong: one of code, status, delay, hang, reset, refuse, html, truncated, oversized, \
             content-type, empty, jsonp, drip, duplicate-keys, nested",
        ),
        ("hang,hang", "the key `hang` stands in a fault twice"),
        ("hang,html", "`hang` and `html` are two faults; each stands in a rule of its own"),
        ("hang,layer=command", "`layer` says who refuses with a `code`, and there is none"),
        ("code", "`code` needs a value, as in `code=-6`"),
        ("code=six", "`code` must be a whole number, as in `code=-6`, not `six`"),
        ("code=-6,layer=comand", "`layer` must be `gateway` or `command`, as in `layer=command`, not `comand`"),
        ("hang=1", "`hang` takes no value"),
        ("cmd=,hang", "`cmd` must be a name, as in `cmd=NAME`, not ``"),
        ("rate=1.1,hang", "`rate` must be a number from 0 to 1, as in `rate=0.1`, not `1.1`"),
        ("rate=nan,hang", "`rate` must be a number from 0 to 1, as in `rate=0.1`, not `nan`"),
        ("rate=10%,hang", "`rate` must be a number from 0 to 1, as in `rate=0.1`, not `10%`"),
        ("times=-1,hang", "`times` must be a whole number of requests, as in `times=2`, not `-1`"),
        ("app=me,hang", "`app` must be an app's id, as in `app=1000`, not `me`"),
        ("delivered=maybe,hang", "`delivered` must be `yes` or `no`, as in `delivered=no`, not `maybe`"),
        ("delay=250", "`delay` must be a time in ms, s or m, an hour at most, as in `delay=250ms`, not `250`"),
        ("drip=61m", "`drip` must be a time in ms, s or m, an hour at most, as in `drip=10ms`, not `61m`"),
        ("delay=1.5s", "`delay` must be a time in ms, s or m, an hour at most, as in `delay=250ms`, not `1.5s`"),
        ("status=200", "200 is no HTTP status from 300 to 599"),
        ("status=99999", "`status` must be an HTTP status, as in `status=502`, not `99999`"),
        ("reset=head", "`reset` stands alone or is `reset=body`, not `head`"),
        ("jsonp=a b", "`a b` is no name of a function"),
        ("content-type=html", "`html` is no content type, as `text/html` is"),
    ] {
        let error = text.parse::<FaultRule>().unwrap_err();
        assert_eq!(error.to_string(), says, "{text}");
    }
}

#[test]
fn rules_are_held_against_the_spec() {
    let model = model();
    for (text, says) in [
        ("cmd=sya,hang", "the spec has no command `sya`; did you mean `say`?"),
        ("cmd=no_such,hang", "the spec has no command `no_such`"),
        ("gateway=realy,hang", "the spec has no gateway `realy`; did you mean `relay`?"),
        ("cmd=say,gateway=other,hang", "the command `say` is not at the gateway `other`"),
        ("code=0", "0 is how the gateway `relay` says that all is well"),
        ("cmd=report,code=0,layer=command", "0 is how the command `report` says that all is well"),
        ("cmd=say,code=-6,layer=command", "not the command `say` answers with a code of its own; `layer=gateway` does"),
        ("gateway=other,code=-6,layer=command", "no command answers with a code of its own; `layer=gateway` does"),
    ] {
        assert_eq!(rule(text).check(&model).unwrap_err().to_string(), says, "{text}");
    }
    for text in
        ["hang", "cmd=say,code=-5", "cmd=report,code=-1,layer=command", "code=-1,layer=command", "gateway=other,html"]
    {
        rule(text).check(&model).unwrap_or_else(|error| panic!("{text}: {error}"));
    }
}

#[test]
fn rules_made_in_code_are_held_against_the_same_ranges() {
    let wrong = [
        FaultRule::new(Fault::Hang).rate(1.5),
        FaultRule::new(Fault::Hang).rate(f64::NAN),
        FaultRule::new(Fault::Status(200)),
        FaultRule::new(Fault::Delay(Duration::from_hours(2))),
        FaultRule::new(Fault::ContentType("a/b\r\nx: y".to_owned())),
        FaultRule::new(Fault::Jsonp(String::new())),
    ];
    for rule in wrong {
        assert!(rule.check(&model()).is_err(), "{rule:?}");
    }
}

#[test]
fn codes_that_the_document_does_not_have_are_said() {
    let model = model();
    assert_eq!(rule("code=-5").unknown_code(&model), None);
    assert_eq!(rule("hang").unknown_code(&model), None);
    let missing = |text: &str| rule(text).unknown_code(&model).unwrap_or_else(|| panic!("{text}"));
    assert_eq!(missing("code=-6"), "the document does not have the code -6 in relay");
    assert_eq!(missing("cmd=report,code=-5,layer=command"), "the document has no codes for where -5 is to come from");
}

fn rules() -> impl Strategy<Value = FaultRule> {
    let millis = || (0..3_600_000_u64).prop_map(Duration::from_millis);
    let fault = prop_oneof![
        (any::<i64>(), prop_oneof![Just(Layer::Gateway), Just(Layer::Command)])
            .prop_map(|(code, layer)| Fault::Code { code, layer }),
        (300..600_u16).prop_map(Fault::Status),
        millis().prop_map(Fault::Delay),
        millis().prop_map(Fault::Drip),
        Just(Fault::ResetBody),
        Just(Fault::Hang),
        "[a-z]{1,8}/[a-z]{1,8}".prop_map(Fault::ContentType),
        "[A-Za-z_.$]{1,20}".prop_map(Fault::Jsonp),
    ];
    let option = |strategy: BoxedStrategy<u64>| prop::option::of(strategy);
    let name = || prop::option::of("[a-z_]{1,12}");
    let narrowed = (name(), name(), option(any::<u64>().boxed()), 0.0..=1.0_f64, any::<u64>());
    (fault, narrowed, option(any::<u64>().boxed()), prop::option::of(any::<bool>())).prop_map(
        |(fault, (command, gateway, app, rate, after), times, delivered)| {
            let mut rule = FaultRule::new(fault).rate(rate).after(after);
            rule = command.into_iter().fold(rule, FaultRule::command);
            rule = gateway.into_iter().fold(rule, FaultRule::gateway);
            rule = app.into_iter().fold(rule, FaultRule::app);
            rule = times.into_iter().fold(rule, FaultRule::times);
            delivered.into_iter().fold(rule, FaultRule::delivered)
        },
    )
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_rule_is_what_its_text_says(given in rules()) {
        prop_assert_eq!(rule(&given.to_string()), given);
    }

    #[test]
    fn no_text_does_worse_than_to_be_refused(text in "[a-z=,.0-9 -]{0,40}|\\PC{0,20}") {
        let _ = text.parse::<FaultRule>();
    }
}
