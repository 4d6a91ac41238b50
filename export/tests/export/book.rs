//! The reference book.

use std::collections::BTreeSet;

use qq_cgi_export::{
    Language,
    markdown::{BookPage, document, pages},
};
use qq_cgi_model::Model;

use crate::{assert_kept, leaves, reader::Shown, specs};

const LANGUAGES: [Language; 2] = [Language::En, Language::Zh];

/// The pages of a book as they are shown.
fn shown(model: &Model, language: Language) -> Vec<(String, Shown)> {
    pages(model, language).into_iter().map(|BookPage { name, text }| (name, Shown::of(&text))).collect()
}

/// How many tables and rows a Model's book has, head rows not counted.
fn expected(model: &Model) -> (usize, usize) {
    let mut sizes: Vec<usize> = Vec::new();
    for gateway in &model.gateways {
        let refuse = gateway.refuse;
        let codes = [
            refuse.bad_param,
            refuse.unknown_app,
            refuse.bad_sign,
            refuse.bad_token,
            refuse.unknown_command,
            refuse.bad_method,
        ];
        sizes.extend([gateway.params.len(), codes.iter().flatten().count()]);
    }
    for command in &model.commands {
        sizes.push(command.params.len());
        sizes.extend(command.examples.iter().map(|example| example.params.len()));
    }
    for page in &model.pages {
        sizes.push(page.params.len());
        sizes.extend(page.examples.iter().map(|example| example.params.len()));
    }
    for callback in &model.callbacks {
        sizes.push(callback.params.len());
        sizes.extend(callback.examples.iter().map(|example| example.params.len()));
    }
    sizes.extend(model.sdks.iter().flat_map(|sdk| [sdk.args.len(), sdk.bundle.len()]));
    sizes.extend(model.matrices.iter().flat_map(|matrix| [matrix.columns.len(), matrix.rows.len()]));
    sizes.extend(model.structs.iter().map(|item| item.fields.len()));
    sizes.extend(model.enums.iter().map(|item| item.values.len()));
    sizes.extend(model.type_tables.iter().flat_map(|types| [types.columns.len(), types.rows.len()]));
    sizes.extend(model.error_tables.iter().map(|errors| errors.codes.len()));
    sizes.extend(model.tables.iter().flat_map(|table| [table.fields.len(), table.fields.len()]));
    sizes.extend(model.stages.iter().map(|stages| stages.steps.len()));
    (sizes.iter().filter(|rows| **rows > 0).count(), sizes.iter().sum())
}

#[test]
fn a_parser_sees_every_table_with_every_row_and_nothing_that_was_not_meant() {
    for (_, model) in specs() {
        for language in LANGUAGES {
            let book = shown(&model, language);
            let tables: Vec<_> = book.iter().flat_map(|(_, page)| &page.tables).collect();
            let rows = tables.iter().map(|table| table.len() - 1).sum::<usize>();
            assert_eq!((tables.len(), rows), expected(&model));
            for table in tables {
                assert!(table.iter().all(|row| row.len() == table[0].len()), "{table:?}");
            }
            for (name, page) in &book {
                assert_eq!((&page.html, &page.others), (&vec![], &vec![]), "{name}");
            }
        }
    }
}

#[test]
fn every_link_leads_to_an_anchor_and_every_item_has_one() {
    for (files, model) in specs() {
        for language in LANGUAGES {
            let book = shown(&model, language);
            let of = |name: &str| book.iter().find(|(page, _)| page == name).map(|(_, page)| page);
            let mut links = 0;
            for (name, page) in &book {
                for link in &page.links {
                    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
                    let target = of(file).unwrap_or_else(|| panic!("{link} in {name}"));
                    assert!(anchor.is_empty() || target.anchors.contains(anchor), "{link} in {name}");
                    links += 1;
                }
            }
            assert!(links > 50);
            let anchors: BTreeSet<_> = book.iter().flat_map(|(_, page)| &page.anchors).cloned().collect();
            let items: BTreeSet<_> =
                leaves::of(files).0.iter().map(|item| format!("{}-{}", item.kind, item.key)).collect();
            assert_eq!(anchors, items);

            let whole = Shown::of(&document(&model, language));
            assert_eq!(whole.anchors, items);
            for link in &whole.links {
                assert!(link.strip_prefix('#').is_some_and(|anchor| whole.anchors.contains(anchor)), "{link}");
            }
        }
    }
}

/// A text without what is not seen of it: backticks are marks of code.
pub(crate) fn seen(text: &str) -> String {
    text.replace('`', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn whatever_stands_in_the_files_can_be_read_in_the_book() {
    for (files, model) in specs() {
        let [en, zh] = LANGUAGES.map(|language| Shown::of(&document(&model, language)).text);
        let text = seen(&format!("{en}\n{zh}"));
        let (items, _) = leaves::of(files);
        let leaves = items.iter().flat_map(|item| item.leaves.texts.iter().map(move |leaf| (item, leaf)));
        let unsaid = leaves.filter(|(_, leaf)| !is_said_otherwise(leaf) && !text.contains(&seen(leaf)));
        let unsaid: Vec<_> = unsaid.map(|(item, leaf)| format!("{leaf} of {} {}", item.kind, item.key)).collect();
        assert!(unsaid.is_empty(), "{}", unsaid.join("\n"));
    }
}

/// Words of the language that the book says in sentences.
fn is_said_otherwise(leaf: &str) -> bool {
    const WORDS: &[&str] = &[
        "list",
        "rows",
        "json",
        "host",
        "caller",
        "client.app_id",
        "session.openid",
        "session.access_token",
        "command.name",
        "lower-hex",
        "md5",
        "none",
        "upper-hex",
        "bytes",
        "raw",
        "raw+lf",
        "percent",
        "return",
        "fix_request",
        "check_credentials",
        "retry_once",
        "back_off",
        "reauthorize",
        "request_permission",
        "contact_support",
        "fuzzy",
        "exact",
    ];
    WORDS.contains(&leaf)
}

#[test]
fn a_text_that_is_missing_in_a_language_is_the_other_ones_and_marked() {
    let (_, model) = &specs()[1];
    let [en, zh] = LANGUAGES.map(|language| document(model, language));
    assert!(en.contains("| `1` | `Red` | *(Chinese)* 红 |"), "{en}");
    assert!(zh.contains("| `1` | `Red` | 红 |"), "{zh}");
    assert!(zh.contains("| *（英文）* At first. |"), "{zh}");
    assert!(en.contains("| At first. |"), "{en}");
}

#[test]
fn a_sign_is_told_step_by_step() {
    let (_, model) = &specs()[1];
    let text = document(model, Language::En);
    let steps = "`sign` is the MD5, in upper-case hexadecimal, of these texts, joined:

1. the HTTP method in capitals
2. the path of the URL
3. <code>&#124;&#96;&#92;</code>
4. the raw value of `app`
5. every parameter but the sign, by the bytes of its name: `<NAME=VALUE`; between two: `&`; values percent-encoded; without `ts`
6. the secret
";
    assert!(text.contains(steps), "{text}");
}

#[test]
fn the_kept_book_of_the_component_is_up_to_date() {
    let (_, model) = &specs()[0];
    let mut size = 0;
    for (folder, language) in [("en", Language::En), ("zh-CN", Language::Zh)] {
        for page in pages(model, language) {
            size += page.text.len();
            assert_kept(&format!("docs/reference/{folder}/{}", page.name), &page.text);
        }
    }
    assert!(size < 400_000, "{size}");
}
