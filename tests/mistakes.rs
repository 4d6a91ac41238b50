//! What rustc says of a mistake in a spec: the mistake, at its place in the TOML, and nothing that follows from it.
//!
//! Every case uses the generated types, so that errors of their use would show. After a wanted change of a message:
//! `TRYBUILD=overwrite cargo test -p qq-cgi-tests --test mistakes`, then read what changed.

#[test]
fn mistakes() {
    trybuild::TestCases::new().compile_fail("mistakes/*/main.rs");
}
