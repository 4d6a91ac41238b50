//! The receiver of a spec's callbacks: each signed order is stored once, and handed over until it is done.
//!
//! In: orders. Out: what became of them. **Invariant**: knows no field, code or name of a document, and says "stored" of
//! nothing that a power cut could take away.
#![forbid(unsafe_code)]

pub mod store;
