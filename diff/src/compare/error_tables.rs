//! Error tables.

use qq_cgi_model::model::{Code, ErrorTable};

use super::{
    Comparison,
    pairs::{Pairs, pairs},
};
use crate::{
    at::At,
    rules::{CODE_ADDED, CODE_METHOD, CODE_NUMBER, CODE_REMEDY, CODE_REMOVED, CODE_RENAMED, CODE_SYMBOL},
};

pub(super) fn compare(comparison: &mut Comparison<'_>, at: &At, old: &ErrorTable, new: &ErrorTable) {
    let number = |is_numbered: &bool| if *is_numbered { "i64" } else { "Option<i64>" }.to_owned();
    comparison.changed(CODE_METHOD, at, &old.is_numbered(), &new.is_numbered(), number);
    let called = |code: &Code| at.inner("codes", "code", &code.label());
    let Pairs { both, gone, came } = pairs(&old.codes, &new.codes, Code::label, |code| Some(code.rust.clone()));
    for (was, is) in both {
        comparison.code(&called(is), was, is);
    }
    for code in came {
        comparison.came(CODE_ADDED, &called(code), Some(code.rust.clone()));
    }
    for code in gone {
        comparison.gone(CODE_REMOVED, &called(code), Some(code.rust.clone()));
    }
}

impl Comparison<'_> {
    fn code(&mut self, at: &At, old: &Code, new: &Code) {
        self.texts(at, &old.about, &new.about);
        self.text(&at.key("zh_remedy"), old.zh_remedy.as_deref(), new.zh_remedy.as_deref());
        self.text(&at.key("en_remedy"), old.en_remedy.as_deref(), new.en_remedy.as_deref());
        self.changed(CODE_RENAMED, &at.key("name"), &old.rust, &new.rust, Clone::clone);
        let number = |code: &Code| Some(code.code.map_or_else(|| "unknown".to_owned(), |code| code.to_string()));
        self.either(CODE_NUMBER, &at.key("code"), number(old), number(new));
        self.either(CODE_SYMBOL, at, old.symbol.clone(), new.symbol.clone());
        self.changed(CODE_REMEDY, &at.key("remedy"), &old.remedy, &new.remedy, |remedy| remedy.word().to_owned());
    }
}
