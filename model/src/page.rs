//! A page's URL from names and raw texts.

use qq_cgi_wire::{InvalidParam, percent};

use crate::{
    form::{Form, Problem},
    model::{Model, Page},
};

/// All that is wrong with the parameters of `page`. Says nothing of names that it does not have: see [`unknown`].
pub fn check<N: AsRef<str>, V: AsRef<str>>(model: &Model, page: &Page, pairs: &[(N, V)]) -> Vec<InvalidParam> {
    form(model, page).check(pairs).into_iter().map(|problem| problem.error).collect()
}

/// The names that `page` does not have, each with the nearest one that it has.
pub fn unknown<N: AsRef<str>, V: AsRef<str>>(model: &Model, page: &Page, pairs: &[(N, V)]) -> Vec<InvalidParam> {
    form(model, page).unknown(pairs)
}

/// The URL that `given` opens, constants and defaults filled in.
///
/// # Errors
/// All that is wrong with the parameters.
pub fn url<N: AsRef<str>, V: AsRef<str>>(
    model: &Model,
    page: &Page,
    given: &[(N, V)],
) -> Result<String, Vec<InvalidParam>> {
    let errors = |problems: Vec<Problem>| problems.into_iter().map(|problem| problem.error).collect::<Vec<_>>();
    let pairs = form(model, page).complete(given).map_err(errors)?;
    let pairs = pairs.iter().map(|(name, value)| format!("{}={}", percent::encode(name), percent::encode(value)));
    let query = pairs.collect::<Vec<_>>().join("&");
    Ok(format!("{}{}{query}", page.url, if query.is_empty() { "" } else { "?" }))
}

fn form<'m>(model: &'m Model, page: &'m Page) -> Form<'m> {
    Form { model, fields: page.params.iter().collect(), command: None, signs: Vec::new() }
}
