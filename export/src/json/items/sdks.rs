//! SDK calls, and what goes with what.

use qq_cgi_model::model::{Matrix, MatrixColumn, MatrixRow, Sdk, SdkAnswer, SdkDetail, SdkRow};

use crate::json::written::object;

object! {
    /// A call of a mobile SDK.
    Sdk {
        /// Its key in the TOML.
        name;
        /// Its name in Rust.
        rust;
        /// The platform: `android`, `ios`.
        platform;
        /// The class or object on which it is called.
        receiver;
        /// The method's name.
        call;
        /// Other names that the document uses for it.
        aliases;
        /// Whether the player must be logged in.
        needs_login;
        /// Its positional arguments, in order.
        args;
        /// The class of the bundle, or of the object whose properties its values are.
        object;
        /// The values in its bundle, in order.
        bundle;
        /// The row of a matrix that says where it can go.
        row;
        /// What must hold before the call.
        preconditions;
        /// What comes back.
        answer;
        /// Its texts.
        about;
    }
}

object! {
    /// A row of a matrix.
    SdkRow {
        /// The matrix, by name.
        matrix;
        /// The row, by its key.
        row;
    }
}

object! {
    /// What an SDK call gives back.
    SdkAnswer {
        /// How it comes.
        by;
        /// Its type as the document prints it.
        ty as "type";
        /// What it holds.
        reply;
        /// The fields that can hold the code; the first that is there counts. Empty: the answer itself is the code, or
        /// there is none.
        code;
        /// The fields that can hold the message.
        message;
        /// The code that means success; `None` where the answer has no code.
        success;
        /// The error table of the codes, by name.
        errors;
        /// A second code.
        detail;
        /// The error table of what the SDK itself reports, by name.
        failures;
        /// The code that means that the player cancelled.
        cancelled;
    }
}

object! {
    /// A second code of an answer.
    SdkDetail {
        /// The field that holds it; `data.ret` for a field inside another.
        field;
        /// Its error table, by name.
        errors;
        /// The value that it must have on success.
        success;
    }
}

object! {
    /// What goes with what.
    Matrix {
        /// Its key in the TOML.
        name;
        /// The name of its columns' type in Rust.
        rust;
        /// Its columns, in file order.
        columns;
        /// Its rows, in file order.
        rows;
        /// Its texts.
        about;
    }
}

object! {
    /// A column of a matrix.
    MatrixColumn {
        /// Its key.
        name;
        /// Its name in Rust.
        rust;
        /// The SDK method that goes there.
        call;
        /// Its texts.
        about;
    }
}

object! {
    /// A row of a matrix.
    MatrixRow {
        /// Its key.
        name;
        /// One for each column, in the order of the columns.
        cells;
        /// Its texts.
        about;
    }
}
