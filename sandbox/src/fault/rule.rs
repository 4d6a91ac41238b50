//! Which requests a fault befalls.

use super::Fault;

/// A fault, and the requests that it befalls: all at gateways unless narrowed down.
///
/// ```
/// use std::time::Duration;
/// use qq_cgi_sandbox::{Fault, FaultRule};
///
/// // The first two requests of this command hang, then all is well.
/// let rule = FaultRule::new(Fault::Hang).command("send_share_for_inner").times(2);
/// assert_eq!(rule, "cmd=send_share_for_inner,times=2,hang".parse()?);
///
/// // A tenth of everything is slow.
/// let slow = FaultRule::new(Fault::Delay(Duration::from_millis(250))).rate(0.1);
/// assert_eq!(slow.to_string(), "rate=0.1,delay=250ms");
///
/// let wrong = "cmd=send_share_for_inner,tmes=2,hang".parse::<FaultRule>().unwrap_err();
/// assert_eq!(wrong.to_string(), "a fault has no key `tmes`; did you mean `times`?");
/// # Ok::<(), qq_cgi_sandbox::FaultError>(())
/// ```
///
/// As text, a rule is `KEY=VALUE` by commas: `cmd`, `gateway`, `app`, `rate`, `after`, `times`, `delivered=yes|no`, and
/// exactly one fault as [`Fault`] shows them. Times are whole numbers of `ms`, `s` or `m`.
#[derive(Debug, Clone, PartialEq)]
pub struct FaultRule {
    pub(crate) fault: Fault,
    pub(crate) command: Option<String>,
    pub(crate) gateway: Option<String>,
    pub(crate) app: Option<u64>,
    pub(crate) rate: f64,
    pub(crate) after: u64,
    pub(crate) times: Option<u64>,
    pub(crate) delivered: Option<bool>,
}

impl FaultRule {
    /// `fault` befalls every request.
    #[must_use]
    pub const fn new(fault: Fault) -> Self {
        Self { fault, command: None, gateway: None, app: None, rate: 1.0, after: 0, times: None, delivered: None }
    }

    /// Only requests of the command with this name on the wire.
    #[must_use]
    pub fn command(mut self, name: impl Into<String>) -> Self {
        self.command = Some(name.into());
        self
    }

    /// Only requests at the gateway with this name in the spec.
    #[must_use]
    pub fn gateway(mut self, name: impl Into<String>) -> Self {
        self.gateway = Some(name.into());
        self
    }

    /// Only requests that name this app.
    #[must_use]
    pub const fn app(mut self, id: u64) -> Self {
        self.app = Some(id);
        self
    }

    /// Each request with this probability, from 0 to 1, drawn from the generator of [`Builder::fault_seed`].
    ///
    /// [`Builder::fault_seed`]: crate::Builder::fault_seed
    #[must_use]
    pub const fn rate(mut self, rate: f64) -> Self {
        self.rate = rate;
        self
    }

    /// Spares the first `requests` that the rule is for.
    #[must_use]
    pub const fn after(mut self, requests: u64) -> Self {
        self.after = requests;
        self
    }

    /// Befalls this many requests, then no more.
    #[must_use]
    pub const fn times(mut self, requests: u64) -> Self {
        self.times = Some(requests);
        self
    }

    /// Whether a request that is right in itself takes effect, where that is not as [`Fault::delivers`] says.
    #[must_use]
    pub const fn delivered(mut self, delivered: bool) -> Self {
        self.delivered = Some(delivered);
        self
    }

    /// The fault.
    #[must_use]
    pub const fn fault(&self) -> &Fault {
        &self.fault
    }

    /// Whether a request that is right in itself takes effect.
    pub(crate) fn delivers(&self) -> bool {
        self.delivered.unwrap_or_else(|| self.fault.delivers())
    }
}
