//! Items as wholes: added, removed, renamed, moved to a base.

use qq_cgi_model::model::{
    About, Callback, Command, Enum, ErrorTable, Gateway, Matrix, Page, Sdk, Sign, Stages, Struct, Table, TypeTable,
};

use super::{Comparison, pairs::pairs};
use crate::{
    at::At,
    rules::{
        ITEM_ADDED, ITEM_KEY, ITEM_MOVED, ITEM_REMOVED, ITEM_RENAMED, Rule, SCHEME_LISTED, SERVED_REMOVED, WIRE_NAME,
    },
};

/// An item of a spec.
pub(super) trait Item {
    /// The key under which its kind stands in the TOML.
    const KIND: &'static str;
    /// What it means that it is called otherwise in the spec, though not in Rust.
    const CALLED: &'static Rule = ITEM_KEY;
    /// What it means besides that it is gone.
    const GONE: Option<&'static Rule> = None;
    fn name(&self) -> &str;
    /// Its type in Rust, if it becomes one.
    fn rust(&self) -> Option<&str>;
    fn about(&self) -> &About;
}

impl Comparison<'_> {
    /// Compares the items of one kind; `each` compares what is in both.
    pub(super) fn items<T: Item>(&mut self, old: &[T], new: &[T], each: impl Fn(&mut Self, &At, &T, &T)) {
        let pairs = pairs(old, new, |item| item.name().to_owned(), |item| item.rust().map(str::to_owned));
        for (was, is) in pairs.both {
            let at = At::item(T::KIND, is.name());
            self.names(&at, was, is);
            self.texts(&at, was.about(), is.about());
            each(self, &at, was, is);
        }
        for item in pairs.came {
            let rule = if item.rust().is_some() { ITEM_ADDED } else { SCHEME_LISTED };
            self.came(rule, &At::item(T::KIND, item.name()), item.rust().map(str::to_owned));
        }
        for item in pairs.gone {
            let at = At::item(T::KIND, item.name());
            let rule = if item.rust().is_some() { ITEM_REMOVED } else { SCHEME_LISTED };
            self.gone(rule, &at, item.rust().map(str::to_owned));
            if let Some(rule) = T::GONE {
                self.gone(rule, &at, None);
            }
        }
    }

    fn names<T: Item>(&mut self, at: &At, old: &T, new: &T) {
        self.changed(T::CALLED, at, &old.name(), &new.name(), |name| (*name).to_owned());
        let rust = |item: &T| item.rust().map(str::to_owned);
        self.either(ITEM_RENAMED, &at.key("rust"), rust(old), rust(new));
        let own = |in_base: &bool| if *in_base { "in the base" } else { "in the spec" }.to_owned();
        self.changed(ITEM_MOVED, at, &old.about().from_base, &new.about().from_base, own);
    }
}

macro_rules! items {
    ($($item:ident $kind:literal $rust:expr $(, $what:ident = $rule:expr)*;)*) => {
        $(impl Item for $item {
            const KIND: &'static str = $kind;
            $(const $what: items!(@type $what) = $rule;)*
            fn name(&self) -> &str {
                &self.name
            }
            fn rust(&self) -> Option<&str> {
                let rust: fn(&Self) -> Option<&str> = $rust;
                rust(self)
            }
            fn about(&self) -> &About {
                &self.about
            }
        })*
    };
    (@type CALLED) => { &'static Rule };
    (@type GONE) => { Option<&'static Rule> };
}

items! {
    Gateway "gateway" |item| Some(&item.rust);
    Sign "sign" |_| None;
    Command "command" |item| Some(&item.rust), CALLED = WIRE_NAME;
    Struct "struct" |item| Some(&item.name);
    Enum "enum" |item| Some(&item.name);
    TypeTable "types" |item| Some(&item.rust);
    ErrorTable "errors" |item| Some(&item.rust);
    Page "page" |item| Some(&item.rust);
    Callback "callback" |item| Some(&item.rust), CALLED = WIRE_NAME, GONE = Some(SERVED_REMOVED);
    Table "table" |item| Some(&item.rust), CALLED = WIRE_NAME, GONE = Some(SERVED_REMOVED);
    Stages "stages" |item| Some(&item.rust);
    Sdk "sdk" |item| Some(&item.rust);
    Matrix "matrix" |item| Some(&item.rust);
}
