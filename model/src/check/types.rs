//! Type expressions: `u32`, `GameTag`, `list:Recipient`, `json:AchieveBody`, `rows:achieve`.

use super::context::{Context, Kind};
use crate::{
    diagnostic::{Diagnostic, TYPE_PLACE, UNKNOWN_TYPE},
    model::Type,
    source::{Located, Span},
    suggest::nearest,
};

/// Where a type stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TypePlace {
    /// A parameter in a query.
    Query,
    /// A field of a JSON object.
    Json,
    /// The value of a row of a type table.
    Row,
    /// A column of a type table.
    Column,
}

const SCALARS: &[(&str, Type)] = &[
    ("u32", Type::U32),
    ("u64", Type::U64),
    ("i32", Type::I32),
    ("i64", Type::I64),
    ("bool", Type::Bool),
    ("string", Type::Text),
    ("unix_seconds", Type::UnixSeconds),
    ("seconds", Type::Seconds),
];

/// Lists of lists of lists … are a mistake, and a very long one must not exhaust the stack.
const DEEPEST: usize = 8;

/// Reads a type expression; [`Type::Unknown`] after reporting why not.
pub(super) fn lower(expression: Option<&Located<String>>, place: TypePlace, context: &mut Context<'_>) -> Type {
    let Some(expression) = expression else { return Type::Unknown };
    let ty = parse(&expression.value, expression.span, 0, context);
    if ty == Type::Unknown || fits(&ty, place) {
        return ty;
    }
    let message = format!("the type `{}` cannot stand here", expression.value);
    let found = Diagnostic::new(TYPE_PLACE, expression.span, message).label(expected(place));
    let is_json = place == TypePlace::Query && fits_json(&ty);
    let json = is_json.then(|| format!("json:{}", expression.value));
    context.add(found.meant(json.as_deref()));
    Type::Unknown
}

fn parse(text: &str, span: Span, depth: usize, context: &mut Context<'_>) -> Type {
    if depth > DEEPEST {
        context.add(Diagnostic::new(UNKNOWN_TYPE, span, "the type is nested too deep").label("at most 8 levels"));
        return Type::Unknown;
    }
    let wrapped = |inner: &str, wrap: fn(Box<Type>) -> Type, context: &mut Context<'_>| match parse(
        inner,
        span,
        depth + 1,
        context,
    ) {
        Type::Unknown => Type::Unknown,
        inner => wrap(Box::new(inner)),
    };
    match text.split_once(':') {
        Some(("list", inner)) => return wrapped(inner, Type::List, context),
        Some(("json", inner)) => return wrapped(inner, Type::Json, context),
        Some(("rows", table)) => {
            let table = Located { value: table.to_owned(), span };
            return context.resolve(Kind::TypeTable, Some(&table)).map_or(Type::Unknown, Type::Rows);
        }
        _ => {}
    }
    if let Some((_, scalar)) = SCALARS.iter().find(|(name, _)| *name == text) {
        return scalar.clone();
    }
    if context.knows(Kind::Struct, text) {
        return Type::Struct(text.to_owned());
    }
    if context.knows(Kind::Enum, text) {
        return Type::Enum(text.to_owned());
    }
    report_unknown(text, span, context);
    Type::Unknown
}

fn report_unknown(text: &str, span: Span, context: &mut Context<'_>) {
    let looks_defined = text.starts_with(|first: char| first.is_ascii_uppercase());
    if looks_defined && !context.is_complete() {
        return;
    }
    let defined = context.names(Kind::Struct).chain(context.names(Kind::Enum));
    let known: Vec<String> = SCALARS
        .iter()
        .map(|(name, _)| *name)
        .chain(["list:", "json:", "rows:"])
        .chain(defined)
        .map(str::to_owned)
        .collect();
    let meant = match text.split_once(':') {
        Some((prefix, rest)) => nearest(prefix, ["list", "json", "rows"]).map(|prefix| format!("{prefix}:{rest}")),
        None => nearest(text, known.iter().map(String::as_str).filter(|name| !name.ends_with(':'))).map(str::to_owned),
    };
    context.add(
        Diagnostic::new(UNKNOWN_TYPE, span, format!("unknown type `{text}`"))
            .label("no type of this name")
            .meant(meant.as_deref())
            .help(format!("types are {}", known.join(", "))),
    );
}

fn fits(ty: &Type, place: TypePlace) -> bool {
    match place {
        TypePlace::Query => match ty {
            Type::Json(inner) => !is_plain(inner) && fits_json(inner),
            plain => is_plain(plain),
        },
        TypePlace::Json => fits_json(ty),
        TypePlace::Row => is_plain(ty),
        // A cell is an i64 on the wire, so u64 would not always fit.
        TypePlace::Column => is_number(ty) && *ty != Type::U64,
    }
}

fn expected(place: TypePlace) -> &'static str {
    match place {
        TypePlace::Query => "a parameter holds a plain value, an enum, or json: and a struct, list or rows",
        TypePlace::Json => "a JSON field holds a plain value, an enum, a struct, a list or rows, and no json: text",
        TypePlace::Row => "a row's value is a plain value or an enum",
        TypePlace::Column => "a column is u32, i32, i64 or unix_seconds",
    }
}

fn fits_json(ty: &Type) -> bool {
    match ty {
        Type::List(item) => !matches!(**item, Type::Rows(_)) && fits_json(item),
        Type::Struct(_) | Type::Rows(_) => true,
        plain => is_plain(plain),
    }
}

fn is_plain(ty: &Type) -> bool {
    is_number(ty) || matches!(ty, Type::Bool | Type::Text | Type::Seconds | Type::Enum(_))
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::U32 | Type::U64 | Type::I32 | Type::I64 | Type::UnixSeconds)
}
