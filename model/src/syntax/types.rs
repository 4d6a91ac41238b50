//! `[enum.NAME]` and `[types.NAME]`.

use super::{Map, Read, Reader, TypeExpression, read::Toml, shape::Shape, table};
use crate::model::{Cell, Constant};

table! {
    /// A set of known values.
    EnumTable "an enum" + texts {
        /// Whether values beyond the known ones can be sent; no unless given.
        "open" open: bool;
        /// The known values, by their names in Rust.
        "values" values: Map<EnumValueTable> = required;
    }
}

table! {
    /// One known value of an enum.
    EnumValueTable "a value of an enum" + texts {
        /// What stands on the wire: a whole number or a text.
        "value" value: Constant = required;
    }
}

table! {
    /// Numbered kinds of values, sent as a list of JSON objects.
    TypesTable "a type table" + texts {
        /// Its name in Rust; otherwise made from its key.
        "rust" rust: String;
        /// The JSON field of a row's id.
        "id" id: String = required;
        /// The JSON field of a row's value, always written as a string.
        "value" value: String = required;
        /// Further numeric JSON fields of every row.
        "columns" columns: Map<ColumnTable>;
        /// Whether rows beyond the known ones can be sent; no unless given.
        "open" open: bool;
        /// The known rows, by their names.
        "rows" rows: Map<RowTable> = required;
    }
}

table! {
    /// A further numeric field of every row.
    ColumnTable "a column of a type table" + texts {
        /// Its type: u32, i32, i64 or unix_seconds.
        "type" ty: TypeExpression = required;
        /// Its name in Rust; otherwise made from its key.
        "rust" rust: String;
    }
}

table! {
    /// One known row of a type table.
    RowTable "a row of a type table" + texts {
        /// Its id on the wire.
        "id" id: i64 = required;
        /// The type of its value: u32, u64, i32, i64, bool, string, unix_seconds, seconds or the name of an enum.
        "type" ty: TypeExpression = required;
        /// Whether every list must hold it; no unless given.
        "required" required: bool;
        /// Whether every list should hold it once there is a value; offered first.
        "recommended" recommended: bool;
        /// What stands in each of the table's columns: a number, or "caller".
        "columns" columns: Map<Cell>;
        /// Smallest number.
        "min" min: i64;
        /// Largest number.
        "max" max: i64;
        /// Fewest characters.
        "min_chars" min_chars: i64;
        /// Most characters.
        "max_chars" max_chars: i64;
        /// Whether the text must not be empty.
        "non_empty" non_empty: bool;
    }
}

impl Read for Cell {
    const SHAPE: &'static Shape = &Shape::IntegerOr(CALLER);

    fn read(value: &Toml<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref().as_str() {
            Some(CALLER) => Some(Self::Caller),
            Some(text) => {
                reader.wrong_word(value, text, CALLER, Self::SHAPE);
                None
            }
            None => i64::read(value, reader).map(Self::Fixed),
        }
    }
}

const CALLER: &str = "caller";
