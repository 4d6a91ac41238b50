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

/// A type, a code table and a file that are not there, and a table in no order.
const BEGUN: &str = "#:schema ./qq-cgi.schema.json
[spec]
name = 'own'
lints = { unused-item = 'allow', unsorted-codes = 'warn' }
files = ['sub/new.toml']

[struct.Order.fields]
to = { type = 'Address' }
back = { type = 'list:Address' }

[errors.e.codes]
# The third.
-3 = { name = 'C', remedy = 'none' }
-1 = { name = 'A', remedy = 'none' } # 甲
-2 = { name = 'B', remedy = 'none' }
";

const STUB: &str = "
# A stub: whoever knows the document fills it in.
[struct.Address]
# fields.… = { type = \"…\" } # Its fields, in the order of the wire.
# Or, if it is a set of known values: [enum.Address], and in it
# values.… = { value = … }
";

#[test]
fn what_is_missing_is_begun_and_rows_are_sorted_where_the_root_asks_for_it() {
    let folder = Folder::new();
    folder.write("own.toml", BEGUN);
    let ran = run_in(folder.path(), &["check", "--fix", "own.toml"]);
    let summary = "fixed 0 of 1 mistake, added 1 stub, created 1 file, sorted 1 row group in 2 files\n";
    assert!(ran.code == 1 && ran.stderr.starts_with(summary), "{ran:?}");
    assert!(ran.stderr.contains("the key `fields` is missing in a struct\n  --> own.toml:18:1\n"), "{ran:?}");
    assert_eq!(folder.read("sub/new.toml"), "#:schema ../qq-cgi.schema.json\n");
    let (c, a, b) = (
        "# The third.\n-3 = { name = 'C', remedy = 'none' }\n",
        "-1 = { name = 'A', remedy = 'none' } # 甲\n",
        "-2 = { name = 'B', remedy = 'none' }\n",
    );
    assert_eq!(folder.read("own.toml"), BEGUN.replace(&format!("{c}{a}{b}"), &format!("{c}{b}{a}")) + STUB);
    let again = run_in(folder.path(), &["check", "--fix", "own.toml"]);
    assert!(again.stderr.starts_with("fixed 0 of 1 mistake\n"), "{again:?}");
}

#[test]
fn a_dry_run_shows_new_files_and_makes_none() {
    let folder = Folder::new();
    folder.write("own.toml", BEGUN);
    let ran = run_in(folder.path(), &["check", "--fix", "--dry-run", "own.toml"]);
    let made = "--- /dev/null\n+++ sub/new.toml\n@@ -0,0 +1 @@\n+#:schema ../qq-cgi.schema.json\n";
    assert!(ran.code == 1 && ran.stdout.contains(made) && ran.stdout.contains("\n+[struct.Address]\n"), "{ran:?}");
    let summary = "\nwould fix 0 of 1 mistake, add 1 stub, create 1 file, sort 1 row group in 2 files\n";
    assert!(ran.stderr.ends_with(summary), "{ran:?}");
    assert!(folder.read("own.toml") == BEGUN && !folder.path().join("sub").exists());
}

#[test]
fn a_sorted_table_is_a_change_without_a_mistake() {
    let folder = Folder::new();
    let rows = BEGUN.split_once("[errors.e.codes]").unwrap().1;
    folder.write(
        "own.toml",
        &format!(
            "[spec]\nname = 'own'\nlints = {{ unused-item = 'allow', unsorted-codes = 'warn' }}\n[errors.e.codes]{rows}"
        ),
    );
    let ran = run_in(folder.path(), &["check", "--fix", "own.toml"]);
    let text = "fixed 0 of 0 mistakes, sorted 1 row group in 1 file\nown.toml: no mistakes (1 file, 0 commands)\n";
    assert_eq!((ran.code, &*ran.stderr), (0, text));
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
    fn one_file_by_two_names_is_not_written_twice() {
        let folder = Folder::new();
        let member = "[enum.E.values]\nA = { valeu = 1 }\n";
        folder.write(
            "own.toml",
            "[spec]\nname = 'own'\nlints = { unused-item = 'allow' }\nfiles = ['a.toml', 'b.toml']\n",
        );
        folder.write("a.toml", member);
        symlink("a.toml", folder.path().join("b.toml")).unwrap();
        let ran = run_in(folder.path(), &["check", "--fix", "own.toml"]);
        assert_eq!((ran.code, &*ran.stderr), (1, "error: cannot write `b.toml`: it is the same file as `a.toml`\n"));
        assert_eq!(folder.read("a.toml"), member);
    }

    #[test]
    fn no_file_is_made_beyond_the_folder_or_behind_a_link_that_leads_nowhere() {
        let (folder, elsewhere) = (Folder::new(), Folder::new());
        let root = "[spec]\nname = 'own'\nfiles = ['out/new.toml']\n";
        folder.write("own.toml", root);
        symlink(elsewhere.path(), folder.path().join("out")).unwrap();
        let ran = run_in(folder.path(), &["check", "--fix", "own.toml"]);
        let why = "error: cannot write `out/new.toml`: its folder is a link out of the root's folder\n";
        assert_eq!((ran.code, &*ran.stderr), (1, why));
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);

        folder.write("own.toml", &root.replace("out/new", "new"));
        symlink("nowhere.toml", folder.path().join("new.toml")).unwrap();
        let ran = run_in(folder.path(), &["check", "--fix", "own.toml"]);
        assert!(ran.code == 1 && ran.stderr.starts_with("fixed 0 of 1 mistake\n"), "{ran:?}");
        assert!(!folder.path().join("nowhere.toml").exists());
    }

    #[test]
    fn a_link_out_of_the_folder_and_a_read_only_file_stop_it_before_anything_changes() {
        let (folder, elsewhere) = (wrong(), Folder::new());
        elsewhere.write("more.toml", MEMBER);
        let member = folder.path().join("sub/more.toml");
        fs::remove_file(&member).unwrap();
        symlink(elsewhere.path().join("more.toml"), &member).unwrap();
        let ran = run_in(folder.path(), &["check", "--fix", "own.toml"]);
        let why = "error: cannot write `sub/more.toml`: it is a link out of the root's folder\n";
        assert_eq!((ran.code, &*ran.stderr), (1, why));
        assert_eq!((folder.read("own.toml"), elsewhere.read("more.toml")), (ROOT.to_owned(), MEMBER.to_owned()));

        let folder = wrong();
        fs::set_permissions(folder.path().join("sub/more.toml"), fs::Permissions::from_mode(0o444)).unwrap();
        let ran = run_in(folder.path(), &["check", "--fix", "own.toml"]);
        assert_eq!((ran.code, &*ran.stderr), (1, "error: cannot write `sub/more.toml`: it is read-only\n"));
        assert_eq!(folder.read("own.toml"), ROOT);
    }
}
