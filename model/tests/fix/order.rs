//! Rows that are put in order.

use proptest::prelude::*;
use qq_cgi_model::Model;

use super::{mended, one};

const HEAD: &str = "[spec]\nname = 'test'\nlints = { unused-item = 'allow', unsorted-codes = 'warn' }\n\n";

/// What stands between a row and the one before.
#[derive(Debug, Clone, Copy)]
enum Gap {
    None,
    Blank,
    /// A comment that belongs to no row.
    Comment,
}

#[derive(Debug, Clone)]
struct Row {
    number: i64,
    gap: Gap,
    comments: usize,
    trailing: bool,
}

/// How rows are laid out.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Layout {
    Lines,
    Tables,
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let gap = prop_oneof![3 => Just(Gap::None), 1 => Just(Gap::Blank), 1 => Just(Gap::Comment)];
    let row = (gap, 0..3_usize, any::<bool>());
    let number = prop_oneof![-20..20_i64, any::<i64>()];
    prop::collection::btree_map(number, row, 0..12)
        .prop_map(|rows| rows.into_iter().collect::<Vec<_>>())
        .prop_shuffle()
        .prop_map(|rows| {
            rows.into_iter()
                .map(|(number, (gap, comments, trailing))| Row { number, gap, comments, trailing })
                .collect()
        })
}

/// A file with the rows as the codes of an error table, or as the rows of a type table.
fn draw(rows: &[Row], layout: Layout, is_types: bool, has_end: bool, eol: &str) -> String {
    let (table, fields) = if is_types { ("types.t", "rows") } else { ("errors.t", "codes") };
    let mut parts = vec![HEAD.to_owned()];
    parts.push(format!("# The table.\n[{table}]\nen = \"\"\"\n[{table}.no]\n# No comment.\n\n\"\"\"\n"));
    if is_types {
        parts.push("id = 'id'\nvalue = 'value'\n".to_owned());
    }
    if layout == Layout::Lines {
        parts.push(format!("[{table}.{fields}]\n"));
    }
    for (index, Row { number, gap, comments, trailing }) in rows.iter().enumerate() {
        match gap {
            Gap::None => {}
            Gap::Blank => parts.push("\n".to_owned()),
            Gap::Comment => parts.push(format!("\n# Alone {index}.\n\n")),
        }
        parts.extend((0..*comments).map(|line| format!("# Of {number}, line {line}.\n")));
        let key = if is_types { format!("r{index}") } else { number.to_string() };
        let id = if is_types { format!("id = {number}") } else { format!("name = 'N{index}'") };
        let word = if is_types { "type = 'u32'" } else { "remedy = 'none'" };
        let remark = if *trailing { format!(" # At {number}.") } else { String::new() };
        parts.push(match layout {
            Layout::Lines => format!("  {key} = {{ {id}, {word} }}{remark}\n"),
            Layout::Tables => format!("[{table}.{fields}.{key}]{remark}\n{id}\n# Inside {number}.\n{word}\n"),
        });
    }
    if rows.is_empty() {
        parts.push(if is_types { "rows = {}\n" } else { "codes = {}\n" }.to_owned());
    }
    parts.push(if has_end { "# At the end.\n" } else { "" }.to_owned());
    let text = parts.concat();
    let text = if has_end { text.as_str() } else { text.strip_suffix('\n').unwrap_or(&text) };
    text.replace('\n', eol)
}

/// What a Model says, whatever the order and the lines of its rows.
fn says(model: &Model) -> String {
    let mut model = model.clone();
    for table in &mut model.error_tables {
        table.about.place.line = 0;
        table.codes.iter_mut().for_each(|code| code.about.place.line = 0);
        table.codes.sort_by_key(|code| code.code);
    }
    for table in &mut model.type_tables {
        table.about.place.line = 0;
        table.rows.iter_mut().for_each(|row| row.about.place.line = 0);
        table.rows.sort_by_key(|row| row.id);
    }
    format!("{model:?}")
}

fn lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_fact_and_no_line_is_lost_and_a_second_time_nothing_moves(
        rows in rows(),
        layout in prop::sample::select(vec![Layout::Lines, Layout::Tables]),
        is_types in any::<bool>(),
        has_end in any::<bool>(),
        eol in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let text = draw(&rows, layout, is_types, has_end, eol);
        let mended = mended(&[("a.toml", &text)]);
        let after = mended.changed.get("a.toml").map_or(text.as_str(), String::as_str);
        let before = super::check_with(&[("a.toml", &text)], &super::Texts::new());
        let unsorted = before.diagnostics.iter().filter(|found| found.rule.id == "QQ0406").count();
        prop_assert_eq!(mended.sorted, unsorted);
        prop_assert!(mended.after.diagnostics.iter().all(|found| found.rule.id != "QQ0406"), "{}", after);
        prop_assert_eq!(says(&mended.after.model), says(&before.model));
        prop_assert_eq!(lines(after), lines(&text));
        prop_assert_eq!(after.matches("\r\n").count(), text.matches("\r\n").count());
        prop_assert_eq!(after.matches('\n').count(), text.matches('\n').count());
        prop_assert_eq!(after.ends_with('\n'), text.ends_with('\n'));
        // What belongs to a row is still directly above it.
        for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.comments > 0) {
            let key = if is_types { format!("r{index}") } else { row.number.to_string() };
            let last = format!("# Of {}, line {}.", row.number, row.comments - 1);
            let below = after.lines().skip_while(|line| *line != last).nth(1).unwrap();
            prop_assert!(below.contains(&key), "{}", after);
        }
        let again = super::mended(&[("a.toml", after)]);
        prop_assert!(again.changed.is_empty() && again.sorted == 0, "{}", after);
    }
}

#[test]
fn what_most_rows_do_is_the_order() {
    let table = |rows: &[i64]| {
        let rows = rows.iter().map(|number| format!("{number} = {{ name = 'N{}', remedy = 'none' }}\n", number.abs()));
        format!("{HEAD}[errors.e.codes]\n{}", rows.collect::<Vec<_>>().concat())
    };
    for (before, after) in [
        (&[-1, -2, -4, -3][..], &[-1, -2, -3, -4][..]),
        (&[10, 5, 7, 9], &[5, 7, 9, 10]),
        (&[3, 2, 1], &[3, 2, 1]),
        // Of as many steps up as down, those up.
        (&[1, 3, 2], &[1, 2, 3]),
    ] {
        assert_eq!(one(&table(before)).0, table(after));
    }
}

#[test]
fn rows_that_cannot_be_told_apart_by_lines_are_reported_and_stay() {
    for rows in [
        "[errors.e]\ncodes = { 1 = { name = 'A', remedy = 'none' }, 3 = { name = 'B', remedy = 'none' }, 2 = { name = 'C', remedy = 'none' } }\n",
        "[errors.e.codes]\n1 = { name = 'A', remedy = 'none' }\n3.name = 'B'\n3.remedy = 'none'\n2 = { name = 'C', remedy = 'none' }\n",
    ] {
        let text = format!("{HEAD}{rows}");
        let mended = mended(&[("a.toml", &text)]);
        assert_eq!((mended.changed.len(), mended.sorted, mended.after.diagnostics.len()), (0, 0, 1), "{rows}");
    }
}

#[test]
fn nothing_moves_unless_the_root_asks_for_it() {
    let rows = "[errors.e.codes]\n1 = { name = 'A', remedy = 'none' }\n3 = { name = 'B', remedy = 'none' }\n2 = { name = 'C', remedy = 'none' }\n";
    let text = format!("{}{rows}", super::HEAD);
    assert_eq!(one(&text), (text.clone(), 0, 0));
}

#[test]
fn the_shipped_tables_in_order_say_what_they_said() {
    let files: Vec<(String, String)> = super::mutants::FILES
        .iter()
        .map(|(name, text)| (name.clone(), text.replace("lints = { ", "lints = { unsorted-codes = \"warn\", ")))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let before = super::check_with(&files, &super::Texts::new());
    let mended = mended(&files);
    println!("{} of {} tables sorted", mended.sorted, before.diagnostics.len());
    assert!(mended.sorted > 0 && mended.after.diagnostics.is_empty(), "{:?}", mended.after.diagnostics);
    assert_eq!(says(&mended.after.model), says(&before.model));
    for (name, text) in files {
        let after = mended.changed.get(name).map_or(text, String::as_str);
        assert_eq!(lines(after), lines(text), "{name}");
    }
}
