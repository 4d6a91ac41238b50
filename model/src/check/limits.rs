//! Limits fit their types.

use qq_cgi_wire::Limits;

use super::context::Context;
use crate::{
    diagnostic::{CONTRADICTION, Diagnostic, LIMIT},
    model::Type,
    source::Located,
};

/// The limits as written.
#[derive(Default)]
pub(super) struct Written<'t> {
    pub(super) min: Option<&'t Located<i64>>,
    pub(super) max: Option<&'t Located<i64>>,
    pub(super) min_chars: Option<&'t Located<i64>>,
    pub(super) max_chars: Option<&'t Located<i64>>,
    pub(super) min_items: Option<&'t Located<i64>>,
    pub(super) max_items: Option<&'t Located<i64>>,
    pub(super) non_empty: Option<&'t Located<bool>>,
    pub(super) https_only: Option<&'t Located<bool>>,
}

impl Written<'_> {
    pub(super) fn lower(&self, ty: &Type, context: &mut Context<'_>) -> Limits {
        self.check_types(ty, context);
        self.check_ranges(innermost(ty), context);
        self.check_order(context);
        let non_empty = self.non_empty.is_some_and(|non_empty| non_empty.value);
        if let (true, Some(min_chars)) = (non_empty, self.min_chars) {
            let found = Diagnostic::new(CONTRADICTION, min_chars.span, "`min_chars` besides `non_empty`");
            context.add(found.label("one of the two is enough"));
        }
        if let (Some(non_empty), Some(max_chars)) = (self.non_empty.filter(|_| non_empty), self.max_chars)
            && max_chars.value == 0
        {
            let found = Diagnostic::new(LIMIT, max_chars.span, "no value can keep both limits");
            context
                .add(found.label("an empty text alone keeps this").other(non_empty.span, "no empty text keeps this"));
        }
        Limits {
            min: self.min.map(|limit| i128::from(limit.value)),
            max: self.max.map(|limit| i128::from(limit.value)),
            min_chars: count(self.min_chars, context).or(non_empty.then_some(1)),
            max_chars: count(self.max_chars, context),
            min_items: count(self.min_items, context),
            max_items: count(self.max_items, context),
            https_only: self.https_only.is_some_and(|https_only| https_only.value),
        }
    }

    fn check_types(&self, ty: &Type, context: &mut Context<'_>) {
        if *ty == Type::Unknown {
            return;
        }
        let item = innermost(ty);
        let counts = matches!(ty.inner(), Type::List(_) | Type::Rows(_));
        let number = matches!(item, Type::U32 | Type::U64 | Type::I32 | Type::I64 | Type::UnixSeconds | Type::Seconds);
        let text = *item == Type::Text || matches!(item, Type::Enum(_));
        let mut refuse = |key: &str, span: Option<crate::source::Span>, fits: bool, of: &str| {
            if let (Some(span), false) = (span, fits) {
                let message = format!("`{key}` does not fit the type");
                context.add(Diagnostic::new(LIMIT, span, message).label(format!("a limit of {of}")));
            }
        };
        refuse("min", self.min.map(|limit| limit.span), number, "numbers");
        refuse("max", self.max.map(|limit| limit.span), number, "numbers");
        refuse("min_chars", self.min_chars.map(|limit| limit.span), text, "texts");
        refuse("max_chars", self.max_chars.map(|limit| limit.span), text, "texts");
        refuse("non_empty", self.non_empty.map(|limit| limit.span), text, "texts");
        refuse("https_only", self.https_only.map(|limit| limit.span), text, "texts");
        refuse("min_items", self.min_items.map(|limit| limit.span), counts, "lists");
        refuse("max_items", self.max_items.map(|limit| limit.span), counts, "lists");
    }

    /// A limit that no value of the type comes near tests nothing, or refuses everything.
    fn check_ranges(&self, item: &Type, context: &mut Context<'_>) {
        let Some((lowest, highest)) = range(item) else { return };
        for (key, limit) in [("min", self.min), ("max", self.max)] {
            let Some(limit) = limit.filter(|limit| !(lowest..=highest).contains(&i128::from(limit.value))) else {
                continue;
            };
            let found = Diagnostic::new(LIMIT, limit.span, format!("`{key}` does not fit the type"));
            context.add(found.label(format!("the type holds {lowest} to {highest}")));
        }
    }

    fn check_order(&self, context: &mut Context<'_>) {
        for (lower, upper) in [(self.min, self.max), (self.min_chars, self.max_chars), (self.min_items, self.max_items)]
        {
            if let (Some(lower), Some(upper)) = (lower, upper)
                && lower.value > upper.value
            {
                let found = Diagnostic::new(LIMIT, upper.span, "no value can keep both limits");
                context.add(found.label("below the lower limit").other(lower.span, "the lower limit"));
            }
        }
    }
}

/// The lowest and the highest number of a type.
fn range(ty: &Type) -> Option<(i128, i128)> {
    match ty {
        Type::U32 => Some((0, u32::MAX.into())),
        Type::U64 | Type::Seconds => Some((0, u64::MAX.into())),
        Type::I32 => Some((i32::MIN.into(), i32::MAX.into())),
        // Whatever can be written fits.
        _ => None,
    }
}

fn count(limit: Option<&Located<i64>>, context: &mut Context<'_>) -> Option<usize> {
    let limit = limit?;
    let count = usize::try_from(limit.value).ok();
    if count.is_none() {
        context.add(Diagnostic::new(LIMIT, limit.span, "a count below zero").label("expected 0 or more"));
    }
    count
}

/// What a type holds in the end.
pub(super) fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::Json(inner) | Type::List(inner) => innermost(inner),
        other => other,
    }
}
