//! Calls of mobile SDKs and what goes with what: `[sdk.NAME]`, `[matrix.NAME]`.

use super::{About, Constant, Field, Reply};

/// A call of a mobile SDK.
#[derive(Debug, Clone, PartialEq)]
pub struct Sdk {
    /// Its key in the TOML.
    pub name: String,
    /// Its name in Rust.
    pub rust: String,
    /// The platform: `android`, `ios`.
    pub platform: String,
    /// The class or object on which it is called.
    pub receiver: Option<String>,
    /// The method's name.
    pub call: String,
    /// Other names that the document uses for it.
    pub aliases: Vec<String>,
    /// Whether the player must be logged in.
    pub needs_login: Needed,
    /// Its positional arguments, in order.
    pub args: Vec<Field>,
    /// The class of the bundle, or of the object whose properties its values are.
    pub object: Option<String>,
    /// The values in its bundle, in order.
    pub bundle: Vec<Field>,
    /// The row of a matrix that says where it can go.
    pub row: Option<SdkRow>,
    /// What must hold before the call.
    pub preconditions: Vec<String>,
    /// What comes back.
    pub answer: SdkAnswer,
    /// Its texts.
    pub about: About,
}

/// Whether something is needed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Needed {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// The document does not say.
    #[default]
    Unknown,
}

/// How the key of a value in a bundle is known. See [`Field::key`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BundleKey {
    /// By its value.
    Value(String),
    /// By its constant's name alone: the value is not public, and the platform's side resolves it.
    Symbol(String),
}

/// A row of a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdkRow {
    /// The matrix, by name.
    pub matrix: String,
    /// The row, by its key.
    pub row: String,
}

/// What an SDK call gives back.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SdkAnswer {
    /// How it comes.
    pub by: AnswerBy,
    /// Its type as the document prints it.
    pub ty: Option<String>,
    /// What it holds.
    pub reply: Option<Reply>,
    /// The fields that can hold the code; the first that is there counts. Empty: the answer itself is the code, or
    /// there is none.
    pub code: Vec<String>,
    /// The fields that can hold the message.
    pub message: Vec<String>,
    /// The code that means success; `None` where the answer has no code.
    pub success: Option<Constant>,
    /// The error table of the codes, by name.
    pub errors: Option<String>,
    /// A second code.
    pub detail: Option<SdkDetail>,
    /// The error table of what the SDK itself reports, by name.
    pub failures: Option<String>,
    /// The code that means that the player cancelled.
    pub cancelled: Option<Constant>,
}

/// How an answer comes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AnswerBy {
    /// A listener, delegate or block is called later.
    Callback,
    /// The call returns it.
    Return,
    /// Nothing comes back.
    #[default]
    None,
}

/// A second code of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdkDetail {
    /// The field that holds it; `data.ret` for a field inside another.
    pub field: String,
    /// Its error table, by name.
    pub errors: Option<String>,
    /// The value that it must have on success.
    pub success: Option<Constant>,
}

/// What goes with what.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    /// Its key in the TOML.
    pub name: String,
    /// The name of its columns' type in Rust.
    pub rust: String,
    /// Its columns, in file order.
    pub columns: Vec<MatrixColumn>,
    /// Its rows, in file order.
    pub rows: Vec<MatrixRow>,
    /// Its texts.
    pub about: About,
}

/// A column of a matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixColumn {
    /// Its key.
    pub name: String,
    /// Its name in Rust.
    pub rust: String,
    /// The SDK method that goes there.
    pub call: Option<String>,
    /// Its texts.
    pub about: About,
}

/// A row of a matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixRow {
    /// Its key.
    pub name: String,
    /// One for each column, in the order of the columns.
    pub cells: Vec<Support>,
    /// Its texts.
    pub about: About,
}

/// Whether a row goes with a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Support {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// It does under a condition, in the document's words.
    Only(String),
}

impl Matrix {
    /// The row `name`.
    #[must_use]
    pub fn row(&self, name: &str) -> Option<&MatrixRow> {
        self.rows.iter().find(|row| row.name == name)
    }
}
