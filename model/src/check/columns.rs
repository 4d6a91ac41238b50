//! What fills the columns of a table: each exactly once.

use super::context::Context;
use crate::{
    diagnostic::{CELLS, Diagnostic},
    source::{Located, Span},
};

/// The cells of one row.
pub(super) struct RowCells<'t, C> {
    /// `the table`, `the matrix`.
    pub(super) of: &'static str,
    /// What a cell holds.
    pub(super) expected: &'static str,
    pub(super) columns: &'t [&'t str],
    pub(super) written: &'t [(Located<String>, C)],
    /// Where cells are missed.
    pub(super) span: Span,
}

impl<C> RowCells<'_, C> {
    /// Reports cells of no column and columns without a cell; of a misspelt column, only the first.
    pub(super) fn check(&self, context: &mut Context<'_>) {
        let filled = |column: &str| self.written.iter().any(|(name, _)| name.value == column);
        let missing: Vec<&str> = self.columns.iter().copied().filter(|column| !filled(column)).collect();
        let mut misspelt = false;
        for (name, _) in self.written.iter().filter(|(name, _)| !self.columns.contains(&name.value.as_str())) {
            misspelt = true;
            let message = format!("{} has no column `{}`", self.of, name.value);
            let found = Diagnostic::new(CELLS, name.span, message).label("unknown column");
            context.add(found.meant_among(&name.value, missing.iter().copied()));
        }
        if !missing.is_empty() && !misspelt {
            let message = format!("the row does not fill the column {}", missing.join(", "));
            let label = format!("expected {} for each column", self.expected);
            context.add(Diagnostic::new(CELLS, self.span, message).label(label));
        }
    }
}
