//! Values as the wire has them: parameters, fields, rows.

use qq_cgi_model::model::{Constant, Enum, Field, Model, Origin, Type};
use qq_cgi_wire::Limits;

use super::{Comparison, arguments::Called, pairs::pairs};
use crate::{
    at::At,
    rules::{
        BUNDLE_KEY, CONSTANT, DEFAULT, KEEPS, LOOSENED, MADE_OPTIONAL, MADE_REQUIRED, MISSING_CODE, OPTIONAL_ADDED,
        OPTIONAL_REMOVED, ORIGIN, QUOTED, REQUIRED_ADDED, REQUIRED_REMOVED, SAMPLE, SECRET_ADDED, SECRET_REMOVED,
        TIGHTENED, VALUE_NAME, WIRE_TYPE,
    },
    text,
};

/// How deep structs are followed: deeper than any, less than a ring of them.
const DEEPEST: usize = 16;

impl Comparison<'_> {
    /// Compares a list of values.
    pub(super) fn values(&mut self, called: Called<'_>, old: &[&Field], new: &[&Field]) {
        let owned = |fields: &[&Field]| -> Vec<Field> { fields.iter().map(|field| (*field).clone()).collect() };
        let (old, new) = (owned(old), owned(new));
        // Only what somebody gives has a name in Rust.
        let rust = |field: &Field| (field.origin == Origin::Caller).then(|| field.rust.clone());
        let pairs = pairs(&old, &new, |field| field.name.clone(), rust);
        for (was, is) in pairs.both {
            let at = called(&is.name);
            self.changed(VALUE_NAME, &at, &was.name, &is.name, Clone::clone);
            self.value(&at, was, is);
        }
        for field in pairs.came {
            let rule = if field.required { REQUIRED_ADDED } else { OPTIONAL_ADDED };
            self.came(rule, &called(&field.name), Some(text::field(field)));
        }
        for field in pairs.gone {
            let rule = if field.required { REQUIRED_REMOVED } else { OPTIONAL_REMOVED };
            self.gone(rule, &called(&field.name), Some(text::field(field)));
        }
    }

    fn value(&mut self, at: &At, old: &Field, new: &Field) {
        self.texts(at, &old.about, &new.about);
        self.required(at, old.required, new.required);
        self.ty(at, (&old.ty, &old.limits), (&new.ty, &new.limits));
        self.origin(at, &old.origin, &new.origin);
        if !old.required && !new.required {
            let default = |field: &Field| field.default.as_ref().map(text::constant);
            self.either(DEFAULT, &at.key("default"), default(old), default(new));
        }
        self.changed(QUOTED, &at.key("quoted"), &old.quoted, &new.quoted, ToString::to_string);
        self.switched(SECRET_ADDED, SECRET_REMOVED, &at.key("secret"), old.secret, new.secret);
        let number = |code: Option<i64>| code.map(|code| code.to_string());
        self.either(MISSING_CODE, &at.key("missing_code"), number(old.missing_code), number(new.missing_code));
        let sample = |field: &Field| field.sample.as_ref().map(text::constant);
        self.either(SAMPLE, &at.key("sample"), sample(old), sample(new));
        let key = |field: &Field| text::bundle_key(field.key.as_ref());
        self.either(BUNDLE_KEY, &at.key("key"), key(old), key(new));
        let keeps = |field: &Field| field.keeps.map(|keeps| keeps.to_string());
        self.either(KEEPS, &at.key("keeps"), keeps(old), keeps(new));
    }

    pub(super) fn required(&mut self, at: &At, old: bool, new: bool) {
        self.switched(MADE_REQUIRED, MADE_OPTIONAL, &at.key("required"), old, new);
    }

    fn origin(&mut self, at: &At, old: &Origin, new: &Origin) {
        match (old, new) {
            (Origin::Constant(was), Origin::Constant(is)) => {
                self.changed(CONSTANT, &at.key("value"), was, is, text::constant);
            }
            _ => self.changed(ORIGIN, &at.key("from"), old, new, text::origin),
        }
    }

    /// Compares what can stand for a value: its type and its limits.
    pub(super) fn ty(&mut self, at: &At, (old, old_limits): (&Type, &Limits), (new, new_limits): (&Type, &Limits)) {
        if !self.is_written_alike(old, new) {
            self.changed(WIRE_TYPE, &at.key("type"), old, new, text::ty);
            return;
        }
        for (key, was, is) in lower_bounds((old, old_limits), (new, new_limits)) {
            self.bound(&at.key(key), was, is, is > was);
        }
        for (key, was, is) in upper_bounds((old, old_limits), (new, new_limits)) {
            self.bound(&at.key(key), was, is, is < was);
        }
        let https = |limits: &Limits| limits.https_only;
        self.switched(TIGHTENED, LOOSENED, &at.key("https_only"), https(old_limits), https(new_limits));
    }

    fn bound(&mut self, at: &At, old: i128, new: i128, is_tighter: bool) {
        let show = |bound: &i128| if bound.abs() == NO_BOUND { "none".to_owned() } else { bound.to_string() };
        self.changed(if is_tighter { TIGHTENED } else { LOOSENED }, at, &old, &new, show);
    }

    /// Whether both types are written alike, whatever their items are called. Bounds of numbers are left out.
    pub(super) fn is_written_alike(&self, old: &Type, new: &Type) -> bool {
        self.is_alike(old, new, DEEPEST)
    }

    fn is_alike(&self, old: &Type, new: &Type, depth: usize) -> bool {
        match (old, new) {
            (Type::List(was), Type::List(is)) | (Type::Json(was), Type::Json(is)) => self.is_alike(was, is, depth),
            (Type::Enum(was), Type::Enum(is)) if was != is => {
                self.old.enum_(was).zip(self.new.enum_(is)).is_some_and(|(was, is)| has_same_words(was, is))
            }
            (Type::Struct(was), Type::Struct(is)) if was != is && depth > 0 => {
                let both = self.old.struct_(was).zip(self.new.struct_(is));
                both.is_some_and(|(was, is)| self.has_same_fields(&was.fields, &is.fields, depth - 1))
            }
            (Type::Rows(was), Type::Rows(is)) if was != is => is_renamed_table(self.old, was, self.new, is),
            _ => old == new || (range(old).is_some() && range(new).is_some()),
        }
    }

    fn has_same_fields(&self, old: &[Field], new: &[Field], depth: usize) -> bool {
        let is_same = |was: &Field| {
            let is = new.iter().find(|is| is.name == was.name);
            is.is_some_and(|is| is.required == was.required && self.is_alike(&was.ty, &is.ty, depth))
        };
        old.len() == new.len() && old.iter().all(is_same)
    }
}

fn has_same_words(old: &Enum, new: &Enum) -> bool {
    let words = |item: &Enum| {
        let mut words: Vec<_> = item.values.iter().map(|value| text::constant(&value.value)).collect();
        words.sort_unstable();
        (item.open, words)
    };
    words(old) == words(new)
}

/// Only the key in the spec is another: the tables themselves are compared as items.
fn is_renamed_table(old_model: &Model, old: &str, new_model: &Model, new: &str) -> bool {
    let both = old_model.type_table(old).zip(new_model.type_table(new));
    both.is_some_and(|(was, is)| was.rust == is.rust)
}

/// Stands for no bound: no bound of any type is as large.
const NO_BOUND: i128 = i128::MAX;

type Bound = (&'static str, i128, i128);

fn lower_bounds(old: (&Type, &Limits), new: (&Type, &Limits)) -> [Bound; 3] {
    let number = |(ty, limits): (&Type, &Limits)| {
        let own = range(ty).map_or(-NO_BOUND, |(least, _)| least);
        limits.min.map_or(own, |limit| limit.max(own))
    };
    [
        ("min", number(old), number(new)),
        ("min_chars", count(old.1.min_chars, 0), count(new.1.min_chars, 0)),
        ("min_items", count(old.1.min_items, 0), count(new.1.min_items, 0)),
    ]
}

fn upper_bounds(old: (&Type, &Limits), new: (&Type, &Limits)) -> [Bound; 3] {
    let number = |(ty, limits): (&Type, &Limits)| {
        let own = range(ty).map_or(NO_BOUND, |(_, most)| most);
        limits.max.map_or(own, |limit| limit.min(own))
    };
    [
        ("max", number(old), number(new)),
        ("max_chars", count(old.1.max_chars, NO_BOUND), count(new.1.max_chars, NO_BOUND)),
        ("max_items", count(old.1.max_items, NO_BOUND), count(new.1.max_items, NO_BOUND)),
    ]
}

fn count(limit: Option<usize>, none: i128) -> i128 {
    limit.map_or(none, |limit| i128::try_from(limit).unwrap_or(NO_BOUND))
}

/// The numbers that a type can be; `None` for what is no number.
fn range(ty: &Type) -> Option<(i128, i128)> {
    match ty {
        Type::U32 => Some((0, u32::MAX.into())),
        Type::U64 | Type::Seconds => Some((0, u64::MAX.into())),
        Type::I32 => Some((i32::MIN.into(), i32::MAX.into())),
        Type::I64 | Type::UnixSeconds => Some((i64::MIN.into(), i64::MAX.into())),
        _ => None,
    }
}

/// `true` of what a constant says in words.
pub(super) fn constant(value: Option<&Constant>) -> Option<String> {
    value.map(text::constant)
}
