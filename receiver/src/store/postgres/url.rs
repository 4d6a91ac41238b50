//! Where a database is.

use std::{error::Error, fmt, str::FromStr, time::Duration};

use tokio_postgres::{
    Config,
    config::{Host, SslMode},
};

/// For one address of a host.
const CONNECT: Duration = Duration::from_secs(5);
/// Until a connection whose other side is silent counts as broken.
const SILENCE: Duration = Duration::from_secs(15);

/// Where a PostgreSQL database is, and as whom to open it: `postgres://user@host:5432/database`. The folder of a socket is
/// a host too, with `%2F` for each `/`, or stands behind the `?`, as in `postgres://user@/database?host=/run/postgresql`.
///
/// Behind the `?`, `sslmode` is `require`, `disable`, or `prefer` unless given: TLS if the server has it. Wherever there is
/// TLS, the server's certificate must be one for its host's name by the trust anchors of the operating system, or on Linux
/// of the file that `SSL_CERT_FILE` names; then `require` is what other programs call `verify-full`.
///
/// A password in it is shown nowhere: not by `Debug`, `Display` or an error.
#[derive(Clone)]
pub struct PostgresUrl {
    config: Config,
}

impl PostgresUrl {
    /// Whether there is a password in it.
    #[must_use]
    pub fn has_password(&self) -> bool {
        self.config.get_password().is_some()
    }

    /// Sets the password.
    #[must_use]
    pub fn password(mut self, password: impl AsRef<[u8]>) -> Self {
        self.config.password(password);
        self
    }

    /// Not through a socket: what passes there stays within the machine.
    pub(super) fn may_use_tls(&self) -> bool {
        let is_remote = |host: &Host| matches!(host, Host::Tcp(_));
        let is_remote = self.config.get_hosts().iter().any(is_remote) || !self.config.get_hostaddrs().is_empty();
        is_remote && self.config.get_ssl_mode() != SslMode::Disable
    }

    /// With bounds for all that a connection may wait for, where the URL has none.
    pub(super) fn config(&self) -> Config {
        let mut config = self.config.clone();
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(SILENCE);
        }
        if config.get_application_name().is_none() {
            config.application_name("qq-cgi");
        }
        config.keepalives_idle(config.get_keepalives_idle().min(SILENCE));
        config
    }
}

impl FromStr for PostgresUrl {
    type Err = NoPostgresUrl;

    fn from_str(text: &str) -> Result<Self, NoPostgresUrl> {
        let (scheme, place) = text.split_once("://").ok_or(NoPostgresUrl::Scheme)?;
        if !["postgres", "postgresql"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            return Err(NoPostgresUrl::Scheme);
        }
        // The second one would make a host of what is half a password, and hosts are shown.
        if text.matches('@').count() > 1 {
            return Err(NoPostgresUrl::At);
        }
        let config: Config = format!("postgres://{place}").parse().map_err(|_| NoPostgresUrl::Form)?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(NoPostgresUrl::Host);
        }
        Ok(Self { config })
    }
}

impl fmt::Display for PostgresUrl {
    /// Hosts, ports and the database.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ports = self.config.get_ports();
        let port = |index: usize| ports.get(index).or(ports.first()).copied().unwrap_or(5432);
        let mut hosts: Vec<_> = self.config.get_hosts().iter().map(shown).collect();
        if hosts.is_empty() {
            hosts = self.config.get_hostaddrs().iter().map(ToString::to_string).collect();
        }
        let hosts: Vec<_> = hosts.iter().enumerate().map(|(index, host)| format!("{host}:{}", port(index))).collect();
        write!(out, "postgres://{}/{}", hosts.join(","), self.config.get_dbname().unwrap_or_default())
    }
}

fn shown(host: &Host) -> String {
    match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(folder) => folder.display().to_string(),
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PostgresUrl({self})")
    }
}

/// Why a text is no [`PostgresUrl`]. It repeats nothing of the text, in which there may be a password.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoPostgresUrl {
    /// It does not begin with `postgres://`.
    Scheme,
    /// It has more than one `@`.
    At,
    /// It is not written as such a URL, or has a parameter that is not known.
    Form,
    /// It names no host.
    Host,
}

impl fmt::Display for NoPostgresUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Scheme => "it does not begin with postgres://",
            Self::At => "there is more than one `@` in it; within a name or a password it is written %40",
            Self::Form => {
                "it is not written as postgres://USER@HOST:PORT/DATABASE, or has a parameter that is not known; marks \
                 within a name or a password are written with %"
            }
            Self::Host => "it names no host; the folder of a socket is one too: ?host=/run/postgresql",
        })
    }
}

impl Error for NoPostgresUrl {}
