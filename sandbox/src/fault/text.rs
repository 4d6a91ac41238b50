//! Rules as text: `cmd=say,rate=0.1,code=-6`.

use std::{fmt, str::FromStr, time::Duration};

use qq_cgi_model::suggest::nearest;

use super::{Fault, FaultRule, Layer, span};

/// Whatever narrows a rule down, then the faults.
const KEYS: &[&str] = &[
    "cmd",
    "gateway",
    "app",
    "rate",
    "after",
    "times",
    "delivered",
    "layer",
    "code",
    "status",
    "delay",
    "hang",
    "reset",
    "refuse",
    "html",
    "truncated",
    "oversized",
    "content-type",
    "empty",
    "jsonp",
    "drip",
    "duplicate-keys",
    "nested",
];
/// Those of [`KEYS`] that name a fault.
const FAULTS: usize = 8;

const CONTENT_TYPE: &str = "image/png";
const CALLBACK: &str = "not_asked_for";

/// What is wrong with a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultError(String);

impl FaultError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FaultError {}

impl FromStr for FaultRule {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let mut draft = Draft::default();
        for part in text.split(',') {
            let (key, value) = match part.split_once('=') {
                Some((key, value)) => (key.trim(), Some(value.trim())),
                None => (part.trim(), None),
            };
            draft.take(Pair { key, value })?;
        }
        draft.finish()
    }
}

/// A rule of which a part has been read.
struct Draft<'t> {
    seen: Vec<&'t str>,
    rule: FaultRule,
    /// The fault and its key.
    fault: Option<(&'t str, Fault)>,
    layer: Option<Layer>,
}

impl Default for Draft<'_> {
    fn default() -> Self {
        // The fault is put in its place at the end.
        Self { seen: Vec::new(), rule: FaultRule::new(Fault::Hang), fault: None, layer: None }
    }
}

impl<'t> Draft<'t> {
    fn take(&mut self, pair: Pair<'t>) -> Result<(), FaultError> {
        if self.seen.contains(&pair.key) {
            return Err(FaultError::new(format!("the key `{}` stands in a fault twice", pair.key)));
        }
        self.seen.push(pair.key);
        let rule = &mut self.rule;
        match pair.key {
            "cmd" => rule.command = Some(pair.name("cmd=NAME")?),
            "gateway" => rule.gateway = Some(pair.name("gateway=NAME")?),
            "app" => rule.app = Some(pair.number("an app's id", "app=1000")?),
            "rate" => rule.rate = pair.parsed("a number from 0 to 1", "rate=0.1", rate)?,
            "after" => rule.after = pair.number("a whole number of requests", "after=2")?,
            "times" => rule.times = Some(pair.number("a whole number of requests", "times=2")?),
            "delivered" => rule.delivered = Some(pair.parsed("`yes` or `no`", "delivered=no", yes_or_no)?),
            "layer" => self.layer = Some(pair.parsed("`gateway` or `command`", "layer=command", layer)?),
            _ => return self.take_fault(pair),
        }
        Ok(())
    }

    fn take_fault(&mut self, pair: Pair<'t>) -> Result<(), FaultError> {
        let fault = pair.fault()?;
        if let Some((earlier, _)) = self.fault.replace((pair.key, fault)) {
            return Err(FaultError::new(format!(
                "`{earlier}` and `{}` are two faults; each stands in a rule of its own",
                pair.key
            )));
        }
        Ok(())
    }

    fn finish(self) -> Result<FaultRule, FaultError> {
        let Some((_, fault)) = self.fault else {
            let known = KEYS.get(FAULTS..).unwrap_or_default().join(", ");
            return Err(FaultError::new(format!("this says not what goes wrong: one of {known}")));
        };
        let fault = match (fault, self.layer) {
            (Fault::Code { code, .. }, Some(layer)) => Fault::Code { code, layer },
            (fault, None) => fault,
            (_, Some(_)) => return Err(FaultError::new("`layer` says who refuses with a `code`, and there is none")),
        };
        let rule = FaultRule { fault, ..self.rule };
        rule.check_values()?;
        Ok(rule)
    }
}

/// A part of the text.
#[derive(Clone, Copy)]
struct Pair<'t> {
    key: &'t str,
    value: Option<&'t str>,
}

impl Pair<'_> {
    fn fault(self) -> Result<Fault, FaultError> {
        let text = |default: &str| self.value.unwrap_or(default).to_owned();
        match self.key {
            "code" => Ok(Fault::Code { code: self.number("a whole number", "code=-6")?, layer: Layer::Gateway }),
            "status" => Ok(Fault::Status(self.number("an HTTP status", "status=502")?)),
            "delay" => Ok(Fault::Delay(self.span("delay=250ms")?)),
            "drip" => Ok(Fault::Drip(self.span("drip=10ms")?)),
            "content-type" => Ok(Fault::ContentType(text(CONTENT_TYPE))),
            "jsonp" => Ok(Fault::Jsonp(text(CALLBACK))),
            "reset" => match self.value {
                None => Ok(Fault::Reset),
                Some("body") => Ok(Fault::ResetBody),
                Some(other) => Err(FaultError::new(format!("`reset` stands alone or is `reset=body`, not `{other}`"))),
            },
            "hang" => self.alone(Fault::Hang),
            "refuse" => self.alone(Fault::Refuse),
            "html" => self.alone(Fault::Html),
            "truncated" => self.alone(Fault::Truncated),
            "oversized" => self.alone(Fault::Oversized),
            "empty" => self.alone(Fault::Empty),
            "duplicate-keys" => self.alone(Fault::DuplicateKeys),
            "nested" => self.alone(Fault::Nested),
            unknown => Err(match nearest(unknown, KEYS.iter().copied()) {
                _ if unknown.is_empty() => FaultError::new("a part of a fault is empty"),
                Some(meant) => FaultError::new(format!("a fault has no key `{unknown}`; did you mean `{meant}`?")),
                None => FaultError::new(format!("a fault has no key `{unknown}`; there is {}", KEYS.join(", "))),
            }),
        }
    }

    fn alone(self, fault: Fault) -> Result<Fault, FaultError> {
        match self.value {
            None => Ok(fault),
            Some(_) => Err(FaultError::new(format!("`{}` takes no value", self.key))),
        }
    }

    fn name(self, example: &str) -> Result<String, FaultError> {
        self.parsed("a name", example, |text| (!text.is_empty()).then(|| text.to_owned()))
    }

    fn number<N: FromStr>(self, expected: &str, example: &str) -> Result<N, FaultError> {
        self.parsed(expected, example, |text| text.parse().ok())
    }

    fn span(self, example: &str) -> Result<Duration, FaultError> {
        self.parsed("a time in ms, s or m, an hour at most", example, span::parse)
    }

    fn parsed<T>(self, expected: &str, example: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, FaultError> {
        let Self { key, value } = self;
        let Some(text) = value else {
            return Err(FaultError::new(format!("`{key}` needs a value, as in `{example}`")));
        };
        parse(text)
            .ok_or_else(|| FaultError::new(format!("`{key}` must be {expected}, as in `{example}`, not `{text}`")))
    }
}

fn rate(text: &str) -> Option<f64> {
    text.parse().ok().filter(|rate| (0.0..=1.0).contains(rate))
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn layer(text: &str) -> Option<Layer> {
    match text {
        "gateway" => Some(Layer::Gateway),
        "command" => Some(Layer::Command),
        _ => None,
    }
}

/// The text that gives this rule.
impl fmt::Display for FaultRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(command) = &self.command {
            write!(f, "cmd={command},")?;
        }
        if let Some(gateway) = &self.gateway {
            write!(f, "gateway={gateway},")?;
        }
        if let Some(app) = self.app {
            write!(f, "app={app},")?;
        }
        if self.rate < 1.0 {
            write!(f, "rate={},", self.rate)?;
        }
        if self.after > 0 {
            write!(f, "after={},", self.after)?;
        }
        if let Some(times) = self.times {
            write!(f, "times={times},")?;
        }
        if let Some(delivered) = self.delivered {
            write!(f, "delivered={},", if delivered { "yes" } else { "no" })?;
        }
        self.fault.fmt(f)
    }
}

/// As it stands in a rule.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code { code, layer: Layer::Gateway } => write!(f, "code={code}"),
            Self::Code { code, layer: Layer::Command } => write!(f, "code={code},layer=command"),
            Self::Status(status) => write!(f, "status={status}"),
            Self::Delay(span) => write!(f, "delay={}", span::text(*span)),
            Self::Hang => f.write_str("hang"),
            Self::Reset => f.write_str("reset"),
            Self::ResetBody => f.write_str("reset=body"),
            Self::Refuse => f.write_str("refuse"),
            Self::Html => f.write_str("html"),
            Self::Truncated => f.write_str("truncated"),
            Self::Oversized => f.write_str("oversized"),
            Self::ContentType(given) if given == CONTENT_TYPE => f.write_str("content-type"),
            Self::ContentType(given) => write!(f, "content-type={given}"),
            Self::Empty => f.write_str("empty"),
            Self::Jsonp(name) if name == CALLBACK => f.write_str("jsonp"),
            Self::Jsonp(name) => write!(f, "jsonp={name}"),
            Self::Drip(span) => write!(f, "drip={}", span::text(*span)),
            Self::DuplicateKeys => f.write_str("duplicate-keys"),
            Self::Nested => f.write_str("nested"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_known_and_listed_once() {
        for key in KEYS {
            let error = key.parse::<FaultRule>().err().map(|error| error.to_string()).unwrap_or_default();
            assert!(!error.contains("no key"), "{key}: {error}");
            assert_eq!(KEYS.iter().filter(|other| *other == key).count(), 1, "{key}");
        }
        for (index, key) in KEYS.iter().enumerate() {
            let fault = Pair { key, value: None }.fault();
            let is_fault = !fault.is_err_and(|error| error.0.contains("no key"));
            assert_eq!(is_fault, index >= FAULTS, "{key}");
        }
    }
}
