//! From an invocation to the module.

use proc_macro2::{Span, TokenStream};
use qq_cgi_model::{Checked, Loaded, check, load};
use quote::{quote, quote_spanned};

use crate::{
    invocation::{BaseFile, Invocation, Misuse, OnBase, Text},
    locate::Root,
    relay,
};

/// `#[qq_cgi("…")] mod …`.
pub(crate) fn attribute(path: TokenStream, module: &TokenStream) -> TokenStream {
    match Invocation::of_attribute(path, module.clone()) {
        Ok(invocation) => expand(&invocation, None),
        Err(Misuse::Path(invocation, at)) => {
            failed(&invocation, &compile_error(at, "expected the path of a root file: #[qq_cgi(\"spec.toml\")]"))
        }
        // The item stays, so that this is the only error.
        Err(Misuse::Module(at)) => {
            let error = compile_error(at, "#[qq_cgi] stands on a module with braces: `pub mod social {}`");
            quote! { #error #module }
        }
    }
}

/// The second stage of a spec with a base.
pub(crate) fn on_base(input: TokenStream) -> TokenStream {
    match Invocation::on_base(input) {
        Some(OnBase { base, invocation }) => expand(&invocation, Some(base)),
        None => {
            compile_error(Span::call_site(), "the macro of another version of qq-cgi: both crates must use the same")
        }
    }
}

fn expand(invocation: &Invocation, base: Option<Vec<BaseFile>>) -> TokenStream {
    let Text { value, span } = &invocation.path;
    let root = match Root::find(value, *span) {
        Ok(root) => root,
        Err(why) => return failed(invocation, &compile_error(*span, &why)),
    };
    let mut loaded = load(&root.disk, &root.name);
    match (base, &loaded.base) {
        (None, Some(base)) => relay::call(&base.value, invocation),
        (Some(files), _) => {
            loaded.add_base(files.iter().map(|file| (file.shown.as_str(), file.text.as_str())));
            module(invocation, &root, loaded, files)
        }
        (None, None) => module(invocation, &root, loaded, Vec::new()),
    }
}

fn module(invocation: &Invocation, root: &Root, loaded: Loaded, base: Vec<BaseFile>) -> TokenStream {
    let Invocation { path, head, name, body } = invocation;
    let checked = check(loaded);
    let errors = qq_cgi_codegen::compile_errors(&checked, path.span);
    let warnings = qq_cgi_codegen::compile_warnings(&checked, path.span);
    let items = qq_cgi_codegen::items(&checked.model, name.span());
    let embedded = embedded(&checked, root, path, &base);
    let docs = qq_cgi_codegen::module_docs(&checked.model, &name.to_string());
    let standing_on = qq_cgi_codegen::base_reexport(&checked.model, name.span());
    let own = checked.sources.iter().filter(|(_, file)| !file.from_base);
    let own = own.map(|(_, file)| BaseFile { shown: root.member(&file.shown).to_owned(), text: file.text.clone() });
    let files: Vec<BaseFile> = own.chain(base).collect();
    let (definition, reexport) = relay::relay(invocation, &files);
    quote! {
        #definition
        #[doc = ""]
        #[allow(clippy::all, clippy::pedantic, clippy::nursery, rustdoc::bare_urls)]
        #head #name {
            #![doc = ""]
            #docs
            #errors
            #warnings
            #reexport
            #standing_on
            #embedded
            #items
            #body
        }
    }
}

/// The texts of spec and base. `include_str!` makes rustc build again when a file changes; the root's has the span of the
/// attribute's path, so that an editor opens the file from there.
fn embedded(checked: &Checked, root: &Root, path: &Text, base: &[BaseFile]) -> TokenStream {
    let own = checked.sources.iter().filter(|(_, file)| !file.from_base).enumerate().map(|(index, (_, file))| {
        let member = root.member(&file.shown);
        let mut absolute = proc_macro2::Literal::string(&root.absolute(member));
        if index == 0 {
            absolute.set_span(path.span);
        }
        quote! { (#member, ::core::include_str!(#absolute)) }
    });
    quote! {
        /// The files of this spec, the root first: path and text.
        pub const SPEC_FILES: &[(&str, &str)] = &[#(#own),*];
        /// The files of the base on which this spec stands, its root first: path and text.
        pub const BASE_FILES: &[(&str, &str)] = &[#(#base),*];
    }
}

fn compile_error(at: Span, why: &str) -> TokenStream {
    quote_spanned! { at => ::core::compile_error! { #why } }
}

/// A module that holds its error and what the user wrote.
fn failed(invocation: &Invocation, error: &TokenStream) -> TokenStream {
    let Invocation { head, name, body, .. } = invocation;
    quote! { #head #name { #error #body } }
}
