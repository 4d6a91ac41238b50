//! `--format sarif`: one log of SARIF 2.1.0.

use std::collections::BTreeSet;

use qq_cgi_model::diagnostic::Rule;
use serde_json::{Value, json};

use super::{mended, mistaken};
use crate::{folder::Folder, program::run_in};

/// The one run of the log.
fn sarif(folder: &Folder, root: &str, code: i32) -> Value {
    let ran = run_in(folder.path(), &["check", root, "--format", "sarif"]);
    assert_eq!((ran.code, &*ran.stderr), (code, ""));
    let log: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().ends_with("sarif-2.1.0.json"));
    let [run] = &log["runs"].as_array().unwrap()[..] else { panic!("{log}") };
    run.clone()
}

#[test]
fn a_good_spec_has_rules_and_no_results() {
    let run = sarif(&mended(), "specs/own.toml", 0);
    assert_eq!((&run["results"], &run["columnKind"]), (&json!([]), &"unicodeCodePoints".into()));
    let driver = &run["tool"]["driver"];
    assert_eq!((&driver["name"], &driver["version"]), (&"qq-cgi".into(), &env!("CARGO_PKG_VERSION").into()));
    let rules = driver["rules"].as_array().unwrap();
    let ids: BTreeSet<_> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rules.len());
    assert!(ids.contains("QQ0101") && ids.contains("QQ0303"));
    for rule in rules {
        assert!(rule["name"].as_str().is_some_and(|name| !name.is_empty()), "{rule}");
        assert!(rule["shortDescription"]["text"].as_str().is_some_and(|text| text.ends_with('.')), "{rule}");
        let id = rule["id"].as_str().unwrap();
        let help = format!("{}\n\n`qq-cgi explain {id}` says more.", Rule::find(id).unwrap().page().why);
        assert_eq!(rule["help"]["text"], help);
        assert!(
            ["error", "warning", "none"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()),
            "{rule}"
        );
    }
}

#[test]
fn a_result_has_its_rule_its_place_and_its_fix() {
    let run = sarif(&mistaken(), "specs/own.toml", 1);
    let results = run["results"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        assert_eq!(result["level"], "error");
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
    }
    let region = json!({ "startLine": 8, "startColumn": 27, "endLine": 8, "endColumn": 32 });
    let file = json!({ "uri": "specs/own.toml" });
    assert_eq!(results[0]["ruleId"], "QQ0101");
    assert_eq!(
        results[0]["locations"],
        json!([{ "physicalLocation": { "artifactLocation": file, "region": region } }])
    );
    assert_eq!(
        results[0]["fixes"],
        json!([{
            "description": { "text": "did you mean `value`?" },
            "artifactChanges": [{
                "artifactLocation": file,
                "replacements": [{ "deletedRegion": region, "insertedContent": { "text": "value" } }],
            }],
        }])
    );
}

#[test]
fn a_stub_is_put_in_at_the_end_of_the_file() {
    let folder = Folder::new();
    folder.write("own.toml", "[spec]\nname = 'own'\n[struct.Pear.fields]\nto = { type = 'Address' }\n");
    let fix = &sarif(&folder, "own.toml", 1)["results"][0]["fixes"][0];
    assert_eq!(fix["description"]["text"], "write a stub of `[struct.Address]`");
    let replaced = &fix["artifactChanges"][0]["replacements"][0];
    let end = json!({ "startLine": 5, "startColumn": 1, "endLine": 5, "endColumn": 1 });
    assert_eq!(replaced["deletedRegion"], end);
    assert!(replaced["insertedContent"]["text"].as_str().unwrap().contains("\n[struct.Address]\n"), "{fix}");
}

#[test]
fn a_second_place_is_a_related_location_and_paths_are_uris() {
    let run = sarif(&mistaken(), "specs/own.toml", 1);
    let result = &run["results"][2];
    let place = |locations: &Value| locations[0]["physicalLocation"].clone();
    let (again, first) = (place(&result["locations"]), place(&result["relatedLocations"]));
    assert_eq!(again["artifactLocation"]["uri"], "specs/%E5%A4%9A%20100%25%2Ca.toml");
    assert_eq!(first["artifactLocation"]["uri"], "specs/own.toml");
    assert_eq!((&first["region"]["startLine"], &first["region"]["startColumn"]), (&10.into(), &9.into()));
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "first defined here");
    assert_eq!(result["fixes"], json!([]));
}

#[test]
fn an_absolute_path_becomes_relative_to_the_folder_of_the_run() {
    let folder = mistaken();
    let path = folder.path().canonicalize().unwrap();
    let root = path.join("specs/own.toml");
    let uri =
        |place: &Value| place["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone();
    assert_eq!(uri(&sarif(&folder, root.to_str().unwrap(), 1)), "specs/own.toml");
    // From elsewhere there is no relative path.
    let elsewhere = Folder::new();
    let absolute = uri(&sarif(&elsewhere, root.to_str().unwrap(), 1));
    let absolute = absolute.as_str().unwrap();
    assert!(absolute.starts_with("file:///") && absolute.ends_with("/specs/own.toml"), "{absolute}");
}

#[test]
fn a_root_that_is_not_there_is_the_location() {
    let run = sarif(&Folder::new(), "none.toml", 1);
    let location = json!([{ "physicalLocation": { "artifactLocation": { "uri": "none.toml" } } }]);
    assert_eq!(run["results"][0]["locations"], location);
}
