//! The receiver's own certificate, from files that are replaced while it runs.
//!
//! In: two files in PEM, a connection. Out: the same connection, encrypted. **Invariant**: files that cannot be used never take
//! the place of a certificate that was read before.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::SystemTime,
};

use rustls::{
    ServerConfig,
    crypto::{CryptoProvider, ring},
    pki_types::{
        CertificateDer, PrivateKeyDer,
        pem::{self, PemObject as _},
    },
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use tokio::net::TcpStream;
use tokio_rustls::{TlsAcceptor, server::TlsStream};

/// TLS 1.2 and 1.3 by a certificate in a file, without certificates of clients. Clones are one and the same.
#[derive(Clone)]
pub struct Tls(Arc<Inner>);

struct Inner {
    files: Files,
    provider: Arc<CryptoProvider>,
    shown: Arc<Shown>,
    acceptor: TlsAcceptor,
    /// The files when they were last read, of use or not.
    read: Mutex<Stamps>,
}

struct Files {
    certificates: PathBuf,
    key: PathBuf,
}

/// By which it is seen that somebody wrote a file; `None` where it is not there.
type Stamp = Option<(SystemTime, u64)>;
type Stamps = [Stamp; 2];

/// Why a certificate cannot be used. Shows nothing of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsError {
    /// The file in which it was found.
    pub file: PathBuf,
    /// What is wrong with it.
    pub why: String,
}

impl Tls {
    /// Reads the server's certificate, followed by those between it and its root, and its private key (PKCS #8, SEC 1 or
    /// PKCS #1), all in PEM. The crypto provider is the process's, or ring.
    ///
    /// # Errors
    /// A file cannot be read or holds nothing of use, or the key is another certificate's.
    pub fn read(certificates: impl Into<PathBuf>, key: impl Into<PathBuf>) -> Result<Self, TlsError> {
        let files = Files { certificates: certificates.into(), key: key.into() };
        let provider = CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(ring::default_provider()));
        let stamps = files.stamps();
        let shown = Arc::new(Shown(RwLock::new(files.certified(&provider)?)));
        let config = ServerConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions();
        let config = config.map_err(|error| files.wrong_certificates(&error))?;
        let mut config = config.with_no_client_auth().with_cert_resolver(Arc::clone(&shown) as _);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Ok(Self(Arc::new(Inner { files, provider, shown, acceptor, read: Mutex::new(stamps) })))
    }

    /// Reads the files again; handshakes from now on show what is there. Connections that stand stay as they are.
    ///
    /// # Errors
    /// As for [`Tls::read`]; then the certificate that was read before is still shown.
    pub fn renew(&self) -> Result<(), TlsError> {
        let inner = &*self.0;
        // Before they are read: what is written meanwhile is seen the next time.
        *inner.read.lock().unwrap_or_else(PoisonError::into_inner) = inner.files.stamps();
        let certified = inner.files.certified(&inner.provider)?;
        *inner.shown.0.write().unwrap_or_else(PoisonError::into_inner) = certified;
        Ok(())
    }

    /// Does so if a file has another time or size than when it was last read; says whether it did. Files that could not be used
    /// are not read again until they change.
    ///
    /// # Errors
    /// As for [`Tls::renew`].
    pub fn renew_if_changed(&self) -> Result<bool, TlsError> {
        let last = *self.0.read.lock().unwrap_or_else(PoisonError::into_inner);
        if self.0.files.stamps() == last {
            return Ok(false);
        }
        self.renew().map(|()| true)
    }

    pub(super) async fn shake_hands(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        self.0.acceptor.accept(stream).await
    }
}

impl Files {
    fn stamps(&self) -> Stamps {
        [&self.certificates, &self.key].map(|file| {
            let metadata = fs::metadata(file).ok()?;
            Some((metadata.modified().ok()?, metadata.len()))
        })
    }

    fn certified(&self, provider: &CryptoProvider) -> Result<Arc<CertifiedKey>, TlsError> {
        let text = contents(&self.certificates)?;
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
        let chain = chain.map_err(|error| self.wrong_certificates(&format!("no PEM: {}", said(&error))))?;
        if chain.is_empty() {
            return Err(self.wrong_certificates(&"there is no CERTIFICATE in it"));
        }
        let wrong_key = |why: String| TlsError { file: self.key.clone(), why };
        let key = PrivateKeyDer::from_pem_slice(&contents(&self.key)?).map_err(|error| match error {
            pem::Error::NoItemsFound => wrong_key("there is no PRIVATE KEY in it".to_owned()),
            error => wrong_key(format!("no PEM: {}", said(&error))),
        })?;
        let certified = CertifiedKey::from_der(chain, key, provider).map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => {
                wrong_key(format!("it is not the key of the certificate in `{}`", self.certificates.display()))
            }
            rustls::Error::InvalidCertificate(error) => self.wrong_certificates(&format!("no certificate: {error:?}")),
            error => wrong_key(error.to_string()),
        })?;
        Ok(Arc::new(certified))
    }

    fn wrong_certificates(&self, why: &impl fmt::Display) -> TlsError {
        TlsError { file: self.certificates.clone(), why: why.to_string() }
    }
}

fn contents(file: &Path) -> Result<Vec<u8>, TlsError> {
    fs::read(file).map_err(|error| TlsError { file: file.to_owned(), why: error.to_string() })
}

/// What is wrong with a PEM text. Never the line that it stands in: that may be one of a key.
fn said(error: &pem::Error) -> &'static str {
    match error {
        pem::Error::MissingSectionEnd { .. } => "a section does not end",
        pem::Error::IllegalSectionStart { .. } => "a section does not begin as it should",
        pem::Error::Base64Decode(_) => "a section is not base64",
        _ => "it cannot be read",
    }
}

/// What handshakes show.
struct Shown(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shown").finish_non_exhaustive()
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Files { certificates, key } = &self.0.files;
        f.debug_struct("Tls").field("certificates", certificates).field("key", key).finish_non_exhaustive()
    }
}

impl fmt::Display for TlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` cannot be used for TLS: {}", self.file.display(), self.why)
    }
}

impl std::error::Error for TlsError {}
