//! The game's own URL, from the arguments.

use std::sync::Arc;

use qq_cgi_receiver::{
    Intake,
    handover::{Handover, Settings, Webhook, WebhookSecret},
    store::Store,
};

use crate::{
    args::WebhookArgs,
    output::{Failure, complain},
    secret,
};

/// Where orders go, and how.
pub(super) struct Given {
    webhook: Webhook,
    settings: Settings,
}

/// `None` where no webhook is given.
pub(super) fn parse(args: &WebhookArgs) -> Result<Option<Given>, Failure> {
    let Some(url) = &args.webhook else { return Ok(None) };
    let secrets = args.webhook_secret.iter().map(|place| secret_at(place)).collect::<Result<Vec<_>, _>>()?;
    let webhook = Webhook::new(url, secrets).map_err(|error| Failure::new(format!("--webhook: {error}")))?;
    let settings = Settings {
        time_limit: args.webhook_timeout,
        // The half that nobody needs is for machines whose clocks differ.
        visibility: args.webhook_timeout.saturating_mul(2),
        max_attempts: args.webhook_attempts,
        ..Settings::default()
    };
    settings.check().map_err(|error| Failure::usage(format!("--webhook-timeout, --webhook-attempts: {error}")))?;
    if webhook.is_readable_on_the_way() {
        complain("warning: --webhook has no TLS, so whoever is on the way reads the orders; use https");
    }
    Ok(Some(Given { webhook, settings }))
}

/// Never repeats what was given: it may be the secret itself.
fn secret_at(place: &str) -> Result<WebhookSecret, Failure> {
    let form = || Failure::usage("--webhook-secret takes env:VARIABLE or file:PATH");
    let secret = secret::at(place).ok_or_else(form)??;
    secret.parse().map_err(|error| Failure::new(format!("--webhook-secret: {error}")))
}

impl Given {
    pub(super) fn origin(&self) -> String {
        self.webhook.origin()
    }

    /// Hands over from now on, and what `intake` stores at once.
    pub(super) fn start(self, store: Arc<dyn Store>, intake: &Intake) -> Result<Handover, Failure> {
        let handover = Handover::start(store, self.settings, intake.reports().clone(), self.webhook);
        handover.map_err(|error| Failure::new(error.to_string()))
    }
}
