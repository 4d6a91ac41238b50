//! Apps of which nothing genuine has come yet: their keys may be wrong, and then every order is refused.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use crate::app::App;

/// After so many refusals in a row from the start on it is told. Whoever sends one by mistake, or to find out, sends fewer.
const FIRST: u32 = 10;

/// By path.
#[derive(Debug, Default)]
pub(crate) struct Doubts(Mutex<HashMap<String, Doubt>>);

#[derive(Debug)]
enum Doubt {
    Refused(u32),
    /// Something genuine came, or it was told.
    Settled,
}

impl Doubts {
    pub(crate) fn genuine(&self, app: &App) {
        self.of(app, |doubt| *doubt = Doubt::Settled);
    }

    /// How many were refused, when it is to be told: once for each app.
    pub(crate) fn refused(&self, app: &App) -> Option<u32> {
        self.of(app, |doubt| match doubt {
            Doubt::Refused(earlier) if *earlier + 1 >= FIRST => {
                *doubt = Doubt::Settled;
                Some(FIRST)
            }
            Doubt::Refused(earlier) => {
                *earlier += 1;
                None
            }
            Doubt::Settled => None,
        })
    }

    fn of<T>(&self, app: &App, change: impl FnOnce(&mut Doubt) -> T) -> T {
        let mut doubts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        change(doubts.entry(app.path()).or_insert(Doubt::Refused(0)))
    }
}
