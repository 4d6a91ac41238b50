//! The receiver's certificate.

use qq_cgi_receiver::{
    Alert,
    http::{Tls, TlsError},
};

use super::others_can_read;
use crate::{
    args::ReceiveArgs,
    output::{Failure, complain},
};

pub(super) fn read(args: &ReceiveArgs) -> Result<Option<Tls>, Failure> {
    let (Some(certificate), Some(key)) = (&args.tls_cert, &args.tls_key) else { return Ok(None) };
    let tls = Tls::read(certificate, key).map_err(|error| Failure::new(error.to_string()))?;
    if others_can_read(key) {
        complain(&format!("warning: other users of this machine can read the key `{}`: chmod o-r it", key.display()));
    }
    Ok(Some(tls))
}

/// What is to be told of a certificate that was read again, or not.
pub(super) fn alert(renewed: Result<bool, TlsError>) -> Option<Alert> {
    match renewed {
        Ok(true) => Some(Alert::CertificateRenewed),
        Ok(false) => None,
        Err(error) => Some(Alert::CertificateKept { error: error.to_string() }),
    }
}
