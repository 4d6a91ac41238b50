//! Codes and ids that stand in no order.

use std::cmp::Ordering;

use super::{Lints, own};
use crate::{
    check::context::{Items, Kind},
    diagnostic::{Diagnostic, Edit, UNSORTED_CODES},
    fix::rows::{RowText, groups, sorted},
    model::CodeNumber,
    source::{Located, Span},
    syntax::CodeTable,
};

pub(super) fn look(items: &Items, lints: &mut Lints<'_, '_, '_>) {
    for item in own(&items.errors) {
        let rows = item.table.codes.iter().flat_map(|codes| &codes.value);
        let rows = rows.map(|(key, row)| Some(Row { key, number: number(key, row)? }));
        look_at(Kind::ErrorTable, &item.name, rows.collect(), lints);
    }
    for item in own(&items.types) {
        let rows = item.table.rows.iter().flat_map(|rows| &rows.value);
        let rows = rows.map(|(key, row)| Some(Row { key, number: row.id.as_ref()?.value }));
        look_at(Kind::TypeTable, &item.name, rows.collect(), lints);
    }
}

/// A code or a row of a type table.
#[derive(Clone, Copy)]
struct Row<'i> {
    key: &'i Located<String>,
    number: i64,
}

/// The number of a code, if it has one.
fn number(key: &Located<String>, row: &CodeTable) -> Option<i64> {
    match row.code.as_ref().map(|code| code.value) {
        Some(CodeNumber::Known(number)) => Some(number),
        Some(CodeNumber::Unknown) => None,
        None => key.value.parse().ok(),
    }
}

/// Without `rows` one of them has no number, and nothing says where it belongs.
fn look_at(kind: Kind, name: &Located<String>, rows: Option<Vec<Row<'_>>>, lints: &mut Lints<'_, '_, '_>) {
    let Some(rows) = rows.filter(|rows| broken_by(rows).is_some()) else { return };
    let text = lints.text(name.span).unwrap_or_default().to_owned();
    let keys: Vec<usize> = rows.iter().map(|row| row.key.span.start).collect();
    // Rows that cannot be told apart line by line are one group, which is not mended.
    let Some(groups) = groups(&text, &keys) else { return say(kind, name, &rows, None, lints) };
    for group in groups {
        let of_group: Vec<Row<'_>> = group.iter().filter_map(|text| rows.get(text.index).copied()).collect();
        say(kind, name, &of_group, edit(&text, &group, &rows, wanted(&of_group)), lints);
    }
}

fn say(kind: Kind, name: &Located<String>, rows: &[Row<'_>], edit: Option<Edit>, lints: &mut Lints<'_, '_, '_>) {
    let Some([before, row]) = broken_by(rows) else { return };
    let message = format!("the rows of the {} `{}` stand in no order", kind.title(), name.value);
    let found = Diagnostic::new(UNSORTED_CODES, row.key.span, message);
    let found = found.label(format!("{} stands behind {}", row.number, before.number));
    lints.say(Diagnostic { edit, ..found });
}

/// The first row that is not where the order of most of them would have it, and the row before it; none where they
/// ascend or descend.
fn broken_by<'r, 'i>(rows: &'r [Row<'i>]) -> Option<[&'r Row<'i>; 2]> {
    let breaks = |order: Ordering| {
        let mut pairs = rows.windows(2).filter_map(|pair| <&[Row<'_>; 2]>::try_from(pair).ok());
        pairs.find(|[before, row]| row.number.cmp(&before.number) == order.reverse()).map(|[before, row]| [before, row])
    };
    let of_wanted = breaks(wanted(rows))?;
    breaks(wanted(rows).reverse()).map(|_| of_wanted)
}

/// Whether most rows are greater or less than the one before.
fn wanted(rows: &[Row<'_>]) -> Ordering {
    let steps = rows.iter().zip(rows.iter().skip(1)).map(|(before, row)| row.number.cmp(&before.number));
    let (up, down) = steps.fold((0, 0), |(up, down), step| match step {
        Ordering::Greater => (up + 1, down),
        Ordering::Less => (up, down + 1),
        Ordering::Equal => (up, down),
    });
    if down > up { Ordering::Less } else { Ordering::Greater }
}

fn edit(text: &str, group: &[RowText], rows: &[Row<'_>], wanted: Ordering) -> Option<Edit> {
    let (first, last) = (group.first()?, group.last()?);
    let place = |index: usize| {
        let number = rows.get(index).map(|row| i128::from(row.number)).unwrap_or_default();
        if wanted == Ordering::Less { -number } else { number }
    };
    let file = rows.first()?.key.span.file;
    let span = Span { file, start: first.at.start, end: last.at.end };
    Some(Edit::Rows { span, sorted: sorted(text, group, place)? })
}
