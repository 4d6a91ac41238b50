//! Commands.

use qq_cgi_model::model::{Command, Field, Origin, Reply, ReplyCode, Type};

use super::Comparison;
use crate::{
    at::At,
    rules::{
        COMMAND_GATEWAY, COMMAND_PATH, GATEWAY_TYPE, IDEMPOTENT, METHOD_ADDED, METHOD_DEFAULT, METHOD_REMOVED, REPLY,
        REPLY_CODE, REPLY_MESSAGE, REPLY_TYPE, VERIFY_ADDED, VERIFY_REMOVED,
    },
    text,
};

pub(super) fn compare(comparison: &mut Comparison<'_>, at: &At, old: &Command, new: &Command) {
    comparison.gateway_of(at, old, new);
    comparison.either(COMMAND_PATH, &at.key("path"), old.path.clone(), new.path.clone());
    comparison.methods(at, old, new);
    comparison.changed(IDEMPOTENT, &at.key("idempotent"), &old.idempotent, &new.idempotent, ToString::to_string);
    comparison.params(at, &old.params, &new.params);
    comparison.reply(&at.key("reply"), Some(&old.reply), Some(&new.reply));
    comparison.reply_code(at, old.reply_code.as_ref(), new.reply_code.as_ref());
    comparison.verify(at, &old.verify, &new.verify);
    comparison.examples(at, &old.examples, &new.examples, |example| &mut example.about);
}

impl Comparison<'_> {
    /// What a caller gives, and what is sent.
    pub(super) fn params(&mut self, at: &At, old: &[Field], new: &[Field]) {
        let called = |name: &str| at.inner("params", "param", name);
        let (was, is) = (self.old.struct_arguments(old), self.new.struct_arguments(new));
        self.arguments(at, &called, &was, &is);
        self.values(&called, &old.iter().collect::<Vec<_>>(), &new.iter().collect::<Vec<_>>());
    }

    fn gateway_of(&mut self, at: &At, old: &Command, new: &Command) {
        let (was, is) = (self.old.gateway_of(old), self.new.gateway_of(new));
        let (Some(was), Some(is)) = (was, is) else { return };
        // One that is only called otherwise is its own change.
        if was.name != is.name && was.rust != is.rust {
            let at = at.key("gateway");
            for rule in [GATEWAY_TYPE, COMMAND_GATEWAY] {
                self.add(rule, &at, Some(was.name.clone()), Some(is.name.clone()));
            }
        }
    }

    fn methods(&mut self, at: &At, old: &Command, new: &Command) {
        let at = at.key("methods");
        let first = |command: &Command| command.methods.first().map(|method| method.as_str().to_owned());
        self.either(METHOD_DEFAULT, &at, first(old), first(new));
        for method in new.methods.iter().filter(|method| !old.methods.contains(method)) {
            self.came(METHOD_ADDED, &at, Some(method.as_str().to_owned()));
        }
        for method in old.methods.iter().filter(|method| !new.methods.contains(method)) {
            self.add(METHOD_REMOVED, &at, Some(method.as_str().to_owned()), None);
        }
    }

    /// What is answered, to a command or an SDK call.
    pub(super) fn reply(&mut self, at: &At, old: Option<&Reply>, new: Option<&Reply>) {
        let name = |reply: &Reply| match reply {
            Reply::Unknown => "unknown".to_owned(),
            Reply::Struct(name) => name.clone(),
        };
        self.either(REPLY_TYPE, at, old.map(name), new.map(name));
        let is_alike = match (old, new) {
            (Some(Reply::Struct(was)), Some(Reply::Struct(is))) => {
                self.is_written_alike(&Type::Struct(was.clone()), &Type::Struct(is.clone()))
            }
            _ => false,
        };
        if !is_alike {
            self.either(REPLY, at, old.map(name), new.map(name));
        }
    }

    fn reply_code(&mut self, at: &At, old: Option<&ReplyCode>, new: Option<&ReplyCode>) {
        let read = |code: &ReplyCode| format!("{} = {}", code.field, code.success);
        self.either(REPLY_CODE, &at.key("reply_code"), old.map(read), new.map(read));
        let message = |code: Option<&ReplyCode>| code.and_then(|code| code.message.clone());
        self.either(REPLY_MESSAGE, &at.key("reply_code.message"), message(old), message(new));
        let errors = |code: Option<&ReplyCode>| code.and_then(|code| code.errors.clone());
        self.code_type(&at.key("reply_code.errors"), errors(old), errors(new));
    }

    fn verify(&mut self, at: &At, old: &[(String, Origin)], new: &[(String, Origin)]) {
        let at = at.key("verify");
        let show = |(field, origin): &(String, Origin)| Some(format!("{field} = {}", text::origin(origin)));
        for verified in new.iter().filter(|verified| !old.contains(verified)) {
            self.came(VERIFY_ADDED, &at, show(verified));
        }
        for verified in old.iter().filter(|verified| !new.contains(verified)) {
            self.add(VERIFY_REMOVED, &at, show(verified), None);
        }
    }
}
