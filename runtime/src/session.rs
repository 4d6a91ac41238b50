//! A player's session: signs and sends commands.

use core::fmt;
use std::sync::Arc;

use qq_cgi_wire::{InvalidParam, percent};

use crate::{
    address::Address,
    client::{App, Shared},
    command::{Command, Method},
    error::{Error, MethodNotTaken, OutcomeUnknown, SendError, UnexpectedStatus},
    redact::Redactor,
    reply::{self, Asked},
    request::{Credentials, Prepare, SignedRequest, Signer},
    secret::Secret,
    transport::{HttpRequest, HttpResponse, TransportError},
};

/// The most bytes of an answer. Documented ones have a few hundred.
const BODY_LIMIT: usize = 1 << 20;

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
        self.sign_as(request, default_method::<C>())
    }

    /// Sends `request` once, by the command's default method, to the gateway's first URL and the command's own path.
    ///
    /// # Errors
    /// See [`Error`]: its variants say whether anything was sent.
    pub async fn send<C: Command>(&self, request: &C) -> Result<C::Reply, SendError<C>> {
        self.attempt(request, default_method::<C>()).await
    }

    /// [`Session::send`] by another of the methods that the command takes.
    ///
    /// # Errors
    /// [`Error::MethodNotTaken`], or as `send`.
    pub async fn send_by<C: Command>(&self, request: &C, method: Method) -> Result<C::Reply, SendError<C>> {
        let taken = C::SPEC.methods;
        if !taken.contains(&method) {
            return Err(Error::MethodNotTaken(MethodNotTaken { command: C::SPEC.name, method, taken }));
        }
        self.attempt(request, method).await
    }

    /// One attempt: sign, send, read. Whatever repeats, limits or traces stands around this.
    async fn attempt<C: Command>(&self, request: &C, method: Method) -> Result<C::Reply, SendError<C>> {
        let signed = self.sign_as(request, method)?;
        let Shared { attempt_timeout, transport, .. } = &*self.player.client;
        let http = HttpRequest::new(signed, *attempt_timeout, BODY_LIMIT);
        let answer = transport.0.send(&http).await.and_then(refuse_large);
        let redactor = || Redactor::new(http.signed(), &self.player.app.secret);
        let asked = Asked { app_id: self.app_id(), openid: self.openid() };
        match answer {
            Ok(HttpResponse { status: 200, body }) => reply::read::<C>(&body, &asked, &redactor()),
            Ok(HttpResponse { status, body }) => Err(Error::Status(UnexpectedStatus {
                status,
                idempotent: C::SPEC.idempotent,
                excerpt: redactor().excerpt(&body),
            })),
            Err(error) => Err(no_answer(redactor().guard(error), http.signed())),
        }
    }

    fn sign_as<C: Command>(&self, request: &C, method: Method) -> Result<SignedRequest, InvalidParam> {
        let Player { client, app, openid, access_token, is_plain } = &*self.player;
        let credentials =
            Credentials { app_id: app.id, secret: app.secret.expose(), openid, access_token: access_token.expose() };
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

fn default_method<C: Command>() -> Method {
    C::SPEC.methods.first().copied().unwrap_or(Method::Get)
}

/// A transport of somebody's own may have read more than it was told to.
fn refuse_large(response: HttpResponse) -> Result<HttpResponse, TransportError> {
    if response.body.len() > BODY_LIMIT {
        return Err(TransportError::BodyTooLarge { limit: BODY_LIMIT });
    }
    Ok(response)
}

fn no_answer<G, K>(error: TransportError, signed: &SignedRequest) -> Error<G, K> {
    if !error.maybe_sent() {
        return Error::NotSent(error);
    }
    Error::OutcomeUnknown(OutcomeUnknown {
        command: signed.spec().name,
        method: signed.method(),
        masked_url: signed.masked_url(),
        idempotent: signed.spec().idempotent,
        source: error,
    })
}
