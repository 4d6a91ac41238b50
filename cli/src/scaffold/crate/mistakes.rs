//! What the compiler says of a mistake in a spec. After a wanted change: `TRYBUILD=overwrite cargo test --test mistakes`.

#[test]
fn a_mistake_is_shown_in_the_toml() {
    trybuild::TestCases::new().compile_fail("tests/mistakes/*.rs");
}
