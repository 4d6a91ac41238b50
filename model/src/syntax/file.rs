//! `[spec]` and the kinds of a file.

use super::{
    CallbackTable, CommandTable, EnumTable, ErrorsTable, GatewayTable, Map, MatrixTable, NoteTable, PageTable,
    RecordsTable, SdkTable, SignTable, StagesTable, StructTable, TypesTable, table, words,
};
use crate::source::Located;

table! {
    /// One file of a spec.
    FileTable "a spec file" {
        /// The spec itself: in the root file only.
        "spec" spec: SpecTable;
        /// HTTP addresses behind which commands live.
        "gateway" gateways: Map<GatewayTable>;
        /// How requests are signed.
        "sign" signs: Map<SignTable>;
        /// What a gateway does when asked.
        "command" commands: Map<CommandTable>;
        /// JSON objects.
        "struct" structs: Map<StructTable>;
        /// Sets of known values.
        "enum" enums: Map<EnumTable>;
        /// Tables of numbered kinds of values.
        "types" types: Map<TypesTable>;
        /// Codes and what they ask of the caller.
        "errors" errors: Map<ErrorsTable>;
        /// Web pages that are opened by a URL.
        "page" pages: Map<PageTable>;
        /// Requests that the vendor sends to an address of ours.
        "callback" callbacks: Map<CallbackTable>;
        /// Tables of records that the vendor's administration keeps.
        "table" tables: Map<RecordsTable>;
        /// The stages of a record's life.
        "stages" stages: Map<StagesTable>;
        /// Calls of mobile SDKs.
        "sdk" sdks: Map<SdkTable>;
        /// What goes with what.
        "matrix" matrices: Map<MatrixTable>;
        /// Pages of the document that hold nothing to call.
        "note" notes: Map<NoteTable>;
    }
}

table! {
    /// The spec itself.
    SpecTable "[spec]" + texts {
        /// The spec's name.
        "name" name: String = required;
        /// The member files, by paths relative to the root file.
        "files" files: Vec<Located<String>>;
        /// The Rust path of the generated module on which this spec builds: `qq_game_social::social`.
        "base" base: String;
        /// How bad findings of some rules are, by the rules' names.
        "lints" lints: Map<LintWord>;
        /// How many lines of Rust the spec may become; `qq-cgi budget` fails above it.
        "budget" budget: BudgetTable;
    }
}

table! {
    /// How many lines of Rust, formatted and with their documentation, a spec may become.
    BudgetTable "a budget" {
        /// The most lines of an item whose kind has no limit of its own.
        "item" item: i64;
        /// The most lines of all items together; a base's are not counted.
        "total" total: i64;
        /// The most lines of a gateway.
        "gateway" gateway: i64;
        /// The most lines of a command.
        "command" command: i64;
        /// The most lines of a page.
        "page" page: i64;
        /// The most lines of a callback.
        "callback" callback: i64;
        /// The most lines of a struct.
        "struct" struct_: i64;
        /// The most lines of an enum.
        "enum" enum_: i64;
        /// The most lines of a type table.
        "types" types: i64;
        /// The most lines of an error table.
        "errors" errors: i64;
        /// The most lines of a table of records.
        "table" table: i64;
        /// The most lines of the stages of a life.
        "stages" stages: i64;
        /// The most lines of a matrix.
        "matrix" matrix: i64;
        /// The most lines of an SDK call.
        "sdk" sdk: i64;
    }
}

words! {
    /// How bad a finding is.
    LintWord {
        /// It is not said.
        "allow" Allow;
        /// It is said.
        "warn" Warn;
        /// It is an error.
        "deny" Deny;
    }
}
