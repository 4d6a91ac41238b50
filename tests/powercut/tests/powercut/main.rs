//! What a store's disk holds after a power cut or a failure, and what the store makes of it.
//!
//! A library that is preloaded (`../../shim`) logs what a program does to its disk, in one sequence with what the program
//! acknowledges. `linux/disk.rs` builds from that what the disk may hold after a power cut at any moment, and says what is
//! simulated and what is not; the real store is opened on it then. The program is this test's own, run again.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
mod linux;

#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
fn main() {
    linux::main();
}

#[cfg(not(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64")))]
fn main() {
    println!("SKIPPED: nothing can be preloaded here");
}
