//! Apps, where their keys are, and the values that they know, from the arguments.

use qq_cgi_model::{Model, model::Callback};
use qq_cgi_receiver::App;

use crate::{args::ReceiveArgs, output::Failure, secret};

/// The apps in the order in which they are first named. What is wrong with their names, [`Apps`](qq_cgi_receiver::Apps)
/// finds.
pub(super) fn parse(args: &ReceiveArgs, model: &Model) -> Result<Vec<App>, Failure> {
    let mut apps: Vec<(Whose, App)> = Vec::new();
    for text in &args.apps {
        let (whose, place) = text.split_once('=').ok_or_else(app_form)?;
        let key = secret::at(place).ok_or_else(app_form)??;
        let whose = Whose::parse(whose, model)?;
        let app = App::new(&whose.callback, &whose.name);
        change(&mut apps, whose, Some(app), |app| app.key(key))?;
    }
    for text in &args.known {
        let parts = text.split_once('=').and_then(|(left, values)| Some((left.split_once(':')?, values)));
        let ((whose, field), values) = parts.ok_or_else(|| Failure::usage("--known takes NAME:FIELD=VALUE,…"))?;
        change(&mut apps, Whose::parse(whose, model)?, None, |app| app.known(field, values.split(',')))?;
    }
    Ok(apps.into_iter().map(|(_, app)| app).collect())
}

/// Never repeats what was given: it may be the key itself.
fn app_form() -> Failure {
    Failure::usage(
        "--app takes NAME=env:VARIABLE or NAME=file:PATH; a key among the arguments is seen by other users of this machine",
    )
}

/// Whom an option is about.
#[derive(PartialEq, Eq)]
struct Whose {
    callback: String,
    name: String,
}

impl Whose {
    /// Reads `[CALLBACK/]NAME`.
    fn parse(text: &str, model: &Model) -> Result<Self, Failure> {
        let (callback, name) = match (text.split_once('/'), model.callbacks.as_slice()) {
            (Some(both), _) => both,
            (None, [Callback { name: only, .. }]) => (only.as_str(), text),
            (None, []) => return Err(Failure::new("the spec has no callback")),
            (None, [first, ..]) => {
                let example = format!("{}/{text}", first.name);
                return Err(Failure::usage(format!("the spec has several callbacks: say which, as in `{example}`")));
            }
        };
        Ok(Self { callback: callback.to_owned(), name: name.to_owned() })
    }
}

/// Changes the app that is meant, or `newcomer` if it is the first time that it is named.
fn change(
    apps: &mut Vec<(Whose, App)>,
    whose: Whose,
    newcomer: Option<App>,
    changed: impl FnOnce(App) -> App,
) -> Result<(), Failure> {
    if let Some((_, app)) = apps.iter_mut().find(|(known, _)| *known == whose) {
        *app = changed(app.clone());
        return Ok(());
    }
    let missing = || Failure::usage(format!("--known names `{}/{}`, which no --app gives", whose.callback, whose.name));
    let app = changed(newcomer.ok_or_else(missing)?);
    apps.push((whose, app));
    Ok(())
}
