//! In the place of TLS where the feature is off.

use std::io;

use tokio::net::TcpStream;

/// There is none.
#[derive(Clone)]
pub(super) enum Tls {}

impl Tls {
    #[expect(clippy::unused_async, reason = "the other one waits")]
    pub(super) async fn shake_hands(&self, _: TcpStream) -> io::Result<TcpStream> {
        match *self {}
    }
}
