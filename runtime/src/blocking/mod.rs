//! The client for programs without an async runtime.
//!
//! In: a [`Client`](crate::Client). Out: twins of it and of its sessions whose methods wait. **Invariant**: everything is
//! forwarded to the asynchronous client; nothing is decided here.
//!
//! A client and its sessions share one thread for the network, whatever number of threads call them. From within an
//! async runtime, [`tokio::task::spawn_blocking`] included, they answer [`WithinRuntime`] and send nothing: use the
//! asynchronous client there, in `spawn_blocking` by `Handle::current().block_on(…)`.
//!
//! ```
//! # use qq_cgi::*;
//! # struct Canned;
//! # impl Transport for Canned {
//! #     fn send<'a>(&'a self, _: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
//! #         Box::pin(async { Ok(HttpResponse::new(200, "{}")) })
//! #     }
//! # }
//! # let builder = Client::builder().transport(Canned);
//! let client = builder.app(100330589, "the app's secret").build_blocking()?;
//! let player = client.session("openid", "access token");
//! // player.send(&SetSummaryCard::new(11746, 1))?;
//! # Ok::<_, BuildError>(())
//! ```

mod call;
mod client;
mod network;
mod session;
mod within_runtime;

pub use call::Call;
pub use client::Client;
pub use session::Session;
pub use within_runtime::WithinRuntime;
