//! Gateways: `[gateway.NAME]`.

use super::{About, Command, Field, Origin};

/// An HTTP address behind which commands live, with what they have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Gateway {
    /// Its key in the TOML.
    pub name: String,
    /// Its name in Rust.
    pub rust: String,
    /// Where it answers; the first is the default. A command's own path is added to it.
    pub urls: Vec<String>,
    /// The sign scheme, by name; `None` where requests are not signed.
    pub sign: Option<String>,
    /// The error table of its own layer, by name.
    pub errors: Option<String>,
    /// How an answer is wrapped.
    pub envelope: Envelope,
    /// How a request chooses the form of the answer.
    pub output: Option<OutputForm>,
    /// The codes with which it refuses requests.
    pub refuse: Refusals,
    /// The common parameters, in file order.
    pub params: Vec<Field>,
    /// Its texts.
    pub about: About,
}

impl Gateway {
    /// Where `command` is sent unless told otherwise: the first URL and the command's own path.
    #[must_use]
    pub fn url_to(&self, command: &Command) -> Option<String> {
        self.urls.first().map(|url| format!("{url}{}", command.path.as_deref().unwrap_or_default()))
    }

    /// The path of [`Gateway::url_to`], `/` where that has none.
    #[must_use]
    pub fn path_to(&self, command: &Command) -> String {
        self.url_to(command).map_or_else(|| "/".to_owned(), |url| path_of(&url).to_owned())
    }

    /// The common parameter that names the command; `None` where commands have paths of their own.
    #[must_use]
    pub fn command_param(&self) -> Option<&Field> {
        self.params.iter().find(|field| field.origin == Origin::CommandName)
    }
}

/// The path of an absolute URL, without its query; `/` where it has none.
#[must_use]
pub fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/");
    path.split(['?', '#']).next().unwrap_or(path)
}

/// The fields around every answer of a gateway.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The field with the gateway's code.
    pub code: String,
    /// The code that means success.
    pub success: i64,
    /// Whether the code stands in failures alone: an answer without it succeeded.
    pub failures_only: bool,
    /// The field with the gateway's message.
    pub message: String,
    /// What the message says on success.
    pub success_message: String,
    /// The field with the command's answer.
    pub data: String,
}

/// How a request chooses between JSON and JSONP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputForm {
    /// The common parameter that chooses.
    pub param: String,
    /// What one of its wire values asks for; without that value, the answer has the other form.
    pub asks: Asks,
    /// The common parameter that names the function; `None` where the name is always the same.
    pub callback: Option<String>,
    /// The function's name where none is given.
    pub default_callback: String,
}

/// What a wire value asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    /// This value asks for JSONP; JSON is the default.
    Jsonp(String),
    /// This value asks for JSON; JSONP is the default.
    Json(String),
}

/// The codes with which a gateway refuses. An unset one is not documented.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Refusals {
    /// A missing or malformed parameter. A parameter's own [`Field::missing_code`] goes first.
    pub bad_param: Option<i64>,
    /// An app id that is not known.
    pub unknown_app: Option<i64>,
    /// A sign that does not match.
    pub bad_sign: Option<i64>,
    /// An access token that is not known. Unset: any token is taken.
    pub bad_token: Option<i64>,
    /// A command that does not exist.
    pub unknown_command: Option<i64>,
    /// An HTTP method that the command does not take.
    pub bad_method: Option<i64>,
}
