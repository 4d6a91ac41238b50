//! `[table.NAME]` and `[stages.NAME]`.

use super::{Map, TypeExpression, table, words};
use crate::source::Located;

table! {
    /// A table of records that the vendor's administration keeps.
    RecordsTable "a table of records" + texts {
        /// Its name in Rust; otherwise made from its key.
        "rust" rust: String;
        /// The field by which a record is known.
        "key" key: String = required;
        /// The stages through which a record goes.
        "stages" stages: String;
        /// The fields of a record.
        "fields" fields: Map<RecordFieldTable> = required;
    }
}

table! {
    /// A field of a record.
    RecordFieldTable "a field of a record" + texts {
        /// Its type: u32, u64, i32, i64, bool, string or the name of an enum.
        "type" ty: TypeExpression = required;
        /// Its name in Rust; otherwise made from its key.
        "rust" rust: String;
        /// Whether it must be there; yes unless given.
        "required" required: bool;
        /// Whether the administration makes its value, not whoever enters the record.
        "generated" generated: bool;
        /// Whether no later edit may change it. A key never changes and needs no mention.
        "immutable" immutable: bool;
        /// Never shown: in no Debug, error, log or trace.
        "secret" secret: bool;
        /// The table whose key it holds.
        "references" references: String;
        /// How records are found by it.
        "find" find: FindWord;
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

words! {
    /// How records are found by a field.
    FindWord {
        /// By the whole value.
        "exact" Exact;
        /// By a part of the value (模糊查询).
        "fuzzy" Fuzzy;
    }
}

table! {
    /// The stages of a life, in order; the first is where it begins.
    StagesTable "stages" + texts {
        /// Their name in Rust; otherwise made from the key.
        "rust" rust: String;
        /// The stages, by their names in Rust.
        "steps" steps: Map<StageTable> = required;
    }
}

table! {
    /// One stage.
    StageTable "a stage" + texts {
        /// The stages that can follow; the next one unless given.
        "then" then: Vec<Located<String>>;
    }
}
