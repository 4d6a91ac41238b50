//! `[errors.NAME]`.

use super::{Map, Read, Reader, read::Toml, shape::Shape, table, words};
use crate::model::CodeNumber;

table! {
    /// The codes of one layer and what they ask of the caller.
    ErrorsTable "an error table" + texts {
        /// Its name in Rust; otherwise made from its key.
        "rust" rust: String;
        /// The codes, by their numbers, or by the names of their constants.
        "codes" codes: Map<CodeTable> = required;
    }
}

table! {
    /// One code.
    CodeTable "a code" + texts {
        /// The number of a code that stands under its constant's name, or "unknown" where it is not public.
        "code" code: CodeNumber;
        /// Its name in Rust.
        "name" name: String = required;
        /// The vendor's remedy (处理措施).
        "zh_remedy" zh_remedy: String;
        /// The same in English.
        "en_remedy" en_remedy: String;
        /// What a program does about it.
        "remedy" remedy: RemedyWord = required;
    }
}

words! {
    /// What a program does about an error.
    RemedyWord {
        /// Mend the request; sending it again as it is helps nothing.
        "fix_request" FixRequest;
        /// Check app id and keys.
        "check_credentials" CheckCredentials;
        /// Sign again and send once more; if that fails, check the secret.
        "retry_once" RetryOnce;
        /// Wait and send less.
        "back_off" BackOff;
        /// Have the player log in again.
        "reauthorize" Reauthorize;
        /// Ask the vendor for the permission.
        "request_permission" RequestPermission;
        /// Ask the vendor's support.
        "contact_support" ContactSupport;
        /// Nothing is known to help.
        "none" None;
    }
}

impl Read for CodeNumber {
    const SHAPE: &'static Shape = &Shape::IntegerOr(UNKNOWN);

    fn read(value: &Toml<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref().as_str() {
            Some(UNKNOWN) => {}
            Some(text) => reader.wrong_word(value, text, UNKNOWN, Self::SHAPE),
            None => return Some(i64::read(value, reader).map_or(Self::Unknown, Self::Known)),
        }
        // What is wrong is not missing as well.
        Some(Self::Unknown)
    }
}

const UNKNOWN: &str = "unknown";
