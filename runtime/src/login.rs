//! Who is logged in, and what follows from it: small state machines without any I/O.
//!
//! In: what a game knows (the openid bound to a game account, the login of the device, what the platform answered). Out:
//! what to do next. **Invariant**: asks nobody, stores nothing, and never shows a token.

mod needs_login;

pub use needs_login::NeedsLogin;
