//! What goes where: some SDKs take a kind of message for some places and not for others.

use core::fmt;

/// A table of kinds (rows) and places (columns).
#[derive(Debug, PartialEq, Eq)]
pub struct MatrixSpec {
    /// Its key in the spec.
    pub name: &'static str,
    /// The places.
    pub columns: &'static [ColumnSpec],
    /// The kinds.
    pub rows: &'static [RowSpec],
}

/// A place of a [`MatrixSpec`].
#[derive(Debug, PartialEq, Eq)]
pub struct ColumnSpec {
    /// Its key in the spec.
    pub name: &'static str,
    /// The SDK method that goes there; the call's own unless given.
    pub call: Option<&'static str>,
}

/// A kind of a [`MatrixSpec`].
#[derive(Debug, PartialEq, Eq)]
pub struct RowSpec {
    /// Its key in the spec.
    pub name: &'static str,
    /// One for each column, in their order.
    pub cells: &'static [Support],
}

/// Whether a kind goes to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// It does under a condition, in the document's words.
    Only(&'static str),
}

/// A generated enum of a matrix's columns.
pub trait MatrixColumn: Copy {
    /// The matrix.
    const MATRIX: &'static MatrixSpec;

    /// The column's place among [`MatrixSpec::columns`].
    fn index(self) -> usize;

    /// Where a call of the kind `row` goes when this is chosen.
    fn route(self, row: &'static str) -> Route {
        Route { matrix: Self::MATRIX, row, column: self.index() }
    }
}

/// The kind of a call and the place that was chosen.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    matrix: &'static MatrixSpec,
    row: &'static str,
    column: usize,
}

impl Route {
    /// The kind: a row of the matrix.
    #[must_use]
    pub const fn row(&self) -> &'static str {
        self.row
    }

    /// The place: a column of the matrix.
    #[must_use]
    pub fn column(&self) -> &'static str {
        self.matrix.columns.get(self.column).map_or("", |column| column.name)
    }

    /// Whether the kind goes to the place.
    #[must_use]
    pub fn support(&self) -> Support {
        self.cells().get(self.column).copied().unwrap_or(Support::No)
    }

    /// The method that goes to the place, where the matrix names one.
    pub(super) fn call(&self) -> Option<&'static str> {
        self.matrix.columns.get(self.column)?.call
    }

    pub(super) fn unsupported(&self) -> Unsupported {
        let columns = self.matrix.columns.iter().map(|column| column.name);
        let cells = columns.zip(self.cells().iter().copied()).collect();
        Unsupported { matrix: self.matrix.name, row: self.row, column: self.column(), cells }
    }

    fn cells(&self) -> &'static [Support] {
        self.matrix.rows.iter().find(|row| row.name == self.row).map_or(&[], |row| row.cells)
    }
}

/// The kind does not go to the place. Nothing was handed to the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unsupported {
    /// The matrix that says so.
    pub matrix: &'static str,
    /// The kind.
    pub row: &'static str,
    /// The place that was chosen.
    pub column: &'static str,
    /// The whole row: where the kind goes and where it does not.
    pub cells: Vec<(&'static str, Support)>,
}

/// `` `Text` does not go to `wall` (chat: yes, wall: no, file: only …) ``.
impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` does not go to `{}` (", self.row, self.column)?;
        for (index, (column, support)) in self.cells.iter().enumerate() {
            write!(f, "{}{column}: {support}", if index > 0 { ", " } else { "" })?;
        }
        f.write_str(")")
    }
}

impl core::error::Error for Unsupported {}

/// `yes`, `no`, `only …`.
impl fmt::Display for Support {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yes => f.write_str("yes"),
            Self::No => f.write_str("no"),
            Self::Only(condition) => write!(f, "only: {condition}"),
        }
    }
}
