//! The entry point of `#[qq_cgi]`. Use it through the crate `qq-cgi`.
//!
//! In: the path of a root file and a module. Out: the module with the generated client, errors first. **Invariant**:
//! finds and tracks files, and nothing else: what a spec means is `qq-cgi-model`'s, what it becomes `qq-cgi-codegen`'s.
#![forbid(unsafe_code)]

mod expand;
mod invocation;
mod locate;
mod relay;

use proc_macro::TokenStream;

/// Generates a client from a spec into a module.
///
/// ```text
/// #[qq_cgi::qq_cgi("social.toml")]
/// pub mod social {}
/// ```
///
/// The path is relative to the package's root. What stands inside the braces stays. Every mistake in the spec is a
/// compile error inside the module that shows the line of TOML, and every warning a deprecation note, which
/// `#[allow(deprecated)]` on the module silences. The module also holds `SPEC_FILES` and `BASE_FILES`, the
/// texts of the spec and of its base, for tools and the sandbox.
///
/// A spec whose root says `base = "some_crate::module"` stands on the client that some other crate has generated there.
#[proc_macro_attribute]
pub fn qq_cgi(path: TokenStream, module: TokenStream) -> TokenStream {
    expand::attribute(path.into(), &module.into()).into()
}

/// The second stage of a spec with a base, called by the base's macro. Not for users.
#[doc(hidden)]
#[proc_macro]
pub fn __expand(input: TokenStream) -> TokenStream {
    expand::on_base(input.into()).into()
}
