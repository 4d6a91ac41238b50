//! JSON values.

use qq_cgi_wire::Limits;

use super::{Parser, TRUE_OR_FALSE, Typed};
use crate::{
    json::Json,
    model::{Constant, Enum, Type},
};

impl Parser<'_> {
    pub(super) fn json_text(&mut self, ty: &Type, limits: &Limits, text: &str, path: &str) -> Option<Typed> {
        match Json::parse(text) {
            Ok(value) => self.json(ty, limits, &value, path),
            Err(error) => self.malformed(path, format!("{} ({error})", words_for(ty))),
        }
    }

    pub(super) fn json(&mut self, ty: &Type, limits: &Limits, value: &Json, path: &str) -> Option<Typed> {
        match (ty, value) {
            (Type::Text, Json::Text(text)) => self.bounded_text(limits, text, path),
            (Type::Bool, Json::Bool(value)) => Some(Typed::Bool(*value)),
            (Type::Enum(name), _) => match self.model.enum_(name) {
                Some(known) => self.json_enum(known, limits, value, path),
                None => Some(Typed::Text(value.to_string())),
            },
            (Type::Struct(name), Json::Object(object)) => match self.model.struct_(name) {
                Some(item) => Some(self.object(item, object, path)),
                None => Some(Typed::Text(value.to_string())),
            },
            (Type::List(item), Json::List(items)) => Some(self.list(item, limits, items, path)),
            (Type::Rows(name), Json::List(items)) => match self.model.type_table(name) {
                Some(table) => Some(self.rows(table, limits, items, path)),
                None => Some(Typed::Text(value.to_string())),
            },
            (Type::Json(inner), _) => self.json(inner, limits, value, path),
            (Type::Unknown | Type::Bytes | Type::Bundle | Type::Host(_), _) => Some(Typed::Text(value.to_string())),
            (Type::Text | Type::Bool | Type::Struct(_) | Type::List(_) | Type::Rows(_), _) => {
                self.malformed(path, words_for(ty))
            }
            (Type::U32 | Type::U64 | Type::I32 | Type::I64 | Type::UnixSeconds | Type::Seconds, _) => {
                self.bounded_number(ty, limits, value.whole(), path)
            }
        }
    }

    /// The limits of a list of texts or numbers bind its items too, as in the client.
    fn list(&mut self, item: &Type, limits: &Limits, items: &[Json], path: &str) -> Typed {
        self.check(limits.check_count(items.len()), path);
        let items = items
            .iter()
            .enumerate()
            .filter_map(|(index, value)| self.json(item, limits, value, &format!("{path}[{index}]")));
        Typed::List(items.collect())
    }

    fn json_enum(&mut self, known: &Enum, limits: &Limits, value: &Json, path: &str) -> Option<Typed> {
        let constant = match value {
            Json::Text(text) => Some(Constant::Text(text.clone())),
            Json::Bool(value) => Some(Constant::Bool(*value)),
            _ => value.whole().and_then(|number| i64::try_from(number).ok()).map(Constant::Int),
        };
        match constant {
            Some(constant) => self.enum_value(known, limits, &constant, path),
            None => self.malformed(path, super::words_for(known)),
        }
    }
}

fn words_for(ty: &Type) -> &'static str {
    match ty {
        Type::Text => "a JSON string",
        Type::Bool => TRUE_OR_FALSE,
        Type::Struct(_) => "a JSON object",
        Type::List(_) | Type::Rows(_) => "a JSON list",
        _ => "JSON",
    }
}
