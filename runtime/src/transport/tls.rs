//! TLS as all transports have it: rustls, the trust anchors of the operating system, a crypto provider of the user's choice.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore, crypto::CryptoProvider};
use rustls_platform_verifier::BuilderVerifierExt as _;

use crate::client::BuildError;

/// A configuration without client certificates. Without `https` it trusts nobody: reading the system's trust anchors takes
/// a while and fails where there are none, as in many a container.
pub(super) fn config(https: bool) -> Result<ClientConfig, BuildError> {
    let provider = provider().ok_or(BuildError::NoCryptoProvider)?;
    let builder =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(failed)?;
    let builder = if https {
        builder.with_platform_verifier().map_err(failed)?
    } else {
        builder.with_root_certificates(RootCertStore::empty())
    };
    Ok(builder.with_no_client_auth())
}

/// What the program installed for the whole process comes first: it was a choice. Nothing is installed here.
fn provider() -> Option<Arc<CryptoProvider>> {
    let provider = CryptoProvider::get_default().cloned();
    #[cfg(feature = "ring")]
    let provider = provider.or_else(|| Some(Arc::new(rustls::crypto::ring::default_provider())));
    provider
}

fn failed(error: rustls::Error) -> BuildError {
    BuildError::Transport(error.into())
}
