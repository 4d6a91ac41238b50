//! The rules as a table: ids never change their meaning and are never used again.

use core::fmt;

/// What a change asks of a version, after Cargo's chapter on semantic versioning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Whoever updates need not look.
    Patch,
    /// There is something more; what was there still works.
    Minor,
    /// Something that worked does not, or means something else.
    Major,
}

impl Verdict {
    /// `major`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Who notices a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// The other end, if it knows the other spec, and stored data.
    Wire,
    /// Users' Rust.
    Source,
}

impl Category {
    /// `wire`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Source => "source",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A kind of change.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id: `QD0101`.
    pub id: &'static str,
    /// Its name in words with hyphens.
    pub name: &'static str,
    /// Who notices it.
    pub category: Category,
    /// What it asks of a version.
    pub verdict: Verdict,
    /// What happened, in one line.
    pub purpose: &'static str,
    /// The text of its page.
    pub(crate) text: &'static str,
}

impl Rule {
    /// The rule that is called `id_or_name`.
    #[must_use]
    pub fn find(id_or_name: &str) -> Option<&'static Self> {
        let is_it = |rule: &&Self| rule.id.eq_ignore_ascii_case(id_or_name) || rule.name == id_or_name;
        RULES.iter().copied().find(is_it)
    }
}

macro_rules! rules {
    ($($constant:ident $id:literal $name:literal $category:ident $verdict:ident $purpose:literal;)*) => {
        $(
            #[doc = $purpose]
            pub(crate) const $constant: &Rule = &Rule {
                id: $id,
                name: $name,
                category: rules!(@category $category),
                verdict: rules!(@verdict $verdict),
                purpose: $purpose,
                text: include_str!(concat!("../cases/", $id, ".md")),
            };
        )*

        /// All rules, by id.
        pub const RULES: &[&Rule] = &[$($constant),*];
    };
    (@category wire) => { Category::Wire };
    (@category source) => { Category::Source };
    (@verdict patch) => { Verdict::Patch };
    (@verdict minor) => { Verdict::Minor };
    (@verdict major) => { Verdict::Major };
}

rules! {
    ITEM_REMOVED "QD0101" "item-removed" source major "A type of the generated module is gone.";
    ITEM_ADDED "QD0102" "item-added" source minor "The generated module has one more type.";
    ITEM_RENAMED "QD0103" "item-renamed" source major "A type has another name in Rust.";
    WIRE_NAME "QD0104" "wire-name" wire major "A command, callback or table is called otherwise, though not in Rust.";
    ITEM_KEY "QD0105" "item-key" wire patch "Another item is called otherwise in the spec, though not in Rust.";
    SERVED_REMOVED "QD0106" "served-removed" wire major "A callback is no longer taken, or a table no longer kept.";
    BASE "QD0107" "base-changed" source major "The spec stands on another base.";
    ITEM_MOVED "QD0108" "item-moved" source major "An item went from the spec to its base, or the other way.";

    ARGUMENT_ADDED "QD0201" "argument-added" source major "`new` takes one more argument.";
    ARGUMENT_REMOVED "QD0202" "argument-removed" source major "`new` takes one argument less.";
    ARGUMENT_ORDER "QD0203" "argument-order" source major "`new` takes its arguments in another order.";
    ARGUMENT_TYPE "QD0204" "argument-type" source major "An argument of `new` has another type.";
    ARGUMENT_TO_SETTER "QD0205" "argument-to-setter" source major "What was an argument of `new` has a setter.";
    SETTER_TO_ARGUMENT "QD0206" "setter-to-argument" source major "What had a setter is an argument of `new`.";
    ARGUMENT_NAME "QD0207" "argument-name" source patch "An argument of `new` is called otherwise.";
    SETTER_ADDED "QD0208" "setter-added" source minor "There is one more setter.";
    SETTER_REMOVED "QD0209" "setter-removed" source major "A setter is gone.";
    SETTER_RENAMED "QD0210" "setter-renamed" source major "A setter is called otherwise.";
    SETTER_TYPE "QD0211" "setter-type" source major "A setter takes other types.";
    FIELD_ADDED "QD0221" "field-added" source minor "A public field more.";
    FIELD_REMOVED "QD0222" "field-removed" source major "A public field is gone.";
    FIELD_RENAMED "QD0223" "field-renamed" source major "A public field is called otherwise.";
    FIELD_TYPE "QD0224" "field-type" source major "A public field has another type.";
    USE_LOST "QD0231" "use-lost" source major "A struct is no longer sent, or no longer received.";
    USE_GAINED "QD0232" "use-gained" source minor "A struct can be sent or received as well.";
    SECRET_ADDED "QD0241" "secret-added" source patch "A value is no longer shown.";
    SECRET_REMOVED "QD0242" "secret-removed" source minor "A value is shown that was not.";

    REQUIRED_ADDED "QD0301" "required-added" wire major "There is one more value that must be there.";
    OPTIONAL_ADDED "QD0302" "optional-added" wire minor "There is one more value that may be there.";
    REQUIRED_REMOVED "QD0303" "required-removed" wire major "A value that had to be there is gone.";
    OPTIONAL_REMOVED "QD0304" "optional-removed" wire minor "A value that could be there is gone.";
    MADE_REQUIRED "QD0305" "made-required" wire major "A value that could be left out must be there.";
    MADE_OPTIONAL "QD0306" "made-optional" wire major "A value that had to be there can be left out.";
    WIRE_TYPE "QD0307" "wire-type" wire major "A value is written as something else.";
    TIGHTENED "QD0308" "tightened" wire major "A value that was taken is refused.";
    LOOSENED "QD0309" "loosened" wire minor "A value that was refused is taken.";
    CONSTANT "QD0310" "constant-changed" wire major "A constant is another.";
    ORIGIN "QD0311" "origin" wire major "A value comes from elsewhere.";
    DEFAULT "QD0312" "default" wire major "What stands for a value that nobody gives is another.";
    QUOTED "QD0313" "quotes-changed" wire major "A number or truth value stands in quotes, or no longer does.";
    MISSING_CODE "QD0314" "missing-code" wire minor "Another code says that a value is missing.";
    SAMPLE "QD0315" "sample" wire patch "Sandboxes answer with another value.";
    VALUE_NAME "QD0316" "value-name" wire major "A value is called otherwise on the wire, though not in Rust.";

    VALUE_ADDED "QD0401" "enum-value-added" source minor "An enum has one more variant.";
    VALUE_REMOVED "QD0402" "enum-value-removed" source major "A variant of an enum is gone.";
    VALUE_RENAMED "QD0403" "enum-value-renamed" source major "A variant of an enum is called otherwise.";
    OPENED "QD0404" "enum-opened" source major "An enum can hold what the spec does not list.";
    CLOSED "QD0405" "enum-closed" source major "An enum can no longer hold what the spec does not list.";
    OTHER_TYPE "QD0406" "enum-other-type" source major "What an open enum can hold besides is of another type.";
    ANSWER_ADDED "QD0411" "word-answered" wire major "A closed enum in answers has one more value.";
    WORD_ADDED "QD0412" "word-added" wire minor "An enum that is only sent, or is open, has one more value.";
    WORD_REMOVED "QD0413" "word-removed" wire major "An enum has one value less on the wire.";
    WORD_CHANGED "QD0414" "word-changed" wire major "A variant stands for another value on the wire.";
    WORDS_OPENED "QD0415" "words-opened" wire minor "Values that the spec does not list can be sent and read.";
    WORDS_CLOSED "QD0416" "words-closed" wire major "Values that the spec does not list are refused.";
    CODE_ADDED "QD0421" "code-added" source minor "An error table has one more code.";
    CODE_REMOVED "QD0422" "code-removed" source major "A code of an error table is gone.";
    CODE_RENAMED "QD0423" "code-renamed" source major "A code has another name in Rust.";
    CODE_METHOD "QD0424" "code-method" source major "`code()` gives a number where it gave an `Option`, or the other way.";
    CODE_NUMBER "QD0431" "code-number" wire major "A code has another number.";
    CODE_SYMBOL "QD0432" "code-symbol" wire major "The constant of a code is called otherwise.";
    CODE_REMEDY "QD0433" "code-remedy" wire minor "Programs do something else about a code.";
    ROW_KEYS "QD0451" "row-keys" wire major "The fields of all rows are called otherwise.";
    ROW_COLUMNS "QD0452" "row-columns" wire major "Rows have other columns.";
    ROW_ID "QD0453" "row-id" wire major "A row has another id.";
    ROW_CELL "QD0454" "row-cell" wire major "Something else stands in a column of a row.";
    ROW_RECOMMENDED "QD0455" "row-recommended" source patch "A row is offered first, or no longer.";
    ROWS_OPENED "QD0456" "rows-opened" wire minor "Rows that the spec does not list can be sent.";
    ROWS_CLOSED "QD0457" "rows-closed" wire major "Rows that the spec does not list can no longer be sent.";

    URL_DEFAULT "QD0501" "url-default" wire major "Requests go to another address unless told otherwise.";
    URL_ADDED "QD0502" "url-added" wire minor "A gateway has one more address.";
    URL_REMOVED "QD0503" "url-removed" wire major "An address of a gateway is gone.";
    SIGNED_OTHERWISE "QD0504" "signed-otherwise" wire major "Another sign scheme, or none, signs requests.";
    ENVELOPE "QD0505" "envelope" wire major "Answers are wrapped otherwise.";
    ENVELOPE_MESSAGE "QD0506" "envelope-message" wire minor "The gateway's message stands in another field.";
    SUCCESS_MESSAGE "QD0507" "success-message" wire patch "Success is put in other words.";
    OUTPUT_FORM "QD0508" "output-form" wire major "JSON and JSONP are chosen otherwise.";
    REFUSAL_CODE "QD0509" "refusal-code" wire minor "Another code says why a request is refused.";
    CODE_TYPE "QD0510" "code-type" source major "Codes are read by another error table.";
    SIGN_PARAM "QD0521" "sign-param" wire major "The sign stands in another parameter.";
    SIGN_DIGEST "QD0522" "sign-digest" wire major "The digest is another, or written otherwise.";
    SIGN_PARTS "QD0523" "parts-changed" wire major "Something else is signed.";
    ACCEPT_ADDED "QD0524" "accept-added" wire minor "A received sign is accepted in one more form.";
    ACCEPT_REMOVED "QD0525" "accept-removed" wire major "A received sign is no longer accepted in some form.";
    SCHEME_LISTED "QD0526" "scheme-listed" wire patch "A sign scheme came, went or is called otherwise.";

    GATEWAY_TYPE "QD0601" "gateway-type" source major "A command's `Gateway` is another type.";
    COMMAND_GATEWAY "QD0602" "command-gateway" wire major "A command is sent to another gateway.";
    COMMAND_PATH "QD0603" "path-changed" wire major "A command has another path.";
    METHOD_DEFAULT "QD0604" "method-default" wire major "A command is sent by another method unless told otherwise.";
    METHOD_ADDED "QD0605" "method-added" wire minor "A command takes one more method.";
    METHOD_REMOVED "QD0606" "method-removed" wire major "A command no longer takes a method.";
    IDEMPOTENT "QD0607" "idempotent" wire minor "A command may be sent twice, or no longer.";
    REPLY_TYPE "QD0608" "reply-type" source major "`Reply` is another type.";
    REPLY "QD0609" "reply" wire major "Something else is answered.";
    REPLY_CODE "QD0610" "reply-code-changed" wire major "The command's own code stands elsewhere, or success is another code.";
    REPLY_MESSAGE "QD0611" "reply-message" wire minor "The command's message stands in another field.";
    VERIFY_ADDED "QD0612" "verify-added" wire major "A field of the answer must say what the client knows.";
    VERIFY_REMOVED "QD0613" "verify-removed" wire minor "A field of the answer is no longer compared.";

    CASE_COUNTS "QD0701" "case-counts" wire major "The case of a callback's parameters counts.";
    ANY_CASE "QD0702" "any-case" wire minor "A callback's parameters are known in any case.";
    PAYLOAD "QD0703" "payload" wire major "What a callback says stands in another parameter.";
    LINE_FEED "QD0704" "line-feed" wire major "The sender ends the payload with a line feed, or no longer.";
    CALLBACK_KEY "QD0705" "callback-key" wire major "Other fields tell a callback that came again from a new one.";
    CALLBACK_REPLY "QD0706" "callback-reply" wire major "Receipt is acknowledged otherwise.";
    CALLBACK_MESSAGE "QD0707" "callback-message" wire minor "The message to the sender stands in another field.";
    CALLBACK_APPS "QD0708" "apps-changed" wire major "A receiver finds its apps elsewhere.";
    APPS_ADDED "QD0709" "apps-added" wire minor "A receiver can find a callback's apps in its records.";
    PAGE_URL "QD0711" "page-address" wire major "A page has another address.";

    RECORD_KEY "QD0801" "record-key" wire major "Records are known by another field.";
    RECORD_STAGES "QD0802" "record-stages" wire major "Records go through other stages.";
    GENERATED "QD0803" "generated" wire major "The administration makes a value that was entered, or the other way.";
    IMMUTABLE "QD0804" "immutable" wire major "A value can no longer be edited.";
    MUTABLE "QD0805" "mutable" wire minor "A value can be edited.";
    REFERENCE_ADDED "QD0806" "reference-added" wire major "A value has to be a key of another table.";
    REFERENCE_REMOVED "QD0807" "reference-removed" wire minor "A value need not be a key of another table.";
    FIND_LOST "QD0808" "find-lost" wire major "Records are no longer found by a value, or only by the whole of it.";
    FIND_GAINED "QD0809" "find-gained" wire minor "Records are found by a value, or by parts of it.";
    STAGE_ADDED "QD0811" "stage-added" source minor "Stages have one more variant.";
    STAGE_REMOVED "QD0812" "stage-removed" source major "A stage is gone.";
    STAGE_LOST "QD0813" "stage-lost" wire major "Records may be in a stage that is gone.";
    STAGE_ORDER "QD0814" "stage-order" wire major "Stages come in another order, or begin elsewhere.";
    STEP_REMOVED "QD0815" "step-removed" wire major "A stage can no longer follow another.";
    STEP_ADDED "QD0816" "step-added" wire minor "A stage can follow another.";

    SDK_CALL "QD0901" "sdk-call" wire major "Another method is called, or on another object.";
    SDK_ORDER "QD0902" "sdk-order" wire major "A method takes its arguments in another order.";
    BUNDLE_KEY "QD0903" "bundle-key" wire major "A value in a bundle has another key.";
    KEEPS "QD0904" "keeps" wire minor "The platform keeps more items, or fewer.";
    NEEDS_LOGIN "QD0905" "needs-login" wire minor "The player has to be logged in, or no longer.";
    SDK_ROW "QD0906" "sdk-row" wire major "A call has another row of a matrix.";
    TO_GAINED "QD0907" "to-gained" source minor "A call can be sent to one of several places.";
    TO_LOST "QD0908" "to-lost" source major "A call can no longer be sent to several places, or to others.";
    ANSWER "QD0909" "answer" wire major "An answer comes otherwise, or its codes do.";
    ANSWER_MESSAGE "QD0910" "answer-message" wire minor "An answer's message stands in other fields.";
    COLUMN_ADDED "QD0921" "column-added" source minor "A matrix has one more variant.";
    COLUMN_REMOVED "QD0922" "column-removed" source major "A variant of a matrix is gone.";
    COLUMN_RENAMED "QD0923" "column-renamed" source major "A variant of a matrix is called otherwise.";
    COLUMN_DEFAULT "QD0924" "column-default" wire major "Calls go to another column unless told otherwise.";
    COLUMN_CALL "QD0925" "column-call" wire major "Another method leads to a column.";
    MATRIX_LOST "QD0926" "matrix-lost" wire major "Something no longer goes with something else.";
    MATRIX_GAINED "QD0927" "matrix-gained" wire minor "Something goes with something else.";

    TEXT "QD1001" "text" source patch "Words about an item changed.";
    EXAMPLE "QD1002" "examples-changed" source patch "Examples changed.";
    NOTE "QD1003" "note" source patch "A note came, went or changed.";
    SPEC_NAME "QD1004" "spec-name" source patch "The spec is called otherwise.";
}
