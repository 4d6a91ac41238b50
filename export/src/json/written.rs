//! How values are written, and what their JSON Schema says: declared once for both.

use std::{borrow::Cow, collections::BTreeMap};

use serde_json::{Map, Number, Value, json};

/// The definitions of a schema, by name.
pub(super) type Definitions = BTreeMap<&'static str, Value>;

/// Something that stands in the document.
pub(super) trait Written {
    /// As JSON.
    fn written(&self) -> Value;

    /// What its JSON can be; what has a name is added to `definitions`.
    fn schema(definitions: &mut Definitions) -> Value;
}

/// Declares an object: each field of a struct, and what it says. A field that is not named does not compile.
macro_rules! object {
    (
        $(#[doc = $doc:literal])+
        $ty:ident { $( $(#[doc = $key_doc:literal])+ $field:ident $(as $key:literal)?; )* }
    ) => {
        impl crate::json::written::Written for $ty {
            fn written(&self) -> serde_json::Value {
                let Self { $($field),* } = self;
                serde_json::Value::Object(serde_json::Map::from_iter([
                    $((object!(@key $field $($key)?).to_owned(), crate::json::written::Written::written($field))),*
                ]))
            }

            fn schema(definitions: &mut crate::json::written::Definitions) -> serde_json::Value {
                crate::json::written::named(stringify!($ty), definitions, |definitions| {
                    let keys = [$((
                        object!(@key $field $($key)?),
                        concat!($($key_doc),+),
                        crate::json::written::schema_of(|item: &$ty| &item.$field, definitions),
                    )),*];
                    crate::json::written::object_schema(concat!($($doc),+), keys)
                })
            }
        }
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
}

/// Declares one of several things: an object whose `kind` says which. A variant that is not named does not compile.
macro_rules! union {
    (
        $(#[doc = $doc:literal])+
        $ty:ident {
            $( $(#[doc = $kind_doc:literal])+ $kind:literal $pattern:pat => { $($key:ident: $key_ty:ty),* }; )*
        }
    ) => {
        impl crate::json::written::Written for $ty {
            fn written(&self) -> serde_json::Value {
                use $ty::*;
                match self {
                    $($pattern => crate::json::written::of_kind($kind, [
                        $((stringify!($key), crate::json::written::Written::written($key))),*
                    ]),)*
                }
            }

            fn schema(definitions: &mut crate::json::written::Definitions) -> serde_json::Value {
                crate::json::written::named(stringify!($ty), definitions, |definitions| {
                    let kinds = [$({
                        let keys: Vec<(&str, &str, serde_json::Value)> = vec![$((
                            stringify!($key),
                            "",
                            <$key_ty as crate::json::written::Written>::schema(definitions),
                        )),*];
                        crate::json::written::kind_schema($kind, concat!($($kind_doc),+), keys)
                    }),*];
                    // Without what a kind holds, there is nothing to define.
                    let _ = &definitions;
                    serde_json::json!({ "description": concat!($($doc),+).trim_ascii(), "oneOf": kinds })
                })
            }
        }
    };
}

/// Declares a word.
macro_rules! words {
    ($(#[doc = $doc:literal])+ $ty:ident { $( $word:literal $variant:ident; )* }) => {
        impl crate::json::written::Written for $ty {
            fn written(&self) -> serde_json::Value {
                match self {
                    $(Self::$variant => $word.into(),)*
                }
            }

            fn schema(definitions: &mut crate::json::written::Definitions) -> serde_json::Value {
                crate::json::written::named(stringify!($ty), definitions, |_| {
                    serde_json::json!({ "description": concat!($($doc),+).trim_ascii(), "enum": [$($word),*] })
                })
            }
        }
    };
}

pub(super) use {object, union, words};

/// The schema of a field's type, which the compiler knows.
pub(super) fn schema_of<S, T: Written>(_: impl Fn(&S) -> &T, definitions: &mut Definitions) -> Value {
    T::schema(definitions)
}

/// A reference to a definition, which is made where it is not there yet.
pub(super) fn named(
    name: &'static str,
    definitions: &mut Definitions,
    define: impl FnOnce(&mut Definitions) -> Value,
) -> Value {
    if !definitions.contains_key(name) {
        // Its place first, as it may hold itself.
        definitions.insert(name, Value::Null);
        let definition = define(definitions);
        definitions.insert(name, definition);
    }
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// An object all of whose keys are there.
pub(super) fn object_schema<'k>(description: &str, keys: impl IntoIterator<Item = (&'k str, &'k str, Value)>) -> Value {
    let mut required = Vec::new();
    let mut properties = Map::new();
    for (key, doc, mut schema) in keys {
        if let (Some(schema), false) = (schema.as_object_mut(), doc.is_empty()) {
            schema.insert("description".to_owned(), doc.trim_ascii().into());
        }
        required.push(key);
        properties.insert(key.to_owned(), schema);
    }
    json!({
        "description": description.trim_ascii(),
        "type": "object",
        "required": required,
        "properties": properties,
    })
}

pub(super) fn kind_schema(kind: &str, description: &str, keys: Vec<(&str, &str, Value)>) -> Value {
    let own = ("kind", "", json!({ "const": kind }));
    object_schema(description, [own].into_iter().chain(keys))
}

pub(super) fn of_kind<'k>(kind: &str, keys: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
    let own = ("kind", kind.into());
    let keys = [own].into_iter().chain(keys).map(|(key, value)| (key.to_owned(), value));
    Value::Object(keys.collect())
}

macro_rules! scalar {
    ($($ty:ty: $name:literal;)*) => {
        $(impl Written for $ty {
            fn written(&self) -> Value {
                self.to_owned().into()
            }

            fn schema(_: &mut Definitions) -> Value {
                json!({ "type": $name })
            }
        })*
    };
}

scalar! {
    bool: "boolean";
    i64: "integer";
    usize: "integer";
    String: "string";
    &'static str: "string";
}

/// Limits are those of a TOML file, whose numbers have 64 bits.
impl Written for i128 {
    fn written(&self) -> Value {
        Number::from_i128(*self).map_or_else(|| self.to_string().into(), Value::Number)
    }

    fn schema(definitions: &mut Definitions) -> Value {
        i64::schema(definitions)
    }
}

impl Written for Cow<'static, str> {
    fn written(&self) -> Value {
        self.as_ref().into()
    }

    fn schema(definitions: &mut Definitions) -> Value {
        String::schema(definitions)
    }
}

impl<T: Written> Written for Box<T> {
    fn written(&self) -> Value {
        T::written(self)
    }

    fn schema(definitions: &mut Definitions) -> Value {
        T::schema(definitions)
    }
}

impl<T: Written> Written for Option<T> {
    fn written(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::written)
    }

    fn schema(definitions: &mut Definitions) -> Value {
        let some = T::schema(definitions);
        match some.get("type") {
            Some(Value::String(name)) => json!({ "type": [name, "null"] }),
            _ => json!({ "anyOf": [some, { "type": "null" }] }),
        }
    }
}

impl<T: Written> Written for Vec<T> {
    fn written(&self) -> Value {
        self.iter().map(T::written).collect()
    }

    fn schema(definitions: &mut Definitions) -> Value {
        json!({ "type": "array", "items": T::schema(definitions) })
    }
}

impl<T: Written + Clone> Written for Cow<'static, [T]> {
    fn written(&self) -> Value {
        self.iter().map(T::written).collect()
    }

    fn schema(definitions: &mut Definitions) -> Value {
        Vec::<T>::schema(definitions)
    }
}

/// A name and what belongs to it: the order of a file is kept, and no reader's map loses it.
macro_rules! pair {
    ($($name:literal $first:ty, $value:literal $second:ty;)*) => {
        $(impl Written for ($first, $second) {
            fn written(&self) -> Value {
                let (first, second) = self;
                json!({ $name: first.written(), $value: second.written() })
            }

            fn schema(definitions: &mut Definitions) -> Value {
                let keys = [($name, "", <$first>::schema(definitions)), ($value, "", <$second>::schema(definitions))];
                object_schema("", keys)
            }
        })*
    };
}

pair! {
    "name" String, "value" String;
    "field" String, "is" qq_cgi_model::model::Origin;
    "kind" &'static str, "limit" qq_cgi_model::model::Bound;
}
