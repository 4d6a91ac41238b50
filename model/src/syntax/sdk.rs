//! `[sdk.NAME]` and `[matrix.NAME]`.

use super::{FieldTable, Map, Read, Reader, read::Toml, shape::Shape, table, words};
use crate::{
    model::{Constant, Needed},
    source::Located,
};

table! {
    /// A call of a mobile SDK: positional arguments, a bundle of values, and what comes back.
    SdkTable "an SDK call" + texts {
        /// Its name in Rust; otherwise made from its key.
        "rust" rust: String;
        /// The platform: `android`, `ios`.
        "platform" platform: String = required;
        /// The class or object on which it is called.
        "receiver" receiver: String;
        /// The method's name; the key unless given.
        "call" call: String;
        /// Other names that the document uses for it.
        "aliases" aliases: Vec<Located<String>>;
        /// Whether the player must be logged in: true, false, or "unknown".
        "needs_login" needs_login: Needed = required;
        /// Its positional arguments, in order.
        "args" args: Map<FieldTable>;
        /// The class of the bundle: `Bundle`, or the object whose properties the bundle's values are.
        "object" object: String;
        /// The values in its bundle, in order.
        "bundle" bundle: Map<FieldTable>;
        /// The row of a matrix that says where it can go; the matrix's column then names the method.
        "row" row: SdkRowTable;
        /// What must hold before the call, and nothing checks: shown in its documentation.
        "preconditions" preconditions: Vec<Located<String>>;
        /// What comes back.
        "answer" answer: AnswerTable;
    }
}

table! {
    /// A row of a matrix.
    SdkRowTable "a row of a matrix" {
        /// The matrix.
        "matrix" matrix: String = required;
        /// The row.
        "row" row: String = required;
    }
}

table! {
    /// What an SDK call gives back.
    AnswerTable "an answer" {
        /// How it comes.
        "by" by: AnswerWord = required;
        /// Its type as the document prints it.
        "type" ty: String;
        /// The struct that it holds, or "unknown" where the document does not say.
        "reply" reply: String;
        /// The fields that can hold the code: the first that is there counts.
        "code" code: Vec<Located<String>>;
        /// The fields that can hold the message: the first that is there counts.
        "message" message: Vec<Located<String>>;
        /// The code that means success, by number or name; 0 unless given.
        "success" success: Constant;
        /// The error table of the codes, or "unknown".
        "errors" errors: String;
        /// A second code, where the first does not say enough.
        "detail" detail: DetailTable;
        /// The error table of what the SDK itself reports, besides the answer.
        "failures" failures: String;
        /// The code, by number or name, that means that the player cancelled.
        "cancelled" cancelled: Constant;
    }
}

words! {
    /// How an answer comes.
    AnswerWord {
        /// A listener, delegate or block is called later.
        "callback" Callback;
        /// The call returns it.
        "return" Return;
        /// Nothing comes back.
        "none" None;
    }
}

table! {
    /// A second code of an answer.
    DetailTable "a detail of an answer" {
        /// The field that holds it; `data.ret` for a field inside another.
        "field" field: String = required;
        /// Its error table.
        "errors" errors: String = required;
        /// The value that it must have on success, by number or name; any unless given.
        "success" success: Constant;
    }
}

table! {
    /// What goes with what.
    MatrixTable "a matrix" + texts {
        /// The name of its columns' type in Rust; otherwise made from its key.
        "rust" rust: String;
        /// Its columns, by their keys.
        "columns" columns: Map<MatrixColumnTable> = required;
        /// Its rows, by their keys.
        "rows" rows: Map<MatrixRowTable> = required;
    }
}

table! {
    /// A column of a matrix.
    MatrixColumnTable "a column of a matrix" + texts {
        /// Its name in Rust; otherwise made from its key.
        "rust" rust: String;
        /// The SDK method that goes there.
        "call" call: String;
    }
}

table! {
    /// A row of a matrix.
    MatrixRowTable "a row of a matrix" + texts {
        /// For each column: true, false, or the condition under which it works.
        "cells" cells: Map<Constant> = required;
    }
}

impl Read for Needed {
    const SHAPE: &'static Shape = &Shape::BoolOr(UNKNOWN);

    fn read(value: &Toml<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match (value.get_ref().as_bool(), value.get_ref().as_str()) {
            (Some(true), _) => return Some(Self::Yes),
            (Some(false), _) => return Some(Self::No),
            (None, Some(UNKNOWN)) => return Some(Self::Unknown),
            (None, Some(text)) => reader.wrong_word(value, text, UNKNOWN, Self::SHAPE),
            (None, None) => reader.wrong_kind(value, &Self::SHAPE.expected()),
        }
        None
    }
}

const UNKNOWN: &str = "unknown";
