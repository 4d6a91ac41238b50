//! TLS to the game: rustls, the trust anchors of the operating system, the process's crypto provider or ring.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore, crypto::CryptoProvider};
use rustls_platform_verifier::BuilderVerifierExt as _;

use super::{WebhookError, cause};

/// Without `https` it trusts nobody: reading the system's trust anchors fails where there are none, as in many a container.
pub(super) fn config(https: bool) -> Result<ClientConfig, WebhookError> {
    let failed = |error: rustls::Error| WebhookError::Tls(cause(&error));
    let provider = CryptoProvider::get_default().cloned();
    let provider = provider.unwrap_or_else(|| Arc::new(rustls::crypto::ring::default_provider()));
    let builder =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(failed)?;
    let builder = if https {
        builder.with_platform_verifier().map_err(failed)?
    } else {
        builder.with_root_certificates(RootCertStore::empty())
    };
    Ok(builder.with_no_client_auth())
}
