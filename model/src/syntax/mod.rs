//! The spec language's tables of keys, and reading TOML by them.
//!
//! One table per kind of TOML table feeds everything: the parser, the did-you-mean, and what is said to be expected.
//! In: parsed TOML. Out: raw tables in which every key is optional, and findings. **Invariant**: knows shapes only, no
//! meaning: whether a name resolves or a limit fits is decided in `check`.

mod broken;
mod callback;
mod command;
mod error_table;
mod field;
mod file;
mod gateway;
mod lookalike;
mod note;
mod page;
mod read;
mod records;
mod sdk;
mod shape;
mod sign;
mod types;

pub(crate) use callback::*;
pub(crate) use command::*;
pub(crate) use error_table::*;
pub(crate) use field::*;
pub(crate) use file::*;
pub(crate) use gateway::*;
pub(crate) use note::*;
pub(crate) use page::*;
pub(crate) use read::{Map, Read, Reader, Texts, TypeExpression, parse};
pub(crate) use records::*;
pub(crate) use sdk::*;
pub use shape::{Key, Shape, TEXT_KEYS, TableShape, Word};
pub(crate) use sign::*;
pub(crate) use types::*;

pub use read::MOST_VALUES;

/// The whole language: what one file of a spec can hold.
pub const LANGUAGE: &TableShape = FileTable::KEYS;

/// Declares a table of keys: the raw struct, how it is read, and its entry in the language.
macro_rules! table {
    (
        #[doc = $doc:literal]
        $name:ident $title:literal $(+ $texts:ident)? {
            $( $(#[doc = $key_doc:literal])+ $key:literal $field:ident: $ty:ty $(= $required:ident)?; )*
        }
    ) => {
        #[doc = $doc]
        #[derive(Debug, Clone)]
        pub(crate) struct $name {
            $(pub(crate) $texts: crate::syntax::Texts,)?
            $(pub(crate) $field: Option<crate::source::Located<$ty>>,)*
        }

        impl $name {
            pub(crate) const KEYS: &'static crate::syntax::TableShape = &crate::syntax::TableShape {
                name: stringify!($name),
                title: $title,
                doc: $doc.trim_ascii(),
                texts: table!(@texts $($texts)?),
                keys: &[$(crate::syntax::Key {
                    name: $key,
                    required: table!(@required $($required)?),
                    shape: <$ty as crate::syntax::Read>::SHAPE,
                    doc: concat!($($key_doc),+).trim_ascii(),
                }),*],
            };
        }

        impl crate::syntax::Read for $name {
            const SHAPE: &'static crate::syntax::Shape = &crate::syntax::Shape::Table(Self::KEYS);

            fn read(value: &crate::syntax::read::Toml<'_>, reader: &mut crate::syntax::Reader<'_>) -> Option<Self> {
                let table = reader.open(value, Self::KEYS)?;
                Some(Self {
                    $($texts: crate::syntax::Texts::read(&table, reader),)?
                    $($field: reader.key(&table, $key),)*
                })
            }
        }
    };
    (@texts) => { false };
    (@texts $texts:ident) => { true };
    (@required) => { false };
    (@required required) => { true };
}

/// Declares the few words that a key takes.
macro_rules! words {
    (
        #[doc = $doc:literal]
        $name:ident { $( #[doc = $word_doc:literal] $word:literal $variant:ident; )* }
    ) => {
        #[doc = $doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name { $(#[doc = $word_doc] $variant),* }

        impl crate::syntax::Read for $name {
            const SHAPE: &'static crate::syntax::Shape = &crate::syntax::Shape::Word(&[
                $(crate::syntax::Word { text: $word, doc: $word_doc.trim_ascii() }),*
            ]);

            fn read(value: &crate::syntax::read::Toml<'_>, reader: &mut crate::syntax::Reader<'_>) -> Option<Self> {
                match reader.word(value, Self::SHAPE)? {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use {table, words};
