//! Values as the TOML writes them.

use qq_cgi_model::model::{BundleKey, Constant, Field, Origin, Support, Type};
use qq_cgi_wire::{Encoding, Pairs, Part};

pub(crate) fn ty(ty: &Type) -> String {
    match ty {
        Type::U32 => "u32".into(),
        Type::U64 => "u64".into(),
        Type::I32 => "i32".into(),
        Type::I64 => "i64".into(),
        Type::Bool => "bool".into(),
        Type::Text => "string".into(),
        Type::UnixSeconds => "unix_seconds".into(),
        Type::Seconds => "seconds".into(),
        Type::Bytes => "bytes".into(),
        Type::Bundle => "bundle".into(),
        Type::Unknown => "unknown".into(),
        Type::Enum(name) | Type::Struct(name) => name.clone(),
        Type::List(item) => format!("list:{}", self::ty(item)),
        Type::Rows(name) => format!("rows:{name}"),
        Type::Json(inner) => format!("json:{}", self::ty(inner)),
        Type::Host(class) => format!("host:{class}"),
    }
}

pub(crate) fn constant(constant: &Constant) -> String {
    match constant {
        Constant::Text(text) => format!("{text:?}"),
        other => other.wire_text(),
    }
}

pub(crate) fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Caller => "caller".into(),
        Origin::AppId => "client.app_id".into(),
        Origin::OpenId => "session.openid".into(),
        Origin::AccessToken => "session.access_token".into(),
        Origin::CommandName => "command.name".into(),
        Origin::Sign => "sign".into(),
        Origin::Platform => "the platform".into(),
        Origin::Constant(value) => constant(value),
        Origin::LengthOf(of) => format!("len({of})"),
    }
}

/// What is said of a value that is new or gone.
pub(crate) fn field(field: &Field) -> String {
    let from = match &field.origin {
        Origin::Caller => String::new(),
        from => format!(" from {}", origin(from)),
    };
    format!("{}{from}{}", ty(&field.ty), if field.required { "" } else { ", optional" })
}

pub(crate) fn bundle_key(key: Option<&BundleKey>) -> Option<String> {
    key.map(|key| match key {
        BundleKey::Value(value) => format!("{value:?}"),
        BundleKey::Symbol(symbol) => format!("{symbol} (not public)"),
    })
}

pub(crate) fn support(support: &Support) -> String {
    match support {
        Support::Yes => "true".into(),
        Support::No => "false".into(),
        Support::Only(condition) => format!("{condition:?}"),
    }
}

/// A sign scheme's parts, joined by ` + `.
pub(crate) fn parts(parts: &[Part]) -> String {
    parts.iter().map(part).collect::<Vec<_>>().join(" + ")
}

fn part(part: &Part) -> String {
    match part {
        Part::Secret => "secret".into(),
        Part::Literal(text) => format!("{text:?}"),
        Part::Param(name) => format!("param {name}"),
        Part::Method => "method".into(),
        Part::Path => "path".into(),
        Part::Pairs(Pairs { before, between, separator, encode, exclude, .. }) => {
            let mut words = vec!["pairs".to_owned()];
            let marks = [("before", before), ("between", between), ("separator", separator)];
            words.extend(
                marks.iter().filter(|(_, mark)| !mark.is_empty()).map(|(name, mark)| format!("{name} {mark:?}")),
            );
            words.extend((*encode == Encoding::Percent).then(|| "percent-encoded".to_owned()));
            words.extend((!exclude.is_empty()).then(|| format!("without {}", exclude.join(", "))));
            words.join(" ")
        }
    }
}

pub(crate) fn list<T: AsRef<str>>(items: &[T]) -> String {
    items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}
