//! Where a secret may come from, and that it never comes out.

use crate::{
    folder::Folder,
    program::{Ran, finish, qq_cgi},
};

const SIGN: &str = "a61529eb51852c7bb6fe396bd62dadcd";

#[test]
fn the_three_forms_give_the_same_sign() {
    let folder = Folder::new();
    folder.write("bare", "123456").write("line", "123456\n");
    for form in [
        ["--secret", "123456"],
        ["--secret-env", "QQ_CGI_TEST_SECRET"],
        ["--secret-file", "bare"],
        ["--secret-file", "line"],
    ] {
        let ran = sign(&folder, &form, "123456");
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.stdout.contains(&format!("sign    {SIGN}\n")), "{ran:?}");
        ran.never_says("123456");
    }
}

#[test]
fn white_space_at_an_end_is_refused() {
    let folder = Folder::new();
    for wrong in [" hidden", "hidden ", "hidden\t", "hidden\n\n", "hidden\r\n", "\u{3000}hidden"] {
        folder.write("file", wrong);
        let mut forms = vec![["--secret-env", "QQ_CGI_TEST_SECRET"], ["--secret", wrong]];
        forms.extend((wrong != "hidden\n").then_some(["--secret-file", "file"]));
        for form in forms {
            let ran = sign(&folder, &form, wrong);
            assert_eq!((ran.code, &*ran.stdout), (1, ""), "{form:?}");
            assert!(ran.stderr.contains("has white space at an end"), "{ran:?}");
            ran.never_says("hidden");
        }
    }
    let line_feed_elsewhere = sign(&folder, &["--secret", "hidden\n"], "");
    assert_eq!(line_feed_elsewhere.code, 1, "only a file ends with a line feed");
}

#[test]
fn a_secret_that_is_not_there_is_named_by_its_place() {
    let folder = Folder::new();
    folder.write("empty", "\n");
    for (form, expected) in [
        (
            &["--secret-env", "QQ_CGI_TEST_UNSET"][..],
            "error: the environment variable `QQ_CGI_TEST_UNSET` is not set\n",
        ),
        (
            &["--secret-env", "QQ_CGI_TEST_SECRET"],
            "error: the secret in the environment variable `QQ_CGI_TEST_SECRET` is empty\n",
        ),
        (&["--secret-file", "empty"], "error: the secret in the file `empty` is empty\n"),
        (&["--secret", ""], "error: the secret in --secret is empty\n"),
    ] {
        let ran = sign(&folder, form, "");
        assert_eq!((ran.code, &*ran.stderr), (1, expected));
    }
    let missing = sign(&folder, &["--secret-file", "none"], "");
    assert!(missing.stderr.starts_with("error: cannot read the file `none`: "), "{missing:?}");
}

#[test]
fn exactly_one_secret_is_given() {
    let folder = Folder::new();
    let none = sign(&folder, &[], "");
    assert_eq!(none.code, 2);
    assert_eq!(none.stderr, "error: the gateway `relay` is signed: give --secret-env, --secret-file or --secret\n");
    let two = sign(&folder, &["--secret", "hidden-1", "--secret-file", "hidden-2"], "");
    assert_eq!(two.code, 2);
    two.never_says("hidden-1");
}

#[test]
fn a_mistyped_option_does_not_show_its_value() {
    let folder = Folder::new();
    let ran = sign(&folder, &["--secert=hidden"], "");
    assert_eq!(ran.code, 2);
    ran.never_says("hidden");
}

#[test]
fn a_secret_may_begin_with_a_hyphen() {
    let folder = Folder::new();
    assert_eq!(sign(&folder, &["--secret", "-hidden"], "").code, 0);
}

fn sign(folder: &Folder, form: &[&str], variable: &str) -> Ran {
    finish(
        qq_cgi()
            .current_dir(folder.path())
            .env("QQ_CGI_TEST_SECRET", variable)
            .args(["sign", "qc_set_summary_card", "oauth_consumer_key=100330589"])
            .args(["access_token=1821FD577DD45526CA6EA2ADAC685508", "openid=29439511BB5D23F36BD09F5B0DF94181"])
            .args(["card_id=11746", "style_id=1", "version=7.2.5", "platform=2"])
            .args(form),
    )
}
