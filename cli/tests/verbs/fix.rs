//! `qq-cgi check --fix`: what it changes on disk, and what it says.

use crate::{
    folder::Folder,
    program::{run, run_in},
};

const ROOT: &str = "# ours\r\n[spec]\r\nname = 'own'\r\nlints = { unused-item = 'allow' }\r\nfiles = ['sub/more.toml']\r\n\r\n[enum.Colour]\r\nvalues.Red = { 'valeu' = 1 } # 红\r\n";
const MEMBER: &str = "[errors.e.codes]\n-05 = { name = \"Bad\", remedy = \"fix_requset\" }\n-6 = {}\n";

fn wrong() -> Folder {
    let folder = Folder::new();
    folder.write("own.toml", ROOT).write("sub/more.toml", MEMBER);
    folder
}

#[test]
fn what_is_certain_is_mended_in_all_files_and_the_rest_is_shown() {
    let folder = wrong();
    let ran = run_in(folder.path(), &["check", "--fix", "own.toml"]);
    assert_eq!((ran.code, &*ran.stdout), (1, ""), "{ran:?}");
    assert_eq!(folder.read("own.toml"), ROOT.replace("valeu", "value"));
    assert_eq!(folder.read("sub/more.toml"), MEMBER.replace("-05", "-5").replace("requset", "request"));
    let lines: Vec<_> = ran.stderr.lines().collect();
    assert_eq!(lines[0], "fixed 3 of 5 mistakes in 2 files", "{ran:?}");
    assert!(lines.contains(&"own.toml: 2 errors"), "{ran:?}");
    assert_eq!(ran.stderr.matches("error[QQ0102]").count(), 2, "{ran:?}");
    // Nothing is left behind, and a second run finds nothing to do.
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 2);
    let again = run_in(folder.path(), &["check", "--fix", "own.toml"]);
    assert!(again.stderr.starts_with("fixed 0 of 2 mistakes\n"), "{again:?}");
}

#[test]
fn a_spec_that_is_right_after_it_exits_with_0() {
    let folder = wrong();
    folder.change("sub/more.toml", "-6 = {}\n", "");
    let ran = run_in(folder.path(), &["check", "--fix", "own.toml"]);
    let text = "fixed 3 of 3 mistakes in 2 files\nown.toml: no mistakes (2 files, 0 commands)\n";
    assert_eq!((ran.code, &*ran.stderr), (0, text));
    let again = run_in(folder.path(), &["check", "--fix", "own.toml", "--format", "json"]);
    assert_eq!((again.code, &*again.stdout, &*again.stderr), (0, "", ""));
}

#[test]
fn json_holds_what_is_left() {
    let folder = wrong();
    let ran = run_in(folder.path(), &["check", "--fix", "own.toml", "--format=json"]);
    assert_eq!((ran.code, &*ran.stderr), (1, "fixed 3 of 5 mistakes in 2 files\n"));
    assert!(ran.json().iter().all(|found| found["rule"] == "QQ0102"), "{ran:?}");
}

#[test]
fn a_dry_run_shows_a_diff_and_changes_nothing() {
    let folder = wrong();
    let ran = run_in(folder.path(), &["check", "--fix", "--dry-run", "own.toml"]);
    let own = "--- own.toml\n+++ own.toml\n@@ -5,4 +5,4 @@\n files = ['sub/more.toml']\r\n \r\n [enum.Colour]\r\n\
        -values.Red = { 'valeu' = 1 } # 红\r\n+values.Red = { 'value' = 1 } # 红\r\n";
    let more = "--- sub/more.toml\n+++ sub/more.toml\n@@ -1,3 +1,3 @@\n [errors.e.codes]\n\
        --05 = { name = \"Bad\", remedy = \"fix_requset\" }\n+-5 = { name = \"Bad\", remedy = \"fix_request\" }\n -6 = {}\n";
    assert_eq!((ran.code, ran.stdout), (1, format!("{own}{more}")));
    assert!(ran.stderr.ends_with("\nwould fix 3 of 5 mistakes in 2 files\n"), "{}", ran.stderr);
    assert_eq!((folder.read("own.toml"), folder.read("sub/more.toml")), (ROOT.to_owned(), MEMBER.to_owned()));
}

#[test]
fn a_dry_run_of_a_good_spec_is_silent_on_standard_output() {
    let ran = run(&["check", "--fix", "--dry-run", "spec/social.toml"]);
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (0, "", "no mistakes to fix\n"));
}

#[test]
fn what_goes_not_together_is_refused() {
    for arguments in [
        &["check", "--fix"][..],
        &["check", "--watch"],
        &["check", "own.toml", "--dry-run"],
        &["check", "own.toml", "--fix", "--watch"],
        &["check", "own.toml", "--fix", "--dry-run", "--format", "json"],
    ] {
        let ran = run(arguments);
        assert_eq!((ran.code, &*ran.stdout), (2, ""), "{arguments:?}: {ran:?}");
    }
}

#[test]
fn the_bases_files_stay_as_they_are() {
    let folder = Folder::new();
    let base = "[spec]\nname = 'base'\n[enum.A.values]\nX = { valeu = 1 }\n";
    folder
        .write(
            "Cargo.toml",
            "[package]\nname = 'p'\nedition = '2024'\n[package.metadata.qq-cgi]\nbase = 'base.toml'\n[workspace]\n",
        )
        .write("src/lib.rs", "")
        .write("base.toml", base)
        .write("own.toml", "[spec]\nname = 'own'\nbase = 'crate::base'\n[enum.B.values]\nX = { valeu = 1 }\n");
    let ran = run_in(folder.path(), &["check", "--fix", "own.toml"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stderr.starts_with("fixed 1 of 2 mistakes in 1 file\n"), "{ran:?}");
    assert_eq!(folder.read("base.toml"), base);
    assert!(folder.read("own.toml").ends_with("X = { value = 1 }\n"));
}

#[cfg(unix)]
mod unix {
    use std::{
        fs,
        os::unix::fs::{PermissionsExt as _, symlink},
    };

    use super::{MEMBER, ROOT, wrong};
    use crate::{folder::Folder, program::run_in};

    #[test]
    fn permissions_and_links_stay() {
        let folder = wrong();
        let file = |name: &str| folder.path().join(name);
        fs::rename(file("own.toml"), file("real.toml")).unwrap();
        fs::set_permissions(file("real.toml"), fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real.toml", file("own.toml")).unwrap();
        let ran = run_in(folder.path(), &["check", "--fix", "own.toml"]);
        assert!(ran.stderr.starts_with("fixed 3 of 5 mistakes in 2 files\n"), "{ran:?}");
        assert!(fs::symlink_metadata(file("own.toml")).unwrap().is_symlink());
        assert_eq!(folder.read("real.toml"), ROOT.replace("valeu", "value"));
        assert_eq!(fs::metadata(file("real.toml")).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_link_out_of_the_folder_and_a_read_only_file_stop_it_before_anything_changes() {
        let (folder, elsewhere) = (wrong(), Folder::new());
        elsewhere.write("more.toml", MEMBER);
        let member = folder.path().join("sub/more.toml");
        fs::remove_file(&member).unwrap();
        symlink(elsewhere.path().join("more.toml"), &member).unwrap();
        let ran = run_in(folder.path(), &["check", "--fix", "own.toml"]);
        let why = "error: cannot fix `sub/more.toml`: it is a link out of the root's folder\n";
        assert_eq!((ran.code, &*ran.stderr), (1, why));
        assert_eq!((folder.read("own.toml"), elsewhere.read("more.toml")), (ROOT.to_owned(), MEMBER.to_owned()));

        let folder = wrong();
        fs::set_permissions(folder.path().join("sub/more.toml"), fs::Permissions::from_mode(0o444)).unwrap();
        let ran = run_in(folder.path(), &["check", "--fix", "own.toml"]);
        assert_eq!((ran.code, &*ran.stderr), (1, "error: cannot fix `sub/more.toml`: it is read-only\n"));
        assert_eq!(folder.read("own.toml"), ROOT);
    }
}
