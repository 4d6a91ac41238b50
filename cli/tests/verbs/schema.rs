//! `qq-cgi schema`: the spec language as JSON Schema.

use std::fs;

use crate::program::{run, workspace};

#[test]
fn the_schema_is_the_one_that_the_shipped_files_name() {
    let ran = run(&["schema"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
    assert!(ran.stdout == fs::read_to_string(workspace().join("spec/qq-cgi.schema.json")).unwrap());
}

#[test]
fn its_help_says_how_editors_use_it() {
    let ran = run(&["schema", "--help"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
    for line in ["    qq-cgi schema > qq-cgi.schema.json\n", "    #:schema ./qq-cgi.schema.json\n"] {
        assert!(ran.stdout.contains(line), "{}", ran.stdout);
    }
    let short = run(&["--help"]).stdout;
    let line = short.lines().find_map(|line| line.trim_start().strip_prefix("schema ")).unwrap();
    assert!(line.trim_start().starts_with("Prints the JSON Schema of spec files"), "{short}");
}
