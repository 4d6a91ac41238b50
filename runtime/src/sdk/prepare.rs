//! From a call to plain values: checks where it goes and every limit, before anything is handed to the platform.

use qq_cgi_wire::{InvalidParam, Text as _, Violation};

use super::{
    call::{SdkCall, SdkParam, SdkSource, SdkSpec},
    error::SdkRefused,
    matrix::{Route, Support},
    platform::PlatformCall,
    value::{Bytes, SdkValue},
    warning::Warning,
};
use crate::{
    secret::Secret,
    value::{Record, Value},
};

pub(super) fn prepare<C: SdkCall>(call: &C) -> Result<PlatformCall, SdkRefused> {
    Preparation { spec: C::SPEC, caller: call, warnings: Vec::new() }.finish(call.route())
}

/// Not generic: what follows is compiled once for all calls.
struct Preparation<'a> {
    spec: &'static SdkSpec,
    caller: &'a dyn Caller,
    warnings: Vec<Warning>,
}

trait Caller {
    fn caller_value(&self, index: usize) -> Value<'_>;
}

impl<C: SdkCall> Caller for C {
    fn caller_value(&self, index: usize) -> Value<'_> {
        self.value(index)
    }
}

impl Preparation<'_> {
    fn finish(mut self, route: Option<Route>) -> Result<PlatformCall, SdkRefused> {
        self.check_route(route.as_ref())?;
        let SdkSpec { name, platform, receiver, call, object, args, bundle, .. } = *self.spec;
        let mut arguments = Vec::with_capacity(args.len());
        for param in args {
            arguments.push(self.value(param)?.unwrap_or(SdkValue::Null));
        }
        let mut values = Vec::with_capacity(bundle.len());
        for param in bundle {
            values.extend(self.value(param)?.map(|value| (param.key, value)));
        }
        let method = route.as_ref().and_then(Route::call).unwrap_or(call);
        let warnings = self.warnings;
        Ok(PlatformCall { name, platform, receiver, method, args: arguments, object, bundle: values, warnings })
    }

    fn check_route(&mut self, route: Option<&Route>) -> Result<(), SdkRefused> {
        let Some(route) = route else { return Ok(()) };
        match route.support() {
            Support::Yes => {}
            Support::No => return Err(SdkRefused::Unsupported(route.unsupported())),
            Support::Only(condition) => {
                self.warnings.push(Warning::Conditional { row: route.row(), column: route.column(), condition });
            }
        }
        Ok(())
    }

    /// A parameter's value, `None` where it was not set.
    fn value(&mut self, param: &SdkParam) -> Result<Option<SdkValue>, InvalidParam> {
        let value = match param.source {
            SdkSource::Caller(index) => self.caller.caller_value(index),
            SdkSource::Constant(value) => value,
            SdkSource::LengthOf(index) => Value::Uint(self.caller.caller_value(index).count() as u64),
            SdkSource::Host(class) => return Ok(Some(SdkValue::Host(class))),
            SdkSource::Bundle => return Ok(Some(SdkValue::Bundle)),
        };
        if value.is_unset() {
            return Ok(None);
        }
        let path = || param.name.to_owned();
        value.check(&param.limits, &path)?;
        let warnings = warnings(param, &value);
        let plain = if param.json { json_text(&value, param.secret) } else { plain(&value, param.secret, &path)? };
        self.warnings.extend(warnings);
        Ok(Some(plain))
    }
}

fn warnings(param: &SdkParam, value: &Value<'_>) -> impl Iterator<Item = Warning> + use<> {
    let (name, given) = (param.name, value.count());
    let dropped = param.keeps.filter(|kept| given > *kept);
    let dropped = dropped.map(|kept| Warning::ItemsDropped { param: name, kept, given });
    let secret = param.secret.then_some(Warning::SecretInClient { param: name });
    dropped.into_iter().chain(secret)
}

fn json_text(value: &Value<'_>, secret: bool) -> SdkValue {
    let mut json = String::new();
    value.write_to(&mut json);
    text(json, secret)
}

fn text(text: String, secret: bool) -> SdkValue {
    if secret { SdkValue::Secret(Secret::new(text)) } else { SdkValue::Text(text) }
}

fn plain(value: &Value<'_>, secret: bool, path: &dyn Fn() -> String) -> Result<SdkValue, InvalidParam> {
    Ok(match *value {
        Value::Unset => SdkValue::Null,
        Value::Text(value) => text(value.to_owned(), secret),
        Value::Int(number) => SdkValue::Int(number),
        Value::Uint(number) => SdkValue::Int(signed(number, path)?),
        Value::Bool(value) => SdkValue::Bool(value),
        Value::Bytes(bytes) => SdkValue::Bytes(Bytes::from(bytes)),
        Value::Record(record) => object(record, path)?,
        Value::List(list) => {
            let item = |index| plain(&list.item(index), secret, &|| format!("{}[{index}]", path()));
            SdkValue::List((0..list.count()).map(item).collect::<Result<_, _>>()?)
        }
        Value::Rows(rows) => {
            let mut json = String::new();
            rows.write_json(&mut json);
            SdkValue::of_json(serde_json::from_str(&json).unwrap_or_default())
        }
    })
}

fn object(record: &dyn Record, path: &dyn Fn() -> String) -> Result<SdkValue, InvalidParam> {
    let mut fields = Vec::new();
    for field in record.fields() {
        let value = field.record_value(record);
        if !value.is_unset() {
            let plain = plain(&value, field.secret, &|| format!("{}.{}", path(), field.name))?;
            fields.push((field.name.to_owned(), plain));
        }
    }
    Ok(SdkValue::Object(fields))
}

/// Java and Objective-C have signed numbers.
fn signed(number: u64, path: &dyn Fn() -> String) -> Result<i64, InvalidParam> {
    i64::try_from(number).map_err(|_| {
        let violation = Violation::TooLarge { limit: i128::from(i64::MAX), actual: i128::from(number) };
        InvalidParam::new(path(), violation)
    })
}
