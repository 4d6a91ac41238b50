//! Structs, enums and type tables.

use qq_cgi_model::model::{Column, Enum, EnumValue, Field, Row, Struct, TypeTable};

use crate::json::written::object;

object! {
    /// A parameter of a gateway or command, or a field of a struct.
    Field {
        /// Its name on the wire.
        name;
        /// Its name in Rust, a valid identifier (`r#type` where need be).
        rust;
        /// Its type.
        ty as "type";
        /// Where its value comes from.
        origin;
        /// Whether it must be there. Of a caller's value: an argument of `new` if required, else a setter.
        required;
        /// What is sent where the caller sets nothing.
        default;
        /// Its documented limits.
        limits;
        /// Never shown.
        secret;
        /// Whether its inner fields become arguments and setters of what holds it.
        flatten;
        /// The gateway's code for its absence, where it has one of its own.
        missing_code;
        /// Whether a number or truth value stands in its JSON as a text.
        quoted;
        /// In a bundle: its key.
        key;
        /// In an SDK call: how many items the platform keeps.
        keeps;
        /// A value for sandboxes to answer with.
        sample;
        /// Its texts.
        about;
    }
}

object! {
    /// A JSON object with named fields: `[struct.NAME]`.
    Struct {
        /// Its name, the same in Rust.
        name;
        /// Its fields, in file order, which is the order on the wire.
        fields;
        /// Whether a request can hold it.
        in_request;
        /// Whether a reply can hold it.
        in_reply;
        /// Its texts.
        about;
    }
}

object! {
    /// A set of known values: `[enum.NAME]`.
    Enum {
        /// Its name, the same in Rust.
        name;
        /// Whether values beyond the known ones can be sent.
        open;
        /// The known values, in file order. All numbers or all texts.
        values;
        /// Its texts.
        about;
    }
}

object! {
    /// One known value of an enum.
    EnumValue {
        /// Its name in Rust.
        rust;
        /// Its wire value: a number or a text.
        value;
        /// Its texts.
        about;
    }
}

object! {
    /// A table of numbered kinds of values: `[types.NAME]`. On the wire, a list of objects `{id, value, columns…}`.
    TypeTable {
        /// Its key in the TOML.
        name;
        /// Its name in Rust.
        rust;
        /// The JSON field of a row's id.
        id;
        /// The JSON field of a row's value, which is always written as a string.
        value;
        /// Further numeric JSON fields of every row, in wire order.
        columns;
        /// Whether rows beyond the known ones can be sent.
        open;
        /// The known rows, in file order.
        rows;
        /// Its texts.
        about;
    }
}

object! {
    /// A further numeric field of every row of a type table.
    Column {
        /// Its JSON name.
        name;
        /// Its name in Rust.
        rust;
        /// A whole-number type, an enum of numbers, or `unix_seconds`.
        ty as "type";
        /// Its texts.
        about;
    }
}

object! {
    /// One known row of a type table.
    Row {
        /// Its name in Rust.
        rust;
        /// Its id.
        id;
        /// The type of its value.
        ty as "type";
        /// Whether every list must hold it.
        required;
        /// Whether every list should hold it once there is a value; offered first.
        recommended;
        /// What stands in each of the table's columns.
        cells;
        /// The documented limits of its value.
        limits;
        /// Its texts.
        about;
    }
}
