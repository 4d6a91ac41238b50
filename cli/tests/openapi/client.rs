//! A client that `openapi-python-client` generates, against the sandbox. The signs are `client.py`'s own: hashlib alone.

use std::{collections::BTreeMap, path::Path, sync::LazyLock};

use serde_json::Value;

use crate::{OWN, export, sandbox::Sandbox, tools::Tools};

/// What each call got, by the call's name.
type Calls = BTreeMap<String, Value>;

static SHIPPED: LazyLock<Option<Calls>> = LazyLock::new(|| calls(&[], "shipped"));

fn calls(options: &[&str], scenario: &str) -> Option<Calls> {
    let tools = Tools::find()?;
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("document.json");
    export(options, &document);
    tools.generate(&document, &folder.path().join("generated"));
    let sandbox = Sandbox::start(options);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/openapi/client.py");
    let ran = tools
        .run("python3")
        .arg(script)
        .arg(scenario)
        .arg(&sandbox.origin)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let lines = String::from_utf8(ran.stdout).unwrap();
    let entries = lines.lines().map(|line| serde_json::from_str::<(String, Value)>(line).unwrap());
    Some(entries.collect())
}

#[test]
fn signed_calls_of_the_shipped_component_are_answered_and_wrongly_signed_ones_refused() {
    let Some(calls) = &*SHIPPED else { return };
    for command in ["qc_set_summary_card", "send_share_for_inner", "gc_achieve_report", "gc_achieve_report_get"] {
        assert_eq!(calls[command]["right"]["ret"], 0, "{command}: {calls:?}");
        assert_eq!(calls[command]["wrong"]["ret"], -5, "{command}: {calls:?}");
    }
    // The command's own layer, typed.
    assert_eq!(calls["send_share_for_inner"]["right"]["data"]["ret"], 0, "{calls:?}");
    assert_eq!(calls["gc_achieve_report"]["right"]["data"]["ret"], 0, "{calls:?}");
}

#[test]
fn unsigned_calls_are_answered_as_what_they_say() {
    let Some(calls) = &*SHIPPED else { return };
    for command in ["me", "verify_login"] {
        assert_eq!(calls[command]["right"]["openid"], "29439511BB5D23F36BD09F5B0DF94181", "{calls:?}");
        assert_eq!(calls[command]["right"]["client_id"], "100330589", "{calls:?}");
        assert_eq!(calls[command]["wrong"]["error"], 100_016, "{calls:?}");
        // Which of the two forms it is, the generated client finds out by itself.
        assert_eq!(calls[command]["types"], serde_json::json!(["LoginIdentity", "GraphOauth2Failure"]), "{calls:?}");
    }
    assert_eq!(calls["get_user_info"]["right"]["ret"], 0, "{calls:?}");
    assert_eq!(calls["get_user_info"]["wrong"]["ret"], -23, "{calls:?}");
}

#[test]
fn a_hook_can_sign_everything_a_space_included() {
    let Some(calls) = &*SHIPPED else { return };
    assert_eq!(calls["hooked"]["right"]["ret"], 0, "{calls:?}");
    assert_eq!(calls["hooked"]["wrong"]["ret"], -5, "{calls:?}");
}

/// Another scheme, another envelope, a path that is one command's alone; and a new command of the shipped gateway.
#[test]
fn calls_of_a_spec_of_ones_own_are_answered() {
    let Some(calls) = calls(&["--spec", OWN], "own") else { return };
    assert_eq!(calls["buy"]["right"]["code"], 200, "{calls:?}");
    assert_eq!(calls["buy"]["right"]["body"]["order"], "20261122-1", "{calls:?}");
    assert_eq!(calls["buy"]["wrong"]["code"], 403, "{calls:?}");
    assert_eq!(calls["my_greeting"]["right"]["ret"], 0, "{calls:?}");
    assert_eq!(calls["my_greeting"]["wrong"]["ret"], -5, "{calls:?}");
}
