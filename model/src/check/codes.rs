//! Error tables.

use super::context::{Context, Item, is_camel, is_key, is_wire_name};
use crate::{
    diagnostic::{BAD_NAME, CODE_FORM, CONTRADICTION, DUPLICATE_CODE, Diagnostic, EMPTY, RUST_CLASH},
    model::{Code, CodeNumber, ErrorTable, Remedy},
    naming,
    source::Located,
    syntax::{CodeTable, ErrorsTable, RemedyWord},
};

/// The variant for codes that the table does not list.
const UNLISTED: &str = "Unlisted";

pub(super) fn lower(item: &Item<ErrorsTable>, context: &mut Context<'_>) -> ErrorTable {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `relay`");
    let rust = context.rust_name(table.rust.as_ref(), name, |name| format!("{}Error", naming::camel_case(name)));
    let written = table.codes.as_ref().map(|codes| codes.value.as_slice()).unwrap_or_default();
    if let (Some(codes), true) = (&table.codes, written.is_empty()) {
        context.add(Diagnostic::new(EMPTY, codes.span, "an error table without codes").label("expected at least one"));
    }
    let mut codes: Vec<Code> = Vec::new();
    for (key, row) in written {
        let (Some(identity), Some(name)) = (identity(key, row, written, context), &row.name) else { continue };
        let is_free = check_variant(name, &codes, context);
        check_number(&identity, key, row, &codes, context);
        if !is_free {
            continue;
        }
        codes.push(Code {
            code: identity.number,
            symbol: identity.symbol,
            rust: name.value.clone(),
            zh_remedy: row.zh_remedy.as_ref().map(|text| text.value.clone()),
            en_remedy: row.en_remedy.as_ref().map(|text| text.value.clone()),
            remedy: row.remedy.as_ref().map_or(Remedy::None, |remedy| remedy.value.into()),
            about: context.about(&row.texts, key.span, *from_base),
        });
    }
    let about = context.about(&table.texts, name.span, *from_base);
    ErrorTable { name: name.value.clone(), rust, codes, about }
}

/// What a code is known by.
struct Identity {
    number: Option<i64>,
    symbol: Option<String>,
}

fn identity(
    key: &Located<String>,
    row: &CodeTable,
    written: &[(Located<String>, CodeTable)],
    context: &mut Context<'_>,
) -> Option<Identity> {
    if is_constant_name(&key.value) {
        let number = match row.code.as_ref().map(|code| code.value) {
            Some(CodeNumber::Known(number)) => Some(number),
            Some(CodeNumber::Unknown) => None,
            None => {
                let message = format!("`{}` is no number and has none in `code`", key.value);
                let found = Diagnostic::new(CODE_FORM, key.span, message).label("expected a whole number");
                let help = "if it is a constant's name, write beside it: code = NUMBER, or code = \"unknown\"";
                context.add(found.help(help));
                None
            }
        };
        return Some(Identity { number, symbol: Some(key.value.clone()) });
    }
    let number = code_number(key, written, context)?;
    if let Some(code) = &row.code {
        let found = Diagnostic::new(CONTRADICTION, code.span, "`code` of a code that stands under its number");
        context.add(found.label("one of the two must go").other(key.span, "the number"));
    }
    Some(Identity { number: Some(number), symbol: None })
}

/// `kParamInvalid`, `Errors.INVALID`: what the document calls a number.
fn is_constant_name(key: &str) -> bool {
    is_wire_name(key) && key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
}

fn code_number(
    key: &Located<String>,
    written: &[(Located<String>, CodeTable)],
    context: &mut Context<'_>,
) -> Option<i64> {
    let number = key.value.trim().parse::<i64>().ok();
    let canonical = number.map(|number| number.to_string());
    if canonical.as_ref() == Some(&key.value) {
        return number;
    }
    let twin = written.iter().find(|(other, _)| Some(&other.value) == canonical.as_ref());
    let message = format!("`{}` is not the plain form of a code", key.value);
    let found = Diagnostic::new(CODE_FORM, key.span, message);
    let mut found = found.label("expected a whole number without leading zeros");
    if let Some((twin, _)) = twin {
        found = found.other(twin.span, "the same code");
    }
    context.add(found.meant(canonical.as_deref()).certain(twin.is_none()));
    number.filter(|_| twin.is_none())
}

/// Whether a variant can have this name.
fn check_variant(name: &Located<String>, codes: &[Code], context: &mut Context<'_>) -> bool {
    context.check_form(name, is_camel, "a name such as `SignatureMismatch`");
    if name.value == UNLISTED {
        let message = "codes that are not in the table are called `Unlisted` already";
        context.add(Diagnostic::new(BAD_NAME, name.span, message).label("choose another name"));
    }
    let twin = codes.iter().find(|code| code.rust == name.value);
    if let Some(twin) = twin {
        let message = format!("two codes are called `{}`", name.value);
        context.add(
            Diagnostic::new(RUST_CLASH, name.span, message).label(format!("{} has this name already", twin.label())),
        );
    }
    is_camel(&name.value) && name.value != UNLISTED && twin.is_none()
}

/// Two constants can have one number; then the number says nothing.
fn check_number(
    identity: &Identity,
    key: &Located<String>,
    row: &CodeTable,
    codes: &[Code],
    context: &mut Context<'_>,
) {
    let Some(number) = identity.number else { return };
    if let Some(twin) = codes.iter().find(|code| code.code == Some(number)) {
        let span = row.code.as_ref().map_or(key.span, |code| code.span);
        let found = Diagnostic::new(DUPLICATE_CODE, span, format!("the code {number} stands twice"));
        context.add(found.label(format!("`{}` has this number already", twin.label())));
    }
}

impl From<RemedyWord> for Remedy {
    fn from(word: RemedyWord) -> Self {
        match word {
            RemedyWord::FixRequest => Self::FixRequest,
            RemedyWord::CheckCredentials => Self::CheckCredentials,
            RemedyWord::RetryOnce => Self::RetryOnce,
            RemedyWord::BackOff => Self::BackOff,
            RemedyWord::Reauthorize => Self::Reauthorize,
            RemedyWord::RequestPermission => Self::RequestPermission,
            RemedyWord::ContactSupport => Self::ContactSupport,
            RemedyWord::None => Self::None,
        }
    }
}
