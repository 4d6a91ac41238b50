//! The rules as a table: ids never change their meaning and are never used again.

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Of no interest unless a root asks for it; no finding has this level.
    Allow,
    /// The spec can be used.
    Warning,
    /// The spec cannot be used.
    Error,
}

impl Level {
    /// `error`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Rule {
    /// Whether a root can set its level.
    #[must_use]
    pub fn is_lint(&self) -> bool {
        self.level != Level::Error
    }
}

/// A rule of the spec language.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id: `QQ0101`.
    pub id: &'static str,
    /// Its name in words with hyphens.
    pub name: &'static str,
    /// How bad a finding of it is. A root can say otherwise of a rule whose level is not [`Level::Error`].
    pub level: Level,
    /// What it is for, in one line.
    pub purpose: &'static str,
    /// The text of its page.
    pub(super) text: &'static str,
}

macro_rules! rules {
    ($($constant:ident $id:literal $name:literal $purpose:literal $($level:ident)?;)*) => {
        $(
            #[doc = $purpose]
            pub(crate) const $constant: &Rule = &Rule {
                id: $id,
                name: $name,
                level: rules!(@level $($level)?),
                purpose: $purpose,
                text: include_str!(concat!("pages/", $id, ".md")),
            };
        )*

        /// All rules, by id.
        pub const RULES: &[&Rule] = &[$($constant),*];
    };
    (@level) => { Level::Error };
    (@level warn) => { Level::Warning };
    (@level allow) => { Level::Allow };
}

rules! {
    UNREADABLE "QQ0001" "unreadable-file" "Every file that a root names can be read and is UTF-8.";
    SYNTAX "QQ0002" "syntax" "Every file is TOML.";
    FILE_LIST "QQ0003" "file-list" "A root names its member files once each, by paths below its own folder.";
    SPEC_PLACE "QQ0004" "spec-place" "The table [spec] stands in the root file and nowhere else.";
    BASE "QQ0005" "base" "A base is named by its Rust path and can be found.";
    LINT_LEVEL "QQ0006" "lint-level" "Only the level of a lint can be set: whatever else is wrong makes a spec unusable.";
    TOO_LARGE "QQ0007" "too-large" "A spec has a size that can be checked: no file, list of files or number of values exceeds its limit.";
    BUDGET "QQ0008" "budget" "A budget can be kept, and no item may have more lines than all of them together.";

    UNKNOWN_KEY "QQ0101" "unknown-key" "Only keys of the spec language are used.";
    MISSING_KEY "QQ0102" "missing-key" "Every required key is there.";
    WRONG_KIND "QQ0103" "wrong-kind" "Every key holds the kind of value that it takes.";
    UNKNOWN_WORD "QQ0104" "unknown-word" "A key that takes one of a few words holds one of them.";
    UNKNOWN_TYPE "QQ0105" "unknown-type" "Every type is a type of the language or is defined in the spec.";
    UNKNOWN_NAME "QQ0106" "unknown-name" "Every item that is referred to is defined.";
    DUPLICATE "QQ0107" "duplicate" "Nothing is defined twice.";
    BAD_NAME "QQ0108" "bad-name" "Names have a form that the wire and Rust can take.";
    RUST_CLASH "QQ0109" "rust-clash" "No two things get the same name in Rust.";
    EMPTY "QQ0110" "empty" "Tables and lists that cannot be empty hold something.";
    CONTRADICTION "QQ0111" "contradiction" "No two keys of a table contradict each other.";

    BAD_URL "QQ0201" "bad-url" "A URL is absolute, http or https, without query and fragment.";
    LIMIT "QQ0202" "limit" "A limit fits its type, and a lower one does not exceed the upper one.";
    CONSTANT "QQ0203" "constant" "A constant fits its type and its limits.";
    TYPE_PLACE "QQ0204" "type-place" "A type stands where it can be written on the wire.";
    ORIGIN_PLACE "QQ0205" "origin-place" "A value comes from where it can be known.";
    DUPLICATE_CODE "QQ0206" "duplicate-code" "A code, an id or a value of an enum stands once; -5 and -05 are the same.";
    CODE_FORM "QQ0207" "code-form" "A code is a whole number without leading zeros, or stands under its constant's name.";
    CELLS "QQ0208" "cells" "Every row fills exactly the columns of its table.";
    SIGN_PARTS "QQ0209" "sign-parts" "A sign scheme has parts, each with one meaning, and signs something secret.";
    SIGNED_GATEWAY "QQ0210" "signed-gateway" "A signed gateway has the parameter that carries the sign, an unsigned one has none.";
    RECURSION "QQ0211" "recursion" "No struct holds itself.";
    FLATTEN "QQ0212" "flatten" "Only a struct or a set of rows can be flattened.";
    REPLY_CODE "QQ0213" "reply-code" "The code of a reply is a field of the reply.";
    COMMAND_NAME "QQ0214" "command-name" "A request names its command: one parameter of the gateway does, or paths of the commands.";
    COMMAND_PATH "QQ0215" "command-path" "A command has a path where no parameter names it, and only there.";
    SHARED_PATH "QQ0216" "shared-path" "Commands that share a path take and answer the same: nothing there tells them apart.";
    VERIFY "QQ0217" "verify" "What is verified is a field of the reply that can hold what it is compared with.";
    SIGN_ACCEPT "QQ0218" "sign-accept" "Accepted forms stand in one part of a sign scheme, beside the parameter that it signs by itself.";
    CALLBACK_SIGN "QQ0219" "callback-sign" "A callback has one parameter that carries its scheme's sign, and the sign covers the payload and no path.";
    CALLBACK_PAYLOAD "QQ0220" "callback-payload" "What a callback says is a required parameter with the JSON text of a struct.";
    QUOTED "QQ0221" "quoted" "Only numbers and truth values of a struct can be quoted.";
    BUNDLE "QQ0222" "bundle" "A call with a bundle has one argument that takes it, and one without has none.";
    SDK_FIELD "QQ0223" "sdk-field" "`key` stands in a bundle, and `keeps` in SDK calls.";
    MATRIX_ROW "QQ0224" "matrix-row" "A call has a row that goes with some column of its matrix.";
    REFERENCE "QQ0228" "reference" "A field that holds another table's key has the type of that key.";
    STAGES "QQ0229" "stages" "There are at least two stages, each can be reached from the first, and none follows itself.";
    CALLBACK_APPS "QQ0230" "callback-apps" "The apps of a callback are records with a secret made for them, to which the records that its payload names refer.";
    CALLBACK_KEY "QQ0231" "optional-key" "What tells one callback from another is there in each: every field of a key is required.";
    SUCCESS_CODE "QQ0232" "success-code" "A code that means success means no failure: no refusal has it, and no error table beside it lists it.";

    VECTOR "QQ0301" "vector" "A vector reproduces: its sign is the one that its parameters give.";
    EXAMPLE "QQ0302" "example" "The parameters of an example fit the command.";
    PAGE_URL "QQ0303" "page-url" "A page's example reproduces: its URL is the one that its parameters give.";

    UNUSED_ITEM "QQ0401" "unused-item" "Whatever only serves other items is used by one of them." warn;
    MISSING_TEXT "QQ0402" "missing-text" "An item that has words in one language has them in both." allow;
    NO_REMEDY "QQ0403" "no-remedy" "A code without a remedy for programs says in words what to do." allow;
    SECRET_NAME "QQ0404" "secret-name" "A text whose name speaks of a secret is marked as one." warn;
    REQUIRED_AFTER_OPTIONAL "QQ0405" "required-after-optional" "Required values stand before those that can be left out." allow;
    UNSORTED_CODES "QQ0406" "unsorted-codes" "The codes of an error table, and the ids of a type table, ascend or descend." allow;
    UNLISTED_REFUSAL "QQ0407" "unlisted-refusal" "A code with which a gateway refuses stands in its error table." warn;
}

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn ids_and_names_are_unique_and_ascending() {
        assert!(RULES.is_sorted_by(|a, b| a.id < b.id));
        let mut names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        assert!(names.is_sorted_by(|a, b| a < b));
    }
}
