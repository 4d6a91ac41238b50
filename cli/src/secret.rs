//! Secrets and tokens: where they come from, and which ones cannot be right. No message here holds one.

use std::path::Path;

use crate::{args::SecretArgs, output::Failure};

/// The secret that the arguments name; `None` where they name none.
pub(crate) fn read(args: &SecretArgs) -> Result<Option<String>, Failure> {
    let secret = match args {
        SecretArgs { secret: Some(secret), .. } => checked(secret, "--secret"),
        SecretArgs { secret_env: Some(name), .. } => of_environment(name),
        SecretArgs { secret_file: Some(path), .. } => of_file(path),
        _ => return Ok(None),
    };
    secret.map(Some).map_err(Failure::new)
}

/// An app id and its secret, written as `ID=SECRET`.
pub(crate) fn app(text: &str) -> Result<(u64, String), Failure> {
    let parts = text.split_once('=').and_then(|(id, secret)| Some((id.parse().ok()?, secret)));
    let (id, secret) = parts.ok_or_else(|| Failure::usage("--app takes ID=SECRET, where ID is a whole number"))?;
    let secret = checked(secret, &format!("--app {id}=…")).map_err(Failure::new)?;
    Ok((id, secret))
}

/// The secret that stands at `place`, written as `env:VARIABLE` or `file:PATH`; `None` for any other form.
pub(crate) fn at(place: &str) -> Option<Result<String, Failure>> {
    let secret = match place.split_once(':')? {
        ("env", name) => of_environment(name),
        ("file", path) => of_file(Path::new(path)),
        _ => return None,
    };
    Some(secret.map_err(Failure::new))
}

/// A player and the access token, written as `APPID:OPENID=TOKEN`.
pub(crate) fn player(text: &str) -> Result<Player, Failure> {
    let parts = text.split_once('=').and_then(|(who, token)| {
        let (app, openid) = who.split_once(':').filter(|(_, openid)| !openid.is_empty())?;
        Some((app.parse().ok()?, openid, token))
    });
    let usage = || Failure::usage("--player takes APPID:OPENID=TOKEN, where APPID is a whole number");
    let (app, openid, token) = parts.ok_or_else(usage)?;
    if token.is_empty() || token.trim() != token {
        return Err(Failure::new("the access token in --player is empty or has white space at an end"));
    }
    Ok(Player { app, openid: openid.to_owned(), token: token.to_owned() })
}

/// A player of an app who is logged in. Not to be shown.
pub(crate) struct Player {
    pub(crate) app: u64,
    pub(crate) openid: String,
    pub(crate) token: String,
}

fn of_environment(name: &str) -> Result<String, String> {
    let value = std::env::var_os(name).ok_or_else(|| format!("the environment variable `{name}` is not set"))?;
    let shown = format!("the environment variable `{name}`");
    checked(value.to_str().ok_or_else(|| format!("{shown} is not UTF-8"))?, &shown)
}

fn of_file(path: &Path) -> Result<String, String> {
    let shown = format!("the file `{}`", path.display());
    let bytes = std::fs::read(path).map_err(|error| format!("cannot read {shown}: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("{shown} is not UTF-8"))?;
    // Editors end a file with a line feed; anything else around a secret was copied with it by mistake.
    checked(text.strip_suffix('\n').unwrap_or(&text), &shown)
}

fn checked(secret: &str, shown: &str) -> Result<String, String> {
    if secret.is_empty() {
        return Err(format!("the secret in {shown} is empty"));
    }
    if secret.starts_with('\u{feff}') {
        return Err(format!("the secret in {shown} begins with a byte order mark: save it without one"));
    }
    if secret.trim() != secret {
        return Err(format!("the secret in {shown} has white space at an end: no sign that it gives would be right"));
    }
    Ok(secret.to_owned())
}
