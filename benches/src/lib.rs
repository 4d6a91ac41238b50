//! What the measurements share: one request, the three ways to treat it, and what each of them must give.
#![forbid(unsafe_code)]

pub mod by_hand;
pub mod front;
pub mod loopback;
pub mod many;
pub mod sample;
