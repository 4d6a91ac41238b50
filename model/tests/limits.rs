//! Input that is too large or too deep is reported; it exhausts neither the machine nor the stack.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use qq_cgi_model::{Checked, Disk, MOST_BYTES, MOST_BYTES_IN_ALL, MOST_FILES, check, check_embedded, load, syntax};

const ROOT: &str = "[spec]\nname = 's'\nlints = { unused-item = 'allow' }\n";

fn rules(checked: &Checked) -> Vec<&str> {
    // Drawn as well: that must not take longer than finding.
    for found in &checked.diagnostics {
        assert!(found.to_text(&checked.sources).contains(found.rule.id));
    }
    checked.diagnostics.iter().map(|found| found.rule.id).collect()
}

/// The rules that a text breaks.
fn of_text(text: &str) -> Vec<String> {
    rules(&check_embedded(&[("root.toml", text)], &[])).into_iter().map(str::to_owned).collect()
}

#[test]
fn a_file_may_be_as_large_as_the_limit_and_no_larger() {
    let filled = |size: usize| format!("{ROOT}#{}", "x".repeat(size - ROOT.len() - 1));
    assert!(of_text(&filled(MOST_BYTES)).is_empty());
    assert_eq!(of_text(&filled(MOST_BYTES + 1)), ["QQ0007"]);
    let root = "[spec]\nname = 's'\nfiles = ['m.toml']\n";
    let large = "#".repeat(MOST_BYTES + 1);
    assert_eq!(rules(&check_embedded(&[("root.toml", root), ("m.toml", &large)], &[])), ["QQ0007"]);
}

#[test]
fn a_large_file_on_disk_is_not_read_to_its_end() {
    let folder = std::env::temp_dir().join(format!("qq-cgi-limits-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    // A hole: a terabyte that takes no place.
    let file = std::fs::File::create(folder.join("root.toml")).unwrap();
    file.set_len(1 << 40).unwrap();
    let checked = check(load(&Disk { folder: folder.clone(), prefix: String::new() }, "root.toml"));
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(rules(&checked), ["QQ0007"]);
}

#[test]
fn all_files_together_have_a_limit_and_so_has_their_number() {
    let listed = |count: usize| {
        let files: Vec<_> = (0..count).map(|number| format!("'{number}.toml'")).collect();
        format!("[spec]\nname = 's'\nfiles = [{}]\n", files.join(", "))
    };
    let names: Vec<String> = (0..MOST_FILES).map(|number| format!("{number}.toml")).collect();
    let with = |root: &str, text: &str| {
        let mut files = vec![("root.toml", root)];
        files.extend(names.iter().map(|name| (name.as_str(), text)));
        rules(&check_embedded(&files, &[])).len()
    };
    assert_eq!(with(&listed(MOST_FILES - 1), ""), 0);
    assert_eq!(with(&listed(MOST_FILES), ""), 1);
    let whole = "#".repeat(MOST_BYTES);
    let fitting = MOST_BYTES_IN_ALL / MOST_BYTES;
    assert_eq!(with(&listed(fitting - 1), &whole), 0);
    assert_eq!(with(&listed(fitting), &whole), 1, "the root's bytes count as well");
}

#[test]
fn a_file_may_hold_as_many_values_as_the_limit_and_no_more() {
    let (before, after) = ("[spec]\nname = 's'\nsource = [", "]\n");
    // The file, its [spec], the name and the list are values as well.
    let with = |values: usize| of_text(&format!("{before}{}{after}", "'',".repeat(values - 4)));
    assert!(with(syntax::MOST_VALUES).is_empty());
    assert_eq!(with(syntax::MOST_VALUES + 1), ["QQ0007"]);
}

#[test]
fn what_is_nested_deep_is_reported() {
    let deep = 20_000;
    for nested in ["[", "[[", "a.", "{a=", "'", "\"\"\"", "[a.", "[[a."] {
        let at_top = nested.repeat(deep);
        for text in [
            at_top.clone(),
            format!("{ROOT}x = {at_top}"),
            format!("{ROOT}{at_top}a = 1"),
            format!("{ROOT}[{at_top}a]"),
        ] {
            assert!(!of_text(&text).is_empty(), "{nested}");
        }
    }
    let closed = format!("{ROOT}x = {}{}\n", "[".repeat(deep), "]".repeat(deep));
    assert!(!of_text(&closed).is_empty());
}

#[test]
fn types_that_are_nested_deep_are_reported() {
    for nested in ["list:", "json:", "rows:", "json:list:"] {
        let text = format!("{ROOT}[struct.S.fields]\na = {{ type = '{}u32' }}\n", nested.repeat(100_000));
        assert_eq!(of_text(&text).len(), 1, "{nested}");
    }
    // Structs in each other, deeper than anybody writes them.
    let count = 3_000;
    let one = |number: usize| format!("[struct.S{number}.fields]\na = {{ type = 'S{}' }}\n", number + 1);
    let chain: String = (0..count).map(one).collect();
    let text = format!("{ROOT}{chain}[struct.S{count}.fields]\na = {{ type = 'u32' }}\n");
    assert_eq!(of_text(&text), Vec::<String>::new());
    let ring = text.replace("'u32'", "'S0'");
    assert!(of_text(&ring).contains(&"QQ0211".to_owned()));
}

#[test]
fn structs_that_hold_others_on_many_ways_are_looked_at_once() {
    // Two ways from each to the next are 2^60 ways to the last.
    let one = |number: usize| format!("[struct.S{number}.fields]\na.type = 'S{0}'\nb.type = 'S{0}'\n", number + 1);
    let ways: String = (0..60).map(one).collect();
    let text = format!("{ROOT}{ways}[struct.S60.fields]\na.type = 'u32'\n");
    assert_eq!(of_text(&text), Vec::<String>::new());
}
