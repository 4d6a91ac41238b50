//! The rules of a running sandbox.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use fastrand::Rng;
use qq_cgi_model::model::{Command, Gateway};

use super::{Fault, FaultError, FaultRule, Layer};
use crate::vendor::Vendor;

/// The faults of a running sandbox, to be changed while it runs.
///
/// Rules are tried in order. The first that fits decides, and one that is used up, spares the request or is not drawn
/// leaves it to the next; so rules with [`FaultRule::times`] one after the other are a script. Delays add to whatever
/// else befalls a request.
#[derive(Clone)]
pub struct Faults {
    vendor: Arc<Vendor>,
}

impl Faults {
    pub(crate) fn new(vendor: Arc<Vendor>) -> Self {
        Self { vendor }
    }

    /// Adds a rule behind the others; it counts requests from now on.
    ///
    /// # Errors
    /// The rule does not fit the spec, see [`FaultRule::check`].
    pub fn add(&self, rule: FaultRule) -> Result<(), FaultError> {
        rule.check(&self.vendor.model)?;
        self.vendor.rules.add(rule);
        Ok(())
    }

    /// Takes all rules away.
    pub fn clear(&self) {
        self.vendor.rules.state().armed.clear();
    }

    /// How many requests a fault has befallen since the start, one asked for by a header included.
    #[must_use]
    pub fn struck(&self) -> u64 {
        self.vendor.rules.state().struck
    }
}

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.vendor.rules.state();
        f.debug_list().entries(state.armed.iter().map(|armed| armed.rule.to_string())).finish()
    }
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub(crate) struct Target<'m> {
    pub(crate) gateway: &'m Gateway,
    pub(crate) command: Option<&'m Command>,
    pub(crate) app: Option<u64>,
}

/// Rules and how often they have been used.
#[derive(Debug)]
pub(crate) struct Rules {
    seed: u64,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    armed: Vec<Armed>,
    /// Rules added since the start.
    added: u64,
    struck: u64,
    /// For rules in headers.
    random: Rng,
}

impl Rules {
    pub(crate) fn new(seed: u64, rules: Vec<FaultRule>) -> Self {
        let state = State { armed: Vec::new(), added: 0, struck: 0, random: Rng::with_seed(seed) };
        let new = Self { seed, state: Mutex::new(state) };
        rules.into_iter().for_each(|rule| new.add(rule));
        new
    }

    fn add(&self, rule: FaultRule) {
        let mut state = self.state();
        state.added += 1;
        // Each rule draws by itself: what befalls its requests does not depend on other commands' traffic.
        let random = Rng::with_seed(self.seed.wrapping_add(state.added));
        state.armed.push(Armed { rule, fitting: 0, struck: 0, random });
    }

    /// What befalls a request; a rule in its header goes alone and before all others.
    pub(crate) fn strike(&self, own: Option<&FaultRule>, target: Target<'_>) -> Struck {
        let mut state = self.state();
        let mut struck = Struck::default();
        match own {
            Some(rule) => {
                if fits(rule, target) && is_drawn(rule, &mut state.random) {
                    struck.add(rule);
                }
            }
            None => {
                for armed in &mut state.armed {
                    if struck.takes(&armed.rule) && fits(&armed.rule, target) && armed.strikes() {
                        struck.add(&armed.rule);
                    }
                }
            }
        }
        state.struck += u64::from(!struck.rules.is_empty());
        struck
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug)]
struct Armed {
    rule: FaultRule,
    /// Requests that it was for.
    fitting: u64,
    /// Requests that it befell.
    struck: u64,
    random: Rng,
}

impl Armed {
    fn strikes(&mut self) -> bool {
        self.fitting += 1;
        let is_due = self.fitting > self.rule.after && self.rule.times.is_none_or(|times| self.struck < times);
        let strikes = is_due && is_drawn(&self.rule, &mut self.random);
        self.struck += u64::from(strikes);
        strikes
    }
}

fn is_drawn(rule: &FaultRule, random: &mut Rng) -> bool {
    rule.rate >= 1.0 || random.f64() < rule.rate
}

fn fits(rule: &FaultRule, target: Target<'_>) -> bool {
    let command = target.command;
    rule.command.as_ref().is_none_or(|name| command.is_some_and(|command| command.name == *name))
        && rule.gateway.as_ref().is_none_or(|name| target.gateway.name == *name)
        && rule.app.is_none_or(|app| target.app == Some(app))
        // Where a command has no code of its own, none can be wrong.
        && (!matches!(rule.fault, Fault::Code { layer: Layer::Command, .. })
            || command.is_some_and(|command| command.reply_code.is_some()))
}

/// What befalls a request: nothing, delays, and at most one other fault.
#[derive(Debug, Default)]
pub(crate) struct Struck {
    pub(crate) rules: Vec<FaultRule>,
}

impl Struck {
    /// The fault that is no delay.
    pub(crate) fn fault(&self) -> Option<&Fault> {
        self.rules.iter().map(|rule| &rule.fault).find(|fault| !matches!(fault, Fault::Delay(_)))
    }

    /// All delays together.
    pub(crate) fn delay(&self) -> Duration {
        let delays = self.rules.iter().map(|rule| match rule.fault {
            Fault::Delay(span) => span,
            _ => Duration::ZERO,
        });
        delays.fold(Duration::ZERO, Duration::saturating_add)
    }

    /// Whether a request that is right in itself takes effect.
    pub(crate) fn delivers(&self) -> bool {
        self.rules.iter().all(FaultRule::delivers)
    }

    /// The rules as text; `None` where there are none.
    pub(crate) fn text(&self) -> Option<String> {
        let texts: Vec<_> = self.rules.iter().map(FaultRule::to_string).collect();
        (!texts.is_empty()).then(|| texts.join("; "))
    }

    fn takes(&self, rule: &FaultRule) -> bool {
        matches!(rule.fault, Fault::Delay(_)) || self.fault().is_none()
    }

    fn add(&mut self, rule: &FaultRule) {
        self.rules.push(rule.clone());
    }
}
