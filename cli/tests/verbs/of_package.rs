//! Which spec a verb works on: the one that is given, that of the package here, or the shipped component.

use crate::{folder::Folder, program::run_in};

const NOTE: &str = "`specs/api.toml` is the spec of this package; --spec names another\n";

/// A package with a spec of its own.
fn package() -> Folder {
    let folder = Folder::new();
    folder
        .write("Cargo.toml", "[package]\nname = 'own'\n[package.metadata.qq-cgi]\napi = 'specs/api.toml'\n")
        .write(
            "specs/api.toml",
            "[spec]\nname = 'own'\n[spec.lints]\nunused-item = 'allow'\n[enum.Colour]\nvalues.Red = { value = 1 }\n",
        )
        .write("src/lib.rs", "");
    folder
}

#[test]
fn every_verb_takes_the_spec_of_the_package_here_and_says_so() {
    let folder = package();
    let ran = run_in(folder.path(), &["check"]);
    assert_eq!((ran.code, &*ran.stderr), (0, "specs/api.toml: no mistakes (1 file, 0 commands)\n"));
    for arguments in [
        &["list"][..],
        &["budget"],
        &["expand", "Colour"],
        &["export", "json"],
        &["export", "markdown"],
        &["export", "openapi"],
    ] {
        let ran = run_in(folder.path(), arguments);
        assert_eq!((ran.code, &*ran.stderr), (0, NOTE), "{arguments:?}");
        let is_openapi = arguments.contains(&"openapi");
        assert!(if is_openapi { ran.stdout.contains("unversioned") } else { ran.stdout.contains("Colour") }, "{ran:?}");
    }
    let below = run_in(&folder.path().join("src"), &["check"]);
    assert_eq!((below.code, &*below.stderr), (0, "../specs/api.toml: no mistakes (1 file, 0 commands)\n"));
}

#[test]
fn the_spec_of_the_package_is_mended_where_no_other_is_named() {
    let folder = package();
    folder.change("specs/api.toml", "value = 1", "valeu = 1");
    let ran = run_in(folder.path(), &["check", "--fix"]);
    assert_eq!((ran.code, ran.stderr.lines().next()), (0, Some("fixed 1 of 1 mistake in 1 file")), "{ran:?}");
    let elsewhere = Folder::new();
    for option in ["--fix", "--watch"] {
        let ran = run_in(elsewhere.path(), &["check", option]);
        assert_eq!(
            (ran.code, &*ran.stderr),
            (2, "error: say which spec: --spec ROOT.toml; no Cargo package is here\n")
        );
    }
}

#[test]
fn a_root_is_given_by_name_or_where_nothing_else_stands_without_one() {
    let folder = package();
    folder.write("other.toml", "[spec]\nname = 'other'\n");
    for verb in [&["check"][..], &["budget"], &["export", "json"], &["export", "markdown"], &["export", "openapi"]] {
        let by_name = run_in(folder.path(), &[verb, &["--spec", "other.toml"]].concat());
        let by_place = run_in(folder.path(), &[verb, &["other.toml"]].concat());
        assert_eq!(
            (by_name.code, &by_name.stdout, &by_name.stderr),
            (0, &by_place.stdout, &by_place.stderr),
            "{verb:?}"
        );
        let both = run_in(folder.path(), &[verb, &["other.toml", "--spec", "other.toml"]].concat());
        assert_eq!(both.code, 2, "{verb:?}");
    }
}

#[test]
fn which_of_several_has_to_be_said() {
    let folder = package();
    folder.change("Cargo.toml", "api = ", "more = 'specs/more.toml'\napi = ");
    let ran = run_in(folder.path(), &["check"]);
    let expected = "error: say which spec: --spec ROOT.toml; the package here has specs/api.toml, specs/more.toml\n";
    assert_eq!((ran.code, &*ran.stderr), (2, expected));
}

#[test]
fn what_is_not_expected_is_shown_where_no_key_can_stand() {
    let folder = package();
    for verb in
        [&["check", "a.toml"][..], &["list", "enum"], &["budget", "a.toml"], &["expand", "enum", "a"], &["schema"]]
    {
        let ran = run_in(folder.path(), &[verb, &["specs/b.toml"]].concat());
        assert!(ran.code == 2 && ran.stderr.contains("'specs/b.toml'"), "{ran:?}");
    }
}
