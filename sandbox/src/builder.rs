//! Settings of a sandbox.

use std::{fmt, io, net::SocketAddr, time::Duration};

use qq_cgi_model::{check_embedded, model::Model};

use crate::{
    apps::Apps,
    deliveries::Tally,
    fault::{FaultError, FaultRule, Rules},
    log::{Listener, Log, LogEntry},
    mask::Secrets,
    players::{Player, Players},
    routes::Routes,
    server::Sandbox,
    vendor::Vendor,
};

/// A sandbox before it starts.
#[derive(Debug)]
pub struct Builder {
    /// Or all mistakes of the spec.
    model: Result<Model, String>,
    apps: Apps,
    players: Players,
    faults: Vec<FaultRule>,
    fault_seed: u64,
    by_request_id: bool,
    listener: Listener,
    pub(crate) connections: usize,
    pub(crate) listen: SocketAddr,
    pub(crate) header_timeout: Duration,
    pub(crate) drain: Duration,
}

impl Builder {
    pub(crate) fn new(model: Result<Model, String>) -> Self {
        Self {
            model,
            apps: Apps::default(),
            players: Players::default(),
            faults: Vec::new(),
            fault_seed: 0,
            by_request_id: false,
            connections: 256,
            listener: Listener::default(),
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            header_timeout: Duration::from_secs(5),
            drain: Duration::from_secs(10),
        }
    }

    /// Adds an app, or replaces its secret. Without any, the sandbox knows those of the spec's examples.
    #[must_use]
    pub fn app(mut self, id: u64, secret: impl Into<String>) -> Self {
        self.apps.set(id, secret.into());
        self
    }

    /// Adds a player of the app `app_id` who is logged in with `access_token`; of two with one token, the second stays.
    /// Without any, the sandbox knows those of the spec's examples.
    #[must_use]
    pub fn player(mut self, app_id: u64, openid: impl Into<String>, access_token: impl Into<String>) -> Self {
        self.players.set(Player { app: app_id, openid: openid.into(), token: access_token.into() });
        self
    }

    /// Adds a fault behind those that were added before; [`Sandbox::faults`] adds more while the sandbox runs.
    #[must_use]
    pub fn fault(mut self, rule: FaultRule) -> Self {
        self.faults.push(rule);
        self
    }

    /// Where the random numbers for [`FaultRule::rate`] begin, 0 by default: one seed, one and the same choice among the
    /// requests of a rule.
    #[must_use]
    pub fn fault_seed(mut self, seed: u64) -> Self {
        self.fault_seed = seed;
        self
    }

    /// Tells requests apart, for [`Deliveries::doubled`](crate::Deliveries::doubled), by the header `x-request-id` where
    /// they have it, not by their parameters. Meant for callers that give all attempts of one call the same id and send
    /// the same parameters more than once on purpose.
    #[must_use]
    pub fn by_request_id(mut self) -> Self {
        self.by_request_id = true;
        self
    }

    /// How many connections there are at a time, 256 by default; more wait in the operating system's queue.
    #[must_use]
    pub fn connections(mut self, connections: usize) -> Self {
        self.connections = connections;
        self
    }

    /// Where to listen; a free port of 127.0.0.1 by default.
    #[must_use]
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.listen = address;
        self
    }

    /// How long a request's head may take, and how long an idle connection is kept; 5 seconds by default.
    #[must_use]
    pub fn header_timeout(mut self, time: Duration) -> Self {
        self.header_timeout = time;
        self
    }

    /// How long [`Sandbox::shutdown`] waits for requests under way; 10 seconds by default.
    #[must_use]
    pub fn drain_time(mut self, time: Duration) -> Self {
        self.drain = time;
        self
    }

    /// Tells `listen` of each request, in the words of [`Sandbox::log`], before its answer is sent.
    #[must_use]
    pub fn on_request(mut self, listen: impl Fn(&LogEntry) + Send + Sync + 'static) -> Self {
        self.listener = Listener(Some(Box::new(listen)));
        self
    }

    /// Listens and answers until the sandbox is shut down or dropped.
    ///
    /// # Errors
    /// The spec has mistakes, or no gateway to stand for; an app's secret is empty; a fault does not fit it; the address cannot be listened on.
    pub async fn start(self) -> Result<Sandbox, StartError> {
        Sandbox::run(self).await
    }

    pub(crate) fn vendor(&mut self) -> Result<Vendor, StartError> {
        let model = std::mem::replace(&mut self.model, Ok(Model::default()));
        let model = model.map_err(|findings| StartError::Spec { findings })?;
        if model.gateways.iter().all(|gateway| gateway.urls.is_empty()) {
            return Err(StartError::NoGateway);
        }
        for rule in &self.faults {
            rule.check(&model).map_err(|source| StartError::Fault { rule: rule.to_string(), source })?;
        }
        let given = std::mem::take(&mut self.apps);
        if let Some((app, _)) = given.iter().find(|(_, secret)| secret.trim().is_empty()) {
            return Err(StartError::EmptySecret { app });
        }
        let apps = if given.is_empty() { Apps::of_examples(&model) } else { given };
        let given = std::mem::take(&mut self.players);
        let players = if given.is_empty() { Players::of_examples(&model) } else { given };
        Ok(Vendor {
            routes: Routes::of(&model),
            secrets: Secrets::of(&apps, &players),
            model,
            apps,
            players,
            log: Log::new(std::mem::take(&mut self.listener)),
            rules: Rules::new(self.fault_seed, std::mem::take(&mut self.faults)),
            tally: Tally::default(),
            by_request_id: self.by_request_id,
        })
    }
}

/// The model of a generated module's files, or what is wrong with them.
pub(crate) fn model_of(files: &[(&str, &str)], base: &[(&str, &str)]) -> Result<Model, String> {
    let checked = check_embedded(files, base);
    if !checked.has_errors() {
        return Ok(checked.model);
    }
    let findings: Vec<_> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
    Err(findings.join("\n\n"))
}

/// Why a sandbox did not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The spec has mistakes.
    Spec {
        /// All of them as text.
        findings: String,
    },
    /// The model has no gateway with a URL.
    NoGateway,
    /// The secret of an app is empty or blank: no client takes such a one.
    EmptySecret {
        /// The app id.
        app: u64,
    },
    /// A fault does not fit the spec.
    Fault {
        /// The rule as text.
        rule: String,
        /// What is wrong with it.
        source: FaultError,
    },
    /// The address cannot be listened on.
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the operating system says.
        source: io::Error,
    },
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spec { findings } => write!(f, "the spec has mistakes:\n{findings}"),
            Self::Fault { rule, .. } => write!(f, "the fault `{rule}` does not fit the spec"),
            Self::EmptySecret { app } => write!(f, "the secret of the app {app} is empty"),
            Self::NoGateway => f.write_str("the spec has no gateway with a URL, so there is nothing to stand for"),
            Self::Listen { address, .. } => write!(f, "cannot listen on {address}"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NoGateway | Self::EmptySecret { .. } | Self::Spec { .. } => None,
            Self::Fault { source, .. } => Some(source),
            Self::Listen { source, .. } => Some(source),
        }
    }
}
