//! `qq-cgi export`: a spec for other tools, and for readers.

use std::fs;

use crate::{
    folder::Folder,
    program::{run, run_in, workspace},
};

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
    let document: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((&document["qq-cgi-model"], &document["name"]), (&1.into(), &"shop".into()));
    assert_eq!(document["pages"][0]["params"][0]["type"]["kind"], "u32");
    assert_eq!(document["pages"][0]["about"]["place"]["line"], 3);

    let ran = run_in(folder.path(), &["export", "json", "--spec", "shop.toml", "--out", "shop.json"]);
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (0, "", ""));
    assert_eq!(serde_json::from_str::<serde_json::Value>(&folder.read("shop.json")).unwrap(), document);
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
    assert!(ran.stderr.starts_with("error: cannot write `no/such/file.json`: "), "{ran:?}");
    folder.change("shop.toml", "u32", "u33");
    for form in ["json", "markdown"] {
        let ran = run_in(folder.path(), &["export", form, "--spec", "shop.toml", "--out", "out.md"]);
        assert_eq!((ran.code, &*ran.stdout), (1, ""), "{ran:?}");
        assert!(ran.stderr.contains("error[QQ0105]") && !folder.path().join("out.md").exists(), "{ran:?}");
    }
}
