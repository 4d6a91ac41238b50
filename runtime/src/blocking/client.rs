//! The twin of the client.

use core::time::Duration;
use std::sync::Arc;

use super::{Session, network::Network};
use crate::{
    client::{BuildError, ClientBuilder, RotateError, UnknownApp},
    secret::Secret,
};

/// A [`crate::Client`] whose sessions wait. Cloning is cheap: clones share everything.
#[derive(Debug, Clone)]
pub struct Client {
    client: crate::Client,
    network: Arc<Network>,
}

impl Client {
    /// The twin of `client`.
    ///
    /// # Errors
    /// [`BuildError::Thread`]: the thread for the network cannot be started.
    pub fn new(client: crate::Client) -> Result<Self, BuildError> {
        let network = Network::start().map_err(BuildError::Thread)?;
        Ok(Self { client, network: Arc::new(network) })
    }

    /// Starts to build a client: [`ClientBuilder::build_blocking`] ends it.
    pub fn builder() -> ClientBuilder {
        crate::Client::builder()
    }

    /// See [`crate::Client::session`].
    #[must_use]
    pub fn session(&self, openid: impl Into<Box<str>>, access_token: impl Into<Secret>) -> Session {
        Session::new(self.client.session(openid, access_token), Arc::clone(&self.network))
    }

    /// See [`crate::Client::session_of`].
    ///
    /// # Errors
    /// The client was built without that app.
    pub fn session_of(
        &self,
        app_id: u64,
        openid: impl Into<Box<str>>,
        access_token: impl Into<Secret>,
    ) -> Result<Session, UnknownApp> {
        let session = self.client.session_of(app_id, openid, access_token)?;
        Ok(Session::new(session, Arc::clone(&self.network)))
    }

    /// See [`crate::Client::rotate_secret`].
    ///
    /// # Errors
    /// The client was built without that app, or this can be no secret. Nothing is changed then.
    pub fn rotate_secret(&self, app_id: u64, secret: impl Into<Secret>, overlap: Duration) -> Result<(), RotateError> {
        self.client.rotate_secret(app_id, secret, overlap)
    }
}

impl ClientBuilder {
    /// Builds a client whose sessions wait. Connects to nothing.
    ///
    /// # Errors
    /// See [`BuildError`].
    pub fn build_blocking(self) -> Result<Client, BuildError> {
        Client::new(self.build()?)
    }
}
