//! An app and its secrets: one, or while it is rotated two.
//!
//! In: a new secret, what became of requests that were signed. Out: the secret to sign the next one with. **Invariant**: no
//! lock; what was signed with a secret keeps it until nobody can show it any more.

use core::{
    fmt,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    time::Duration,
};
use std::{sync::Arc, time::Instant};

use arc_swap::ArcSwap;

use crate::{
    attempts::{Cause, Layer},
    code::Remedy,
    observe,
    secret::Secret,
};

/// The longest overlap, a century: far beyond any use, and no clock overflows.
const LONGEST: Duration = Duration::from_hours(100 * 365 * 24);

/// An app of a client. Its sessions share it, so that a new secret is theirs at once.
pub(crate) struct App {
    pub(crate) id: u64,
    secrets: ArcSwap<Secrets>,
}

struct Secrets {
    newest: Secret,
    older: Option<Older>,
}

/// The secret before the newest one. Nobody says when the vendor changes from one to the other, so what it answers does.
struct Older {
    secret: Secret,
    /// When it is forgotten.
    until: Instant,
    /// The newest one was refused since it was tried last.
    is_preferred: AtomicBool,
    /// It was the last of the two that did not fail.
    worked_last: AtomicBool,
}

impl App {
    pub(crate) fn new(id: u64, secret: Secret) -> Self {
        Self { id, secrets: ArcSwap::from_pointee(Secrets { newest: secret, older: None }) }
    }

    /// Puts `secret` in the newest one's place, which stays for the time of `overlap`; without a clock it goes at once.
    pub(crate) fn rotate(&self, secret: &Secret, now: Option<Instant>, overlap: Duration) {
        let until = now.and_then(|now| now.checked_add(overlap.min(LONGEST)));
        self.secrets.rcu(|present| {
            if present.newest == *secret {
                // Programs that read their secrets again and again must not end an overlap by it.
                return Arc::clone(present);
            }
            let older = until.map(|until| Older {
                secret: present.last_that_worked(now).clone(),
                until,
                is_preferred: AtomicBool::new(false),
                worked_last: AtomicBool::new(true),
            });
            Arc::new(Secrets { newest: secret.clone(), older })
        });
    }

    /// What to sign with.
    pub(crate) fn key(&self, now: impl FnOnce() -> Option<Instant>) -> SigningKey {
        let secrets = self.secrets.load_full();
        let Some(older) = &secrets.older else { return SigningKey { secrets, is_older: false } };
        if older.is_over(now()) {
            let newest_alone = Arc::new(Secrets { newest: secrets.newest.clone(), older: None });
            // Whoever was faster forgot it, or brought a newer one.
            let before = self.secrets.compare_and_swap(&secrets, newest_alone);
            if Arc::ptr_eq(&before, &secrets) && older.is_preferred.load(Relaxed) {
                observe::overlap_ended_too_early(self.id);
            }
            return SigningKey { is_older: false, secrets };
        }
        SigningKey { is_older: older.is_preferred.load(Relaxed), secrets }
    }
}

impl Secrets {
    /// One whose overlap is over works no more, even if nothing was sent since.
    fn last_that_worked(&self, now: Option<Instant>) -> &Secret {
        let worked_last = |older: &&Older| !older.is_over(now) && older.worked_last.load(Relaxed);
        self.older.as_ref().filter(worked_last).map_or(&self.newest, |older| &older.secret)
    }
}

impl Older {
    fn is_over(&self, now: Option<Instant>) -> bool {
        now.is_none_or(|now| now >= self.until)
    }
}

/// The secret of one request, and what else must not be shown in its errors. Cloning is cheap.
#[derive(Clone)]
pub(crate) struct SigningKey {
    secrets: Arc<Secrets>,
    is_older: bool,
}

impl SigningKey {
    pub(crate) fn expose(&self) -> &str {
        match &self.secrets.older {
            Some(older) if self.is_older => older.secret.expose(),
            _ => self.secrets.newest.expose(),
        }
    }

    /// All secrets of the app at that time.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Secret> {
        let older = self.secrets.older.as_ref().map(|older| &older.secret);
        core::iter::once(&self.secrets.newest).chain(older)
    }

    /// Takes note of what became of a request that was signed with it. The other secret, if it is that one's turn.
    pub(crate) fn learn(&self, failure: Option<Cause>, now: impl FnOnce() -> Option<Instant>) -> Option<Self> {
        let older = self.secrets.older.as_ref()?;
        match failure {
            // Commands are behind the gateway, which lets nothing pass whose sign is wrong.
            None | Some(Cause::Refused { by: Layer::Command, .. }) => {
                if older.worked_last.load(Relaxed) != self.is_older {
                    older.worked_last.store(self.is_older, Relaxed);
                }
                None
            }
            Some(Cause::Refused { by: Layer::Gateway, remedy: Some(Remedy::RetryOnce), .. }) => {
                // Of many that fail together one changes it.
                let _ = older.is_preferred.compare_exchange(self.is_older, !self.is_older, Relaxed, Relaxed);
                let may_sign = self.is_older || !older.is_over(now());
                may_sign.then(|| Self { secrets: Arc::clone(&self.secrets), is_older: !self.is_older })
            }
            Some(_) => None,
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").finish_non_exhaustive()
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("id", &self.id).finish_non_exhaustive()
    }
}
