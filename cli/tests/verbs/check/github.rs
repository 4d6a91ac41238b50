//! `--format github`: workflow commands.

use super::mistaken;
use crate::{
    folder::Folder,
    program::{Ran, run_in},
};

fn github(folder: &Folder, root: &str) -> Ran {
    run_in(folder.path(), &["check", root, "--format", "github"])
}

#[test]
fn each_mistake_is_a_command_with_its_place() {
    let ran = github(&mistaken(), "specs/own.toml");
    let lines: Vec<_> = ran.stdout.lines().collect();
    // Columns are characters: 𠮷 and 红 are one each.
    assert_eq!(
        lines[0],
        "::error file=specs/own.toml,line=8,endLine=8,col=27,endColumn=32,title=QQ0101::\
         unknown key `valeu` in a value of an enum%0Aunknown key%0Ahelp: did you mean `value`?%0A\
         help: a value of an enum has the keys value, zh, en, source, basis, note"
    );
    assert!(lines[1].starts_with(
        "::error file=specs/own.toml,line=11,endLine=11,col=30,endColumn=37,title=QQ0105::unknown type `Colur`%0A"
    ));
}

#[test]
fn what_ends_a_property_is_escaped_and_other_places_are_named() {
    let ran = github(&mistaken(), "specs/own.toml");
    assert_eq!(
        ran.stdout.lines().nth(2),
        Some(
            "::error file=specs/多 100%25%2Ca.toml,line=1,endLine=1,col=9,endColumn=14,title=QQ0107::\
             the struct `Apple` is defined twice%0Adefined again%0Aspecs/own.toml:10:9: first defined here"
        )
    );
}

#[test]
fn a_place_of_several_lines_has_no_columns() {
    let folder = Folder::new();
    folder.write("own.toml", "[spec]\nname = 'own'\nen = [\n  '大',\n]\n");
    let ran = github(&folder, "own.toml");
    let expected = "::error file=own.toml,line=3,endLine=5,title=QQ0103::expected a text, found a list%0A";
    assert!(ran.stdout.starts_with(expected), "{ran:?}");
}

#[test]
fn a_root_that_is_not_there_is_the_file() {
    let ran = github(&Folder::new(), "none.toml");
    let expected = "::error file=none.toml,title=QQ0001::cannot read the spec `none.toml`: there is no such file\n";
    assert_eq!((ran.code, &*ran.stdout), (1, expected));
}
