//! Who is logged in, and what follows from it: small state machines without any I/O.
//!
//! In: what a game knows (the openid bound to a game account, the login of the device, what the platform answered). Out:
//! what to do next. **Invariant**: asks nobody, stores nothing, and never shows a token.

mod account;
mod auth_update;
mod call;
mod needs_login;
mod next_step;
mod state;

pub use account::WrongAccount;
pub use auth_update::AuthUpdate;
pub use call::{AfterLogin, LoginCall};
pub use needs_login::NeedsLogin;
pub use next_step::NextStep;
pub use state::LoginState;
