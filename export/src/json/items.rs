//! The kinds of items, and what they hold.

use qq_cgi_model::{
    Model,
    model::{
        Callback, CallbackApps, CallbackExample, CallbackReply, Code, Column, Command, Enum, EnumValue, Envelope,
        ErrorTable, Example, Field, Gateway, KnownRecords, Matrix, MatrixColumn, MatrixRow, Note, OutputForm, Page,
        PageExample, RecordField, Refusals, ReplyCode, Row, Sdk, SdkAnswer, SdkDetail, SdkRow, Sign, Stage, Stages,
        Struct, Table, TypeTable,
    },
};

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

object! {
    /// A named sign scheme: `[sign.NAME]`.
    Sign {
        /// Its key in the TOML.
        name;
        /// What it does.
        scheme;
        /// The forms of its parameters' values under which a received sign is accepted.
        accept;
        /// Its texts.
        about;
    }
}

object! {
    /// An HTTP address behind which commands live, with what they have in common.
    Gateway {
        /// Its key in the TOML.
        name;
        /// Its name in Rust.
        rust;
        /// Where it answers; the first is the default. A command's own path is added to it.
        urls;
        /// The sign scheme, by name; `None` where requests are not signed.
        sign;
        /// The error table of its own layer, by name.
        errors;
        /// How an answer is wrapped.
        envelope;
        /// How a request chooses the form of the answer.
        output;
        /// The codes with which it refuses requests.
        refuse;
        /// The common parameters, in file order.
        params;
        /// Its texts.
        about;
    }
}

object! {
    /// The fields around every answer of a gateway.
    Envelope {
        /// The field with the gateway's code.
        code;
        /// The code that means success.
        success;
        /// Whether the code stands in failures alone: an answer without it succeeded.
        failures_only;
        /// The field with the gateway's message.
        message;
        /// What the message says on success.
        success_message;
        /// The field with the command's answer.
        data;
    }
}

object! {
    /// How a request chooses between JSON and JSONP.
    OutputForm {
        /// The common parameter that chooses.
        param;
        /// What one of its wire values asks for; without that value, the answer has the other form.
        asks;
        /// The common parameter that names the function; `None` where the name is always the same.
        callback;
        /// The function's name where none is given.
        default_callback;
    }
}

object! {
    /// The codes with which a gateway refuses. An unset one is not documented.
    Refusals {
        /// A missing or malformed parameter. A parameter's own `missing_code` goes first.
        bad_param;
        /// An app id that is not known.
        unknown_app;
        /// A sign that does not match.
        bad_sign;
        /// An access token that is not known. Unset: any token is taken.
        bad_token;
        /// A command that does not exist.
        unknown_command;
        /// An HTTP method that the command does not take.
        bad_method;
    }
}

object! {
    /// Something a gateway does when asked.
    Command {
        /// Its name on the wire.
        name;
        /// Its name in Rust.
        rust;
        /// The gateway that carries it, by name.
        gateway;
        /// Its own path below the gateway's URL, with a leading `/`; `None` where a parameter names the command.
        path;
        /// The HTTP methods it takes; the first is the default.
        methods;
        /// Whether sending it twice does no harm.
        idempotent;
        /// Its own parameters, in file order.
        params;
        /// What it answers inside the gateway's envelope.
        reply;
        /// Which field of the answer is the command's own code.
        reply_code;
        /// Fields of the answer that must say what client or session know.
        verify;
        /// Its examples and vectors.
        examples;
        /// Its texts.
        about;
    }
}

object! {
    /// The command's own code inside its answer.
    ReplyCode {
        /// The field with the code.
        field;
        /// The field with the message.
        message;
        /// The code that means success.
        success;
        /// The error table, by name; `None` where the codes are not documented.
        errors;
    }
}

object! {
    /// An example of a request. With a secret and a sign it is a vector, computed whenever the spec is checked.
    Example {
        /// The app's secret in the example.
        secret;
        /// The sign in the example.
        sign;
        /// The method; the command's default where none is given.
        method;
        /// Wire names and raw wire texts, in file order; computed and fixed parameters are filled in.
        params;
        /// Its texts.
        about;
    }
}

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

object! {
    /// The codes of one layer and what they ask of the caller.
    ErrorTable {
        /// Its key in the TOML.
        name;
        /// Its name in Rust.
        rust;
        /// Its codes, in file order.
        codes;
        /// Its texts.
        about;
    }
}

object! {
    /// One code.
    Code {
        /// The number on the wire; `None` where it is not public.
        code;
        /// The name of its constant, where the document gives one.
        symbol;
        /// Its name in Rust.
        rust;
        /// The vendor's remedy (处理措施).
        zh_remedy;
        /// The same in English.
        en_remedy;
        /// What a program does about it.
        remedy;
        /// Its texts.
        about;
    }
}

object! {
    /// A web page that is opened by a URL with parameters.
    Page {
        /// Its key in the TOML.
        name;
        /// Its name in Rust.
        rust;
        /// Its address, without a query.
        url;
        /// The parameters in its query, in file order.
        params;
        /// Its examples, computed whenever the spec is checked.
        examples;
        /// Its texts.
        about;
    }
}

object! {
    /// An example of a page.
    PageExample {
        /// Wire names and raw wire texts, in file order.
        params;
        /// The URL that they give.
        url;
        /// Its texts.
        about;
    }
}

object! {
    /// A request that the vendor sends to an address of ours, by GET.
    Callback {
        /// Its key in the TOML.
        name;
        /// Its name in Rust.
        rust;
        /// The sign scheme, by name.
        sign;
        /// Whether the names of the parameters are known in any case.
        ignore_case;
        /// The parameters in its query, in file order; that of the sign among them.
        params;
        /// The parameter that holds what the callback says.
        payload;
        /// The struct in the payload, by name; `None` only in a Model with errors.
        payload_struct;
        /// Whether the sender ends the payload's text with a line feed.
        line_feed;
        /// The fields of the payload that together are said once.
        key;
        /// What the receiver answers.
        reply;
        /// Where a receiver finds the apps that it can be about; `None` where the spec does not say.
        apps;
        /// Its examples: vectors.
        examples;
        /// Its texts.
        about;
    }
}

object! {
    /// What a receiver answers: one JSON object.
    CallbackReply {
        /// The field with the code.
        code;
        /// The code that means success.
        success;
        /// The field with the message.
        message;
        /// What the message says on success.
        success_message;
    }
}

object! {
    /// Where a receiver finds the apps that a callback can be about.
    CallbackApps {
        /// The table of which each record is an app, by name.
        table;
        /// The field of such a record with the app's secret: a secret that the administration makes, and not the key.
        secret;
        /// The fields of the payload whose values the records of other tables list, in file order.
        known;
    }
}

object! {
    /// A field of a payload that has to hold the key of a record of the app.
    KnownRecords {
        /// The field of the payload.
        field;
        /// The table of the records, by name.
        table;
        /// The field of such a record that refers to the app's; the only one that does.
        owner;
    }
}

object! {
    /// An example of a callback.
    CallbackExample {
        /// The key that sender and receiver share.
        secret;
        /// The sign that the parameters give.
        sign;
        /// Wire names and raw wire texts, in file order.
        params;
        /// Its texts.
        about;
    }
}

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

object! {
    /// A page of the document that holds nothing to call.
    Note {
        /// Its key in the TOML.
        name;
        /// Where to read on.
        url;
        /// Its texts.
        about;
    }
}
