//! The items of a Model that become Rust, and what each becomes: the one list of them.

use proc_macro2::{Span, TokenStream};
use qq_cgi_model::{Model, model::About};

use crate::{
    callbacks, commands, enums, error_tables, examples, gateways, matrices, pages, paths::Names, records, sdks, stages,
    structs, type_tables,
};

/// What an item of a Model becomes.
pub struct Generated<'m> {
    /// Its kind, by the kind's key in the TOML: `command`. [`EXAMPLES`] for the module of tests.
    pub kind: &'static str,
    /// Its key in the TOML.
    pub key: &'m str,
    /// Its name in Rust.
    pub rust: &'m str,
    /// What the spec says of it, and where.
    pub about: &'m About,
    /// Its Rust.
    pub tokens: TokenStream,
}

/// The kind and the key of what the examples of all items become together: a module of tests. Its place is the root's.
pub const EXAMPLES: &str = "example";

/// The name of that module.
const EXAMPLES_MODULE: &str = "spec_examples";

/// What each of the Model's own items becomes, in the order of the generated module; the base's are generated where the
/// base is. Nothing is generated before it is asked for.
///
/// `name` is the span that generated names get.
pub fn each(model: &Model, name: Span) -> impl Iterator<Item = Generated<'_>> {
    let names = Names::new(model, name);
    all(model).filter(|item| !item.about.from_base).filter_map(move |item| {
        let Item { kind, key, rust, about, generate } = item;
        let tokens = generate(&names);
        // A spec without examples has no tests.
        (!tokens.is_empty()).then_some(Generated { kind, key, rust, about, tokens })
    })
}

/// Every item that becomes a Rust type, by its name there.
pub(crate) fn types(model: &Model) -> impl Iterator<Item = (&str, &About)> {
    all(model).filter(|item| item.kind != EXAMPLES).map(|item| (item.rust, item.about))
}

/// An item that becomes Rust, and how.
struct Item<'m> {
    kind: &'static str,
    key: &'m str,
    rust: &'m str,
    about: &'m About,
    generate: Box<dyn Fn(&Names<'m>) -> TokenStream + 'm>,
}

/// All of them, the base's too.
fn all(model: &Model) -> impl Iterator<Item = Item<'_>> {
    macro_rules! of {
        ($kind:literal, $list:ident, $rust:ident, $room:ident) => {
            model.$list.iter().map(|item| Item {
                kind: $kind,
                key: &item.name,
                rust: &item.$rust,
                about: &item.about,
                generate: Box::new(move |names| $room::generate(item, names)),
            })
        };
    }
    let examples = Item {
        kind: EXAMPLES,
        key: EXAMPLES,
        rust: EXAMPLES_MODULE,
        about: &model.about,
        generate: Box::new(examples::generate),
    };
    let served = of!("gateway", gateways, rust, gateways)
        .chain(of!("command", commands, rust, commands))
        .chain(of!("page", pages, rust, pages))
        .chain(of!("callback", callbacks, rust, callbacks));
    let values = of!("struct", structs, name, structs)
        .chain(of!("enum", enums, name, enums))
        .chain(of!("types", type_tables, rust, type_tables))
        .chain(of!("errors", error_tables, rust, error_tables));
    let others = of!("table", tables, rust, records)
        .chain(of!("stages", stages, rust, stages))
        .chain(of!("matrix", matrices, rust, matrices))
        .chain(of!("sdk", sdks, rust, sdks));
    served.chain(values).chain(others).chain([examples])
}
