//! What a spec says, checked and resolved: plain data for the generator, the sandbox and the command line.
//!
//! In: nothing but what `check` puts here. **Invariant**: a Model that was read without an error is sound: every name
//! resolves, every constant fits its type, every vector reproduces. One that was read with errors is still well-formed:
//! what could not be understood is [`Type::Unknown`], `None` or absent.

mod arguments;
mod budget;
mod callback;
mod command;
mod errors;
mod gateway;
mod note;
mod page;
mod records;
mod sdk;
mod types;

pub use arguments::{Argument, ArgumentKind, OTHER_ROW, TO_COLUMN};
pub use budget::{Bound, Budget};
pub use callback::{Callback, CallbackApps, CallbackExample, CallbackReply, KnownRecords};
pub use command::{Command, Example, Method, Reply, ReplyCode};
pub use errors::{Code, CodeNumber, ErrorTable, Remedy};
pub use gateway::{Asks, Envelope, Gateway, OutputForm, Refusals, path_of};
pub use note::Note;
pub use page::{Page, PageExample};
pub use records::{Find, RecordField, Stage, Stages, Table};
pub use sdk::{
    AnswerBy, BundleKey, Matrix, MatrixColumn, MatrixRow, Needed, Sdk, SdkAnswer, SdkDetail, SdkRow, Support,
};
pub use types::{Cell, Column, Constant, Enum, EnumValue, Field, Origin, Row, Struct, Type, TypeTable};

use qq_cgi_wire::{RawForm, SignScheme};

/// How deep structs are followed: deeper than any, less than a ring of them.
pub(crate) const DEEPEST: usize = 16;

/// Everything a spec says, its base included.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// `spec.name`.
    pub name: String,
    /// The spec's own texts.
    pub about: About,
    /// The Rust path of the base, as written: `qq_game_social::social`.
    pub base: Option<String>,
    /// How much Rust the spec's own items may become.
    pub budget: Budget,
    /// Gateways, in the order of the files.
    pub gateways: Vec<Gateway>,
    /// Sign schemes.
    pub signs: Vec<Sign>,
    /// Commands.
    pub commands: Vec<Command>,
    /// Structs.
    pub structs: Vec<Struct>,
    /// Enums.
    pub enums: Vec<Enum>,
    /// Type tables.
    pub type_tables: Vec<TypeTable>,
    /// Error tables.
    pub error_tables: Vec<ErrorTable>,
    /// Pages.
    pub pages: Vec<Page>,
    /// Callbacks.
    pub callbacks: Vec<Callback>,
    /// Tables of records.
    pub tables: Vec<Table>,
    /// Stages of records.
    pub stages: Vec<Stages>,
    /// SDK calls.
    pub sdks: Vec<Sdk>,
    /// Matrices.
    pub matrices: Vec<Matrix>,
    /// Notes.
    pub notes: Vec<Note>,
}

/// A named sign scheme: `[sign.NAME]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Sign {
    /// Its key in the TOML.
    pub name: String,
    /// What it does.
    pub scheme: SignScheme,
    /// The forms of its parameters' values under which a received sign is accepted.
    pub accept: Vec<RawForm>,
    /// Its texts.
    pub about: About,
}

/// What every item says about itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct About {
    /// The document's own words.
    pub zh: Option<String>,
    /// The same in English.
    pub en: Option<String>,
    /// Sections of the document with their dates.
    pub source: Vec<String>,
    /// What it rests on where that is not a table of the document: `sample`, `public page`, …
    pub basis: Option<String>,
    /// Where the document contradicts itself, and what was done.
    pub note: Option<String>,
    /// The place of the definition.
    pub place: Place,
    /// Whether it comes from the base and is not generated again.
    pub from_base: bool,
}

/// A place in a spec file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The file as shown to people.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
}

impl Model {
    /// The gateway `name`.
    #[must_use]
    pub fn gateway(&self, name: &str) -> Option<&Gateway> {
        self.gateways.iter().find(|gateway| gateway.name == name)
    }

    /// The sign scheme `name`.
    #[must_use]
    pub fn sign(&self, name: &str) -> Option<&Sign> {
        self.signs.iter().find(|sign| sign.name == name)
    }

    /// The command `name` of any gateway.
    #[must_use]
    pub fn command(&self, name: &str) -> Option<&Command> {
        self.commands.iter().find(|command| command.name == name)
    }

    /// The struct `name`.
    #[must_use]
    pub fn struct_(&self, name: &str) -> Option<&Struct> {
        self.structs.iter().find(|item| item.name == name)
    }

    /// The enum `name`.
    #[must_use]
    pub fn enum_(&self, name: &str) -> Option<&Enum> {
        self.enums.iter().find(|item| item.name == name)
    }

    /// The type table `name`.
    #[must_use]
    pub fn type_table(&self, name: &str) -> Option<&TypeTable> {
        self.type_tables.iter().find(|table| table.name == name)
    }

    /// The error table `name`.
    #[must_use]
    pub fn error_table(&self, name: &str) -> Option<&ErrorTable> {
        self.error_tables.iter().find(|table| table.name == name)
    }

    /// The page `name`.
    #[must_use]
    pub fn page(&self, name: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.name == name)
    }

    /// The callback `name`.
    #[must_use]
    pub fn callback(&self, name: &str) -> Option<&Callback> {
        self.callbacks.iter().find(|callback| callback.name == name)
    }

    /// The table of records `name`.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The stages `name`.
    #[must_use]
    pub fn stages(&self, name: &str) -> Option<&Stages> {
        self.stages.iter().find(|stages| stages.name == name)
    }

    /// The SDK call `name`.
    #[must_use]
    pub fn sdk(&self, name: &str) -> Option<&Sdk> {
        self.sdks.iter().find(|sdk| sdk.name == name)
    }

    /// The matrix `name`.
    #[must_use]
    pub fn matrix(&self, name: &str) -> Option<&Matrix> {
        self.matrices.iter().find(|matrix| matrix.name == name)
    }

    /// The gateway that carries `command`.
    #[must_use]
    pub fn gateway_of(&self, command: &Command) -> Option<&Gateway> {
        self.gateway(command.gateway.as_deref()?)
    }

    /// The sign scheme of `gateway`; `None` for an unsigned one.
    #[must_use]
    pub fn scheme_of(&self, gateway: &Gateway) -> Option<&SignScheme> {
        self.sign(gateway.sign.as_deref()?).map(|sign| &sign.scheme)
    }

    /// Whether a field, or anything inside it, must never be shown.
    #[must_use]
    pub fn is_secret(&self, field: &Field) -> bool {
        field.secret || field.origin == Origin::Sign || self.holds_secret(&field.ty, DEEPEST)
    }

    fn holds_secret(&self, ty: &Type, depth: usize) -> bool {
        match ty {
            Type::Json(inner) | Type::List(inner) => self.holds_secret(inner, depth),
            Type::Struct(name) if depth > 0 => self.struct_(name).is_some_and(|item| {
                item.fields.iter().any(|field| field.secret || self.holds_secret(&field.ty, depth - 1))
            }),
            _ => false,
        }
    }

    /// Everything that stands in the query of `command`: the gateway's common parameters, then its own, in file order.
    pub fn wire_params<'m>(&'m self, command: &'m Command) -> impl Iterator<Item = &'m Field> + Clone {
        let common = self.gateway_of(command).map(|gateway| gateway.params.as_slice()).unwrap_or_default();
        common.iter().chain(&command.params)
    }
}
