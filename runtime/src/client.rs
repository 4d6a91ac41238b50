//! The client: apps with their secrets, and what carries their requests.

mod error;

use core::{fmt, time::Duration};
use std::sync::Arc;

use crate::{
    address::{self, is_origin},
    app::App,
    attempts::{Hooks, RetryBudget, RetryPolicy, StandardRetry},
    clock::Clock,
    limits, observe,
    secret::Secret,
    session::Session,
    transport::Transport,
};
pub use error::{BuildError, RotateError, UnknownApp};

/// One or more apps and a transport. Cloning is cheap: clones share everything.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

/// `Debug` shows the apps, not their secrets.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shared { first_app, further_apps, origin, .. } = &*self.shared;
        let apps: Vec<_> = core::iter::once(first_app).chain(further_apps).map(|app| app.id).collect();
        f.debug_struct("Client").field("apps", &apps).field("origin", origin).finish_non_exhaustive()
    }
}

/// What all clones and sessions of a client share.
pub(crate) struct Shared {
    first_app: Arc<App>,
    further_apps: Vec<Arc<App>>,
    pub(crate) origin: Option<Box<str>>,
    pub(crate) attempt_timeout: Duration,
    pub(crate) overall_timeout: Duration,
    pub(crate) retry: Box<dyn RetryPolicy>,
    pub(crate) budget: RetryBudget,
    pub(crate) hooks: Vec<Box<dyn Hooks>>,
    pub(crate) clock: Option<Arc<dyn Clock>>,
    pub(crate) limits: limits::Limits,
    pub(crate) transport: Box<dyn Transport>,
}

impl Client {
    /// Starts to build a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A player's session with the first app.
    #[must_use]
    pub fn session(&self, openid: impl Into<Box<str>>, access_token: impl Into<Secret>) -> Session {
        let app = Arc::clone(&self.shared.first_app);
        Session::new(Arc::clone(&self.shared), app, openid.into(), access_token.into())
    }

    /// A player's session with the app `app_id`.
    ///
    /// # Errors
    /// The client was built without that app.
    pub fn session_of(
        &self,
        app_id: u64,
        openid: impl Into<Box<str>>,
        access_token: impl Into<Secret>,
    ) -> Result<Session, UnknownApp> {
        let app = Arc::clone(self.app(app_id)?);
        Ok(Session::new(Arc::clone(&self.shared), app, openid.into(), access_token.into()))
    }

    /// Signs what the app `app_id` sends from now on with a new secret; sessions that live do so too, at once.
    ///
    /// For `overlap` the secret before stays at hand, because nobody knows when the vendor changes from one to the other:
    /// a request whose sign is refused (a code of the gateway with the remedy `retry_once`) is tried once more with the
    /// other one, and so is signed what follows, until that is refused in turn. This one retry takes nothing from the
    /// [`RetryBudget`]; a policy like [`NeverRetry`](crate::NeverRetry) forbids it, and then the next call takes the other
    /// secret. After `overlap` the secret before is forgotten; without a clock at once.
    ///
    /// So no call fails where the vendor changes within `overlap`. If it has not by then, every call is refused for its sign,
    /// although the secret before still works: rotate back to it, and again with more time. The feature `tracing` has a
    /// warning of that moment.
    ///
    /// The same secret again changes nothing. A third one during an overlap takes the place of the newest one, and the one
    /// that worked last stays beside it.
    ///
    /// ```no_run
    /// # fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use core::time::Duration;
    /// use qq_cgi::{Client, Secret};
    ///
    /// let client = Client::builder().app(100330589, Secret::new("the app's secret")).build()?;
    /// // Some day, while everything runs:
    /// client.rotate_secret(100330589, Secret::new("its next secret"), Duration::from_secs(3600))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// The client was built without that app, or this can be no secret. Nothing is changed then.
    pub fn rotate_secret(&self, app_id: u64, secret: impl Into<Secret>, overlap: Duration) -> Result<(), RotateError> {
        let app = self.app(app_id).map_err(RotateError::UnknownApp)?;
        let secret = secret.into();
        match flaw(&secret) {
            Some(Flaw::Empty) => return Err(RotateError::EmptySecret { app_id }),
            Some(Flaw::BlankAround) => return Err(RotateError::BlankAroundSecret { app_id }),
            None => {}
        }
        let now = self.shared.clock.as_ref().map(Clock::now);
        app.rotate(&secret, now, overlap);
        Ok(())
    }

    fn app(&self, app_id: u64) -> Result<&Arc<App>, UnknownApp> {
        let Shared { first_app, further_apps, .. } = &*self.shared;
        let app = core::iter::once(first_app).chain(further_apps).find(|app| app.id == app_id);
        app.ok_or(UnknownApp { app_id })
    }
}

/// Builds a [`Client`].
#[must_use]
pub struct ClientBuilder {
    apps: Vec<(u64, Secret)>,
    origin: Option<Box<str>>,
    connect_timeout: Duration,
    attempt_timeout: Duration,
    overall_timeout: Duration,
    retry: Box<dyn RetryPolicy>,
    budget: RetryBudget,
    hooks: Vec<Box<dyn Hooks>>,
    clock: Option<Arc<dyn Clock>>,
    pub(crate) limits: limits::Settings,
    transport: Option<Box<dyn Transport>>,
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("apps", &self.apps)
            .field("origin", &self.origin.as_deref().map(address::shown))
            .field("connect_timeout", &self.connect_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("overall_timeout", &self.overall_timeout)
            .finish_non_exhaustive()
    }
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            apps: Vec::new(),
            origin: None,
            connect_timeout: Duration::from_secs(1),
            attempt_timeout: Duration::from_secs(3),
            overall_timeout: Duration::from_secs(8),
            retry: Box::new(StandardRetry::default()),
            budget: RetryBudget::default(),
            hooks: Vec::new(),
            clock: default_clock(),
            limits: limits::Settings::default(),
            transport: None,
        }
    }
}

impl ClientBuilder {
    /// Adds an app. The first one is that of [`Client::session`].
    pub fn app(mut self, app_id: u64, secret: impl Into<Secret>) -> Self {
        self.apps.push((app_id, secret.into()));
        self
    }

    /// Sends everything to this scheme and authority, keeping each gateway's path: `http://127.0.0.1:1234`. For a sandbox,
    /// tests and relays of one's own.
    pub fn origin(mut self, origin: &str) -> Self {
        self.origin = Some(origin.strip_suffix('/').unwrap_or(origin).into());
        self
    }

    /// How long connecting may take; 1 s unless set, and never 0. A transport of one's own has its own.
    pub const fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long one attempt may take, from connecting to the end of the answer; 3 s unless set, and never 0.
    pub const fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// How long a whole call may take, all attempts and the pauses between them included; 8 s unless set, and never 0. A call
    /// can have a time of its own: [`Call::timeout`](crate::Call::timeout), [`Call::deadline`](crate::Call::deadline).
    pub const fn overall_timeout(mut self, timeout: Duration) -> Self {
        self.overall_timeout = timeout;
        self
    }

    /// Decides by another policy than [`StandardRetry`] whether a failed attempt is followed by another one.
    pub fn retry(mut self, policy: impl RetryPolicy) -> Self {
        self.retry = Box::new(policy);
        self
    }

    /// How many retries all calls may make together; see [`RetryBudget::default`].
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.budget = budget;
        self
    }

    /// Has these called before and after each attempt. They are called in the order in which they were added.
    pub fn hooks(mut self, hooks: impl Hooks) -> Self {
        self.hooks.push(Box::new(hooks));
        self
    }

    /// Tells time and waits by another clock than tokio's.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Sends through another transport than the feature's own.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Builds the client. Connects to nothing.
    ///
    /// # Errors
    /// See [`BuildError`].
    pub fn build(self) -> Result<Client, BuildError> {
        check_apps(&self.apps)?;
        if let Some(origin) = self.origin.as_deref().filter(|origin| !is_origin(origin)) {
            return Err(BuildError::BadOrigin { origin: address::shown(origin) });
        }
        for (setting, timeout) in [
            ("connect_timeout", self.connect_timeout),
            ("attempt_timeout", self.attempt_timeout),
            ("overall_timeout", self.overall_timeout),
        ] {
            refuse_zero(setting, timeout)?;
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(self.connect_timeout, self.origin.as_deref())?,
        };
        let mut hooks = observe::hooks();
        hooks.extend(self.hooks);
        let mut apps = self.apps.into_iter().map(|(id, secret)| Arc::new(App::new(id, secret)));
        let shared = Shared {
            first_app: apps.next().ok_or(BuildError::NoApp)?,
            further_apps: apps.collect(),
            origin: self.origin,
            attempt_timeout: self.attempt_timeout,
            overall_timeout: self.overall_timeout,
            retry: self.retry,
            budget: self.budget,
            hooks,
            limits: self.limits.build(self.clock.as_ref())?,
            clock: self.clock,
            transport,
        };
        Ok(Client { shared: Arc::new(shared) })
    }
}

fn check_apps(apps: &[(u64, Secret)]) -> Result<(), BuildError> {
    for (index, (app_id, secret)) in apps.iter().enumerate() {
        let app_id = *app_id;
        if apps.iter().take(index).any(|(earlier, _)| *earlier == app_id) {
            return Err(BuildError::AppTwice { app_id });
        }
        match flaw(secret) {
            Some(Flaw::Empty) => return Err(BuildError::EmptySecret { app_id }),
            Some(Flaw::BlankAround) => return Err(BuildError::BlankAroundSecret { app_id }),
            None => {}
        }
    }
    if apps.is_empty() { Err(BuildError::NoApp) } else { Ok(()) }
}

/// In no time at all nothing succeeds.
pub(crate) const fn refuse_zero(setting: &'static str, timeout: Duration) -> Result<(), BuildError> {
    if timeout.is_zero() { Err(BuildError::ZeroTimeout { setting }) } else { Ok(()) }
}

/// Why a text can be no app's secret.
enum Flaw {
    Empty,
    BlankAround,
}

fn flaw(secret: &Secret) -> Option<Flaw> {
    let secret = secret.expose();
    if secret.is_empty() {
        return Some(Flaw::Empty);
    }
    (secret.trim() != secret).then_some(Flaw::BlankAround)
}

#[cfg(feature = "tokio")]
#[expect(clippy::unnecessary_wraps, reason = "without tokio there is none")]
fn default_clock() -> Option<Arc<dyn Clock>> {
    Some(Arc::new(crate::clock::TokioClock::default()))
}

#[cfg(not(feature = "tokio"))]
fn default_clock() -> Option<Arc<dyn Clock>> {
    None
}

#[cfg(any(feature = "reqwest", feature = "hyper"))]
fn default_transport(connect_timeout: Duration, origin: Option<&str>) -> Result<Box<dyn Transport>, BuildError> {
    #[cfg(not(feature = "reqwest"))]
    use crate::transport::HyperTransport as Default;
    #[cfg(feature = "reqwest")]
    use crate::transport::ReqwestTransport as Default;

    let https = origin.is_none_or(|origin| origin.starts_with("https:"));
    Ok(Box::new(Default::over(connect_timeout, https)?))
}

#[cfg(not(any(feature = "reqwest", feature = "hyper")))]
fn default_transport(_: Duration, _: Option<&str>) -> Result<Box<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}
