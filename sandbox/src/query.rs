//! Query strings, decoded strictly.

use qq_cgi_wire::percent;

/// One parameter as it was sent.
#[derive(Clone)]
pub(crate) struct Sent {
    /// The decoded name.
    pub(crate) name: String,
    /// The decoded value.
    pub(crate) value: String,
    /// The value as it stands in the URL.
    pub(crate) raw: String,
}

/// Splits at `&` and each part at its first `=`. A `+` stays a plus sign.
///
/// # Errors
/// What is wrong with each parameter that cannot be decoded.
pub(crate) fn parse(query: &str) -> Result<Vec<Sent>, Vec<String>> {
    let mut sent = Vec::new();
    let mut faults = Vec::new();
    for (index, part) in query.split('&').enumerate().filter(|(_, part)| !part.is_empty()) {
        let (name, raw) = part.split_once('=').unwrap_or((part, ""));
        match (decode(name), decode(raw)) {
            (Ok(name), Ok(value)) => sent.push(Sent { name, value, raw: raw.to_owned() }),
            (Err(fault), _) => faults.push(format!("the name of parameter {} of the query {fault}", index + 1)),
            (Ok(name), Err(fault)) => faults.push(format!("parameter `{name}` {fault}")),
        }
    }
    if faults.is_empty() { Ok(sent) } else { Err(faults) }
}

/// `sent` as names and values.
pub(crate) fn pairs(sent: &[Sent]) -> Vec<(&str, &str)> {
    sent.iter().map(|pair| (pair.name.as_str(), pair.value.as_str())).collect()
}

/// The first value of the parameter `name`.
pub(crate) fn value<'s>(sent: &'s [Sent], name: &str) -> Option<&'s str> {
    sent.iter().find(|pair| pair.name == name).map(|pair| pair.value.as_str())
}

fn decode(text: &str) -> Result<String, &'static str> {
    let bytes = percent::decode(text).ok_or("has a `%` that is not followed by two hex digits")?;
    String::from_utf8(bytes).map_err(|_| "is not UTF-8 once it is percent-decoded")
}
