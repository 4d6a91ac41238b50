//! JSON in one form, so that two texts that say the same are the same text.

use core::fmt;
use std::collections::{BTreeMap, btree_map::Entry};

use serde_core::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Parses strict JSON; the names of each object are sorted. Nesting deeper than 128 is an error, and so is a name that
/// stands in an object twice with different values: some readers would take the first, others the last.
///
/// Numbers beyond 64 bits and fractions are kept as an `f64` keeps them.
pub(crate) fn parse(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str::<Canonical>(text).map(|canonical| canonical.0)
}

#[derive(PartialEq)]
struct Canonical(Value);

impl<'de> Deserialize<'de> for Canonical {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("a number out of range"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Canonical(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = BTreeMap::new();
        while let Some((name, Canonical(value))) = entries.next_entry::<String, Canonical>()? {
            match object.entry(name) {
                Entry::Vacant(place) => {
                    place.insert(value);
                }
                Entry::Occupied(earlier) if *earlier.get() == value => {}
                Entry::Occupied(_) => return Err(A::Error::custom("a name stands there twice with different values")),
            }
        }
        Ok(Value::Object(object.into_iter().collect::<Map<_, _>>()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::parse;

    #[test]
    fn what_says_the_same_is_the_same() {
        let texts = [
            "{\"b\":[1,{\"y\":null,\"x\":\"\\u0041\"}],\"a\":true}",
            " {\"a\":true,\"b\":[1,{\"x\":\"A\",\"y\":null}]}\n",
        ];
        for text in texts {
            assert_eq!(parse(text).unwrap().to_string(), r#"{"a":true,"b":[1,{"x":"A","y":null}]}"#);
        }
        assert_eq!(parse(r#"{"a":1,"a":1}"#).unwrap().to_string(), r#"{"a":1}"#);
        assert_ne!(parse(r#"{"a":1}"#).unwrap(), parse(r#"{"a":"1"}"#).unwrap());
    }

    /// Found by the fuzzer.
    #[test]
    fn what_was_written_is_read_as_the_same_again() {
        for number in
            ["-2444444444444444444444444444444444444444444444444444444444444444444444444444.5e3", "0.1", "-0.0"]
        {
            let first = parse(number).unwrap();
            assert_eq!(first.as_f64(), number.parse().ok());
            assert_eq!(parse(&first.to_string()).unwrap(), first);
        }
    }

    #[test]
    fn what_is_not_strict_or_contradicts_itself_is_an_error() {
        for text in
            ["", "{", "{\"a\":1,}", "{'a':1}", "{\"a\":1}{}", r#"{"a":1,"a":2}"#, r#"[{"a":1,"\u0061":2}]"#, "1e999"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse(&"[".repeat(10_000)).is_err());
    }
}
