//! Tables of records, and their stages.

use qq_cgi_model::model::{RecordField, Stage, Stages, Table};

use crate::json::written::object;

object! {
    /// A table of records that the vendor's administration keeps.
    Table {
        /// Its key in the TOML.
        name;
        /// Its name in Rust.
        rust;
        /// The field by which a record is known.
        key;
        /// The stages through which a record goes, by name.
        stages;
        /// The fields of a record, in file order.
        fields;
        /// Its texts.
        about;
    }
}

object! {
    /// A field of a record.
    RecordField {
        /// Name, type, limits, whether it is required or secret, and texts.
        field;
        /// Whether the administration makes its value.
        generated;
        /// Whether no later edit may change it; so is every key.
        immutable;
        /// The table whose key it holds, by name.
        references;
        /// How records are found by it; `None` if they are not.
        find;
    }
}

object! {
    /// The stages of a life, in order; the first is where it begins.
    Stages {
        /// Their key in the TOML.
        name;
        /// Their name in Rust.
        rust;
        /// The stages, in file order.
        steps;
        /// Their texts.
        about;
    }
}

object! {
    /// One stage.
    Stage {
        /// Its name, the same in Rust.
        rust;
        /// The stages that can follow, by name.
        then;
        /// Its texts.
        about;
    }
}
