//! The vendor without a network: a request in, an answer and a log entry out.

use qq_cgi_model::{
    model::{Envelope, Gateway, Model, path_of},
    request,
};
use serde_json::Value;

use crate::{
    answer::{Answer, Form},
    apps::Apps,
    checks::Checks,
    header,
    log::{Listener, Log, LogEntry, Outcome},
    mask::Mask,
    page,
    players::Players,
    query,
    refusal::{Refusal, listed},
    routes::{Route, routes},
    sample,
};

/// Everything that the sandbox knows.
pub(crate) struct Vendor {
    pub(crate) model: Model,
    pub(crate) apps: Apps,
    pub(crate) players: Players,
    pub(crate) log: Log,
}

/// What matters of an HTTP request.
pub(crate) struct Incoming<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) has_body: bool,
}

/// An answer with its explanations, ready to send.
pub(crate) struct Explained {
    pub(crate) answer: Answer,
    pub(crate) diagnosis: Option<String>,
    pub(crate) note: Option<String>,
}

impl Vendor {
    pub(crate) fn new(model: Model, apps: Apps, players: Players, listener: Listener) -> Self {
        Self { model, apps, players, log: Log::new(listener) }
    }

    /// Answers a request and remembers it.
    pub(crate) fn answer(&self, incoming: &Incoming<'_>) -> Explained {
        let mut mask = Mask::of(&self.apps, &self.players);
        let mut entry = LogEntry {
            method: mask.hide(incoming.method),
            path: mask.hide(incoming.path),
            command: None,
            page: None,
            app: None,
            outcome: Outcome { status: 200, code: None, message: String::new() },
            diagnosis: Vec::new(),
            notes: Vec::new(),
        };
        if incoming.has_body {
            entry.notes.push("the body was not read: all parameters stand in the query".to_owned());
        }
        let routes = routes(&self.model);
        let gateway = routes.iter().find(|route| route.path == incoming.path);
        let page = self.model.pages.iter().find(|page| path_of(&page.url) == incoming.path);
        let answer = match (gateway, page) {
            (Some(route), _) => self.answer_at(route, incoming, &mut mask, &mut entry),
            (None, Some(page)) => page::answer(&self.model, page, incoming, &mask, &mut entry),
            (None, None) => self.not_found(&routes, &mut entry),
        };
        entry.outcome.status = answer.status;
        let explained = Explained {
            answer,
            diagnosis: (!entry.diagnosis.is_empty()).then(|| header::value(&entry.diagnosis)),
            note: (!entry.notes.is_empty()).then(|| header::value(&entry.notes)),
        };
        self.log.push(entry);
        explained
    }

    fn answer_at(&self, route: &Route<'_>, incoming: &Incoming<'_>, mask: &mut Mask, entry: &mut LogEntry) -> Answer {
        let gateway = route.gateway;
        let sent = match query::parse(incoming.query) {
            Ok(sent) => sent,
            Err(faults) => {
                let refusal = Refusal::new(gateway.refuse.bad_param, listed(faults.into_iter()));
                return self.refuse(gateway, &Form::Json, refusal, mask, entry);
            }
        };
        let checks = Checks { vendor: self, route, method: incoming.method, path: incoming.path, sent: &sent };
        let command = checks.command();
        mask.add_sent(&self.model, gateway, command.as_ref().ok().copied(), &sent);
        entry.app = checks.app();
        if let Ok(command) = command {
            entry.command = Some(command.name.clone());
            let unknown = request::unknown(&self.model, command, &query::pairs(&sent));
            if !unknown.is_empty() {
                entry.notes.push(mask.hide(&listed(unknown.iter().map(ToString::to_string))));
            }
        }
        let form = Form::of(gateway, &sent);
        let checked = command.and_then(|command| checks.all(command, form.as_ref().err()).map(|()| command));
        let form = form.unwrap_or(Form::Json);
        match checked {
            Ok(command) => {
                let data = sample::reply(&checks, command, &mut entry.notes);
                succeed(&gateway.envelope, data, &form, entry)
            }
            Err(refusal) => self.refuse(gateway, &form, refusal, mask, entry),
        }
    }

    fn refuse(&self, gateway: &Gateway, form: &Form, refusal: Refusal, mask: &Mask, entry: &mut LogEntry) -> Answer {
        let message = mask.hide(&refusal.message(&self.model, gateway));
        let answer = match refusal.code {
            Some(code) => Answer::envelope(&gateway.envelope, form, code, &message, None),
            None => Answer { allow: refusal.allow, ..Answer::plain(refusal.status, message.clone()) },
        };
        entry.outcome.code = refusal.code;
        entry.outcome.message = message;
        entry.diagnosis = refusal.diagnosis.iter().map(|line| mask.hide(line)).collect();
        answer
    }

    fn not_found(&self, routes: &[Route<'_>], entry: &mut LogEntry) -> Answer {
        let pages = self.model.pages.iter().map(|page| path_of(&page.url));
        let paths: Vec<_> = routes.iter().map(|route| route.path.as_str()).chain(pages).collect();
        entry.outcome.message = format!("nothing answers at this path; there is {}", paths.join(", "));
        Answer::plain(404, entry.outcome.message.clone())
    }
}

fn succeed(envelope: &Envelope, data: Value, form: &Form, entry: &mut LogEntry) -> Answer {
    entry.outcome.code = Some(envelope.success);
    entry.outcome.message.clone_from(&envelope.success_message);
    Answer::envelope(envelope, form, envelope.success, &envelope.success_message, Some(data))
}
