//! Stages: an enum that knows what can follow.

use proc_macro2::TokenStream;
use qq_cgi_model::model::{Stage, Stages};
use quote::quote;

use crate::{docs, paths::Names};

pub(crate) fn generate(item: &Stages, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&item.rust);
    let docs = docs::item_with("Stages", &item.about, &[]);
    let variants: Vec<_> = item.steps.iter().map(|step| names.ident(&step.rust)).collect();
    let variant_docs = item.steps.iter().map(|step| docs::plain(&step.about));
    let first = item.steps.first().map(|first| first_stage(first, names));
    let arms = item.steps.iter().map(|step| {
        let own = names.ident(&step.rust);
        let then = step.then.iter().map(|next| names.ident(next));
        quote! { Self::#own => &[#(Self::#then),*], }
    });
    // Where every stage was a mistake, there is nothing that could follow.
    let none = item.steps.is_empty().then(|| quote! { _ => &[], });
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #ident { #(#variant_docs #variants),* }
        impl #ident {
            /// All stages, in the order of the spec.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];
            #first
            /// The stages that can follow this one.
            #[must_use]
            pub const fn next(self) -> &'static [Self] {
                match self { #(#arms)* #none }
            }
            /// Whether `later` can follow this stage.
            #[must_use]
            pub fn can_become(self, later: Self) -> bool {
                self.next().contains(&later)
            }
        }
    }
}

fn first_stage(first: &Stage, names: &Names<'_>) -> TokenStream {
    let first = names.ident(&first.rust);
    quote! {
        /// The stage in which everything begins.
        #[must_use]
        pub const fn first() -> Self {
            Self::#first
        }
    }
}
