//! `qq-cgi new` and `qq-cgi add`: what they write, what they refuse, and what they say.

use crate::{
    folder::Folder,
    program::{Ran, run, run_in},
};

const ROOT: &str = "# Ours.\n[spec]\nname = \"own\"\nlints = { unused-item = \"allow\" }\nfiles = [\n    \"shop/gateway.toml\", # where all go\n]\n";

const GATEWAY: &str = "[gateway.shop]
urls = [\"https://shop.example/cgi\"]
envelope = { code = \"code\", message = \"text\", data = \"body\" }
params.action = { type = \"string\", from = \"command.name\" }
";

fn shop() -> Folder {
    let folder = Folder::new();
    folder.write("own.toml", ROOT).write("shop/gateway.toml", GATEWAY);
    folder
}

fn in_shop(folder: &Folder, arguments: &[&str]) -> Ran {
    run_in(folder.path(), &[arguments, &["--spec", "own.toml"]].concat())
}

fn is_sound(folder: &Folder) -> bool {
    let ran = run_in(folder.path(), &["check", "own.toml", "--format", "json"]);
    ran.code == 0 && ran.stdout.is_empty()
}

#[test]
fn a_command_is_begun_in_a_file_of_its_own_and_listed() {
    let folder = shop();
    let ran = in_shop(&folder, &["new", "command", "sendGift"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stdout.starts_with("[command.sendGift] begins at send_gift.toml:4:1, listed in own.toml\n"), "{ran:?}");
    assert!(
        folder
            .read("send_gift.toml")
            .contains("\n[command.sendGift]\n# The gateway that carries it.\ngateway = \"shop\"\n")
    );
    let listed = "    \"shop/gateway.toml\", # where all go\n    \"send_gift.toml\",\n]\n";
    assert_eq!(folder.read("own.toml"), ROOT.replace("    \"shop/gateway.toml\", # where all go\n]\n", listed));
    assert!(is_sound(&folder));

    // The next gateway stands where its siblings do; an item of another kind can have the same name.
    assert_eq!(in_shop(&folder, &["new", "gateway", "bank"]).code, 0);
    assert!(folder.read("shop/bank.toml").contains("\n[gateway.bank]\n"));
    assert_eq!(in_shop(&folder, &["new", "error-table", "bank"]).code, 0);
    assert_eq!(in_shop(&folder, &["new", "errors", "shop", "--file", "shop/gateway.toml"]).code, 0);
    assert!(folder.read("shop/gateway.toml").starts_with(&format!("{GATEWAY}\n# An error table")));
    assert!(is_sound(&folder));
}

#[test]
fn whatever_can_be_begun_is_sound_at_once() {
    let folder = shop();
    for kind in KINDS {
        let name = match kind {
            "struct" => "BegunStruct",
            "enum" => "BegunEnum",
            kind => kind,
        };
        let ran = in_shop(&folder, &["new", kind, name, "--gateway", "shop"][..if kind == "command" { 5 } else { 3 }]);
        assert_eq!(ran.code, 0, "{kind}: {ran:?}");
    }
    assert!(is_sound(&folder));
}

const KINDS: [&str; 14] = [
    "command",
    "error-table",
    "gateway",
    "callback",
    "struct",
    "enum",
    "type-table",
    "page",
    "sign",
    "table",
    "stages",
    "sdk",
    "matrix",
    "note",
];

#[test]
fn a_gateway_is_asked_for_where_there_are_several_and_said_to_be_missing_where_there_is_none() {
    let folder = Folder::new();
    folder.write("own.toml", "[spec]\nname = 'own'\n");
    let ran = in_shop(&folder, &["new", "command", "buy"]);
    assert!(ran.code == 1 && ran.stderr.contains("begin one with `qq-cgi new gateway NAME`"), "{ran:?}");

    folder.write("own.toml", "[spec]\nname = 'own'\nbase = 'qq_game_social::social'\n");
    let ran = in_shop(&folder, &["new", "command", "buy"]);
    let asked = "error: say which gateway carries it: --gateway NAME, one of relay, graph_oauth2, graph_user\n";
    assert_eq!((ran.code, &*ran.stderr), (2, asked));
    let ran = in_shop(&folder, &["new", "command", "buy", "--gateway", "realy"]);
    assert!(ran.code == 1 && ran.stderr.contains("unknown gateway `realy`; did you mean `relay`?"), "{ran:?}");
    // This one names its commands by their paths.
    assert_eq!(in_shop(&folder, &["new", "command", "buy", "--gateway", "graph_user"]).code, 0);
    assert!(folder.read("buy.toml").contains("\npath = \"/buy\"\n"));
    assert!(is_sound(&folder));
}

#[test]
fn a_name_that_is_taken_or_none_changes_nothing_and_says_where_the_other_one_is() {
    let folder = shop();
    assert_eq!(in_shop(&folder, &["new", "command", "buy_it"]).code, 0);
    let root = folder.read("own.toml");
    for (arguments, why) in [
        (&["new", "gateway", "shop"][..], "error: [gateway.shop] is there already: shop/gateway.toml:1:1\n"),
        (&["new", "struct", "BuyIt"], " buy_it.toml:4:10\n"),
        (&["new", "struct", "small"], "expected a name such as `Address`"),
        (&["new", "command", "a b"], "error: `a b` is no name: expected letters, digits, `_`, `-` and `.`\n"),
        (&["new", "command", "x", "--file", "../x.toml"], "error: `../x.toml` cannot be a member of `own.toml`"),
        (&["new", "command", "x", "--file", "x.txt"], "expected a TOML file below its folder"),
        (&["new", "command", "x", "--file", "stray.toml"], "error: `stray.toml` is there already and is no member"),
        (&["new", "page", "x", "--gateway", "shop"], "error: only a command has a gateway\n"),
    ] {
        folder.write("stray.toml", "mine");
        let ran = in_shop(&folder, arguments);
        assert!(ran.code > 0 && ran.stderr.contains(why), "{arguments:?}: {ran:?}");
        assert_eq!((folder.read("own.toml"), folder.read("stray.toml")), (root.clone(), "mine".to_owned()));
    }
    let files = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(files, 4, "own, stray, buy_it and the folder shop");
}

#[test]
fn what_is_missing_can_be_begun_although_the_spec_has_mistakes() {
    let folder = shop();
    in_shop(&folder, &["new", "command", "buy"]);
    folder.change("buy.toml", "reply = \"unknown\"", "reply = \"Receipt\"");
    assert!(!is_sound(&folder));
    assert_eq!(in_shop(&folder, &["new", "struct", "Receipt"]).code, 0);
    assert!(is_sound(&folder));
    folder.change("buy.toml", "reply = ", "reply ");
    let ran = in_shop(&folder, &["new", "struct", "Other"]);
    assert!(ran.code == 1 && ran.stderr.contains("cannot be written to as long as it cannot be read"), "{ran:?}");
}

#[test]
fn a_dry_run_shows_both_files_and_writes_none() {
    let folder = shop();
    let ran = in_shop(&folder, &["new", "struct", "Receipt", "--dry-run"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.starts_with("--- /dev/null\n+++ receipt.toml\n"), "{ran:?}");
    assert!(ran.stdout.contains("--- own.toml\n+++ own.toml\n") && ran.stdout.contains("\n+    \"receipt.toml\",\n"));
    assert_eq!(folder.read("own.toml"), ROOT);
    assert!(!folder.path().join("receipt.toml").exists());
}

#[test]
fn both_languages_where_the_spec_wants_them() {
    let folder = shop();
    folder.write("own.toml", &ROOT.replace("\"allow\" }", "\"allow\", missing-text = \"deny\" }"));
    assert_eq!(in_shop(&folder, &["new", "struct", "Receipt"]).code, 0);
    assert!(folder.read("receipt.toml").contains("\nzh = \"待填写"));
    assert!(is_sound(&folder));
}

#[test]
fn rows_are_added_to_the_shipped_spec_as_its_own_are_written() {
    let folder = Folder::of_shipped_spec();
    let spec = ["--spec", "social.toml"];
    let add = |arguments: &[&str]| run_in(folder.path(), &[&["add"], arguments, &spec[..]].concat());
    for (arguments, file, behind, block) in [
        (
            &[
                "code",
                "relay",
                "-27",
                "Fresh",
                "--zh",
                "新",
                "--en",
                "New.",
                "--en-remedy",
                "Wait.",
                "--remedy",
                "back_off",
            ][..],
            "relay/errors.toml",
            "it looks shifted by a row.\"\n",
            "\n[errors.relay.codes.-27]\nname = \"Fresh\"\nzh = \"新\"\nen = \"New.\"\nen_remedy = \"Wait.\"\nremedy = \"back_off\"\n",
        ),
        (
            &["type-id", "achieve", "fresh", "--id", "18", "--type", "u32", "--column", "bcover=1", "--en", "New."],
            "relay/achieve.toml",
            "en = \"Combat power; reported when it changes.\"\n",
            "\n[types.achieve.rows.fresh]\nid = 18\ntype = \"u32\"\ncolumns = { bcover = 1, expires = \"caller\" }\nen = \"New.\"\n",
        ),
        (
            &["param", "send_share_for_inner", "fresh", "u32", "--optional", "--en", "New."],
            "relay/share.toml",
            "1 is all there is for now.\"\n\n[struct",
            "\n[command.send_share_for_inner.params.fresh]\ntype = \"u32\"\nrequired = false\nen = \"New.\"\n",
        ),
        (
            &["value", "GameTag", "Fresh", "MSG_\"NEW\"", "--en", "New."],
            "relay/share.toml",
            "is not stated.\", basis = \"sample\" }\n",
            "values.Fresh = { value = \"MSG_\\\"NEW\\\"\", en = \"New.\" }\n",
        ),
        (
            &["field", "Recipient", "fresh", "string", "--optional"],
            "relay/share.toml",
            "its meaning is not stated.\"\nbasis = \"sample\"\n",
            "\n[struct.Recipient.fields.fresh]\ntype = \"string\"\nrequired = false\nen = \"To be filled in.\"\n",
        ),
    ] {
        let before = folder.read(file);
        let ran = add(arguments);
        assert_eq!(ran.code, 0, "{ran:?}");
        let after = folder.read(file);
        assert_eq!(after.replacen(block, "", 1), before, "{arguments:?}");
        let behind = behind.trim_end_matches("\n[struct");
        let at = after.find(block).unwrap();
        assert!(after[..at].ends_with(behind), "{arguments:?}: {}", &after[..at]);
        let place = ran.stdout.trim_end().rsplit_once(" at ").unwrap().1;
        let line: usize = place.split(':').nth(1).unwrap().parse().unwrap();
        let key = block.trim_start().lines().next().unwrap();
        assert_eq!((place.split(':').next(), after.lines().nth(line - 1)), (Some(file), Some(key)));
    }
    assert_eq!(run_in(folder.path(), &["check", "social.toml"]).code, 0);
}

#[test]
fn what_is_begun_is_filled_in_by_add() {
    let folder = shop();
    for arguments in [
        &["new", "enum", "Colour"][..],
        &["add", "value", "Colour", "Red", "3"],
        &["add", "value", "Colour", "Blue", "1"],
        &["new", "error-table", "shop"],
        &["add", "code", "shop", "-5", "BadSign"],
        &["add", "code", "shop", "kTooMany", "TooMany", "--number", "-7", "--remedy", "back_off"],
        &["new", "struct", "Receipt"],
        &["add", "field", "Receipt", "colour", "Colour"],
        &["new", "types", "deeds"],
        &["add", "type-id", "deeds", "level", "--id", "next", "--type", "u32"],
        &["new", "command", "buy.it"],
        &["add", "param", "buy.it", "colour", "Colour", "--en", "Which one."],
        &["add", "param", "command.buy.it", "x-id", "u32", "--optional"],
        &["add", "param", "shop", "appid", "u64", "--optional"],
    ] {
        let ran = in_shop(&folder, arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
    }
    assert!(is_sound(&folder));
    let values = "[enum.Colour.values]\nBlue = { value = 1, en = \"To be filled in.\" }\nRed = { value = 3, en = \"To be filled in.\" }\n";
    assert!(folder.read("colour.toml").ends_with(values), "{}", folder.read("colour.toml"));
    let codes = folder.read("shop.toml");
    assert!(codes.contains("[errors.shop.codes]\n-5 = { name = \"BadSign\""), "{codes}");
    assert!(codes.contains("\nkTooMany = { code = -7, name"), "{codes}");
    assert!(folder.read("deeds.toml").contains("\nlevel = { id = 1, type = \"u32\""));
    let command = folder.read("buy_it.toml");
    assert!(command.contains("[command.\"buy.it\".params]\n# text = "), "{command}");
    assert!(
        command.contains("}\ncolour = { type = \"Colour\", en = \"Which one.\" }\nx-id = { type = \"u32\", "),
        "{command}"
    );
    assert!(folder.read("shop/gateway.toml").ends_with(
        "\"command.name\" }\nparams.appid = { type = \"u64\", required = false, en = \"To be filled in.\" }\n"
    ));
}

#[test]
fn what_cannot_be_added_is_refused_with_its_reason_and_nothing_changes() {
    let folder = Folder::of_shipped_spec();
    folder.write("own.toml", "[spec]\nname = 'own'\nbase = 'qq_game_social::social'\n");
    let there = ["relay/errors.toml", "relay/share.toml", "relay/achieve.toml"].map(|file| folder.read(file));
    for (arguments, spec, why) in [
        (&["code", "rely", "-99", "X"][..], "social.toml", "unknown error table `rely`; did you mean `relay`?"),
        (&["code", "relay", "-5", "X"], "social.toml", "[errors.relay] has `-5` already: relay/errors.toml:"),
        (&["code", "relay", "-05", "X"], "social.toml", "error[QQ0"),
        (&["code", "relay", "-99", "SignatureMismatch"], "social.toml", "two codes are called `SignatureMismatch`"),
        (&["code", "relay", "-99", "X", "--remedy", "retry"], "social.toml", "error[QQ0104]"),
        (
            &["code", "relay", "-99", "X"],
            "own.toml",
            "[errors.relay] belongs to the base (<qq_game_social::social>/relay/errors.toml:",
        ),
        (&["type-id", "achieve", "x"], "social.toml", "give it by --id NUMBER, or --id next (6001)"),
        (&["type-id", "achieve", "x", "--id", "12"], "social.toml", "error[QQ0206]"),
        (&["type-id", "achieve", "x", "--id", "99", "--column", "cover=1"], "social.toml", "did you mean `bcover`?"),
        (&["param", "send_share_for_iner", "x", "u32"], "social.toml", "did you mean `send_share_for_inner`?"),
        (&["param", "send_share_for_inner", "x", "u32"], "social.toml", "parameter `x` is required and missing"),
        (&["param", "send_share_for_inner", "x", "strng", "--optional"], "social.toml", "did you mean `string`?"),
        (&["field", "Recipient", "a b", "u32"], "social.toml", "error[QQ0108]"),
        (&["value", "GameTag", "Invite", "x"], "social.toml", "[enum.GameTag] has `Invite` already: relay/share.toml:"),
    ] {
        let ran = run_in(folder.path(), &[&["add"], arguments, &["--spec", spec]].concat());
        assert!(ran.code > 0 && ran.stderr.contains(why) && ran.stdout.is_empty(), "{arguments:?}: {ran:?}");
        let now = ["relay/errors.toml", "relay/share.toml", "relay/achieve.toml"].map(|file| folder.read(file));
        assert!(now == there, "{arguments:?}");
    }
}

#[test]
fn without_a_spec_it_is_the_packages_own_or_asked_for() {
    let ran = run_in(&std::env::temp_dir(), &["new", "enum", "Colour"]);
    assert_eq!((ran.code, &*ran.stderr), (2, "error: say which spec: --spec ROOT.toml; no Cargo package is here\n"));
    let ran = run(&["new", "enum", "Colour", "--dry-run"]);
    assert!(
        ran.code == 2 && ran.stderr.contains("the package here names none in [package.metadata.qq-cgi]"),
        "{ran:?}"
    );
}

#[test]
fn what_is_referred_to_already_is_begun_and_what_is_expected_of_it_is_shown() {
    let folder = shop();
    let command = "\n[command.buy]\ngateway = \"shop\"\nreply = \"Ack\"\nreply_code = { field = \"code\", message = \"msg\", errors = \"unknown\" }\n";
    folder.write("shop/gateway.toml", &format!("{GATEWAY}{command}"));
    let ran = in_shop(&folder, &["new", "struct", "Ack"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stdout.starts_with("[struct.Ack] begins at "), "{ran:?}");
    assert!(!ran.stdout.contains("can be used meanwhile"), "{ran:?}");
    assert!(ran.stderr.contains("`code` is not a whole-number field of `Ack`"), "{ran:?}");
    assert!(
        ran.stderr.ends_with("whoever refers to [struct.Ack] expects more of it; `qq-cgi add` fills it in\n"),
        "{ran:?}"
    );
    for (field, ty) in [("code", "i32"), ("msg", "string")] {
        let ran = in_shop(&folder, &["add", "field", "Ack", field, ty]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    assert!(is_sound(&folder));
}

#[test]
fn an_item_that_takes_anothers_name_in_rust_is_refused_although_it_is_referred_to() {
    let folder = shop();
    let command = "\n[command.ack]\ngateway = \"shop\"\nreply = \"Ack\"\n";
    folder.write("shop/gateway.toml", &format!("{GATEWAY}{command}"));
    let root = folder.read("own.toml");
    let ran = in_shop(&folder, &["new", "struct", "Ack"]);
    assert!(ran.code == 1 && ran.stderr.contains("nothing was written"), "{ran:?}");
    assert_eq!(folder.read("own.toml"), root);
}
