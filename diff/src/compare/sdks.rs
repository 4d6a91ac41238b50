//! SDK calls.

use qq_cgi_model::model::{AnswerBy, Constant, Field, Model, Needed, Sdk, SdkAnswer, SdkDetail};

use super::{Comparison, pairs::reordered, values::constant};
use crate::{
    at::At,
    rules::{ANSWER, ANSWER_MESSAGE, NEEDS_LOGIN, SDK_CALL, SDK_ORDER, SDK_ROW, TEXT, TO_GAINED, TO_LOST},
    text,
};

pub(super) fn compare(comparison: &mut Comparison<'_>, at: &At, old: &Sdk, new: &Sdk) {
    comparison.changed(SDK_CALL, &at.key("platform"), &old.platform, &new.platform, Clone::clone);
    comparison.changed(SDK_CALL, &at.key("call"), &old.call, &new.call, Clone::clone);
    comparison.either(SDK_CALL, &at.key("receiver"), old.receiver.clone(), new.receiver.clone());
    comparison.either(SDK_CALL, &at.key("object"), old.object.clone(), new.object.clone());
    comparison.changed(NEEDS_LOGIN, &at.key("needs_login"), &old.needs_login, &new.needs_login, |needed| {
        needed_word(*needed).to_owned()
    });
    comparison.changed(TEXT, &at.key("aliases"), &old.aliases, &new.aliases, |aliases| text::list(aliases));
    let sentences = |sentences: &Vec<String>| sentences.join(" ");
    comparison.changed(TEXT, &at.key("preconditions"), &old.preconditions, &new.preconditions, sentences);
    comparison.sdk_values(at, old, new);
    comparison.row(at, old, new);
    comparison.answer(at, &old.answer, &new.answer);
}

impl Comparison<'_> {
    fn sdk_values(&mut self, at: &At, old: &Sdk, new: &Sdk) {
        let argument = |name: &str| at.inner("args", "argument", name);
        let value = |name: &str| at.inner("bundle", "value", name);
        let is_argument = |name: &str| [old, new].iter().any(|sdk| sdk.args.iter().any(|field| field.name == name));
        let called = |name: &str| if is_argument(name) { argument(name) } else { value(name) };
        let arguments = (self.old.sdk_arguments(old), self.new.sdk_arguments(new));
        self.arguments(at, &called, &arguments.0, &arguments.1);
        self.values(&argument, &refs(&old.args), &refs(&new.args));
        self.values(&value, &refs(&old.bundle), &refs(&new.bundle));
        let names = |sdk: &Sdk| -> Vec<String> { sdk.args.iter().map(|field| field.name.clone()).collect() };
        if let Some((old, new)) = reordered(&names(old), &names(new)) {
            self.add(SDK_ORDER, &at.key("args"), Some(old), Some(new));
        }
    }

    fn row(&mut self, at: &At, old: &Sdk, new: &Sdk) {
        let at = at.key("row");
        let row = |sdk: &Sdk| sdk.row.as_ref().map(|row| format!("{} of {}", row.row, row.matrix));
        self.either(SDK_ROW, &at, row(old), row(new));
        // What `to` takes, whatever the matrix is called in the spec.
        let columns = |model: &Model, sdk: &Sdk| {
            sdk.row.as_ref().and_then(|row| model.matrix(&row.matrix)).map(|matrix| matrix.rust.clone())
        };
        match (columns(self.old, old), columns(self.new, new)) {
            (None, Some(is)) => self.came(TO_GAINED, &at, Some(is)),
            (Some(was), is) if old.row.as_ref().map(|row| &row.matrix) != new.row.as_ref().map(|row| &row.matrix) => {
                self.either(TO_LOST, &at, Some(was), is);
            }
            _ => {}
        }
    }

    fn answer(&mut self, at: &At, old: &SdkAnswer, new: &SdkAnswer) {
        let at = |key: &str| at.key("answer").key(key);
        self.changed(ANSWER, &at("by"), &old.by, &new.by, |by| answer_word(*by).to_owned());
        self.text(&at("type"), old.ty.as_deref(), new.ty.as_deref());
        self.reply(&at("reply"), old.reply.as_ref(), new.reply.as_ref());
        self.changed(ANSWER, &at("code"), &old.code, &new.code, |fields| text::list(fields));
        self.changed(ANSWER_MESSAGE, &at("message"), &old.message, &new.message, |fields| text::list(fields));
        let code = |code: &Option<Constant>| constant(code.as_ref());
        self.either(ANSWER, &at("success"), code(&old.success), code(&new.success));
        self.either(ANSWER, &at("cancelled"), code(&old.cancelled), code(&new.cancelled));
        self.code_type(&at("errors"), old.errors.clone(), new.errors.clone());
        self.code_type(&at("failures"), old.failures.clone(), new.failures.clone());
        self.detail(&at("detail"), old.detail.as_ref(), new.detail.as_ref());
    }

    fn detail(&mut self, at: &At, old: Option<&SdkDetail>, new: Option<&SdkDetail>) {
        let field = |detail: &SdkDetail| detail.field.clone();
        self.either(ANSWER, &at.key("field"), old.map(field), new.map(field));
        let success = |detail: Option<&SdkDetail>| constant(detail.and_then(|detail| detail.success.as_ref()));
        self.either(ANSWER, &at.key("success"), success(old), success(new));
        let errors = |detail: Option<&SdkDetail>| detail.and_then(|detail| detail.errors.clone());
        self.code_type(&at.key("errors"), errors(old), errors(new));
    }
}

fn refs(fields: &[Field]) -> Vec<&Field> {
    fields.iter().collect()
}

fn needed_word(needed: Needed) -> &'static str {
    match needed {
        Needed::Yes => "true",
        Needed::No => "false",
        Needed::Unknown => "unknown",
    }
}

fn answer_word(by: AnswerBy) -> &'static str {
    match by {
        AnswerBy::Callback => "callback",
        AnswerBy::Return => "return",
        AnswerBy::None => "none",
    }
}
