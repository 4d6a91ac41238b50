//! TLS to the server: rustls, and the trust anchors of the operating system.

use std::sync::Arc;

use rustls::{ClientConfig, crypto::CryptoProvider};
use rustls_platform_verifier::BuilderVerifierExt;
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{super::StoreError, failure::unavailable};

/// Blocks while it reads the trust anchors.
pub(super) fn connector() -> Result<MakeRustlsConnect, StoreError> {
    // What the program installed for the whole process comes first: it was a choice.
    let provider = CryptoProvider::get_default().cloned();
    let provider = provider.unwrap_or_else(|| Arc::new(rustls::crypto::ring::default_provider()));
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.and_then(BuilderVerifierExt::with_platform_verifier);
    let builder = builder.map_err(|error| unavailable(&format!("{error}; sslmode=disable does without TLS")))?;
    Ok(MakeRustlsConnect::new(builder.with_no_client_auth()))
}
