//! Commands: `[command.NAME]`.

use super::{About, Field, Origin};

/// Something a gateway does when asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// Its name on the wire.
    pub name: String,
    /// Its name in Rust.
    pub rust: String,
    /// The gateway that carries it, by name.
    pub gateway: Option<String>,
    /// Its own path below the gateway's URL, with a leading `/`; `None` where a parameter names the command.
    pub path: Option<String>,
    /// The HTTP methods it takes; the first is the default.
    pub methods: Vec<Method>,
    /// Whether sending it twice does no harm.
    pub idempotent: bool,
    /// Its own parameters, in file order.
    pub params: Vec<Field>,
    /// What it answers inside the gateway's envelope.
    pub reply: Reply,
    /// Which field of the answer is the command's own code.
    pub reply_code: Option<ReplyCode>,
    /// Fields of the answer that must say what client or session know.
    pub verify: Vec<(String, Origin)>,
    /// Its examples and vectors.
    pub examples: Vec<Example>,
    /// Its texts.
    pub about: About,
}

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`, with everything in the query and an empty body.
    Post,
}

impl Method {
    /// The method's name in capitals.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// What a command answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The document does not say: any JSON.
    Unknown,
    /// A struct, by name.
    Struct(String),
}

/// The command's own code inside its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyCode {
    /// The field with the code.
    pub field: String,
    /// The field with the message.
    pub message: Option<String>,
    /// The code that means success.
    pub success: i64,
    /// The error table, by name; `None` where the codes are not documented.
    pub errors: Option<String>,
}

/// An example of a request. With a secret and a sign it is a vector, computed whenever the spec is checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The app's secret in the example.
    pub secret: Option<String>,
    /// The sign in the example.
    pub sign: Option<String>,
    /// The method; the command's default where none is given.
    pub method: Method,
    /// Wire names and raw wire texts, in file order; computed and fixed parameters are filled in.
    pub params: Vec<(String, String)>,
    /// Its texts.
    pub about: About,
}
