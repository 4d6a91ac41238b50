//! Why a request is refused, and with which code.

use qq_cgi_model::{
    model::{Gateway, Model},
    request::Problem,
};

/// Problems beyond these are counted, not named.
const NAMED: usize = 20;

/// A refused request.
pub(crate) struct Refusal {
    /// The gateway's code; `None` where the document names none, and HTTP has to say it.
    pub(crate) code: Option<i64>,
    /// The HTTP status where there is no code.
    pub(crate) status: u16,
    /// Methods to name in `Allow`.
    pub(crate) allow: Option<String>,
    /// The reason in English.
    pub(crate) explanation: String,
    /// Why the sign is wrong, line by line.
    pub(crate) diagnosis: Vec<String>,
}

impl Refusal {
    pub(crate) fn new(code: Option<i64>, explanation: impl Into<String>) -> Self {
        Self { code, status: 400, allow: None, explanation: explanation.into(), diagnosis: Vec::new() }
    }

    /// A parameter's own code goes before the gateway's code for bad parameters.
    pub(crate) fn of_problems(gateway: &Gateway, problems: &[Problem]) -> Self {
        let code = problems.iter().find_map(|problem| problem.code).or(gateway.refuse.bad_param);
        Self::new(code, listed(problems.iter().map(|problem| problem.error.to_string())))
    }

    /// The gateway's message: the document's words for the code, then the reason.
    pub(crate) fn message(&self, model: &Model, gateway: &Gateway) -> String {
        let words = self.code.zip(gateway.errors.as_deref()).and_then(|(code, table)| words_for(model, table, code));
        match words {
            Some(words) => format!("{words}: {}", self.explanation),
            None => self.explanation.clone(),
        }
    }
}

/// The document's words for a code of the table `table`.
pub(crate) fn words_for<'m>(model: &'m Model, table: &str, code: i64) -> Option<&'m str> {
    let code = model.error_table(table)?.codes.iter().find(|known| known.code == Some(code))?;
    code.about.zh.as_deref().or(code.about.en.as_deref())
}

/// The reasons in one line, at most [`NAMED`] of them.
pub(crate) fn listed(reasons: impl ExactSizeIterator<Item = String>) -> String {
    let more = reasons.len().saturating_sub(NAMED);
    let named: Vec<_> = reasons.take(NAMED).collect();
    match more {
        0 => named.join("; "),
        more => format!("{}; and {more} more", named.join("; ")),
    }
}
