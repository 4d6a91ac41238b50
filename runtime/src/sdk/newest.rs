//! One listener for each method, as the SDKs keep it: a new call takes it, and the one before hears nothing any more.

use core::{
    future::poll_fn,
    task::{Poll, Waker},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::transport::BoxFuture;

/// A platform and a method.
type Key = (&'static str, &'static str);

/// Who listens to which method.
#[derive(Default)]
pub(super) struct Listeners(Mutex<HashMap<Key, Arc<Listener>>>);

/// One call that waits for its answer.
#[derive(Default)]
struct Listener(Mutex<State>);

#[derive(Default)]
struct State {
    superseded: bool,
    waker: Option<Waker>,
}

/// The place of a listener for as long as its call waits.
pub(super) struct Listening<'a> {
    listeners: &'a Listeners,
    key: Key,
    listener: Arc<Listener>,
}

impl Listeners {
    /// Takes the place of whoever listens to `key`.
    pub(super) fn listen(&self, key: Key) -> Listening<'_> {
        let listener = Arc::new(Listener::default());
        let before = lock(&self.0).insert(key, Arc::clone(&listener));
        if let Some(before) = before {
            before.supersede();
        }
        Listening { listeners: self, key, listener }
    }
}

impl Listening<'_> {
    /// The answer; `None` as soon as another call takes the place.
    pub(super) async fn hear<T>(&self, mut answer: BoxFuture<'_, T>) -> Option<T> {
        poll_fn(|context| {
            if self.listener.is_superseded(context.waker()) {
                return Poll::Ready(None);
            }
            answer.as_mut().poll(context).map(Some)
        })
        .await
    }
}

impl Drop for Listening<'_> {
    fn drop(&mut self) {
        let mut listeners = lock(&self.listeners.0);
        if listeners.get(&self.key).is_some_and(|listener| Arc::ptr_eq(listener, &self.listener)) {
            listeners.remove(&self.key);
        }
    }
}

impl Listener {
    fn supersede(&self) {
        let mut state = lock(&self.0);
        state.superseded = true;
        let waker = state.waker.take();
        // Who is woken may want the lock.
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Whether it is; else `waker` is told when it will be.
    fn is_superseded(&self, waker: &Waker) -> bool {
        let mut state = lock(&self.0);
        if !state.superseded {
            state.waker = Some(waker.clone());
        }
        state.superseded
    }
}

/// Nothing here can panic while it holds a lock, so a poisoned one is as good as any.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
