//! SDK calls: a struct, `new`, setters, and one `impl SdkCall` with the tables of arguments, bundle and answer.

use proc_macro2::TokenStream;
use qq_cgi_model::model::{
    AnswerBy, BundleKey, Constant, Field, Matrix, MatrixRow, Needed, Origin, Sdk, SdkAnswer, SdkDetail, Type,
};
use qq_cgi_wire::Limits;
use quote::quote;

use crate::{
    arguments::{self, Extra},
    commands::{self, field_declaration},
    docs, matrices,
    paths::Names,
    tables,
};

pub(crate) fn generate(sdk: &Sdk, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&sdk.rust);
    let route = Route::of(sdk, names);
    let docs =
        docs::item_with(&format!("Call on {}", sdk.platform), &sdk.about, &on_the_platform(sdk, route.as_ref(), names));
    let kept = tables::kept_fields(sdk.args.iter().chain(&sdk.bundle));
    let fields = kept.iter().map(|field| field_declaration(field, names));
    let column = route.as_ref().map(|route| {
        let ty = &route.ty;
        quote! { __to: #ty, }
    });
    let extra = route.as_ref().map(|route| route.extra(names)).unwrap_or_default();
    let inherent = arguments::inherent_with(&ident, &kept, &names.model.sdk_arguments(sdk), &extra, names);
    let implementation = implementation(sdk, &kept, route.as_ref(), names);
    quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct #ident { #(#fields,)* #column }
        #inherent
        #implementation
    }
}

/// The row of a matrix that says where a call goes.
struct Route<'m> {
    matrix: &'m Matrix,
    row: &'m MatrixRow,
    /// The generated enum of the columns.
    ty: TokenStream,
}

impl<'m> Route<'m> {
    fn of(sdk: &Sdk, names: &Names<'m>) -> Option<Self> {
        let place = sdk.row.as_ref()?;
        let matrix = names.model.matrix(&place.matrix)?;
        let row = matrix.row(&place.row)?;
        (!matrix.columns.is_empty()).then(|| Self { matrix, row, ty: names.item(&matrix.rust, &matrix.about) })
    }

    fn extra(&self, names: &Names<'_>) -> Extra {
        let ty = &self.ty;
        let first = self.matrix.columns.first().map(|column| names.ident(&column.rust));
        let lines = [
            "Where it goes; the first column of the matrix unless chosen.".to_owned(),
            String::new(),
            format!("Goes to {}.", matrices::support_text(self.matrix, self.row)),
        ];
        let docs = docs::attributes(&lines);
        Extra {
            initial: quote! { __to: #ty::#first, },
            methods: quote! {
                #docs
                #[must_use]
                pub fn to(mut self, column: #ty) -> Self {
                    self.__to = column;
                    self
                }
            },
        }
    }
}

/// What a caller should know of the call on its platform.
fn on_the_platform(sdk: &Sdk, route: Option<&Route<'_>>, names: &Names<'_>) -> Vec<String> {
    let receiver = sdk.receiver.as_ref().map(|receiver| format!("{receiver} ")).unwrap_or_default();
    let returns = sdk.answer.ty.as_ref().map(|ty| format!(", returns `{ty}`")).unwrap_or_default();
    let aliases: Vec<String> = sdk.aliases.iter().map(|alias| format!("`{alias}`")).collect();
    let aliases = if aliases.is_empty() { String::new() } else { format!("; also called {}", aliases.join(", ")) };
    let answer = match sdk.answer.by {
        AnswerBy::Callback => "The answer comes later, to a listener.",
        AnswerBy::Return => "The answer is what it returns.",
        AnswerBy::None => "Nothing comes back.",
    };
    let mut lines = vec![format!("On {}: `{receiver}{}`{returns}{aliases}. {answer}", sdk.platform, sdk.call)];
    lines.push(
        match sdk.needs_login {
            Needed::Yes => "The player must be logged in.",
            Needed::No => "The player need not be logged in.",
            Needed::Unknown => "The document does not say whether the player must be logged in.",
        }
        .to_owned(),
    );
    let SdkAnswer { reply, errors, detail, failures, .. } = &sdk.answer;
    let detail = detail.as_ref().and_then(|detail| detail.errors.as_deref());
    let codes = docs::codes([errors.as_deref(), detail, failures.as_deref()], names);
    lines.extend(match (reply, codes) {
        (Some(reply), codes) => Some(docs::reply(reply, codes)),
        (None, Some(codes)) => Some(format!("Its codes are {codes}.")),
        (None, None) => None,
    });
    if let Some(route) = route {
        lines.push(format!("Goes to {}.", matrices::support_text(route.matrix, route.row)));
    }
    if !sdk.preconditions.is_empty() {
        lines.extend([String::new(), "Before the call, and nothing checks it:".to_owned(), String::new()]);
        lines.extend(sdk.preconditions.iter().map(|sentence| format!("- {}", docs::escape(sentence))));
    }
    lines.push(String::new());
    lines
}

fn implementation(sdk: &Sdk, kept: &[&Field], route: Option<&Route<'_>>, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&sdk.rust);
    let reply = sdk.answer.reply.as_ref().map_or_else(|| quote! { () }, |reply| commands::reply(reply, names));
    let code = commands::code(sdk.answer.errors.as_deref(), names);
    let detail = commands::code(sdk.answer.detail.as_ref().and_then(|detail| detail.errors.as_deref()), names);
    let failure = commands::code(sdk.answer.failures.as_deref(), names);
    let spec = spec(sdk, kept, names);
    let arms = tables::value_arms(kept, names);
    let route = route.map(|Route { row, .. }| {
        let row = &row.name;
        quote! {
            fn route(&self) -> ::core::option::Option<::qq_cgi::Route> {
                ::core::option::Option::Some(::qq_cgi::MatrixColumn::route(self.__to, #row))
            }
        }
    });
    quote! {
        impl ::qq_cgi::SdkCall for #ident {
            type Reply = #reply;
            type Code = #code;
            type Detail = #detail;
            type Failure = #failure;
            const SPEC: &'static ::qq_cgi::SdkSpec = &#spec;
            fn value(&self, index: usize) -> ::qq_cgi::Value<'_> {
                match index { #(#arms)* _ => ::qq_cgi::Value::Unset }
            }
            #route
        }
    }
}

fn spec(sdk: &Sdk, kept: &[&Field], names: &Names<'_>) -> TokenStream {
    let Sdk { name, platform, call, .. } = sdk;
    let receiver = tables::option(sdk.receiver.as_ref().map(|receiver| quote! { #receiver }));
    let object = tables::option(sdk.object.as_ref().map(|object| quote! { #object }));
    let needs_login = match sdk.needs_login {
        Needed::Yes => quote! { Yes },
        Needed::No => quote! { No },
        Needed::Unknown => quote! { Unknown },
    };
    let args = params(&sdk.args, kept, names);
    let bundle = params(&sdk.bundle, kept, names);
    let answer = answer(&sdk.answer);
    quote! {
        ::qq_cgi::SdkSpec {
            name: #name,
            platform: #platform,
            receiver: #receiver,
            call: #call,
            object: #object,
            needs_login: ::qq_cgi::NeedsLogin::#needs_login,
            args: #args,
            bundle: #bundle,
            answer: #answer,
        }
    }
}

/// The table of the arguments, or of the values of the bundle.
fn params(fields: &[Field], kept: &[&Field], names: &Names<'_>) -> TokenStream {
    let entries = fields.iter().filter_map(|field| param(field, fields, kept, names));
    tables::table(&quote! { ::qq_cgi::SdkParam }, entries)
}

/// An argument or a value of the bundle. Names stand for themselves within `beside` alone: an argument and a value of
/// the bundle may have the same.
fn param(field: &Field, beside: &[Field], kept: &[&Field], names: &Names<'_>) -> Option<TokenStream> {
    let name = &field.name;
    let index_of = |field: &Field| kept.iter().position(|known| core::ptr::eq(*known, field));
    let source = match (&field.origin, &field.ty) {
        (Origin::Caller, _) => {
            let index = index_of(field)?;
            quote! { Caller(#index) }
        }
        (Origin::LengthOf(of), _) => {
            let index = index_of(beside.iter().find(|field| field.name == *of)?)?;
            quote! { LengthOf(#index) }
        }
        (Origin::Constant(constant), _) => {
            let value = tables::constant_value(constant);
            quote! { Constant(#value) }
        }
        (Origin::Platform, Type::Host(class)) => quote! { Host(#class) },
        (Origin::Platform, Type::Bundle) => quote! { Bundle },
        // Neither client nor session stands behind an SDK call: the spec language refuses these.
        _ => return None,
    };
    let key = field.key.as_ref().and_then(|key| match key {
        BundleKey::Value(value) if value == name => None,
        BundleKey::Value(value) => Some(quote! { .keyed(::qq_cgi::BundleKey::Value(#value)) }),
        BundleKey::Symbol(symbol) => Some(quote! { .keyed(::qq_cgi::BundleKey::Symbol(#symbol)) }),
    });
    let json = matches!(field.ty, Type::Json(_)).then(|| quote! { .json() });
    let keeps = field.keeps.map(|keeps| quote! { .keeping(#keeps) });
    let secret = names.model.is_secret(field).then(|| quote! { .secret() });
    let limits = (field.limits != Limits::NONE).then(|| {
        let limits = tables::limits(&field.limits);
        quote! { .limited(#limits) }
    });
    Some(quote! {
        ::qq_cgi::SdkParam::new(#name, ::qq_cgi::SdkSource::#source) #key #json #keeps #secret #limits
    })
}

fn answer(answer: &SdkAnswer) -> TokenStream {
    let by = match answer.by {
        AnswerBy::Callback => quote! { Callback },
        AnswerBy::Return => quote! { Return },
        AnswerBy::None => quote! { None },
    };
    let replies = answer.reply.is_some();
    let SdkAnswer { code, message, .. } = answer;
    let success = tables::option(answer.success.as_ref().map(code_key));
    let cancelled = tables::option(answer.cancelled.as_ref().map(code_key));
    let detail = tables::option(answer.detail.as_ref().map(|SdkDetail { field, success, .. }| {
        let success = tables::option(success.as_ref().map(code_key));
        quote! { ::qq_cgi::DetailSpec { field: #field, success: #success } }
    }));
    quote! {
        ::qq_cgi::AnswerSpec {
            by: ::qq_cgi::AnswerBy::#by,
            replies: #replies,
            code: &[#(#code),*],
            message: &[#(#message),*],
            success: #success,
            cancelled: #cancelled,
            detail: #detail,
        }
    }
}

/// A code by number or by name.
fn code_key(constant: &Constant) -> TokenStream {
    match constant {
        Constant::Int(number) => quote! { ::qq_cgi::CodeKey::Number(#number) },
        other => {
            let text = other.wire_text();
            quote! { ::qq_cgi::CodeKey::Symbol(#text) }
        }
    }
}
