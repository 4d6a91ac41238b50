//! What `new`, `add` and `init` take.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

#[derive(ClapArgs)]
pub(crate) struct NewArgs {
    /// What to begin
    #[arg(value_enum)]
    pub(crate) kind: StubKind,
    /// Its key in the TOML: a command's name on the wire, a struct's or enum's name in Rust
    pub(crate) name: String,
    /// The gateway of a command; the only one unless given
    #[arg(long, value_name = "NAME")]
    pub(crate) gateway: Option<String>,
    /// The member file at whose end it stands; a new one, named after the item, unless given
    #[arg(long, value_name = "MEMBER.toml")]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) spec: OwnSpecArgs,
}

/// The spec that is written to.
#[derive(ClapArgs)]
pub(crate) struct OwnSpecArgs {
    /// The root file; the one in [package.metadata.qq-cgi] of this folder's package unless given
    #[arg(long = "spec", value_name = "ROOT.toml")]
    pub(crate) root: Option<PathBuf>,
    /// Shows what would be written as a diff on standard output, and writes nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// What can be begun.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum StubKind {
    /// What a gateway does when asked
    Command,
    /// Codes and what they ask of the caller
    #[value(alias = "errors")]
    ErrorTable,
    /// An HTTP address behind which commands live
    Gateway,
    /// A request that the vendor sends to us, with its sign scheme and payload
    Callback,
    /// A JSON object
    Struct,
    /// A set of known values
    Enum,
    /// Numbered kinds of values
    #[value(alias = "types")]
    TypeTable,
    /// A web page that is opened by a URL
    Page,
    /// How requests are signed
    Sign,
    /// Records that the vendor's administration keeps
    Table,
    /// The stages of a record's life
    Stages,
    /// A call of a mobile SDK
    Sdk,
    /// What goes with what
    Matrix,
    /// A page of the document that holds nothing to call
    Note,
}

#[derive(Subcommand)]
pub(crate) enum AddVerb {
    /// Adds a code to an error table, where the order of its neighbours has it
    Code(AddCodeArgs),
    /// Adds a row to a type table, where the order of its neighbours' ids has it
    TypeId(AddTypeIdArgs),
    /// Adds a parameter behind those of a command, gateway, page or callback
    Param(AddFieldArgs),
    /// Adds a field behind those of a struct or of a table of records
    Field(AddFieldArgs),
    /// Adds a value to an enum, where the order of numbers has it, or behind the others
    Value(AddValueArgs),
}

#[derive(ClapArgs)]
pub(crate) struct AddCodeArgs {
    /// The error table
    pub(crate) table: String,
    /// The code: a whole number, or its constant's name
    #[arg(allow_negative_numbers = true)]
    pub(crate) code: String,
    /// Its name in Rust
    pub(crate) name: String,
    /// The number of a code that is known by its constant's name; "unknown" unless given
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) number: Option<i64>,
    #[command(flatten)]
    pub(crate) texts: TextArgs,
    /// The vendor's remedy (处理措施)
    #[arg(long, value_name = "TEXT")]
    pub(crate) zh_remedy: Option<String>,
    /// The same in English
    #[arg(long, value_name = "TEXT")]
    pub(crate) en_remedy: Option<String>,
    /// What a program does about it: a word of the language such as `fix_request`; `none`, to be filled in, unless given
    #[arg(long, value_name = "WORD")]
    pub(crate) remedy: Option<String>,
    #[command(flatten)]
    pub(crate) spec: OwnSpecArgs,
}

#[derive(ClapArgs)]
pub(crate) struct AddTypeIdArgs {
    /// The type table
    pub(crate) table: String,
    /// The row's name
    pub(crate) name: String,
    /// Its id on the wire; or `next`, one more than the highest, where ids are yours to give
    #[arg(long, value_name = "NUMBER|next", allow_negative_numbers = true)]
    pub(crate) id: Option<String>,
    /// The type of its value
    #[arg(long = "type", value_name = "TYPE", default_value = "string")]
    pub(crate) ty: String,
    /// What stands in a column of the table: a number, or `caller`, which it is unless given
    #[arg(long = "column", value_name = "NAME=VALUE")]
    pub(crate) columns: Vec<String>,
    /// Every list must hold it
    #[arg(long)]
    pub(crate) required: bool,
    /// Every list should hold it once there is a value
    #[arg(long, conflicts_with = "required")]
    pub(crate) recommended: bool,
    #[command(flatten)]
    pub(crate) texts: TextArgs,
    #[command(flatten)]
    pub(crate) spec: OwnSpecArgs,
}

#[derive(ClapArgs)]
pub(crate) struct AddFieldArgs {
    /// The item to which it is added; with its kind where several have the name: `page.shop`
    pub(crate) item: String,
    /// Its name on the wire
    pub(crate) name: String,
    /// Its type: `u32`, `string`, `json:list:Address`
    #[arg(value_name = "TYPE")]
    pub(crate) ty: String,
    /// It need not be there
    #[arg(long)]
    pub(crate) optional: bool,
    /// It is never shown: in no Debug, error, log or trace
    #[arg(long)]
    pub(crate) secret: bool,
    /// Its text must not be empty
    #[arg(long)]
    pub(crate) non_empty: bool,
    /// Its name in Rust; otherwise made from its name on the wire
    #[arg(long, value_name = "NAME")]
    pub(crate) rust: Option<String>,
    #[command(flatten)]
    pub(crate) texts: TextArgs,
    #[command(flatten)]
    pub(crate) spec: OwnSpecArgs,
}

#[derive(ClapArgs)]
pub(crate) struct AddValueArgs {
    /// The enum
    pub(crate) table: String,
    /// The value's name in Rust
    pub(crate) name: String,
    /// What stands on the wire: a whole number or a text, as the enum's other values are
    #[arg(allow_negative_numbers = true)]
    pub(crate) value: String,
    #[command(flatten)]
    pub(crate) texts: TextArgs,
    #[command(flatten)]
    pub(crate) spec: OwnSpecArgs,
}

/// What is said about a row.
#[derive(ClapArgs)]
pub(crate) struct TextArgs {
    /// The document's own words
    #[arg(long, value_name = "TEXT")]
    pub(crate) zh: Option<String>,
    /// The same in English; to be filled in where there are no words at all
    #[arg(long, value_name = "TEXT")]
    pub(crate) en: Option<String>,
}

#[derive(ClapArgs)]
pub(crate) struct InitArgs {
    /// Where the crate is made, with the folders that it needs; the current folder unless given
    #[arg(default_value = ".")]
    pub(crate) folder: PathBuf,
    /// The crate's name; the folder's unless given
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// The spec on which its own one stands: `qq_game_social::social`
    #[arg(long, value_name = "CRATE::MODULE")]
    pub(crate) base: Option<String>,
    /// The gateway of the base over which the first command goes; the base's first that takes one so unless given
    #[arg(long, value_name = "NAME", requires = "base")]
    pub(crate) gateway: Option<String>,
    /// A checkout of qq-cgi on which the crate depends; version 0.1 of the registry unless given
    #[arg(long, value_name = "CHECKOUT")]
    pub(crate) path: Option<PathBuf>,
}
