//! What a request must pass, in the order in which the gateway refuses.

use qq_cgi_model::{
    model::{Command, Field, Gateway, Method, Origin},
    request::{self, Problem},
    suggest::nearest,
};
use qq_cgi_wire::{InvalidParam, SignScheme, Signable, Violation};

use crate::{
    diagnosis,
    players::Player,
    query::{self, Sent},
    refusal::Refusal,
    routes::Route,
    vendor::Vendor,
};

/// A decoded request at a gateway.
pub(crate) struct Checks<'a> {
    pub(crate) vendor: &'a Vendor,
    pub(crate) route: &'a Route<'a>,
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) sent: &'a [Sent],
}

impl<'a> Checks<'a> {
    pub(crate) fn gateway(&self) -> &'a Gateway {
        self.route.gateway
    }

    /// The command that the request names by its path or by a parameter, or the gateway's only one where requests name
    /// none. Of several behind one path, the first: nothing tells them apart.
    pub(crate) fn command(&self) -> Result<&'a Command, Refusal> {
        if let Some(command) = self.route.commands.first() {
            return Ok(command);
        }
        let commands = || {
            let all = self.vendor.model.commands.iter();
            all.filter(|command| command.gateway.as_deref() == Some(&*self.gateway().name))
        };
        let Some(field) = self.gateway().command_param() else {
            let mut all = commands();
            let only = all.next().filter(|_| all.next().is_none());
            return only.ok_or_else(|| Refusal::new(None, "the spec does not say how a request names its command"));
        };
        let Some(name) = query::value(self.sent, &field.name) else {
            let error = InvalidParam::new(&*field.name, Violation::Missing);
            return Err(Refusal::of_problems(self.gateway(), &[Problem { error, code: field.missing_code }]));
        };
        commands().find(|command| command.name == name).ok_or_else(|| {
            let suggestion = nearest(name, commands().map(|command| command.name.as_str())).map(str::to_owned);
            let violation = Violation::Unknown { suggestion };
            Refusal::new(self.gateway().refuse.unknown_command, format!("command `{name}` {violation}"))
        })
    }

    /// The app id that the request names; `None` where it is no plain number.
    pub(crate) fn app(&self) -> Option<u64> {
        let text = self.app_text()?;
        text.parse().ok().filter(|id: &u64| id.to_string() == text)
    }

    /// Everything after the command: method, app, parameters, sign, access token.
    pub(crate) fn all(&self, command: &Command, bad_callback: Option<&InvalidParam>) -> Result<(), Refusal> {
        self.method(command)?;
        self.known_app()?;
        self.params(command, bad_callback)?;
        self.sign(command)?;
        self.token(command)
    }

    /// The player whose access token the request has, if it names no other app or player.
    pub(crate) fn player(&self, command: &Command) -> Option<&'a Player> {
        let player = self.vendor.players.find(self.value_from(command, &Origin::AccessToken)?)?;
        let openid = self.value_from(command, &Origin::OpenId);
        let is_theirs = openid.is_none_or(|openid| openid == player.openid);
        (is_theirs && self.app().is_none_or(|app| app == player.app)).then_some(player)
    }

    fn token(&self, command: &Command) -> Result<(), Refusal> {
        let Some(code) = self.gateway().refuse.bad_token else { return Ok(()) };
        let Some(token) = self.value_from(command, &Origin::AccessToken) else { return Ok(()) };
        if self.player(command).is_some() {
            return Ok(());
        }
        let explanation = match self.vendor.players.find(token) {
            Some(_) => "the access token is that of another app or player",
            None => "this sandbox knows no player with this access token",
        };
        Err(Refusal::new(Some(code), explanation))
    }

    fn method(&self, command: &Command) -> Result<(), Refusal> {
        if command.methods.iter().any(|method| method.as_str() == self.method) {
            return Ok(());
        }
        let methods = command.methods.iter().map(|method| Method::as_str(*method)).collect::<Vec<_>>().join(", ");
        let refusal = Refusal::new(self.gateway().refuse.bad_method, format!("this command takes {methods} only"));
        Err(Refusal { status: 405, allow: Some(methods), ..refusal })
    }

    fn known_app(&self) -> Result<(), Refusal> {
        match self.app() {
            Some(id) if !self.known_apps().contains(&id) => Err(self.unknown_app(&format!("the app {id}"))),
            _ => Ok(()),
        }
    }

    /// Where nothing is signed, an app needs no secret: those of the players count too.
    fn known_apps(&self) -> Vec<u64> {
        let mut known = self.vendor.apps.ids();
        for player in self.vendor.players.iter().filter(|_| self.scheme().is_none()) {
            if !known.contains(&player.app) {
                known.push(player.app);
            }
        }
        known
    }

    fn unknown_app(&self, which: &str) -> Refusal {
        let known: Vec<_> = self.known_apps().iter().map(u64::to_string).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        let explanation = format!("this sandbox does not know {which}; it knows {known}");
        Refusal::new(self.gateway().refuse.unknown_app, explanation)
    }

    fn params(&self, command: &Command, bad_callback: Option<&InvalidParam>) -> Result<(), Refusal> {
        let mut problems = request::check(&self.vendor.model, command, &query::pairs(self.sent));
        let beyond_types = bad_callback.cloned().into_iter().map(|error| Problem { error, code: None });
        problems.extend(beyond_types);
        problems.extend(self.sign_problem(command));
        if problems.is_empty() { Ok(()) } else { Err(Refusal::of_problems(self.gateway(), &problems)) }
    }

    fn sign_problem(&self, command: &Command) -> Option<Problem> {
        let name = &*self.scheme()?.param;
        let violation = match self.sent.iter().filter(|pair| pair.name == name).count() {
            0 => Violation::Missing,
            1 => return None,
            _ => Violation::Malformed { expected: "given once".to_owned() },
        };
        let field = self.vendor.model.wire_params(command).find(|field| field.name == name);
        let code = field.and_then(|field| field.missing_code).filter(|_| violation == Violation::Missing);
        Some(Problem { error: InvalidParam::new(name, violation), code })
    }

    /// Covers everything that was sent, known or not: so does the vendor's, which cannot know what is to come.
    fn sign(&self, command: &Command) -> Result<(), Refusal> {
        let Some(scheme) = self.scheme() else { return Ok(()) };
        if self.app().is_none() && self.app_text().is_some() {
            return Err(self.unknown_app("an app by a name that is no number"));
        }
        let received = query::value(self.sent, &scheme.param).unwrap_or_default();
        let mut pairs = query::pairs(self.sent);
        scheme.arrange(&mut pairs);
        let is_right = self.vendor.apps.secrets(self.app()).any(|secret| {
            let request = Signable { secret, method: self.method, path: self.path };
            scheme.sign(&request, pairs.iter().copied()).matches(received)
        });
        if is_right {
            return Ok(());
        }
        let diagnosis = diagnosis::diagnose(self, command, scheme, received);
        let first = diagnosis.first().map(String::as_str).unwrap_or_default();
        let refusal = Refusal::new(self.gateway().refuse.bad_sign, format!("the sign does not match; {first}"));
        Err(Refusal { diagnosis, ..refusal })
    }

    pub(crate) fn scheme(&self) -> Option<&'a SignScheme> {
        self.vendor.model.scheme_of(self.gateway())
    }

    /// The first value of a parameter that is the app id.
    fn app_text(&self) -> Option<&'a str> {
        match self.command() {
            Ok(command) => self.value_from(command, &Origin::AppId),
            Err(_) => self.first_from(&self.gateway().params, &Origin::AppId),
        }
    }

    /// The first value of a parameter that comes from `origin`.
    fn value_from(&self, command: &'a Command, origin: &Origin) -> Option<&'a str> {
        self.first_from(self.vendor.model.wire_params(command), origin)
    }

    fn first_from(&self, fields: impl IntoIterator<Item = &'a Field>, origin: &Origin) -> Option<&'a str> {
        let mut fields = fields.into_iter().filter(|field| field.origin == *origin);
        fields.find_map(|field| query::value(self.sent, &field.name))
    }
}
