//! Whether a rule can mean anything at all: a fault that never strikes would make a test prove nothing.

use qq_cgi_model::{
    Model,
    model::{Command, Gateway},
    suggest::nearest,
};

use super::{Fault, FaultError, FaultRule, Layer};
use crate::answer::is_function_name;

impl FaultRule {
    /// Holds the rule against the spec that it is for.
    ///
    /// # Errors
    /// A command or gateway that the spec does not have, a code that means success, a command's code where the command
    /// has none, a value that is out of range.
    pub fn check(&self, model: &Model) -> Result<(), FaultError> {
        self.check_values()?;
        if let Some(name) = &self.gateway {
            known("gateway", name, model.gateways.iter().map(|gateway| &*gateway.name))?;
        }
        if let Some(name) = &self.command {
            known("command", name, at_gateways(model).map(|command| &*command.name))?;
            if self.commands(model).next().is_none() {
                let gateway = self.gateway.as_deref().unwrap_or_default();
                return Err(FaultError::new(format!("the command `{name}` is not at the gateway `{gateway}`")));
            }
        }
        match self.fault {
            Fault::Code { code, layer: Layer::Gateway } => self.check_gateways_code(model, code),
            Fault::Code { code, layer: Layer::Command } => self.check_commands_code(model, code),
            _ => Ok(()),
        }
    }

    /// That the spec does not have the code with which the rule refuses: met in production too, and easily mistyped.
    #[must_use]
    pub fn unknown_code(&self, model: &Model) -> Option<String> {
        let Fault::Code { code, layer } = self.fault else { return None };
        let mut tables = match layer {
            Layer::Gateway => self.gateways(model).filter_map(|gateway| gateway.errors.as_deref()).collect::<Vec<_>>(),
            Layer::Command => {
                let codes = self.commands(model).filter_map(|command| command.reply_code.as_ref());
                codes.filter_map(|reply_code| reply_code.errors.as_deref()).collect()
            }
        };
        tables.dedup();
        let has_code = |table: &&str| {
            let table = model.error_table(table);
            table.is_some_and(|table| table.codes.iter().any(|known| known.code == Some(code)))
        };
        if tables.iter().any(has_code) {
            return None;
        }
        Some(match tables.as_slice() {
            [] => format!("the document has no codes for where {code} is to come from"),
            tables => format!("the document does not have the code {code} in {}", tables.join(", ")),
        })
    }

    /// A rule in a request's own header counts nothing.
    pub(crate) fn check_for_one_request(&self) -> Result<(), FaultError> {
        if self.after == 0 && self.times.is_none() {
            return Ok(());
        }
        Err(FaultError::new("`after` and `times` count requests, and this is for one alone"))
    }

    /// What can be wrong whatever the spec is.
    pub(super) fn check_values(&self) -> Result<(), FaultError> {
        let wrong = |what: String| Err(FaultError::new(what));
        if !(0.0..=1.0).contains(&self.rate) {
            return wrong(format!("a rate is from 0 to 1, not {}", self.rate));
        }
        match &self.fault {
            Fault::Status(status) if !(300..=599).contains(status) => {
                wrong(format!("{status} is no HTTP status from 300 to 599"))
            }
            Fault::Delay(span) | Fault::Drip(span) if *span > Fault::LONGEST => {
                wrong("an hour is the longest that a fault waits".to_owned())
            }
            Fault::Jsonp(name) if !is_function_name(name) => wrong(format!("`{name}` is no name of a function")),
            Fault::ContentType(text) if !is_content_type(text) => {
                wrong(format!("`{text}` is no content type, as `text/html` is"))
            }
            _ => Ok(()),
        }
    }

    fn check_gateways_code(&self, model: &Model, code: i64) -> Result<(), FaultError> {
        match self.gateways(model).find(|gateway| gateway.envelope.success == code) {
            Some(gateway) => {
                Err(FaultError::new(format!("{code} is how the gateway `{}` says that all is well", gateway.name)))
            }
            None => Ok(()),
        }
    }

    fn check_commands_code(&self, model: &Model, code: i64) -> Result<(), FaultError> {
        let mut codes = self.commands(model).filter_map(|command| Some((command, command.reply_code.as_ref()?)));
        let Some((command, reply_code)) = codes.next() else {
            let which =
                self.command.as_deref().map_or("no command".to_owned(), |name| format!("not the command `{name}`"));
            return Err(FaultError::new(format!("{which} answers with a code of its own; `layer=gateway` does")));
        };
        if reply_code.success == code {
            return Err(FaultError::new(format!("{code} is how the command `{}` says that all is well", command.name)));
        }
        Ok(())
    }

    /// The commands that it is for.
    fn commands<'m>(&self, model: &'m Model) -> impl Iterator<Item = &'m Command> {
        at_gateways(model).filter(|command| {
            self.command.as_ref().is_none_or(|name| *name == command.name)
                && self.gateway.as_ref().is_none_or(|name| Some(name) == command.gateway.as_ref())
        })
    }

    /// The gateways whose requests it is for.
    fn gateways<'m>(&self, model: &'m Model) -> impl Iterator<Item = &'m Gateway> {
        let of_command: Vec<_> = self.commands(model).filter_map(|command| command.gateway.as_deref()).collect();
        let (any_command, name) = (self.command.is_none(), self.gateway.clone());
        model.gateways.iter().filter(move |gateway| {
            name.as_ref().is_none_or(|name| *name == gateway.name)
                && (any_command || of_command.contains(&&*gateway.name))
        })
    }
}

fn at_gateways(model: &Model) -> impl Iterator<Item = &Command> + Clone {
    model.commands.iter().filter(|command| command.gateway.is_some())
}

fn known<'m>(kind: &str, name: &str, all: impl Iterator<Item = &'m str> + Clone) -> Result<(), FaultError> {
    if all.clone().any(|known| known == name) {
        return Ok(());
    }
    let meant = nearest(name, all).map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
    Err(FaultError::new(format!("the spec has no {kind} `{name}`{meant}")))
}

/// Printable, with a slash, and nothing that a rule as text or a header would break at.
fn is_content_type(text: &str) -> bool {
    text.contains('/') && text.trim() == text && text.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b',')
}
