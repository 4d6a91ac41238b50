//! The budget of generated lines: `[spec.budget]`. Whoever counts lines compares them with it; nothing is counted here.

use super::context::Context;
use crate::{
    diagnostic::{BUDGET, Diagnostic, EMPTY},
    model::{Bound, Budget},
    source::Located,
    syntax::BudgetTable,
};

pub(super) fn lower(written: &Located<BudgetTable>, context: &mut Context<'_>) -> Budget {
    let BudgetTable {
        item,
        total,
        gateway,
        command,
        page,
        callback,
        struct_,
        enum_,
        types,
        errors,
        table,
        stages,
        matrix,
        sdk,
    } = &written.value;
    let kinds = [
        ("gateway", gateway),
        ("command", command),
        ("page", page),
        ("callback", callback),
        ("struct", struct_),
        ("enum", enum_),
        ("types", types),
        ("errors", errors),
        ("table", table),
        ("stages", stages),
        ("matrix", matrix),
        ("sdk", sdk),
    ];
    let of_items = || kinds.iter().map(|(_, limit)| *limit).chain([item]).flatten();
    if total.is_none() && of_items().next().is_none() {
        let found = Diagnostic::new(EMPTY, written.span, "a budget without a limit");
        context.add(found.label("limits nothing").help("write: budget = { item = 250, total = 40000 }"));
    }
    for limit in of_items() {
        if let Some(total) = total.as_ref().filter(|total| total.value >= 1 && limit.value > total.value) {
            let found = Diagnostic::new(BUDGET, limit.span, "one item may have more lines than all of them");
            context.add(found.label("never reached").other(total.span, "the limit of all items together"));
        }
    }
    Budget {
        item: bound(item.as_ref(), context),
        kinds: kinds.iter().filter_map(|(kind, limit)| Some((*kind, bound(limit.as_ref(), context)?))).collect(),
        total: bound(total.as_ref(), context),
    }
}

fn bound(limit: Option<&Located<i64>>, context: &mut Context<'_>) -> Option<Bound> {
    let limit = limit?;
    let lines = usize::try_from(limit.value).ok().filter(|lines| *lines > 0);
    if lines.is_none() {
        let found = Diagnostic::new(BUDGET, limit.span, "a limit that nothing can keep");
        context.add(found.label("expected 1 or more lines"));
    }
    Some(Bound { lines: lines?, place: context.place(limit.span) })
}
