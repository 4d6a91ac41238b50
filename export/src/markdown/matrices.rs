//! Matrices, and notes.

use qq_cgi_model::model::{Matrix, MatrixRow, Support};

use super::{
    book::Book,
    text::{code, inline, table, table_of},
};

impl Book<'_> {
    pub(super) fn matrices(&self) -> Vec<String> {
        self.model.matrices.iter().flat_map(|matrix| self.matrix(matrix)).collect()
    }

    fn matrix(&self, matrix: &Matrix) -> Vec<String> {
        let columns = matrix.columns.iter().map(|column| {
            let call = column.call.as_deref().map(code).unwrap_or_default();
            [code(&column.name), code(&column.rust), call, self.cell(&column.about)]
        });
        let column_heads = [self.say("Column", "列"), "Rust", self.say("Call", "调用"), self.say("Meaning", "含义")];
        let mut heads = vec![self.say("Row", "行").to_owned()];
        heads.extend(matrix.columns.iter().map(|column| code(&column.name)));
        heads.push(self.say("Meaning", "含义").to_owned());
        let rows: Vec<Vec<String>> = matrix.rows.iter().map(|row| self.matrix_row(row)).collect();
        let used: Vec<usize> = (0..heads.len()).collect();
        let mut blocks = vec![self.item_heading("matrix", &matrix.name, Some(&matrix.rust))];
        blocks.extend(self.about(&matrix.about, []));
        blocks.push(table(column_heads, &columns.collect::<Vec<_>>()));
        blocks.push(table_of(&heads, rows.iter().map(Vec::as_slice), &used));
        blocks
    }

    fn matrix_row(&self, row: &MatrixRow) -> Vec<String> {
        let cells = row.cells.iter().map(|support| self.support(support));
        core::iter::once(code(&row.name)).chain(cells).chain([self.cell(&row.about)]).collect()
    }

    pub(super) fn support(&self, support: &Support) -> String {
        match support {
            Support::Yes => self.yes_or_no(true).to_owned(),
            Support::No => self.yes_or_no(false).to_owned(),
            Support::Only(condition) => format!("{}{}", self.say("only: ", "条件："), inline(condition)),
        }
    }

    pub(super) fn notes(&self) -> Vec<String> {
        let note = |note: &qq_cgi_model::model::Note| {
            let mut blocks = vec![self.item_heading("note", &note.name, None)];
            blocks
                .extend(self.about(&note.about, note.url.as_ref().map(|url| self.fact("Read on", "另见", &code(url)))));
            blocks
        };
        self.model.notes.iter().flat_map(note).collect()
    }
}
