//! Error tables.

use super::context::{Context, Item, is_camel, is_key};
use crate::{
    diagnostic::{BAD_NAME, CODE_FORM, Diagnostic, EMPTY, RUST_CLASH},
    model::{Code, ErrorTable, Remedy},
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
        let number = code_number(key, written, context);
        let (Some(number), Some(name)) = (number, &row.name) else { continue };
        check_variant(name, &codes, context);
        codes.push(Code {
            code: Some(number),
            symbol: None,
            rust: name.value.clone(),
            zh_remedy: row.zh_remedy.as_ref().map(|text| text.value.clone()),
            en_remedy: row.en_remedy.as_ref().map(|text| text.value.clone()),
            remedy: row.remedy.as_ref().map_or(Remedy::None, |remedy| remedy.value.into()),
            about: context.about(&row.texts, key.span, *from_base),
        });
    }
    codes.retain(|code| is_camel(&code.rust));
    let about = context.about(&table.texts, name.span, *from_base);
    ErrorTable { name: name.value.clone(), rust, codes, about }
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
    let message = format!("`{}` is not the plain form of a code", key.value);
    let twin = written.iter().find(|(other, _)| Some(&other.value) == canonical.as_ref());
    let mut found =
        Diagnostic::new(CODE_FORM, key.span, message).label("expected a whole number without leading zeros");
    if let Some((twin, _)) = twin {
        found = found.other(twin.span, "the same code");
    }
    context.add(found.meant(canonical.as_deref()));
    number.filter(|_| twin.is_none())
}

fn check_variant(name: &Located<String>, codes: &[Code], context: &mut Context<'_>) {
    context.check_form(name, is_camel, "a name such as `SignatureMismatch`");
    if name.value == UNLISTED {
        let message = "codes that are not in the table are called `Unlisted` already";
        context.add(Diagnostic::new(BAD_NAME, name.span, message).label("choose another name"));
    }
    if let Some(twin) = codes.iter().find(|code| code.rust == name.value) {
        let message = format!("two codes are called `{}`", name.value);
        context.add(
            Diagnostic::new(RUST_CLASH, name.span, message).label(format!("{} has this name already", twin.label())),
        );
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
