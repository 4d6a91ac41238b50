//! `qq-cgi explain`: what a code means, wherever it stands.

use crate::{
    folder::Folder,
    program::{run, run_in},
};

/// Two tables that have the same number, and codes that are known by their constants' names.
const TWO_TABLES: &str = "[spec]
name = 'own'

[errors.door.codes.-5]
name = 'Locked'
zh = '门锁着'
en = 'The door is locked.'
zh_remedy = '请找钥匙'
en_remedy = 'Look for the key.'
remedy = 'check_credentials'

[errors.window.codes.-5]
name = 'Broken'
en = 'The window is broken.'
remedy = 'none'
note = 'Since the storm.'
basis = 'sample'

[errors.window.codes.3]
name = 'Dirty'
remedy = 'fix_request'
";

fn two_tables() -> Folder {
    let folder = Folder::new();
    folder.write("own.toml", TWO_TABLES);
    folder
}

#[test]
fn a_code_is_told_in_both_languages_with_its_remedy_and_place() {
    let ran = run(&["explain", "-5", "--table", "relay"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
    let place = place_of("[errors.relay.codes.-5]");
    for text in [
        "-5 in `relay`: RelayError::SignatureMismatch\n",
        "meaning The signature could not be verified.\n          签名验证失败\n",
        "remedy  Retry once; if that fails, submit a ticket to the vendor's support.\n",
        "          重试一次，若失败请 提交工单 联系客服处理\n",
        "advice  retry_once: Sign again and send once more; if that fails, check the secret.\n          重新签名并重试一次；若仍失败，请检查密钥。\n",
        "source  错误码 2018-12-24\n",
        &format!("place   {place}\n"),
    ] {
        assert!(ran.stdout.contains(text), "{text} is missing in\n{}", ran.stdout);
    }
}

#[test]
fn a_large_code_is_found_by_its_number_and_by_its_name() {
    let by_number = run(&["explain", "100016", "--table", "relay"]);
    assert!(by_number.stdout.contains("access token 验证失败，其它原因"), "{by_number:?}");
    let by_name = run(&["explain", "OauthAccessTokenVerificationFailed", "--table", "relay"]);
    assert_eq!((by_name.code, by_name.stdout), (0, by_number.stdout));
}

/// Codes of the mobile SDKs: by the name of a constant, with its number and without, and by a number alone.
#[test]
fn a_code_may_be_pasted_with_the_minus_of_a_document() {
    let ran = run(&["explain", "-5"]);
    for minus in ['\u{2212}', '\u{ff0d}'] {
        assert_eq!(run(&["explain", &format!("{minus}5")]).stdout, ran.stdout, "{minus}");
    }
    let unknown = run(&["explain", "\u{2212}987654"]);
    assert!(unknown.stderr.starts_with("error: no error table has a code `-987654`"), "{unknown:?}");
}

#[test]
fn a_constant_is_found_by_its_name() {
    for (code, said) in [
        (
            "kOpenSDKErrorReLogin",
            &[
                "3 kOpenSDKErrorReLogin in `open_sdk`: OpenSdkError::ReLogin\n",
                "\n          token 无效或用户未授权相应权限需要重新登录\n",
                "  advice  reauthorize: Have the player log in again.\n          让用户重新登录授权。\n",
                "  source  调用 OpenAPI 2017-11-02\n",
                "  place   ios/user_info.toml:",
            ][..],
        ),
        (
            "GuildErrInvalidGrpOwner",
            &[
                "(number not public) GuildErrInvalidGrpOwner in `guild`: GuildError::NotGroupOwner\n",
                "  meaning The player does not own the group.\n          当前用户不是群主。\n",
                "  place   ios/guild.toml:",
            ],
        ),
        (
            "221005",
            &[
                "221005 in `game_sdk`: GameSdkError::NotGroupOwner\n",
                "  meaning The current user does not own the group.\n          当前用户不是群主\n",
                "  source  Android 游戏 SDK 错误码解析 2017-11-02, 解除绑群 2017-11-02\n",
                "  place   android/errors.toml:",
            ],
        ),
    ] {
        let ran = run(&["explain", code]);
        assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
        for text in said {
            assert!(ran.stdout.contains(text), "{text} is missing in\n{}", ran.stdout);
        }
        assert_eq!(ran.stdout.matches(" in `").count(), 1, "{code} stands in one table");
    }
}

#[test]
fn a_name_without_a_number_has_none_in_json() {
    let found = run(&["explain", "GuildErrInvalidGrpOwner", "--format", "json"]).json();
    assert_eq!(found.len(), 1);
    assert!(found[0]["code"].is_null());
    assert_eq!((&found[0]["symbol"], &found[0]["name"]), (&"GuildErrInvalidGrpOwner".into(), &"NotGroupOwner".into()));
}

#[test]
fn every_table_that_has_the_number_is_told() {
    let folder = two_tables();
    let ran = run_in(folder.path(), &["explain", "-5", "--spec", "own.toml"]);
    let expected = "-5 in `door`: DoorError::Locked
  meaning The door is locked.
          门锁着
  remedy  Look for the key.
          请找钥匙
  advice  check_credentials: Check app id and keys.
          检查 APPID 和密钥。
  place   own.toml:4

-5 in `window`: WindowError::Broken
  meaning The window is broken.
  advice  none: Nothing is known to help.
          没有已知的处理办法。
  basis   sample
  note    Since the storm.
  place   own.toml:12
";
    assert_eq!((ran.code, &*ran.stdout), (0, expected), "{}", ran.stdout);
}

#[test]
fn json_is_one_object_per_meaning_and_line() {
    let folder = two_tables();
    let ran = run_in(folder.path(), &["explain", "-5", "--spec", "own.toml", "--format", "json"]);
    let found = ran.json();
    let tables: Vec<_> = found.iter().map(|found| found["table"].as_str().unwrap()).collect();
    assert_eq!(tables, ["door", "window"]);
    let door = &found[0];
    assert_eq!((&door["code"], &door["rust"]), (&(-5).into(), &"DoorError::Locked".into()));
    assert_eq!((&door["zh"], &door["en_remedy"]), (&"门锁着".into(), &"Look for the key.".into()));
    assert_eq!((&door["remedy"], &door["line"]), (&"check_credentials".into(), &4.into()));
    assert!(found[1]["zh"].is_null() && found[1]["symbol"].is_null(), "{ran:?}");
}

#[test]
fn a_table_narrows_the_search() {
    let folder = two_tables();
    let explain = |code: &str, table: &str| {
        run_in(folder.path(), &["explain", code, "--table", table, "--spec", "own.toml", "--format", "json"])
    };
    assert_eq!(explain("-5", "window").json()[0]["name"], "Broken");
    assert_eq!(explain("-5", "WindowError").json().len(), 1);
    let elsewhere = explain("3", "door");
    assert_eq!((elsewhere.code, &*elsewhere.stdout), (1, ""));
    assert_eq!(elsewhere.stderr, "error: the error table `door` has no code `3`; it stands in window\n");
    let misspelt = explain("-5", "windwo");
    let expected =
        "error: no error table is called `windwo`; did you mean `window`?; the error tables are door, window\n";
    assert_eq!((misspelt.code, &*misspelt.stderr), (1, expected));
}

#[test]
fn what_no_table_has_is_1_and_the_nearest_name_is_told() {
    let folder = two_tables();
    for (code, said) in [
        ("-77", "no error table has a code `-77`; the error tables are door, window"),
        ("Loked", "no error table has a code `Loked`; did you mean `Locked`?; the error tables are door, window"),
        ("Q9999", "no error table has a code `Q9999`; the error tables are door, window"),
    ] {
        let ran = run_in(folder.path(), &["explain", code, "--spec", "own.toml"]);
        assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (1, "", &*format!("error: {said}\n")));
    }
    folder.write("none.toml", "[spec]\nname = 'none'\n");
    let ran = run_in(folder.path(), &["explain", "5", "--spec", "none.toml"]);
    assert_eq!(ran.stderr, "error: no error table has a code `5`; the spec has none\n");
}

#[test]
fn a_rule_of_the_language_is_told_without_any_spec() {
    let ran = run(&["explain", "QQ0101", "--spec", "no-such-file.toml"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    let title = "QQ0101 unknown-key (error)\nOnly keys of the spec language are used.\n\n";
    assert!(ran.stdout.starts_with(title), "{ran:?}");
    let json = run(&["explain", "qq0101", "--format", "json"]).json();
    assert_eq!((&json[0]["rule"], &json[0]["name"]), (&"QQ0101".into(), &"unknown-key".into()));
}

#[test]
fn a_spec_with_mistakes_explains_nothing() {
    let folder = two_tables();
    folder.change("own.toml", "'none'", "'nnoe'");
    let ran = run_in(folder.path(), &["explain", "-5", "--spec", "own.toml"]);
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    assert!(ran.stderr.starts_with("error[QQ0104]") && ran.stderr.ends_with("own.toml: 1 error\n"), "{ran:?}");
}

#[test]
fn wrong_usage_is_2() {
    for wrong in [&["explain"][..], &["explain", "-5", "-6"], &["explain", "5", "--format", "xml"]] {
        assert_eq!(run(wrong).code, 2, "{wrong:?}");
    }
}

/// File and line of a header in the shipped list of codes.
fn place_of(header: &str) -> String {
    let text = Folder::of_shipped_spec().read("relay/errors.toml");
    let line = text.lines().position(|line| line == header).unwrap() + 1;
    format!("relay/errors.toml:{line}")
}

#[test]
fn a_rule_is_explained_by_its_id_and_by_its_name() {
    let ran = run(&["explain", "QQ0106"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
    let parts = [
        "QQ0106 unknown-name (error)\nEvery item that is referred to is defined.\n\nItems refer to each other by name",
        "\n\nwrong, order.toml:\n  [command.greet]\n  gateway = \"shpo\"\n  reply = \"Done\"\n\n",
        "  error[QQ0106]: unknown gateway `shpo`\n   --> order.toml:2:11\n",
        "did you mean `shop`?\n    = help: defined are shop\n\nright, order.toml:\n  [command.greet]\n  gateway = \"shop\"\n",
        "\n\norder.toml is a file of shop.toml.\n\nshop.toml:\n  [spec]\n  name = \"shop\"\n",
    ];
    let places: Vec<_> = parts.iter().map(|part| ran.stdout.find(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}\n{}", ran.stdout);
    for same in ["qq0106", "unknown-name"] {
        assert_eq!(run(&["explain", same]).stdout, ran.stdout, "{same}");
    }
    assert!(run(&["explain", "empty"]).stdout.ends_with("\n\norder.toml is a file of shop.toml.\n"));
    let of_two_files = run(&["explain", "base"]).stdout;
    assert!(of_two_files.contains("\n\nright, shop.toml of the base:\n  [spec]\n"), "{of_two_files}");
}

#[test]
fn a_rule_in_json_holds_specs_that_can_be_checked() {
    let folder = Folder::new();
    for rule in ["QQ0003", "unknown-key", "QQ0219"] {
        let found = &run(&["explain", rule, "--format", "json"]).json()[0];
        let keys: Vec<_> = found.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["rule", "name", "level", "purpose", "why", "wrong", "said", "right"]);
        for (example, said) in [("wrong", found["said"].as_str().unwrap()), ("right", "")] {
            let files = found[example]["files"].as_array().unwrap();
            for file in files {
                folder.write(file["file"].as_str().unwrap(), file["text"].as_str().unwrap());
            }
            let ran = run_in(folder.path(), &["check", files[0]["file"].as_str().unwrap()]);
            assert_eq!(ran.code, i32::from(!said.is_empty()), "{ran:?}");
            assert!(ran.stderr.starts_with(said), "{said}\nis not what is said:\n{}", ran.stderr);
        }
    }
}

#[test]
fn an_unknown_rule_is_said_to_be_one_even_if_the_spec_is_broken() {
    let folder = Folder::new();
    folder.write("broken.toml", "[spec\n");
    let ran = run_in(folder.path(), &["explain", "QQ01011", "--spec", "broken.toml"]);
    let said = "error: no rule is called `QQ01011`; did you mean `QQ0101`?\n";
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (1, "", said));
    // Of two ids that differ by two digits, none was meant.
    assert_eq!(run(&["explain", "qq9999"]).stderr, "error: no rule is called `qq9999`\n");
    let ran = run(&["explain", "unknwon-key"]);
    let said = "error: no rule is called `unknwon-key`; did you mean `unknown-key`?\n";
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (1, "", said));
    // A table is asked for codes, not for rules.
    let ran = run(&["explain", "QQ0101", "--table", "relay"]);
    assert!(ran.code == 1 && ran.stderr.starts_with("error: no error table has a code `QQ0101`"), "{ran:?}");
}
