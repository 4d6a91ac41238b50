//! The kinds of items, and what they hold.

mod callbacks;
mod commands;
mod errors;
mod gateways;
mod notes;
mod pages;
mod records;
mod sdks;
mod types;

use qq_cgi_model::Model;

use super::written::object;

object! {
    /// Everything a spec says, its base included.
    Model {
        /// `spec.name`.
        name;
        /// The spec's own texts.
        about;
        /// The Rust path of the base, as written: `qq_game_social::social`.
        base;
        /// How much Rust the spec's own items may become.
        budget;
        /// Gateways, in the order of the files.
        gateways;
        /// Sign schemes.
        signs;
        /// Commands.
        commands;
        /// Structs.
        structs;
        /// Enums.
        enums;
        /// Type tables.
        type_tables;
        /// Error tables.
        error_tables;
        /// Pages.
        pages;
        /// Callbacks.
        callbacks;
        /// Tables of records.
        tables;
        /// Stages of records.
        stages;
        /// SDK calls.
        sdks;
        /// Matrices.
        matrices;
        /// Notes.
        notes;
    }
}
