//! One connection, which ends whatever its peer does.

use std::{convert::Infallible, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    net::TcpStream,
    sync::watch,
    time::{sleep, timeout},
};

use super::respond::Responder;

pub(super) struct Connection {
    pub(super) responder: Arc<Responder>,
    pub(super) http: http1::Builder,
    pub(super) lifetime: Duration,
    pub(super) drain: Duration,
    pub(super) stopped: watch::Receiver<bool>,
}

impl Connection {
    pub(super) async fn serve(self, stream: TcpStream, peer: SocketAddr) {
        let Self { responder, http, lifetime, drain, mut stopped } = self;
        // Answers are small and written at once; where it cannot be had, they are only slower.
        let _ = stream.set_nodelay(true);
        let service = service_fn(move |request: Request<Incoming>| {
            let responder = Arc::clone(&responder);
            async move { Ok::<_, Infallible>(responder.respond(request, peer.ip()).await) }
        });
        let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
        tokio::select! {
            // A peer that hangs up or sends no HTTP is its own affair.
            _ = connection.as_mut() => return,
            () = asked_to_stop(&mut stopped) => {}
            () = sleep(lifetime) => {}
        }
        connection.as_mut().graceful_shutdown();
        // A peer that does not read its answers, or does not send the rest of its request, is left.
        let _ = timeout(drain, connection).await;
    }
}

/// Ends when the server is to stop, or is gone.
pub(super) async fn asked_to_stop(stopped: &mut watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stopped| *stopped).await;
}
