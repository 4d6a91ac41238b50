//! What crates.io would get: each package with its licences, its README, and nothing that only tests need.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::{fs, path::Path, process::Command};

use qq_cgi::JsonValue;

/// From the attribute to what its output stands on: one version, exactly.
const OF_ONE_VERSION: [&str; 4] = ["qq-cgi-codegen", "qq-cgi-macros", "qq-cgi-model", "qq-cgi-wire"];

const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

#[test]
fn every_package_holds_its_licences_and_its_readme() {
    for package in published() {
        let name = text(&package["name"]);
        let files = cargo(&["package", "--list", "--allow-dirty", "--package", name]);
        for file in [&LICENCES[..], &["README.md"]].concat() {
            assert!(files.lines().any(|packed| packed == file), "{name} without {file}:\n{files}");
        }
        let folder = Path::new(text(&package["manifest_path"])).parent().unwrap();
        for licence in LICENCES {
            let read = |folder: &Path| fs::read_to_string(folder.join(licence)).unwrap();
            assert_eq!(read(folder), read(workspace()), "{licence} of {name}");
        }
    }
}

#[test]
fn the_component_is_packed_whole_and_without_its_tests() {
    let files = cargo(&["package", "--list", "--allow-dirty", "--package", "qq-game-social"]);
    for (member, _) in qq_game_social::social::SPEC_FILES {
        let file = member.rsplit_once("spec/").map_or(*member, |(_, file)| file);
        assert!(files.lines().any(|packed| packed == file), "{file} is missing:\n{files}");
    }
    assert!(!files.contains("coverage/"), "{files}");
}

#[test]
fn every_package_says_what_it_is() {
    for package in published() {
        for key in ["description", "license", "repository", "readme", "rust_version"] {
            assert!(package[key].is_string(), "{} has no {key}", package["name"]);
        }
        for key in ["keywords", "categories"] {
            let words = package[key].as_array().unwrap();
            assert!((1..=5).contains(&words.len()), "{} has {words:?} as {key}", package["name"]);
        }
    }
}

#[test]
fn what_generates_and_what_the_output_stands_on_are_of_one_version() {
    let mut seen = Vec::new();
    for package in published() {
        for dependency in package["dependencies"].as_array().unwrap() {
            let name = text(&dependency["name"]);
            if OF_ONE_VERSION.contains(&name) {
                let exactly = format!("={}", text(&package["version"]));
                assert_eq!(text(&dependency["req"]), exactly, "{name} of {}", package["name"]);
                seen.push(name.to_owned());
            }
        }
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen, OF_ONE_VERSION);
}

/// Everything in the workspace that does not say `publish = false`.
fn published() -> Vec<JsonValue> {
    let metadata: JsonValue = cargo(&["metadata", "--no-deps", "--format-version", "1"]).parse().unwrap();
    let mut packages = metadata["packages"].as_array().unwrap().clone();
    packages.retain(|package| package["publish"].is_null());
    assert!(packages.len() > OF_ONE_VERSION.len());
    packages
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--quiet"])
        .current_dir(workspace())
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn text(value: &JsonValue) -> &str {
    value.as_str().unwrap()
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}
