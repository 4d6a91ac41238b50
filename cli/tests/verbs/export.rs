//! `qq-cgi export`: what is written where. What stands in an export is tested in `export/tests`.

use std::fs;

use serde_json::Value;

use crate::{
    folder::Folder,
    program::{run, run_in, workspace},
};

const OWN: &str = "examples/own_spec/specs/game.toml";

fn document(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn openapi_goes_to_standard_output_or_into_a_file() {
    let folder = Folder::new();
    let ran = run(&["export", "openapi"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
    assert_eq!(document(&ran.stdout)["info"]["title"], "qq-game-social");
    folder.write("out.json", "what was there");
    let written = run_in(folder.path(), &["export", "openapi", "--out", "out.json"]);
    assert_eq!((written.code, &*written.stdout, &*written.stderr), (0, "", ""), "{written:?}");
    assert!(folder.read("out.json") == ran.stdout, "the same bytes");

    let ran = run_in(folder.path(), &["export", "openapi", "--out", "no/such/folder.json"]);
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    assert!(ran.stderr.starts_with("error: cannot write to `no/such/folder.json`: "), "{ran:?}");
}

#[test]
fn the_texts_are_in_the_language_that_is_asked_for() {
    let text = |options: &[&str]| {
        let document = document(&run(&[&["export", "openapi"], options].concat()).stdout);
        document["x-qq-cgi-errors"]["relay"]["codes"][4]["text"].as_str().unwrap().to_owned()
    };
    assert_eq!(text(&[]), "The signature could not be verified.");
    assert_eq!(text(&["--lang", "zh"]), "签名验证失败");
    assert_eq!(run(&["export", "openapi", "--lang", "de"]).code, 2);
}

#[test]
fn one_command_is_exported_by_its_name() {
    let one = document(&run(&["export", "openapi", "--command", "qc_set_summary_card"]).stdout);
    let paths: Vec<_> = one["paths"].as_object().unwrap().keys().collect();
    assert_eq!(paths, ["/cgi-bin/QQConnect.fcgi"]);
    assert!(one.get("webhooks").is_none());
    let ran = run(&["export", "openapi", "--command", "qc_set_sumary_card"]);
    let said = "error: the spec has no command `qc_set_sumary_card`; did you mean `qc_set_summary_card`?\n";
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (1, "", said));
}

#[test]
fn a_spec_of_ones_own_has_no_version_unless_it_is_given_one() {
    let version = |options: &[&str]| {
        document(&run(&[&["export", "openapi"], options].concat()).stdout)["info"]["version"].clone()
    };
    assert_eq!(version(&[]), env!("CARGO_PKG_VERSION"));
    assert_eq!(version(&["--spec", OWN]), "unversioned");
    assert_eq!(version(&["--spec", OWN, "--doc-version", "2026-11"]), "2026-11");
}

#[test]
fn a_spec_with_mistakes_is_not_exported() {
    let folder = Folder::new();
    folder.write("own.toml", "[spec]\nname = 'own'\n[enum.Colour.values]\nRed = { valeu = 1 }\n");
    let ran = run_in(folder.path(), &["export", "openapi", "--spec", "own.toml", "--out", "out.json"]);
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    assert!(ran.stderr.contains("own.toml:4:9") && !folder.path().join("out.json").exists(), "{ran:?}");
}

const SHOP: &str = "[spec]
name = 'shop'
[page.paint]
zh = '油漆'
url = 'https://shop.example/'
params.colour = { type = 'u32', en = 'The colour.' }
";

fn shop() -> Folder {
    let folder = Folder::new();
    folder.write("shop.toml", SHOP);
    folder
}

#[test]
fn json_is_one_document_that_says_its_version() {
    let folder = shop();
    let ran = run_in(folder.path(), &["export", "json", "--spec", "shop.toml"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
    let written = document(&ran.stdout);
    assert_eq!((&written["qq-cgi-model"], &written["name"]), (&1.into(), &"shop".into()));
    assert_eq!(written["pages"][0]["params"][0]["type"]["kind"], "u32");
    assert_eq!(written["pages"][0]["about"]["place"]["line"], 3);

    let ran = run_in(folder.path(), &["export", "json", "--spec", "shop.toml", "--out", "shop.json"]);
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (0, "", ""));
    assert_eq!(document(&folder.read("shop.json")), written);
}

#[test]
fn the_form_has_a_schema_which_is_the_kept_one() {
    let ran = run(&["export", "json", "--schema"]);
    let kept = fs::read_to_string(workspace().join("export/qq-cgi-model.schema.json")).unwrap();
    assert_eq!((ran.code, &*ran.stdout), (0, &*kept));
    let both = run(&["export", "json", "--schema", "--spec", "spec/social.toml"]);
    assert_eq!(both.code, 2, "{both:?}");
}

#[test]
fn a_book_is_one_text_or_a_folder_of_pages() {
    let folder = shop();
    let ran = run_in(folder.path(), &["export", "markdown", "--spec", "shop.toml"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
    assert!(ran.stdout.contains("\n| `colour` | `u32` | yes | caller | The colour. |\n"), "{ran:?}");
    assert!(ran.stdout.contains("\n*(Chinese)* 油漆\n"), "{ran:?}");

    let zh = ["export", "markdown", "--spec", "shop.toml", "--lang", "zh", "--out"];
    let to = |out: &str| run_in(folder.path(), &[&zh[..], &[out]].concat());
    assert_eq!((to("shop.md").code, to("new/book").code), (0, 0));
    let whole = folder.read("shop.md");
    assert!(
        whole.contains("| 名称 | 类型 | 必填 | 来源 | 含义 |") && whole.contains("*（英文）* The colour."),
        "{whole}"
    );
    assert!(folder.read("new/book/README.md").contains("[`paint`](pages.md#page-paint)"));
    assert!(folder.read("new/book/pages.md").contains("<a id=\"page-paint\"></a>"));
}

#[test]
fn a_spec_with_mistakes_is_not_exported_and_a_file_that_cannot_be_written_is_named() {
    let folder = shop();
    let ran = run_in(folder.path(), &["export", "json", "--spec", "shop.toml", "--out", "no/such/file.json"]);
    assert_eq!((ran.code, &*ran.stdout), (1, ""), "{ran:?}");
    assert!(ran.stderr.starts_with("error: cannot write to `no/such/file.json`: "), "{ran:?}");
    folder.change("shop.toml", "u32", "u33");
    for form in ["json", "markdown"] {
        let ran = run_in(folder.path(), &["export", form, "--spec", "shop.toml", "--out", "out.md"]);
        assert_eq!((ran.code, &*ran.stdout), (1, ""), "{ran:?}");
        assert!(ran.stderr.contains("error[QQ0105]") && !folder.path().join("out.md").exists(), "{ran:?}");
    }
}
