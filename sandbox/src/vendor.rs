//! The vendor without a network: a request in, an answer and a log entry out.

use std::time::SystemTime;

use qq_cgi_model::{
    model::{Command, Envelope, Gateway, Model, path_of},
    request,
};
use serde_json::Value;

use crate::{
    answer::{Answer, Form},
    apps::Apps,
    checks::Checks,
    deliveries::{Identity, Tally},
    fault::{self, Fault, FaultError, FaultRule, Layer, Rules, Struck, Target},
    header,
    log::{Log, LogEntry, Outcome},
    mask::{Mask, Secrets},
    page,
    players::Players,
    query::{self, Sent},
    refusal::{Refusal, listed},
    routes::{Route, Routes},
    sample,
};

/// Everything that the sandbox knows.
pub(crate) struct Vendor {
    pub(crate) model: Model,
    pub(crate) apps: Apps,
    pub(crate) players: Players,
    pub(crate) routes: Routes,
    /// What must never be shown, whatever a request is.
    pub(crate) secrets: Secrets,
    pub(crate) log: Log,
    pub(crate) rules: Rules,
    pub(crate) tally: Tally,
    /// Whether requests are told apart by the id that they carry.
    pub(crate) by_request_id: bool,
}

/// What matters of an HTTP request.
pub(crate) struct Incoming<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) has_body: bool,
    /// The header that asks for a fault, where it was sent.
    pub(crate) fault: Option<&'a str>,
    pub(crate) request_id: Option<&'a str>,
}

/// An answer with its explanations, ready to send.
pub(crate) struct Explained {
    pub(crate) answer: Answer,
    pub(crate) diagnosis: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) fault: Option<String>,
    /// What is still to befall the answer.
    pub(crate) struck: Struck,
}

/// A request that was looked at and not answered yet.
struct Judged<'m> {
    target: Target<'m>,
    form: Form,
    /// What is wrong with it, or what the command answers.
    result: Result<Value, Refusal>,
}

/// Said of a refusal that has no other reason.
const ASKED_FOR: &str = "this fault was asked for";

impl Vendor {
    /// Answers a request and remembers it.
    pub(crate) fn answer(&self, incoming: &Incoming<'_>) -> Explained {
        let mut mask = Mask::of(&self.secrets);
        let mut entry = LogEntry {
            at: SystemTime::now(),
            method: mask.hide(incoming.method),
            path: mask.hide(incoming.path),
            command: None,
            page: None,
            app: None,
            request_id: incoming.request_id.map(|id| mask.hide(id)),
            outcome: Outcome::without_code(String::new()),
            delivered: false,
            fault: None,
            diagnosis: Vec::new(),
            notes: Vec::new(),
        };
        if incoming.has_body {
            entry.notes.push("the body was not read: all parameters stand in the query".to_owned());
        }
        let gateway = self.routes.find(&self.model, incoming.path);
        let page = self.model.pages.iter().find(|page| path_of(&page.url) == incoming.path);
        let mut struck = Struck::default();
        let answer = match (gateway, page) {
            (Some(route), _) => self.answer_at(&route, incoming, &mut mask, &mut entry, &mut struck),
            (None, Some(page)) => page::answer(&self.model, page, incoming, &mask, &mut entry),
            (None, None) => self.not_found(&mut entry),
        };
        let is_answered = !matches!(struck.fault(), Some(Fault::Hang | Fault::Reset | Fault::Refuse));
        entry.outcome.status = if is_answered { answer.status } else { 0 };
        let explained = Explained {
            answer,
            diagnosis: (!entry.diagnosis.is_empty()).then(|| header::value(&entry.diagnosis)),
            note: (!entry.notes.is_empty()).then(|| header::value(&entry.notes)),
            fault: entry.fault.as_ref().map(|fault| header::value(std::slice::from_ref(fault))),
            struck,
        };
        self.log.push(entry);
        explained
    }

    fn answer_at(
        &self,
        route: &Route<'_>,
        incoming: &Incoming<'_>,
        mask: &mut Mask<'_>,
        entry: &mut LogEntry,
        struck: &mut Struck,
    ) -> Answer {
        let parsed = query::parse(incoming.query);
        let sent = parsed.as_deref().unwrap_or_default();
        let Judged { target, form, mut result } = match &parsed {
            Ok(sent) => self.judge(route, incoming, sent, mask, entry),
            Err(faults) => {
                let target = Target { gateway: route.gateway, command: None, app: None };
                let refusal = Refusal::new(target.gateway.refuse.bad_param, listed(faults.iter().cloned()));
                Judged { target, form: Form::Json, result: Err(refusal) }
            }
        };
        match self.own_fault(incoming.fault) {
            Ok(own) => *struck = self.rules.strike(own.as_ref(), target),
            Err(error) => result = Err(Refusal::new(None, format!("the header `x-qq-cgi-fault`: {error}"))),
        }
        entry.delivered = result.is_ok() && struck.delivers();
        if let Some(command) = target.command {
            self.count(command, sent, entry);
        }
        entry.fault = struck.text().map(|text| mask.hide(&text));
        entry.notes.extend(struck.rules.iter().filter_map(|rule| rule.unknown_code(&self.model)));
        if let Some(Fault::Code { code, layer: Layer::Gateway }) = struck.fault() {
            result = Err(Refusal::new(Some(*code), ASKED_FOR));
        }
        let answer = match result {
            Ok(data) => {
                let data = match (struck.fault(), target.command) {
                    (Some(Fault::Code { code, layer: Layer::Command }), Some(command)) => {
                        sample::refused(&self.model, command, data, *code, ASKED_FOR)
                    }
                    _ => data,
                };
                succeed(&target.gateway.envelope, data, &form, entry)
            }
            Err(refusal) => self.refuse(target.gateway, &form, refusal, mask, entry),
        };
        match struck.fault() {
            Some(fault) => fault::alter(fault, answer, &mut entry.outcome),
            None => answer,
        }
    }

    fn judge<'m>(
        &'m self,
        route: &'m Route<'m>,
        incoming: &Incoming<'m>,
        sent: &'m [Sent],
        mask: &mut Mask<'_>,
        entry: &mut LogEntry,
    ) -> Judged<'m> {
        let gateway = route.gateway;
        let checks = Checks { vendor: self, route, method: incoming.method, path: incoming.path, sent };
        let command = checks.command();
        mask.add_sent(&self.model, gateway, command.as_ref().ok().copied(), sent);
        entry.app = checks.app();
        if let Ok(command) = command {
            entry.command = Some(command.name.clone());
            let unknown = request::unknown(&self.model, command, &query::pairs(sent));
            if !unknown.is_empty() {
                entry.notes.push(mask.hide(&listed(unknown.iter().map(ToString::to_string))));
            }
        }
        let target = Target { gateway, command: command.as_ref().ok().copied(), app: entry.app };
        let form = Form::of(gateway, sent);
        let checked = command.and_then(|command| checks.all(command, form.as_ref().err()).map(|()| command));
        let result = checked.map(|command| sample::reply(&checks, command, &mut entry.notes));
        Judged { target, form: form.unwrap_or(Form::Json), result }
    }

    /// The fault that a request asks for by its header.
    fn own_fault(&self, text: Option<&str>) -> Result<Option<FaultRule>, FaultError> {
        let Some(text) = text else { return Ok(None) };
        let rule: FaultRule = text.parse()?;
        rule.check(&self.model)?;
        rule.check_for_one_request()?;
        Ok(Some(rule))
    }

    fn count(&self, command: &Command, sent: &[Sent], entry: &LogEntry) {
        let identity = entry.delivered.then(|| match entry.request_id.as_deref().filter(|_| self.by_request_id) {
            Some(id) => Identity::Id(id),
            None => {
                let gateway = self.model.gateway_of(command);
                let scheme = gateway.and_then(|gateway| self.model.scheme_of(gateway));
                Identity::of_params(sent, scheme.map(|scheme| &*scheme.param))
            }
        });
        self.tally.count(&command.name, identity.as_ref());
    }

    fn refuse(
        &self,
        gateway: &Gateway,
        form: &Form,
        refusal: Refusal,
        mask: &Mask<'_>,
        entry: &mut LogEntry,
    ) -> Answer {
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

    fn not_found(&self, entry: &mut LogEntry) -> Answer {
        let pages = self.model.pages.iter().map(|page| path_of(&page.url));
        let paths: Vec<_> = self.routes.paths().chain(pages).collect();
        entry.outcome.message = format!("nothing answers at this path; there is {}", paths.join(", "));
        Answer::plain(404, entry.outcome.message.clone())
    }
}

fn succeed(envelope: &Envelope, data: Value, form: &Form, entry: &mut LogEntry) -> Answer {
    entry.outcome.code = Some(envelope.success);
    entry.outcome.message.clone_from(&envelope.success_message);
    Answer::envelope(envelope, form, envelope.success, &envelope.success_message, Some(data))
}
