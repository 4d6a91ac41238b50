//! Beginning items (`new`), adding rows (`add`), and making a crate (`init`).
//!
//! In: names, and a spec of somebody's own. Out: files that are checked before one of them is written. **Invariants**: no
//! file is overwritten; what stands in a file stays byte for byte; nothing is written that makes a mistake; no fact is made
//! up: what only the vendor's document knows says that it is to be filled in.

pub(crate) mod add;
mod edit;
pub(crate) mod init;
mod layout;
pub(crate) mod new;
mod own_spec;
mod stub;
