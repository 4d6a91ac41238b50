//! `qq-cgi sign`: the document's sample, other schemes, and values that cannot be sent.

use serde_json::Value;

use crate::{
    folder::Folder,
    program::{Ran, run, run_in},
};

const TOKEN: &str = "1821FD577DD45526CA6EA2ADAC685508";
const SAMPLE: [&str; 7] = [
    "oauth_consumer_key=100330589",
    "access_token=1821FD577DD45526CA6EA2ADAC685508",
    "openid=29439511BB5D23F36BD09F5B0DF94181",
    "card_id=11746",
    "style_id=1",
    "version=7.2.5",
    "platform=2",
];
const SIGN: &str = "a61529eb51852c7bb6fe396bd62dadcd";
/// From spec/relay/achieve.toml; its sign was computed by Python's hashlib.
const REPORT: &str = r#"param={"total":8,"list":[{"type":12,"data":"1","bcover":1,"expires":0},{"type":26,"data":"1","bcover":1,"expires":0},{"type":27,"data":"456","bcover":1,"expires":0},{"type":28,"data":"476","bcover":1,"expires":0},{"type":29,"data":"小明 & Co","bcover":1,"expires":0},{"type":1,"data":"31","bcover":1,"expires":0},{"type":3,"data":"900","bcover":1,"expires":1510109015},{"type":6000,"data":"180","bcover":1,"expires":0}]}"#;
const GAME: &str = "examples/own_spec/specs/game.toml";

#[test]
fn the_documents_sample_reproduces() {
    let ran = sign_sample(&["--format", "json"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    let signed = &ran.json()[0];
    assert_eq!(signed["sign"], SIGN);
    assert_eq!(signed["method"], "GET");
    assert_eq!(
        signed["source"],
        format!(
            "***$access_token${TOKEN}$card_id$11746$cmd$qc_set_summary_card$oauth_consumer_key$100330589\
             $openid$29439511BB5D23F36BD09F5B0DF94181$platform$2$style_id$1$version$7.2.5***"
        )
    );
    assert_eq!(
        signed["url"],
        format!(
            "https://proxy.vip.qq.com/cgi-bin/QQConnect.fcgi?access_token={TOKEN}&card_id=11746\
             &cmd=qc_set_summary_card&oauth_consumer_key=100330589&openid=29439511BB5D23F36BD09F5B0DF94181\
             &platform=2&style_id=1&version=7.2.5&sign={SIGN}"
        )
    );
    ran.never_says("123456");
}

#[test]
fn people_do_not_see_the_token() {
    let ran = sign_sample(&[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let lines: Vec<_> = ran.stdout.lines().collect();
    assert_eq!(lines[0], "method  GET");
    assert!(lines[1].starts_with("url     https://proxy.vip.qq.com/cgi-bin/QQConnect.fcgi?access_token=***&card_id="));
    assert!(lines[1].ends_with("&version=7.2.5&sign=***"));
    assert_eq!(lines[2], format!("sign    {SIGN}"));
    assert!(lines[3].starts_with("source  ***$access_token$***$card_id$11746$"));
    assert_eq!(lines.len(), 4);
    ran.never_says("123456");
    ran.never_says(TOKEN);
}

#[test]
fn another_scheme_is_a_row_of_another_spec() {
    let arguments = ["sign", "buy", "app=1111", "player=player 1", "item=剑 & 盾", "amount=2"];
    let ran = run(&[&arguments[..], &["--secret", "shop-secret", "--spec", GAME, "--format", "json"]].concat());
    let signed = &ran.json()[0];
    assert_eq!(signed["sign"], "168122BAE2157632985FC431EC5C58AD");
    let query = "action=buy&amount=2&app=1111&item=%E5%89%91%20%26%20%E7%9B%BE&player=player%201";
    assert_eq!(signed["source"], format!("GET&/v1/cgi&{query}&***"));
    assert_eq!(
        signed["url"],
        format!("https://shop.example/v1/cgi?{query}&signature=168122BAE2157632985FC431EC5C58AD")
    );
    ran.never_says("shop-secret");
}

#[test]
fn json_is_sent_as_it_was_given_and_what_is_fixed_is_filled_in() {
    let friends = r#"fopenids=[{"openid":"F1","type":0}]"#;
    let own = [friends, "imageUrl=http://i/?a=b", "targetUrl=t", "game_tag=MSG_INVITE"];
    let signed = &sign("send_share_for_inner", &[&SAMPLE[..3], &own].concat(), &["--format", "json"]).json()[0];
    let source = signed["source"].as_str().unwrap();
    assert!(
        source.contains(r#"$dst$1001$flag$1$fopenids$[{"openid":"F1","type":0}]$game_tag$MSG_INVITE$"#),
        "{source}"
    );
    assert!(source.contains("$imageUrl$http://i/?a=b$"), "{source}");
    let url = signed["url"].as_str().unwrap();
    assert!(url.contains("&fopenids=%5B%7B%22openid%22%3A%22F1%22%2C%22type%22%3A0%7D%5D&game_tag="), "{url}");
}

#[test]
fn the_method_is_one_that_the_command_takes() {
    let report = |wanted: &[&str]| {
        let ran = sign("gc_achieve_report", &[&SAMPLE[..3], &[REPORT]].concat(), wanted);
        assert!(ran.stdout.contains("\nsign    469be8e35d3e7feaebe1bdb7c21701b8\n"), "{ran:?}");
        ran.stdout.lines().next().unwrap().to_owned()
    };
    assert_eq!(report(&[]), "method  POST");
    assert_eq!(report(&["--method", "get"]), "method  GET");
    let refused = sign_sample(&["--method", "POST"]);
    assert_eq!((refused.code, &*refused.stdout), (1, ""));
    assert_eq!(refused.stderr, "error: command `qc_set_summary_card` is called by GET, not by POST\n");
    assert_eq!(sign_sample(&["--method", "PUT"]).code, 2);
}

#[test]
fn every_bad_value_is_named() {
    let params = [
        "oauth_consumer_key=100330589",
        "opennid=29439511BB5D23F36BD09F5B0DF94181",
        "access_token=",
        "card_id=eleven",
        "style_id=4294967296",
        "platform=1",
        "platform=2",
        "sign=x",
    ];
    let ran = sign("qc_set_summary_card", &params, &[]);
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    let expected = [
        "error: parameter `openid` is required and missing",
        "error: parameter `access_token` must not be empty",
        "error: parameter `card_id` must be a whole number from 0 to 4294967295",
        "error: parameter `style_id` must be a whole number from 0 to 4294967295",
        "error: parameter `platform` must be given once",
        "error: parameter `opennid` is unknown; did you mean `openid`?",
        "error: parameter `sign` is always computed",
    ];
    assert_eq!(ran.stderr.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn json_is_checked_against_its_struct() {
    for (json, expected) in [
        ("[", "parameter `fopenids` must be a JSON list ("),
        ("[]", "parameter `fopenids` must have at least 1 item"),
        (r#"[{"openid":""}]"#, "parameter `fopenids[0].openid` must not be empty"),
        (r#"[{"type":0}]"#, "parameter `fopenids[0].openid` is required and missing"),
    ] {
        let friends = format!("fopenids={json}");
        let own = [&*friends, "imageUrl=i", "targetUrl=t", "game_tag=MSG_INVITE"];
        let ran = sign("send_share_for_inner", &[&SAMPLE[..3], &own].concat(), &[]);
        assert_eq!(ran.code, 1, "{json}: {ran:?}");
        assert!(ran.stderr.starts_with(&format!("error: {expected}")), "{json}: {ran:?}");
    }
}

#[test]
fn a_limit_of_the_own_spec_binds() {
    let bad = ["app=1111", "player=p", "item=", "amount=100", "colour=blue"];
    let ran = run(&[&["sign", "buy"], &bad[..], &["--secret", "s", "--spec", GAME]].concat());
    assert_eq!(ran.code, 1);
    let lines: Vec<_> = ran.stderr.lines().collect();
    assert_eq!(
        lines[..2],
        ["error: parameter `item` must not be empty", "error: parameter `amount` must be at most 99, is 100"]
    );
    assert!(lines[2].starts_with("error: parameter `colour` must be"), "{ran:?}");
    assert_eq!(lines.len(), 3);
}

#[test]
fn an_unknown_command_is_answered_by_the_nearest() {
    let near = sign("qc_set_sumary_card", &[], &[]);
    let expected = "error: command `qc_set_sumary_card` is unknown; did you mean `qc_set_summary_card`?\n";
    assert_eq!((near.code, &*near.stderr), (1, expected));
    assert_eq!(sign("fly", &[], &[]).stderr, "error: command `fly` is unknown\n");
}

#[test]
fn what_is_not_a_pair_is_not_repeated() {
    for wrong in [TOKEN, "=x"] {
        let ran = sign("qc_set_summary_card", &["card_id=1", wrong], &[]);
        assert_eq!((ran.code, &*ran.stderr), (2, "error: parameter number 2 is not NAME=VALUE\n"));
    }
}

#[test]
fn an_unsigned_gateway_needs_no_secret() {
    let folder = Folder::new();
    folder.write("plain.toml", PLAIN);
    let ran = run_in(folder.path(), &["sign", "look", "key=a b", "--spec", "plain.toml", "--format", "json"]);
    let signed = &ran.json()[0];
    assert_eq!((&signed["sign"], &signed["source"]), (&Value::Null, &Value::Null));
    assert_eq!(signed["url"], "http://plain.example/cgi?cmd=look&key=a%20b");
    let human = run_in(folder.path(), &["sign", "look", "key=a b", "--spec", "plain.toml"]);
    assert_eq!(
        human.stdout,
        "method  GET\nurl     http://plain.example/cgi?cmd=look&key=***\n\
         sign    none: the gateway `plain` takes unsigned requests\n"
    );
}

#[test]
fn a_path_of_the_commands_own_is_written_and_signed() {
    let ran = run(&["sign", "me", "access_token=t-o-k-e-n", "--format", "json"]);
    assert_eq!(ran.json()[0]["url"], "https://graph.qq.com/oauth2.0/me?access_token=t-o-k-e-n", "{ran:?}");
    let folder = Folder::new();
    folder.write("signed.toml", SIGNED_PATH);
    let arguments = ["sign", "look", "--secret", "s", "--spec", "signed.toml", "--format", "json"];
    let signed = &run_in(folder.path(), &arguments).json()[0];
    assert_eq!(signed["source"], "/cgi/look***");
    // Python: hashlib.md5(b"/cgi/looks").hexdigest()
    assert_eq!(signed["url"], "http://signed.example/cgi/look?sign=1075f42df15a76adafe5f9522b0b32ab");
}

const SIGNED_PATH: &str = "[spec]
name = 'signed'

[sign.by-path]
param = 'sign'
digest = 'md5'
output = 'lower-hex'
parts = [{ path = true }, { secret = true }]

[gateway.signed]
urls = ['http://signed.example/cgi']
sign = 'by-path'
envelope = { code = 'ret', message = 'msg', data = 'data' }
params.sign = { type = 'string', from = 'sign' }

[command.look]
gateway = 'signed'
path = '/look'
reply = 'unknown'

[[command.look.example]]
secret = 's'
sign = '1075f42df15a76adafe5f9522b0b32ab'
params = {}
";

#[test]
fn a_spec_with_mistakes_signs_nothing() {
    let folder = Folder::of_shipped_spec();
    folder.change("relay/summary_card.toml", "\"u32\"", "\"u23\"");
    let arguments = [&["sign", "qc_set_summary_card"], &SAMPLE[..], &["--secret", "123456", "--spec", "social.toml"]];
    let ran = run_in(folder.path(), &arguments.concat());
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    assert!(ran.stderr.starts_with("error[QQ0105]: unknown type `u23`\n"), "{ran:?}");
    assert!(ran.stderr.ends_with("\nsocial.toml: 1 error\n"), "{ran:?}");
}

const PLAIN: &str = "[spec]
name = 'plain'
en = 'Nothing is signed here.'

[gateway.plain]
en = 'Takes everything.'
urls = ['http://plain.example/cgi']
envelope = { code = 'ret', success = 0, message = 'msg', success_message = 'ok', data = 'data' }
params.cmd = { type = 'string', from = 'command.name', en = 'The command.' }

[command.look]
gateway = 'plain'
methods = ['GET']
reply = 'unknown'
en = 'Looks.'
params.key = { type = 'string', secret = true, en = 'What for.' }
";

fn sign_sample(options: &[&str]) -> Ran {
    sign("qc_set_summary_card", &SAMPLE, options)
}

fn sign(command: &str, params: &[&str], options: &[&str]) -> Ran {
    run(&[&["sign", command], params, &["--secret", "123456"], options].concat())
}
