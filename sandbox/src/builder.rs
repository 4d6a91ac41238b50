//! Settings of a sandbox.

use std::{fmt, io, net::SocketAddr, time::Duration};

use qq_cgi_model::model::Model;

use crate::{
    apps::Apps,
    log::{Listener, LogEntry},
    players::{Player, Players},
    server::Sandbox,
    vendor::Vendor,
};

/// A sandbox before it starts.
#[derive(Debug)]
pub struct Builder {
    model: Model,
    apps: Apps,
    players: Players,
    listener: Listener,
    pub(crate) listen: SocketAddr,
    pub(crate) header_timeout: Duration,
    pub(crate) drain: Duration,
}

impl Builder {
    pub(crate) fn new(model: Model) -> Self {
        Self {
            model,
            apps: Apps::default(),
            players: Players::default(),
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
    /// The model has no gateway to stand for, or the address cannot be listened on.
    pub async fn start(self) -> Result<Sandbox, StartError> {
        Sandbox::start(self).await
    }

    pub(crate) fn vendor(&mut self) -> Result<Vendor, StartError> {
        let model = std::mem::take(&mut self.model);
        if model.gateways.iter().all(|gateway| gateway.urls.is_empty()) {
            return Err(StartError::NoGateway);
        }
        let given = std::mem::take(&mut self.apps);
        let apps = if given.is_empty() { Apps::of_examples(&model) } else { given };
        let given = std::mem::take(&mut self.players);
        let players = if given.is_empty() { Players::of_examples(&model) } else { given };
        Ok(Vendor::new(model, apps, players, std::mem::take(&mut self.listener)))
    }
}

/// Why a sandbox did not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The model has no gateway with a URL.
    NoGateway,
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
            Self::NoGateway => f.write_str("the spec has no gateway with a URL, so there is nothing to stand for"),
            Self::Listen { address, .. } => write!(f, "cannot listen on {address}"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NoGateway => None,
            Self::Listen { source, .. } => Some(source),
        }
    }
}
