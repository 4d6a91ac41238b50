//! What can be asked for.
//!
//! Whatever may hold a secret is taken as plain text and understood later: clap would show it in its messages.
mod admin;
mod by;
mod callback;
mod diff;
mod expand;
mod export;
mod orders;
mod quarantine;
mod receive;
mod sandbox;
mod scaffold;

use std::path::{Path, PathBuf};

pub(crate) use admin::*;
pub(crate) use by::*;
pub(crate) use callback::*;
pub(crate) use diff::*;
pub(crate) use expand::*;
pub(crate) use export::*;
pub(crate) use orders::*;
pub(crate) use quarantine::*;
pub(crate) use receive::*;
pub(crate) use sandbox::*;
pub(crate) use scaffold::*;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

/// Checks specs, signs requests, explains codes, runs the sandbox, receives callbacks.
///
/// Where the package here has a spec of its own ([package.metadata.qq-cgi]), everything stands on that, elsewhere on the
/// shipped component.
#[derive(Parser)]
#[command(name = "qq-cgi", version)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// Finds every mistake in a spec
    Check(CheckArgs),
    /// Signs a request without sending it
    Sign(SignArgs),
    /// Signs or verifies a callback: a request that the vendor sends
    Callback {
        /// Which end to be.
        #[command(subcommand)]
        verb: CallbackVerb,
    },
    /// Answers requests as the vendor does, and says why a sign is wrong; or sends callbacks as the vendor does
    Sandbox(Box<SandboxArgs>),
    /// Receives callbacks: verifies them, stores each order once, and says so to their sender
    ///
    /// Alerts are lines of JSON on standard error. On a terminal, a line there says once a second what came, and how many
    /// orders wait. SIGTERM and Ctrl-C let what is under way end first. Orders are shown by `qq-cgi orders`.
    Receive(ReceiveArgs),
    /// Shows the orders that `receive` stored, and hands them to whoever takes them by commands
    Orders {
        /// What to do with them.
        #[command(subcommand)]
        verb: OrdersVerb,
    },
    /// Keeps the records of the spec's tables, from which `receive` takes its apps
    ///
    /// The tables, their fields and stages are those of the spec; `qq-cgi list table` lists them. The verbs are `add`, `edit`,
    /// `find`, `list`, `show`, `stage`, `rotate` and `retire`; `qq-cgi admin TABLE --help` says more.
    #[command(disable_help_subcommand = true, override_usage = "qq-cgi admin <TABLE> <VERB> [OPTIONS]")]
    Admin {
        /// The table.
        #[command(subcommand)]
        table: AdminTable,
    },
    /// Shows what is genuine and cannot be used, and makes orders of it by hand
    Quarantine {
        /// What to do with it.
        #[command(subcommand)]
        verb: QuarantineVerb,
    },
    /// Says what a code means, and what to do about it
    Explain(ExplainArgs),
    /// Lists what a spec defines
    List(ListArgs),
    /// Prints the Rust that a spec, or one of its items, becomes
    Expand(ExpandArgs),
    /// Counts the lines of Rust that each item becomes, and fails above the root's `budget`
    Budget(BudgetArgs),
    /// Says what changed between two specs, and whether users' Rust, the other end or stored data notice
    ///
    /// Each change has a rule with a verdict (patch, minor, major) and stands at its line in the new spec, or, if it is gone,
    /// in the old one. `qq-cgi explain QD0201` says why a rule has its verdict.
    Diff(DiffArgs),
    /// Writes a spec for others: other tools, and readers
    Export {
        /// As what.
        #[command(subcommand)]
        verb: ExportVerb,
    },
    /// Prints the JSON Schema of spec files, by which editors complete, describe and check keys
    ///
    /// Save it beside your spec:
    ///
    ///     qq-cgi schema > qq-cgi.schema.json
    ///
    /// and name it in the first line of each spec file, by a path relative to that file:
    ///
    ///     #:schema ./qq-cgi.schema.json
    ///
    /// Taplo reads that line: in VS Code as Even Better TOML, elsewhere as the language server `taplo lsp stdio`.
    /// The schema knows keys, words and kinds of values; what only the whole spec shows, `qq-cgi check` finds.
    #[command(verbatim_doc_comment)]
    Schema,
    /// Begins an item of a spec: a stub that is valid, with every key explained in a comment
    ///
    /// It stands in a new file of its own, which is listed in the root, or at the end of `--file`. What only the vendor's
    /// document knows is a placeholder that says "To be filled in".
    New(NewArgs),
    /// Adds a row to an item of a spec, as its neighbours are written; all else stays byte for byte
    Add {
        /// What is added.
        #[command(subcommand)]
        verb: AddVerb,
    },
    /// Makes a crate with a spec of its own, an example that runs against the sandbox, and tests
    Init(InitArgs),
}

/// Which spec, where no other value stands without a name.
#[derive(ClapArgs)]
pub(crate) struct RootArgs {
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(value_name = "ROOT.toml", conflicts_with = "spec")]
    root: Option<PathBuf>,
    /// The same by its name, as other verbs take it
    #[arg(long, value_name = "ROOT.toml")]
    spec: Option<PathBuf>,
}

impl RootArgs {
    /// The root file, if one is given.
    pub(crate) fn given(&self) -> Option<&Path> {
        self.root.as_deref().or(self.spec.as_deref())
    }
}

#[derive(ClapArgs)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) spec: RootArgs,
    /// `human` on standard error; all others on standard output
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: CheckFormat,
    /// Mends the spec's own files where only one thing can be meant, and shows what is left
    ///
    /// Misspelt keys, words, types and names are put right. What is referred to and is not defined gets a stub, which
    /// says in comments what is to be filled in and is a mistake until then. A member
    /// file that is listed and not there is created; one beside the root that is not listed and holds what is missing is
    /// listed. Rows of error and type tables are sorted if the root sets the lint
    /// `unsorted-codes`.
    #[arg(long)]
    pub(crate) fix: bool,
    /// Shows what `--fix` would change as a diff on standard output, and changes nothing
    #[arg(long, requires = "fix", conflicts_with = "format")]
    pub(crate) dry_run: bool,
    /// Checks again whenever a file of the spec changes, until Ctrl-C
    #[arg(long, conflicts_with = "fix")]
    pub(crate) watch: bool,
}

#[derive(ClapArgs)]
pub(crate) struct SignArgs {
    /// The command's name on the wire
    pub(crate) command: String,
    /// Parameters by their wire names, the common ones too; a JSON parameter as its JSON text
    #[arg(value_name = "NAME=VALUE")]
    pub(crate) params: Vec<String>,
    #[command(flatten)]
    pub(crate) secret: SecretArgs,
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// The HTTP method; the command's first unless given
    #[arg(long, value_name = "GET|POST", value_enum, ignore_case = true)]
    pub(crate) method: Option<HttpMethod>,
    /// `human` masks secret parameters; `json` holds the URL as it would be sent
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

/// Where the app's secret is.
#[derive(ClapArgs)]
#[group(multiple = false)]
pub(crate) struct SecretArgs {
    /// The app's secret; other users of this machine can see it
    #[arg(long, value_name = "SECRET", allow_hyphen_values = true)]
    pub(crate) secret: Option<String>,
    /// The environment variable that holds it
    #[arg(long, value_name = "VARIABLE")]
    pub(crate) secret_env: Option<String>,
    /// The file that holds it, with or without a line feed at its end
    #[arg(long, value_name = "FILE")]
    pub(crate) secret_file: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub(crate) struct ExplainArgs {
    /// A code by its number, its constant's name or its name in Rust; or a rule by its id or name: of the spec language (`QQ0101`)
    /// or of `diff` (`QD0201`)
    #[arg(allow_negative_numbers = true)]
    pub(crate) code: String,
    /// The error table; all of them unless given
    #[arg(long)]
    pub(crate) table: Option<String>,
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// `human`, or `json`: one object per meaning and line
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

#[derive(ClapArgs)]
pub(crate) struct ListArgs {
    /// What to list, by its key in the TOML; everything unless given
    #[arg(value_enum)]
    pub(crate) kind: Option<Kind>,
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// `human`, or `json`: one object per item and line
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

/// The kinds of items, by their keys in the TOML and in its order.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    Gateway,
    Sign,
    Command,
    Struct,
    Enum,
    Types,
    Errors,
    Page,
    Callback,
    Table,
    Stages,
    Sdk,
    Matrix,
    Note,
}

impl Kind {
    /// The key in the TOML.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Sign => "sign",
            Self::Command => "command",
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::Types => "types",
            Self::Errors => "errors",
            Self::Page => "page",
            Self::Callback => "callback",
            Self::Table => "table",
            Self::Stages => "stages",
            Self::Sdk => "sdk",
            Self::Matrix => "matrix",
            Self::Note => "note",
        }
    }
}

/// How `check` says what it found.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people
    Human,
    /// One object per mistake and line
    Json,
    /// The same in rustc's form, for rust-analyzer
    RustcJson,
    /// Workflow commands of GitHub Actions, one per mistake and line
    Github,
    /// One SARIF 2.1.0 log, for code scanning
    Sarif,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Human,
    /// For programs
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum HttpMethod {
    /// Everything in the query
    #[value(name = "GET")]
    Get,
    /// Everything in the query and an empty body
    #[value(name = "POST")]
    Post,
}
