//! Parameters and fields.

use qq_cgi_wire::Limits;

use super::{
    context::{Context, is_wire_name},
    limits::Written,
    types::{self, Lowered, TypePlace},
};
use crate::{
    diagnostic::{
        BAD_NAME, CONSTANT, CONTRADICTION, Diagnostic, FLATTEN, LIMIT, ORIGIN_PLACE, QUOTED, RUST_CLASH, SDK_FIELD,
        TYPE_PLACE, UNKNOWN_NAME, UNKNOWN_WORD,
    },
    model::{BundleKey, Constant, Enum, Field, Origin, Type},
    naming,
    source::{Located, Span},
    suggest::nearest,
    syntax::{FieldTable, Map},
};

/// What holds the fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    Gateway,
    Command,
    Struct,
    Page,
    Callback,
    /// A record of a table.
    Record,
    /// The positional arguments of an SDK call.
    Args,
    /// The bundle of an SDK call.
    Bundle,
}

/// Said of a key whose value is not public.
const UNKNOWN: &str = "unknown";

/// The constructor of whatever holds a field.
const NEW: &str = "new";

/// The origin of a parameter that names the command.
pub(super) const COMMAND_NAME_ORIGIN: &str = "command.name";

const ORIGINS: &[(&str, Origin)] = &[
    ("caller", Origin::Caller),
    ("client.app_id", Origin::AppId),
    ("session.openid", Origin::OpenId),
    ("session.access_token", Origin::AccessToken),
    (COMMAND_NAME_ORIGIN, Origin::CommandName),
    ("sign", Origin::Sign),
];

pub(super) fn lower(
    written: Option<&Located<Map<FieldTable>>>,
    holder: Holder,
    from_base: bool,
    context: &mut Context<'_>,
) -> Vec<Field> {
    let written = written.map(|map| map.value.as_slice()).unwrap_or_default();
    let mut fields: Vec<Field> = Vec::new();
    for (name, table) in written {
        let field = lower_one(name, table, holder, from_base, context);
        if let Some(twin) = fields.iter().find(|known| known.rust == field.rust) {
            let message = format!("`{}` and `{}` are both called `{}` in Rust", twin.name, name.value, field.rust);
            let found = Diagnostic::new(RUST_CLASH, name.span, message).label("the second");
            context.add(found.help("give one of them another name: rust = \"…\""));
        } else {
            fields.push(field);
        }
    }
    for (_, table) in written {
        check_length_of(table, &fields, context);
    }
    fields
}

fn lower_one(
    name: &Located<String>,
    table: &FieldTable,
    holder: Holder,
    from_base: bool,
    context: &mut Context<'_>,
) -> Field {
    context.check_form(name, is_wire_name, "letters, digits, `_`, `-` and `.`");
    let place = match holder {
        Holder::Struct => TypePlace::Json,
        Holder::Record => TypePlace::Record,
        Holder::Args => TypePlace::Argument,
        Holder::Bundle => TypePlace::Bundle,
        Holder::Gateway | Holder::Command | Holder::Page | Holder::Callback => TypePlace::Query,
    };
    let Lowered { written: ty, meant } = types::lower(table.ty.as_ref(), place, context);
    let limits = limits(table).lower(&ty, context);
    let origin = origin(table, holder, &ty, &meant, context);
    check_contradictions(table, &origin, context);
    check_secret(table, &ty, context);
    check_sdk_keys(table, holder, &ty, context);
    check_quoted(table, holder, &ty, context);
    let rust = context.rust_name(table.rust.as_ref(), name, naming::snake_case);
    if rust == NEW {
        let span = table.rust.as_ref().map_or(name.span, |rust| rust.span);
        let found =
            Diagnostic::new(BAD_NAME, span, "`new` is the constructor").label("choose another name: rust = \"…\"");
        context.add(found);
    }
    for constant in [&table.value, &table.default, &table.sample].into_iter().flatten() {
        check_constant(constant, &ty, &limits, context);
    }
    Field {
        name: name.value.clone(),
        rust,
        flatten: flatten(table, &ty, &meant, &origin, context),
        required: table.required.as_ref().is_none_or(|required| required.value) && table.default.is_none(),
        ty: meant,
        origin,
        default: table.default.as_ref().map(|default| default.value.clone()),
        limits,
        secret: table.secret.as_ref().is_some_and(|secret| secret.value),
        missing_code: table.missing_code.as_ref().map(|code| code.value),
        quoted: table.quoted.as_ref().is_some_and(|quoted| quoted.value),
        key: (holder == Holder::Bundle).then(|| bundle_key(name, table)),
        keeps: table.keeps.as_ref().and_then(|keeps| usize::try_from(keeps.value).ok()),
        sample: table.sample.as_ref().map(|sample| sample.value.clone()),
        about: context.about(&table.texts, name.span, from_base),
    }
}

/// Properties of an object are keys themselves; constants stand for theirs.
fn bundle_key(name: &Located<String>, table: &FieldTable) -> BundleKey {
    match table.key.as_ref().map(|key| key.value.as_str()) {
        None => BundleKey::Value(name.value.clone()),
        Some(UNKNOWN) => BundleKey::Symbol(name.value.clone()),
        Some(key) => BundleKey::Value(key.to_owned()),
    }
}

fn limits(table: &FieldTable) -> Written<'_> {
    Written {
        min: table.min.as_ref(),
        max: table.max.as_ref(),
        min_chars: table.min_chars.as_ref(),
        max_chars: table.max_chars.as_ref(),
        min_items: table.min_items.as_ref(),
        max_items: table.max_items.as_ref(),
        non_empty: table.non_empty.as_ref(),
        https_only: table.https_only.as_ref(),
    }
}

fn origin(table: &FieldTable, holder: Holder, ty: &Type, meant: &Type, context: &mut Context<'_>) -> Origin {
    if let Some(value) = &table.value {
        return Origin::Constant(value.value.clone());
    }
    let by_platform = |ty: &Type| matches!(ty, Type::Bundle | Type::Host(_));
    let Some(from) = &table.from else { return if by_platform(meant) { Origin::Platform } else { Origin::Caller } };
    if by_platform(ty) {
        refuse_origin(from, false, "the platform's side brings it along", context);
        return Origin::Platform;
    }
    if let Some(of) = from.value.strip_prefix("len(").and_then(|rest| rest.strip_suffix(')')) {
        let counts = matches!(ty, Type::U32 | Type::U64 | Type::I32 | Type::I64 | Type::Unknown);
        refuse_origin(from, counts, "a length is a whole number", context);
        return Origin::LengthOf(of.to_owned());
    }
    let Some((_, origin)) = ORIGINS.iter().find(|(name, _)| *name == from.value) else {
        let known: Vec<_> = ORIGINS.iter().map(|(name, _)| *name).chain(["len(FIELD)"]).collect();
        let meant = nearest(&from.value, known.iter().copied());
        context.add(
            Diagnostic::new(UNKNOWN_WORD, from.span, format!("unknown origin \"{}\"", from.value))
                .label(format!("expected one of {}", known.join(", ")))
                .meant_among(&from.value, known.iter().copied()),
        );
        // Whoever writes an origin means any but the caller, which needs no word.
        let meant = ORIGINS.iter().find(|(name, _)| Some(*name) == meant).map(|(_, origin)| origin.clone());
        return meant.unwrap_or(Origin::OpenId);
    };
    match (origin, holder) {
        (Origin::Caller, _) | (_, Holder::Gateway) | (Origin::Sign, Holder::Callback) => {}
        (Origin::Sign, _) => refuse_origin(from, false, "a sign is a parameter of a gateway or callback", context),
        (_, Holder::Command) => {}
        (_, Holder::Struct) => refuse_origin(from, false, "a field of a struct comes from the caller", context),
        _ => refuse_origin(from, false, "neither client nor session stands behind this", context),
    }
    let fits = match origin {
        Origin::AppId => matches!(ty, Type::U64 | Type::Text | Type::Unknown),
        Origin::Caller => true,
        _ => matches!(ty, Type::Text | Type::Unknown),
    };
    refuse_origin(from, fits, "does not fit the type: an app id is u64, everything else a string", context);
    origin.clone()
}

fn refuse_origin(from: &Located<String>, fits: bool, why: &str, context: &mut Context<'_>) {
    if !fits {
        let message = format!("the value cannot come from `{}`", from.value);
        context.add(Diagnostic::new(ORIGIN_PLACE, from.span, message).label(why));
    }
}

fn check_contradictions(table: &FieldTable, origin: &Origin, context: &mut Context<'_>) {
    let mut refuse = |span: Option<Span>, wrong: bool, message: &str| {
        if let (Some(span), true) = (span, wrong) {
            context.add(Diagnostic::new(CONTRADICTION, span, message).label("one of the two must go"));
        }
    };
    let from = table.from.as_ref().map(|from| from.span);
    let default = table.default.as_ref().map(|default| default.span);
    let required = table.required.as_ref();
    refuse(from, table.value.is_some(), "`from` besides `value`");
    refuse(default, required.is_some_and(|required| required.value), "`default` of a required value");
    refuse(default, *origin != Origin::Caller, "`default` of a value that the caller does not give");
    let optional = required.filter(|required| !required.value).map(|required| required.span);
    refuse(optional, *origin != Origin::Caller, "`required = false` of a value that the caller does not give");
}

/// Only a text is kept in a type that cannot be printed.
fn check_secret(table: &FieldTable, ty: &Type, context: &mut Context<'_>) {
    if let Some(secret) = table.secret.as_ref().filter(|secret| secret.value)
        && !matches!(ty, Type::Text | Type::Unknown)
    {
        let found = Diagnostic::new(TYPE_PLACE, secret.span, "only a string can be secret");
        context.add(found.label("expected the type \"string\""));
    }
}

/// `key` and `keeps` mean nothing but in SDK calls.
fn check_sdk_keys(table: &FieldTable, holder: Holder, ty: &Type, context: &mut Context<'_>) {
    if let Some(key) = table.key.as_ref().filter(|_| holder != Holder::Bundle) {
        let found = Diagnostic::new(SDK_FIELD, key.span, "only what stands in a bundle has a key");
        context.add(found.label("not in a bundle"));
    }
    let Some(keeps) = &table.keeps else { return };
    if !matches!(holder, Holder::Args | Holder::Bundle) {
        let found =
            Diagnostic::new(SDK_FIELD, keeps.span, "only in an SDK call does a platform drop what it does not keep");
        context.add(found.label("not in an SDK call").help("`max_items` is a limit of a list"));
    } else if !matches!(ty, Type::List(_) | Type::Unknown) {
        let found = Diagnostic::new(LIMIT, keeps.span, "`keeps` does not fit the type");
        context.add(found.label("a limit of lists"));
    } else if keeps.value < 1 {
        let found = Diagnostic::new(LIMIT, keeps.span, "a platform that keeps nothing");
        context.add(found.label("expected 1 or more"));
    } else if let Some(most) = table.max_items.as_ref().filter(|most| most.value < keeps.value) {
        let found = Diagnostic::new(CONTRADICTION, keeps.span, "`keeps` above `max_items`: there is nothing to drop");
        context.add(found.label("one of the two must go").other(most.span, "no list is longer"));
    }
}

/// What is a text anyway, or no single value, has no quotes to add.
fn check_quoted(table: &FieldTable, holder: Holder, ty: &Type, context: &mut Context<'_>) {
    let Some(quoted) = table.quoted.as_ref().filter(|quoted| quoted.value) else { return };
    let why = match ty {
        _ if holder != Holder::Struct => "expected in a field of a struct",
        ty if has_quotable_form(ty) => return,
        Type::Enum(name) if context.enum_(name).is_none_or(Enum::is_numeric) => return,
        Type::Text | Type::Enum(_) => "a text stands in quotes anyway",
        _ => "expected a number, a truth value or an enum of numbers",
    };
    context.add(Diagnostic::new(QUOTED, quoted.span, "this cannot be quoted").label(why));
}

fn has_quotable_form(ty: &Type) -> bool {
    let is_number = matches!(ty, Type::U32 | Type::U64 | Type::I32 | Type::I64 | Type::UnixSeconds | Type::Seconds);
    is_number || matches!(ty, Type::Bool | Type::Unknown)
}

fn flatten(table: &FieldTable, ty: &Type, meant: &Type, origin: &Origin, context: &mut Context<'_>) -> bool {
    let Some(flatten) = table.flatten.as_ref().filter(|flatten| flatten.value) else { return false };
    let holds = matches!(ty.inner(), Type::Struct(_) | Type::Rows(_) | Type::Unknown);
    let given = *origin == Origin::Caller && table.required.as_ref().is_none_or(|required| required.value);
    if holds && given {
        return *meant != Type::Unknown;
    }
    let why = if holds { "expected a required value of the caller" } else { "expected a struct or rows" };
    context.add(Diagnostic::new(FLATTEN, flatten.span, "this cannot be flattened").label(why));
    false
}

/// Checks a constant against the type and limits of what it is for.
fn check_constant(constant: &Located<Constant>, ty: &Type, limits: &Limits, context: &mut Context<'_>) {
    let wrong = wrong_kind(&constant.value, ty, context).map(str::to_owned).or_else(|| {
        let kept = match &constant.value {
            Constant::Int(number) => limits.check_number(i128::from(*number)),
            Constant::Text(text) => limits.check_text(text),
            Constant::Bool(_) => Ok(()),
        };
        kept.err().map(|violation| violation.to_string())
    });
    if let Some(wrong) = wrong {
        context.add(Diagnostic::new(CONSTANT, constant.span, "the constant does not fit").label(wrong));
    }
}

fn wrong_kind(constant: &Constant, ty: &Type, context: &Context<'_>) -> Option<&'static str> {
    let fits = |fits: bool, expected: &'static str| (!fits).then_some(expected);
    match (ty, constant) {
        (Type::U32, Constant::Int(number)) => fits(u32::try_from(*number).is_ok(), "expected 0 to 4294967295"),
        (Type::I32, Constant::Int(number)) => fits(i32::try_from(*number).is_ok(), "expected a number of 32 bits"),
        (Type::U64 | Type::Seconds, Constant::Int(number)) => fits(*number >= 0, "expected 0 or more"),
        (Type::I64 | Type::UnixSeconds, Constant::Int(_)) | (Type::Unknown, _) => None,
        (Type::U32 | Type::I32 | Type::U64 | Type::I64 | Type::Seconds | Type::UnixSeconds, _) => {
            Some("expected a whole number")
        }
        (Type::Bool, _) => fits(matches!(constant, Constant::Bool(_)), "expected `true` or `false`"),
        (Type::Text, _) => fits(matches!(constant, Constant::Text(_)), "expected a text"),
        (Type::Enum(name), _) => {
            let known = context.enum_(name)?;
            let listed = known.values.iter().any(|value| value.value == *constant);
            let fits_open = known.open && known.is_numeric() == matches!(constant, Constant::Int(_));
            fits(listed || fits_open, "expected a wire value of the enum")
        }
        _ => Some("only plain values and enums can have a constant"),
    }
}

fn check_length_of(table: &FieldTable, fields: &[Field], context: &mut Context<'_>) {
    let Some(from) = &table.from else { return };
    let Some(of) = from.value.strip_prefix("len(").and_then(|rest| rest.strip_suffix(')')) else { return };
    match fields.iter().find(|field| field.name == of) {
        Some(field) if matches!(field.ty.inner(), Type::List(_) | Type::Rows(_) | Type::Unknown) => {}
        Some(_) => {
            let message = format!("`{of}` has no length");
            context.add(Diagnostic::new(ORIGIN_PLACE, from.span, message).label("expected a list or rows"));
        }
        None => {
            let meant = nearest(of, fields.iter().map(|field| field.name.as_str())).map(|of| format!("len({of})"));
            let message = format!("no `{of}` stands beside this");
            context.add(
                Diagnostic::new(UNKNOWN_NAME, from.span, message)
                    .label("expected a field of the same table")
                    .meant(meant.as_deref()),
            );
        }
    }
}
