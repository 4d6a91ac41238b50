//! A player's session: signs and sends commands.

use core::fmt;
use std::{sync::Arc, time::Instant};

use qq_cgi_wire::{InvalidParam, percent};

use crate::{
    address::Address,
    app::{App, SigningKey},
    attempts::Cause,
    call::Call,
    client::Shared,
    clock::Clock,
    command::{Command, Gateway, Method},
    error::SendError,
    request::{Credentials, Prepare, SignedRequest, Signer},
    secret::Secret,
};

/// A player (openid and access token) of one app. Cloning is cheap.
#[derive(Clone)]
pub struct Session {
    player: Arc<Player>,
}

struct Player {
    client: Arc<Shared>,
    app: Arc<App>,
    openid: Box<str>,
    access_token: Secret,
    /// Whether openid and access token hold nothing to escape.
    is_plain: bool,
}

impl Session {
    pub(crate) fn new(client: Arc<Shared>, app: Arc<App>, openid: Box<str>, access_token: Secret) -> Self {
        let is_plain = [&openid, access_token.expose()].into_iter().all(percent::is_plain);
        Self { player: Arc::new(Player { client, app, openid, access_token, is_plain }) }
    }

    /// The app's id.
    #[must_use]
    pub fn app_id(&self) -> u64 {
        self.player.app.id
    }

    /// The player's openid.
    #[must_use]
    pub fn openid(&self) -> &str {
        &self.player.openid
    }

    /// Signs `request` for its default method and sends nothing.
    ///
    /// # Errors
    /// The first parameter that breaks its documented limits.
    pub fn sign<C: Command>(&self, request: &C) -> Result<SignedRequest, InvalidParam> {
        self.sign_as(request, default_method::<C>(), &self.key())
    }

    /// Sends `request` by the command's default method, to the gateway's first URL and the command's own path. What may be
    /// tried again, is: see [`StandardRetry`](crate::StandardRetry).
    ///
    /// # Errors
    /// See [`Error`](crate::Error): its variants say whether anything was sent.
    pub async fn send<C: Command>(&self, request: &C) -> Result<C::Reply, SendError<C>> {
        self.call(request).send().await
    }

    /// Prepares to send `request` in another way than [`Session::send`]: by another method, with a deadline.
    pub const fn call<'a, C: Command>(&'a self, request: &'a C) -> Call<'a, C> {
        Call::new(self, request)
    }

    pub(crate) fn client(&self) -> &Shared {
        &self.player.client
    }

    /// What to sign the next request with.
    pub(crate) fn key(&self) -> SigningKey {
        self.player.app.key(|| self.now())
    }

    /// Takes note of what became of a `C` that was signed with `key`. The app's other secret, if it is that one's turn.
    pub(crate) fn learn<C: Command>(&self, key: &SigningKey, failure: Option<Cause>) -> Option<SigningKey> {
        // A gateway without a sign says nothing about secrets.
        C::Gateway::SPEC.sign.as_ref().and_then(|_| key.learn(failure, || self.now()))
    }

    fn now(&self) -> Option<Instant> {
        self.player.client.clock.as_ref().map(Clock::now)
    }

    pub(crate) fn sign_as<C: Command>(
        &self,
        request: &C,
        method: Method,
        key: &SigningKey,
    ) -> Result<SignedRequest, InvalidParam> {
        let Player { client, app, openid, access_token, is_plain } = &*self.player;
        let credentials =
            Credentials { app_id: app.id, secret: key.expose(), openid, access_token: access_token.expose() };
        let home = Prepare::<C::Gateway>::DONE;
        let address = client.origin.as_deref().map_or(home.address, |origin| Address::on(origin, home.url));
        Signer { credentials, is_plain: *is_plain }.sign(request, method, &address)
    }
}

/// `Debug` shows who, not the token.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("app_id", &self.app_id())
            .field("openid", &self.openid())
            .finish_non_exhaustive()
    }
}

/// The first that the command takes.
pub(crate) fn default_method<C: Command>() -> Method {
    C::SPEC.methods.first().copied().unwrap_or(Method::Get)
}
