//! Type expressions: `u32`, `Colour`, `list:Address`, `json:Order`, `rows:stock`.

use super::context::{Context, Kind};
use crate::{
    diagnostic::{Diagnostic, Edit, TYPE_PLACE, UNKNOWN_NAME, UNKNOWN_TYPE},
    model::Type,
    source::Located,
    suggest::{listed, nearest_all},
    syntax::TypeExpression,
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
    /// A field of a record.
    Record,
    /// An argument of an SDK call.
    Argument,
    /// A value in the bundle of an SDK call.
    Bundle,
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
    ("bytes", Type::Bytes),
    ("bundle", Type::Bundle),
];

/// A regular expression that every type expression matches which `check` can take: how names are spelt, not whether there is one.
#[must_use]
pub fn pattern() -> String {
    let scalars: Vec<_> = SCALARS.iter().map(|(name, _)| *name).collect();
    let defined = "[A-Z][A-Za-z0-9]*";
    format!(r"^((list|json):)*({}|rows:[a-z][a-z0-9_-]*|host:[\s\S]+|{defined})$", scalars.join("|"))
}

/// Lists of lists of lists … are a mistake, and a very long one must not exhaust the stack.
const DEEPEST: usize = 8;

/// A type as it is written, and as it was probably meant.
pub(super) struct Lowered {
    /// [`Type::Unknown`] after a mistake: nothing else is checked against it.
    pub(super) written: Type,
    /// The nearest type that would be right, so that the generated stub fits its callers.
    pub(super) meant: Type,
}

/// Why a type expression is none, with the part of it that is to blame.
enum Wrong<'t> {
    TooDeep,
    Type(&'t str),
    Table(&'t str),
}

/// Reads a type expression and reports what is wrong with it.
pub(super) fn lower(
    expression: Option<&Located<TypeExpression>>,
    place: TypePlace,
    context: &mut Context<'_>,
) -> Lowered {
    let Some(expression) = expression else { return unknown(Type::Unknown) };
    let ty = match parse(&expression.value.0, 0, context) {
        Ok(ty) => ty,
        Err(wrong) => return unknown(report_wrong(expression, &wrong, place, context)),
    };
    if fits(&ty, place) {
        return Lowered { written: ty.clone(), meant: ty };
    }
    let message = format!("the type `{}` cannot stand here", expression.value.0);
    let found = Diagnostic::new(TYPE_PLACE, expression.span, message).label(expected(place));
    let is_json = place == TypePlace::Query && fits_json(&ty);
    let json = is_json.then(|| format!("json:{}", expression.value.0));
    context.add(found.meant(json.as_deref()));
    unknown(if is_json { Type::Json(Box::new(ty)) } else { Type::Unknown })
}

fn unknown(meant: Type) -> Lowered {
    Lowered { written: Type::Unknown, meant }
}

fn parse<'t>(text: &'t str, depth: usize, context: &Context<'_>) -> Result<Type, Wrong<'t>> {
    if depth > DEEPEST {
        return Err(Wrong::TooDeep);
    }
    let inner = |inner| parse(inner, depth + 1, context).map(Box::new);
    match text.split_once(':') {
        Some(("list", item)) => return inner(item).map(Type::List),
        Some(("host", class)) if !class.is_empty() => return Ok(Type::Host(class.to_owned())),
        Some(("json", value)) => return inner(value).map(Type::Json),
        Some(("rows", table)) if context.knows(Kind::TypeTable, table) => return Ok(Type::Rows(table.to_owned())),
        Some(("rows", table)) => return Err(Wrong::Table(table)),
        _ => {}
    }
    let scalar = SCALARS.iter().find(|(name, _)| *name == text).map(|(_, scalar)| scalar.clone());
    let is_struct = context.knows(Kind::Struct, text).then(|| Type::Struct(text.to_owned()));
    let is_enum = context.knows(Kind::Enum, text).then(|| Type::Enum(text.to_owned()));
    scalar.or(is_struct).or(is_enum).ok_or(Wrong::Type(text))
}

/// Reports a mistake; gives the type that was probably meant.
fn report_wrong(
    expression: &Located<TypeExpression>,
    wrong: &Wrong<'_>,
    place: TypePlace,
    context: &mut Context<'_>,
) -> Type {
    let span = expression.span;
    let (part, near, found): (_, Vec<String>, _) = match wrong {
        Wrong::TooDeep => {
            context.add(Diagnostic::new(UNKNOWN_TYPE, span, "the type is nested too deep").label("at most 8 levels"));
            return Type::Unknown;
        }
        Wrong::Table(table) => {
            let found = Diagnostic::new(UNKNOWN_NAME, span, format!("unknown type table `{table}`"));
            let meant = nearest_all(table, context.names(Kind::TypeTable));
            let meant = meant.into_iter().map(str::to_owned).collect();
            (table, meant, found.label("no type table of this name"))
        }
        Wrong::Type(name) => {
            let found = Diagnostic::new(UNKNOWN_TYPE, span, format!("unknown type `{name}`"));
            let found =
                found.label("no type of this name").help(format!("types are {}", listed(&known(place, context))));
            (name, nearest_types(name, place, context), found)
        }
    };
    // What stands before the wrong part, `json:list:`, is right.
    let before = expression.value.0.strip_suffix(part).unwrap_or_default();
    let meant = near.first().map(|meant| format!("{before}{meant}"));
    let may_be_in_a_missing_file =
        !context.is_complete() && !part.starts_with(|first: char| first.is_ascii_lowercase());
    if !may_be_in_a_missing_file {
        let stub = stub(wrong, before, place, context);
        context.add(found.meant(meant.as_deref()).certain(near.len() == 1).edit(stub));
    }
    meant.and_then(|meant| parse(&meant, 0, context).ok()).unwrap_or(Type::Unknown)
}

/// What can be defined so that the type is one; `before` is what stands before the wrong part, `json:list:`.
fn stub(wrong: &Wrong<'_>, before: &str, place: TypePlace, context: &Context<'_>) -> Option<Edit> {
    match (wrong, place, before) {
        (Wrong::Table(table), ..) => context.stub(Kind::TypeTable, table),
        (Wrong::Type(name), TypePlace::Query | TypePlace::Row | TypePlace::Record, "") => {
            context.stub(Kind::Enum, name)
        }
        (Wrong::TooDeep, ..) | (_, TypePlace::Row | TypePlace::Record | TypePlace::Column, _) => None,
        (Wrong::Type(name), ..) => context.stub(Kind::Struct, name).map(or_enum),
    }
}

/// A field of JSON can hold both, and only the document knows which: the stub says so.
fn or_enum(stub: Edit) -> Edit {
    match stub {
        Edit::Item { key, name, .. } => Edit::Item { key, name, or_enum: true },
        other => other,
    }
}

fn nearest_types(name: &str, place: TypePlace, context: &Context<'_>) -> Vec<String> {
    if let Some((prefix, rest)) = name.split_once(':') {
        let prefixes = nearest_all(prefix, ["list", "json", "rows", "host"]);
        return prefixes.into_iter().map(|prefix| format!("{prefix}:{rest}")).collect();
    }
    let whole = known(place, context).into_iter().filter(|name| !name.ends_with(':'));
    nearest_all(name, whole).into_iter().map(str::to_owned).collect()
}

/// The types that can be written at a place, the language's own first.
fn known<'c>(place: TypePlace, context: &'c Context<'_>) -> Vec<&'c str> {
    let words = SCALARS.iter().filter(|(_, ty)| !is_sdk_only(ty) || fits(ty, place)).map(|(name, _)| *name);
    let host = (place == TypePlace::Argument).then_some("host:");
    let defined = context.names(Kind::Enum).chain(context.names(Kind::Struct));
    words.chain(["list:", "json:", "rows:"]).chain(host).chain(defined).collect()
}

fn is_sdk_only(ty: &Type) -> bool {
    matches!(ty, Type::Bytes | Type::Bundle | Type::Host(_))
}

fn fits(ty: &Type, place: TypePlace) -> bool {
    match place {
        TypePlace::Query => match ty {
            Type::Json(inner) => !is_plain(inner) && fits_json(inner),
            plain => is_plain(plain),
        },
        TypePlace::Json => fits_json(ty),
        TypePlace::Row | TypePlace::Record => is_plain(ty),
        // A cell is an i64 on the wire, so u64 would not always fit.
        TypePlace::Column => is_number(ty) && *ty != Type::U64,
        TypePlace::Argument => matches!(ty, Type::Host(_) | Type::Bundle) || fits(ty, TypePlace::Bundle),
        TypePlace::Bundle => *ty == Type::Bytes || fits(ty, TypePlace::Query) || fits_json(ty),
    }
}

fn expected(place: TypePlace) -> &'static str {
    match place {
        TypePlace::Query => "a parameter holds a plain value, an enum, or json: and a struct, list or rows",
        TypePlace::Json => "a JSON field holds a plain value, an enum, a struct, a list or rows, and no json: text",
        TypePlace::Row => "a row's value is a plain value or an enum",
        TypePlace::Column => "a column is u32, i32, i64 or unix_seconds",
        TypePlace::Record => "a field of a record holds a plain value or an enum",
        TypePlace::Argument => "an argument holds what a bundle holds, the bundle, or host:CLASS",
        TypePlace::Bundle => "a bundle holds a plain value, an enum, bytes, a struct, a list or json: text",
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
