//! One call of a command: signed, sent, read, and tried again where that is right.

use core::{fmt, time::Duration};
use std::time::Instant;

use crate::{
    attempts::{Attempt, Attempts, Deadline, RequestId},
    command::{Command, Gateway, Method},
    error::{Error, MethodNotTaken, NotSent, OutcomeUnknown, SendError, UnexpectedStatus},
    observe::CallSpan,
    reply::{self, Asked},
    session::{Session, default_method},
    transport::{HttpRequest, HttpResponse, TransportError},
};

/// The most bytes of an answer. Documented ones have a few hundred.
const BODY_LIMIT: usize = 1 << 20;

/// A call that is still to be made, from [`Session::call`].
#[must_use = "nothing is sent before `.send()`"]
pub struct Call<'a, C> {
    session: &'a Session,
    request: &'a C,
    method: Option<Method>,
    deadline: Option<Deadline>,
}

impl<'a, C: Command> Call<'a, C> {
    pub(crate) const fn new(session: &'a Session, request: &'a C) -> Self {
        Self { session, request, method: None, deadline: None }
    }

    /// Sends by this method; by the first that the command takes unless set.
    pub const fn method(mut self, method: Method) -> Self {
        self.method = Some(method);
        self
    }

    /// When the call ends at the latest, all attempts and pauses included; in place of the client's time for a whole call
    /// ([`ClientBuilder::overall_timeout`](crate::ClientBuilder::overall_timeout)).
    pub const fn deadline(mut self, deadline: Instant) -> Self {
        self.deadline = Some(Deadline::At(deadline));
        self
    }

    /// How long the call may take from [`Call::send`] on, all attempts and pauses included; as [`Call::deadline`] otherwise.
    /// Of the two the one that is set last holds.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.deadline = Some(Deadline::After(timeout));
        self
    }

    /// Sends. Dropping the future ends the call: nothing further is started, and if the request may have arrived,
    /// [`Hooks::abandoned`](crate::Hooks::abandoned) says so.
    ///
    /// # Errors
    /// See [`Error`]: its variants say whether anything was sent. After several attempts it is that of the last one that was.
    pub async fn send(self) -> Result<C::Reply, SendError<C>> {
        let first = Attempt {
            request_id: RequestId::next(),
            number: 1,
            app_id: self.session.app_id(),
            gateway: C::Gateway::SPEC.name,
            command: C::SPEC.name,
            method: self.method.unwrap_or_else(default_method::<C>),
            idempotent: C::SPEC.idempotent,
        };
        let span = CallSpan::new(&first);
        let result = span.around(self.attempt(first, &span)).await;
        match &result {
            Ok(_) => span.answered(None),
            Err(error) => span.failed(error.name(), error.cause(), error.remedy()),
        }
        result
    }

    async fn attempt(&self, attempt: Attempt, span: &CallSpan) -> Result<C::Reply, SendError<C>> {
        let method = attempt.method;
        self.check(method)?;
        let mut attempts = Attempts::new(self.session.client(), attempt, self.deadline);
        let mut key = self.session.key();
        let mut may_swap_secrets = true;
        let mut last = None;
        loop {
            let signed = self.session.sign_as(self.request, method, &key)?;
            let (time, slot) = match attempts.begin().await {
                Ok(begun) => begun,
                Err(not_started) => return Err(last.unwrap_or(Error::NotStarted(not_started))),
            };
            let http = HttpRequest::new(signed, time, BODY_LIMIT).signed_with(&key);
            let span = span.attempt(attempts.number());
            let answer = span.around(attempts.exchange(&http, slot)).await.and_then(refuse_large);
            let result = self.read(answer, &http, attempt.request_id);
            let failure = result.as_ref().err().and_then(Error::cause);
            span.answered(failure);
            let other_key = self.session.learn::<C>(&key, failure);
            let is_free = other_key.is_some() && core::mem::take(&mut may_swap_secrets);
            let (made, did_retry_once) = (attempts.number(), attempts.did_retry_once());
            let goes_on = attempts.again(failure, is_free).await;
            let error = match result {
                Ok(reply) => return Ok(reply),
                Err(error) if did_retry_once => that_says_more(last, error.once_retried()).after(made),
                Err(error) => that_says_more(last, error).after(made),
            };
            if !goes_on {
                return Err(error);
            }
            key = other_key.unwrap_or_else(|| self.session.key());
            last = Some(error);
        }
    }

    fn check(&self, method: Method) -> Result<(), MethodNotTaken> {
        let taken = C::SPEC.methods;
        if self.method.is_some() && !taken.contains(&method) {
            return Err(MethodNotTaken { command: C::SPEC.name, method, taken });
        }
        Ok(())
    }

    fn read(
        &self,
        answer: Result<HttpResponse, TransportError>,
        http: &HttpRequest,
        request_id: RequestId,
    ) -> Result<C::Reply, SendError<C>> {
        let redactor = || http.redactor();
        let session = self.session;
        let asked = Asked { app_id: session.app_id(), openid: session.openid(), request: http.signed() };
        match answer {
            Ok(response) if response.status == 200 => reply::read::<C>(&response, &asked, &redactor),
            Ok(response) => Err(reply::refusal::<C>(&response, &asked, &redactor).unwrap_or_else(|| {
                Error::Status(UnexpectedStatus {
                    status: response.status,
                    idempotent: C::SPEC.idempotent,
                    excerpt: redactor().excerpt(&response.body),
                    attempts: 1,
                })
            })),
            Err(error) if error.maybe_sent() => {
                let error = redactor().guard(error);
                Err(Error::OutcomeUnknown(OutcomeUnknown::new(http.signed(), error, request_id)))
            }
            Err(error) => Err(Error::NotSent(NotSent::new(redactor().guard(error)))),
        }
    }
}

impl<C> fmt::Debug for Call<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("session", self.session).finish_non_exhaustive()
    }
}

/// Of a call whose earlier attempt was sent, "nothing was sent" would be wrong.
fn that_says_more<G, K>(earlier: Option<Error<G, K>>, last: Error<G, K>) -> Error<G, K> {
    match (earlier, last) {
        (Some(earlier), Error::NotSent(_)) => earlier,
        (_, last) => last,
    }
}

/// A transport of somebody's own may have read more than it was told to.
fn refuse_large(response: HttpResponse) -> Result<HttpResponse, TransportError> {
    if response.body.len() > BODY_LIMIT {
        return Err(TransportError::BodyTooLarge { limit: BODY_LIMIT });
    }
    Ok(response)
}
