//! What the mistakes need to know of a request's parameters.

use qq_cgi_model::model::{Command, Origin};

use crate::checks::Checks;

/// Names of parameters by their role, and other apps' secrets.
pub(crate) struct Clues<'a> {
    /// The player's openid.
    pub(crate) openid: Vec<&'a str>,
    /// The command's name.
    pub(crate) command: Vec<&'a str>,
    /// What chooses the form of the answer.
    pub(crate) output: Vec<&'a str>,
    /// Every app that the request does not name.
    pub(crate) others: Vec<(u64, &'a str)>,
}

impl<'a> Clues<'a> {
    pub(crate) fn new(checks: &Checks<'a>, command: &'a Command) -> Self {
        let from = |origin: &Origin| {
            let fields = checks.vendor.model.wire_params(command).filter(|field| field.origin == *origin);
            fields.map(|field| field.name.as_str()).collect()
        };
        let output = checks
            .gateway()
            .output
            .iter()
            .flat_map(|output| core::iter::once(&*output.param).chain(output.callback.as_deref()))
            .collect();
        let app = checks.app();
        let others = checks.vendor.apps.iter().filter(|(id, _)| Some(*id) != app).collect();
        Self { openid: from(&Origin::OpenId), command: from(&Origin::CommandName), output, others }
    }
}
