use core::fmt;

use qq_cgi_wire::percent;

use crate::{
    command::{CommandSpec, Method},
    transport::HttpRequest,
};

/// A request as the transport of a test sees it: its parameters decoded, the sign and all secrets as `***`.
#[derive(Clone, PartialEq, Eq)]
pub struct SeenRequest {
    pub(super) command: &'static str,
    pub(super) gateway: &'static str,
    method: Method,
    params: Vec<(String, String)>,
}

impl SeenRequest {
    pub(super) fn new(request: &HttpRequest) -> Self {
        let signed = request.signed();
        let decoded = |text: &str| {
            let bytes = percent::decode(text).unwrap_or_else(|| text.as_bytes().to_vec());
            String::from_utf8_lossy(&bytes).into_owned()
        };
        Self {
            command: signed.spec().name,
            gateway: signed.gateway().name,
            method: signed.method(),
            params: signed.masked_pairs().map(|(name, value)| (decoded(name), decoded(value))).collect(),
        }
    }

    /// The command's name on the wire.
    #[must_use]
    pub const fn command(&self) -> &'static str {
        self.command
    }

    /// The HTTP method.
    #[must_use]
    pub const fn method(&self) -> Method {
        self.method
    }

    /// The value that was sent under this name on the wire; `None` where nothing was.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }

    /// All parameters, in the order in which they were sent.
    pub fn params(&self) -> impl Iterator<Item = (&str, &str)> {
        self.params.iter().map(|(name, value)| (&**name, &**value))
    }

    pub(super) fn is_of(&self, gateway: &str, spec: &CommandSpec) -> bool {
        self.gateway == gateway && self.command == spec.name
    }
}

/// `GET greet(whom="大家", sign="***")`.
impl fmt::Debug for SeenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}(", self.method.as_str(), self.command)?;
        for (index, (name, value)) in self.params.iter().enumerate() {
            write!(f, "{}{name}={value:?}", if index > 0 { ", " } else { "" })?;
        }
        f.write_str(")")
    }
}
