//! Matrices.

use qq_cgi_model::model::{Matrix, MatrixColumn, MatrixRow, Support};

use super::{
    Comparison,
    pairs::{Pairs, pairs},
};
use crate::{
    at::At,
    rules::{
        COLUMN_ADDED, COLUMN_CALL, COLUMN_DEFAULT, COLUMN_REMOVED, COLUMN_RENAMED, MATRIX_GAINED, MATRIX_LOST, TEXT,
    },
    text,
};

pub(super) fn compare(comparison: &mut Comparison<'_>, at: &At, old: &Matrix, new: &Matrix) {
    comparison.matrix_columns(at, old, new);
    let first = |matrix: &Matrix| matrix.columns.first().map(|column| column.name.clone());
    comparison.either(COLUMN_DEFAULT, &at.key("columns"), first(old), first(new));
    let called = |row: &MatrixRow| at.inner("rows", "row", &row.name);
    let Pairs { both, gone, came } = pairs(&old.rows, &new.rows, |row| row.name.clone(), |_| None);
    for (was, is) in both {
        comparison.texts(&called(is), &was.about, &is.about);
        comparison.matrix_cells(&called(is), (old, was), (new, is));
    }
    for row in came {
        comparison.came(MATRIX_GAINED, &called(row), None);
    }
    for row in gone {
        comparison.gone(MATRIX_LOST, &called(row), None);
    }
}

impl Comparison<'_> {
    fn matrix_columns(&mut self, at: &At, old: &Matrix, new: &Matrix) {
        let called = |column: &MatrixColumn| at.inner("columns", "column", &column.name);
        let name = |column: &MatrixColumn| column.name.clone();
        let Pairs { both, gone, came } = pairs(&old.columns, &new.columns, name, |column| Some(column.rust.clone()));
        for (was, is) in both {
            self.texts(&called(is), &was.about, &is.about);
            self.changed(COLUMN_RENAMED, &called(is).key("rust"), &was.rust, &is.rust, Clone::clone);
            self.either(COLUMN_CALL, &called(is).key("call"), was.call.clone(), is.call.clone());
        }
        for column in came {
            self.came(COLUMN_ADDED, &called(column), Some(column.rust.clone()));
            self.came(MATRIX_GAINED, &called(column), None);
        }
        for column in gone {
            self.gone(COLUMN_REMOVED, &called(column), Some(column.rust.clone()));
            self.gone(MATRIX_LOST, &called(column), None);
        }
    }

    /// The cells in the columns that both matrices have.
    fn matrix_cells(
        &mut self,
        at: &At,
        (old_matrix, old): (&Matrix, &MatrixRow),
        (new_matrix, new): (&Matrix, &MatrixRow),
    ) {
        for (column, is) in new_matrix.columns.iter().zip(&new.cells) {
            let mut cells = old_matrix.columns.iter().zip(&old.cells);
            let Some((_, was)) = cells.find(|(known, _)| known.name == column.name) else { continue };
            let rule = match (was, is) {
                (Support::Only(_), Support::Only(_)) => TEXT,
                _ if reach(is) > reach(was) => MATRIX_GAINED,
                _ => MATRIX_LOST,
            };
            self.changed(rule, &at.key("cells").key(&column.name), was, is, text::support);
        }
    }
}

fn reach(support: &Support) -> u8 {
    match support {
        Support::No => 0,
        Support::Only(_) => 1,
        Support::Yes => 2,
    }
}
