//! Doc comments: the document's words beside the English, limits, and where the item is defined.

use proc_macro2::TokenStream;
use qq_cgi_model::model::{About, BundleKey, Code, Field, Reply};
use qq_cgi_wire::Limits;
use quote::quote;

use crate::paths::Names;

/// The doc comment of an item.
pub(crate) fn item(about: &About) -> TokenStream {
    attributes(&lines(texts(about), about, &[]))
}

/// The doc comment of an item whose words do not say what it is: that stands first, where lists of items show it. Lines of
/// its own stand between its texts and its sources.
pub(crate) fn item_with(what: &str, about: &About, own: &[String]) -> TokenStream {
    attributes(&lines(titled(what, about), about, own))
}

/// The doc comment inside of the module: the spec's texts, then lines of its own.
pub(crate) fn module(about: &About, own: &[String]) -> TokenStream {
    let lines = [lines(texts(about), about, &[]), own.to_vec()].concat();
    let text = spaced(&lines);
    quote! { #(#![doc = #text])* }
}

fn lines(mut lines: Vec<String>, about: &About, own: &[String]) -> Vec<String> {
    lines.push(String::new());
    lines.extend_from_slice(own);
    for source in &about.source {
        lines.push(format!("Source: {}.", escape(source)));
    }
    lines.push(format!("Defined at `{}:{}`.", about.place.file, about.place.line));
    lines
}

fn titled(what: &str, about: &About) -> Vec<String> {
    let mut lines = texts(about);
    match lines.first_mut() {
        Some(first) if about.en.is_some() || about.zh.is_some() => *first = format!("{what}: {first}"),
        Some(_) => lines.splice(0..0, [format!("{what}."), String::new()]).for_each(drop),
        None => lines.push(format!("{what}.")),
    }
    lines
}

/// A link to what an item becomes: a base's items are in the module too. `type@`, as a user's function may have the name.
pub(crate) fn link(rust: &str) -> String {
    format!("[`{rust}`](type@{rust})")
}

/// Links to error tables, where there are any.
pub(crate) fn codes<'e>(tables: impl IntoIterator<Item = Option<&'e str>>, names: &Names<'_>) -> Option<String> {
    let tables = tables.into_iter().flatten().filter_map(|table| names.model.error_table(table));
    let links: Vec<String> = tables.map(|table| link(&table.rust)).collect();
    (!links.is_empty()).then(|| links.join(" and "))
}

/// What comes back: its type, and whose codes are in it.
pub(crate) fn reply(reply: &Reply, codes: Option<String>) -> String {
    let reply = match reply {
        Reply::Struct(name) => format!("The reply is {}", link(name)),
        Reply::Unknown => "What the reply holds is not known: it comes as JSON".to_owned(),
    };
    let codes = codes.map(|codes| format!("; its codes are {codes}")).unwrap_or_default();
    format!("{reply}{codes}.")
}

/// The doc comment of a part of an item that has no form on the wire.
pub(crate) fn plain(about: &About) -> TokenStream {
    attributes(&texts(about))
}

/// The doc comment of a variant.
pub(crate) fn variant(about: &About, wire: &str) -> TokenStream {
    let mut lines = texts(about);
    lines.push(String::new());
    lines.push(format!("On the wire: `{wire}`."));
    attributes(&lines)
}

/// The doc comment of a code: its texts, then the vendor's remedy.
pub(crate) fn code(code: &Code) -> TokenStream {
    let mut lines = texts(&code.about);
    let remedies: Vec<String> =
        [&code.en_remedy, &code.zh_remedy].into_iter().flatten().map(|text| escape(text)).collect();
    if !remedies.is_empty() {
        lines.extend([String::new(), format!("Remedy: {}", remedies.join(" "))]);
    }
    let forms = [code.code.map(|number| number.to_string()), code.symbol.clone()].into_iter().flatten();
    let forms: Vec<String> = forms.map(|form| format!("`{form}`")).collect();
    lines.extend([String::new(), format!("On the wire: {}.", forms.join(", by name "))]);
    attributes(&lines)
}

/// The doc comment of a setter or a public field.
pub(crate) fn field(field: &Field) -> TokenStream {
    let mut lines = value_lines(&field.about, &field.name, &field.limits);
    if let Some(last) = lines.last_mut() {
        last.push_str(&remarks(field));
    }
    attributes(&lines)
}

/// What a caller should know of a field beyond its texts and limits: what becomes of it on a device.
pub(crate) fn remarks(field: &Field) -> String {
    let kept = field.keeps.map(|keeps| format!(" The platform keeps the first {keeps} items and drops the rest."));
    let key = field.key.as_ref().and_then(|key| match key {
        BundleKey::Symbol(_) => {
            Some(" The value of its key is not public: the platform's side resolves the constant.".to_owned())
        }
        BundleKey::Value(key) => (*key != field.name).then(|| format!(" Its key is `{key}`.")),
    });
    let in_bundle = field.key.is_some();
    let secret = (in_bundle && field.secret).then(|| {
        " **A secret in an app that players have**: whoever has the app can take it out. Preparing the call warns of it."
            .to_owned()
    });
    [key, kept, secret].into_iter().flatten().collect()
}

/// The doc comment of anything with a value.
pub(crate) fn value(about: &About, wire: &str, limits: &Limits) -> TokenStream {
    attributes(&value_lines(about, wire, limits))
}

fn value_lines(about: &About, wire: &str, limits: &Limits) -> Vec<String> {
    let mut lines = texts(about);
    lines.push(String::new());
    lines.push(format!("On the wire: `{wire}`.{}", limits_text(limits)));
    lines
}

/// One line of a list of arguments: name, texts, limits.
pub(crate) fn argument(name: &str, about: &About, limits: &Limits) -> String {
    let words: Vec<String> = [&about.en, &about.zh].into_iter().flatten().map(|text| escape(text)).collect();
    format!("- `{name}`: {}{}", words.join(" "), limits_text(limits))
}

pub(crate) fn attributes(lines: &[String]) -> TokenStream {
    let text = spaced(lines);
    quote! { #(#[doc = #text])* }
}

/// As comments are written, with a space before each line.
fn spaced(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| format!(" {line}").trim_end().to_owned()).collect()
}

pub(crate) fn texts(about: &About) -> Vec<String> {
    let mut lines = Vec::new();
    let mut paragraph = |text: String| {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(text);
    };
    for text in [&about.en, &about.zh].into_iter().flatten() {
        paragraph(escape(text));
    }
    if let Some(note) = &about.note {
        paragraph(format!("Note: {}", escape(note)));
    }
    if let Some(basis) = &about.basis {
        paragraph(format!("Known from: {}.", escape(basis)));
    }
    lines
}

fn limits_text(limits: &Limits) -> String {
    let mut words = Vec::new();
    let mut limit = |name: &str, limit: Option<String>| words.extend(limit.map(|limit| format!("{name} {limit}")));
    limit("at least", limits.min.map(|limit| limit.to_string()));
    limit("at most", limits.max.map(|limit| limit.to_string()));
    limit("characters at least", limits.min_chars.map(|limit| limit.to_string()));
    limit("characters at most", limits.max_chars.map(|limit| limit.to_string()));
    limit("items at least", limits.min_items.map(|limit| limit.to_string()));
    limit("items at most", limits.max_items.map(|limit| limit.to_string()));
    if limits.https_only {
        words.push("https only".into());
    }
    if words.is_empty() { String::new() } else { format!(" Limits: {}.", words.join(", ")) }
}

/// The document's brackets are not links, its angles no HTML.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '[' | ']' | '<' | '>' => escaped.extend(['\\', character]),
            '\n' | '\r' => escaped.push(' '),
            _ => escaped.push(character),
        }
    }
    escaped
}
