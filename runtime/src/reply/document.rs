//! JSON, and which of its fields contradict themselves.

use core::{cell::RefCell, fmt};

use serde_core::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, map::Entry};

use super::{
    Json,
    path::{Path, Step},
};

/// `serde_json` hands a number over as the field of this name where any crate of the program wants `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

/// An answer with more contradictions than these is none.
const MOST_CONTRADICTIONS: usize = 16;

/// A parsed text.
pub(crate) struct Document {
    value: Value,
    /// The paths of fields that stand twice with different values. Some readers take the first, others the last: whatever
    /// looked at the answer on its way, and whoever reads it here, might believe two different things.
    contradictions: Vec<String>,
}

impl Document {
    /// Parses JSON; nesting deeper than 128 is an error.
    pub(crate) fn parse(text: &str) -> Result<Self, serde_json::Error> {
        let contradictions = RefCell::default();
        let mut json = serde_json::Deserializer::from_str(text);
        let value = Reader { path: Path::ROOT, contradictions: &contradictions }.deserialize(&mut json)?;
        json.end()?;
        Ok(Self { value, contradictions: contradictions.into_inner() })
    }

    pub(crate) fn root(&self) -> Json<'_> {
        Json::new(&self.value, &self.contradictions)
    }
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    path: Path<'a>,
    contradictions: &'a RefCell<Vec<String>>,
}

impl<'a> Reader<'a> {
    const fn at<'b>(&'b self, step: Step<'b>) -> Reader<'b>
    where
        'a: 'b,
    {
        Reader { path: self.path.then(step), contradictions: self.contradictions }
    }

    fn contradicted<E: serde_core::de::Error>(&self, name: &str) -> Result<(), E> {
        let mut contradictions = self.contradictions.borrow_mut();
        if contradictions.len() == MOST_CONTRADICTIONS {
            return Err(E::custom("too many fields stand there twice"));
        }
        contradictions.push(self.path.then(Step::Field(name)).to_string());
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.at(Step::Item(list.len())))? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            if name == NUMBER {
                let number: String = entries.next_value()?;
                return number.parse().map(Value::Number).map_err(A::Error::custom);
            }
            let value = entries.next_value_seed(self.at(Step::Field(&name)))?;
            match fields.entry(name) {
                Entry::Occupied(earlier) if *earlier.get() != value => self.contradicted(earlier.key())?,
                Entry::Occupied(_) => {}
                Entry::Vacant(entry) => drop(entry.insert(value)),
            }
        }
        Ok(Value::Object(fields))
    }
}
