//! Types of values: fields, structs, enums and type tables.

use qq_cgi_wire::Limits;

use super::{About, BundleKey};

/// The type of a parameter, field or row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// `u32`.
    U32,
    /// `u64`.
    U64,
    /// `i32`.
    I32,
    /// `i64`.
    I64,
    /// `bool`: `true` or `false`.
    Bool,
    /// `string`: any text.
    Text,
    /// `unix_seconds`: a point in time.
    UnixSeconds,
    /// `seconds`: a length of time.
    Seconds,
    /// An enum, by name.
    Enum(String),
    /// A struct, by name. JSON only.
    Struct(String),
    /// `list:T`. JSON only.
    List(Box<Type>),
    /// `rows:TABLE`: rows of a type table, by name. JSON only.
    Rows(String),
    /// `json:T` in a parameter: the JSON text of a value.
    Json(Box<Type>),
    /// `bytes`: any bytes. SDK calls only.
    Bytes,
    /// `bundle`: the place of the bundle among the arguments. SDK calls only.
    Bundle,
    /// `host:CLASS`: an object that the platform's side brings along. SDK calls only.
    Host(String),
    /// What could not be understood; only in a Model with errors.
    Unknown,
}

impl Type {
    /// The type inside `json:`, or the type itself.
    #[must_use]
    pub fn inner(&self) -> &Self {
        match self {
            Self::Json(inner) => inner,
            other => other,
        }
    }
}

/// A parameter of a gateway or command, or a field of a struct.
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the spec's table")]
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name on the wire.
    pub name: String,
    /// Its name in Rust, a valid identifier (`r#type` where need be).
    pub rust: String,
    /// Its type.
    pub ty: Type,
    /// Where its value comes from.
    pub origin: Origin,
    /// Whether it must be there. Of a caller's value: an argument of `new` if required, else a setter.
    pub required: bool,
    /// What is sent where the caller sets nothing.
    pub default: Option<Constant>,
    /// Its documented limits.
    pub limits: Limits,
    /// Never shown.
    pub secret: bool,
    /// Whether its inner fields become arguments and setters of what holds it.
    pub flatten: bool,
    /// The gateway's code for its absence, where it has one of its own.
    pub missing_code: Option<i64>,
    /// Whether a number or truth value stands in its JSON as a text.
    pub quoted: bool,
    /// In a bundle: its key.
    pub key: Option<BundleKey>,
    /// In an SDK call: how many items the platform keeps.
    pub keeps: Option<usize>,
    /// A value for sandboxes to answer with.
    pub sample: Option<Constant>,
    /// Its texts.
    pub about: About,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The caller gives it.
    Caller,
    /// The client knows it: the app id.
    AppId,
    /// The session knows it: the player's openid.
    OpenId,
    /// The session knows it: the player's access token.
    AccessToken,
    /// The command's own name.
    CommandName,
    /// The computed sign.
    Sign,
    /// The platform's side brings it along: the bundle and what only a device has.
    Platform,
    /// Always the same.
    Constant(Constant),
    /// The number of items of another field of the same table.
    LengthOf(String),
}

/// A constant of a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constant {
    /// A number.
    Int(i64),
    /// A text.
    Text(String),
    /// `true` or `false`.
    Bool(bool),
}

impl Constant {
    /// The constant as it stands in a query.
    #[must_use]
    pub fn wire_text(&self) -> String {
        match self {
            Self::Int(number) => number.to_string(),
            Self::Text(text) => text.clone(),
            Self::Bool(value) => value.to_string(),
        }
    }
}

/// A JSON object with named fields: `[struct.NAME]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Struct {
    /// Its name, the same in Rust.
    pub name: String,
    /// Its fields, in file order, which is the order on the wire.
    pub fields: Vec<Field>,
    /// Whether a request can hold it.
    pub in_request: bool,
    /// Whether a reply can hold it.
    pub in_reply: bool,
    /// Its texts.
    pub about: About,
}

/// A set of known values: `[enum.NAME]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Enum {
    /// Its name, the same in Rust.
    pub name: String,
    /// Whether values beyond the known ones can be sent.
    pub open: bool,
    /// The known values, in file order. All numbers or all texts.
    pub values: Vec<EnumValue>,
    /// Its texts.
    pub about: About,
}

impl Enum {
    /// Whether its wire values are numbers.
    #[must_use]
    pub fn is_numeric(&self) -> bool {
        matches!(self.values.first(), Some(EnumValue { value: Constant::Int(_), .. }))
    }
}

/// One known value of an enum.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumValue {
    /// Its name in Rust.
    pub rust: String,
    /// Its wire value: a number or a text.
    pub value: Constant,
    /// Its texts.
    pub about: About,
}

/// A table of numbered kinds of values: `[types.NAME]`. On the wire, a list of objects `{id, value, columns…}`.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeTable {
    /// Its key in the TOML.
    pub name: String,
    /// Its name in Rust.
    pub rust: String,
    /// The JSON field of a row's id.
    pub id: String,
    /// The JSON field of a row's value, which is always written as a string.
    pub value: String,
    /// Further numeric JSON fields of every row, in wire order.
    pub columns: Vec<Column>,
    /// Whether rows beyond the known ones can be sent.
    pub open: bool,
    /// The known rows, in file order.
    pub rows: Vec<Row>,
    /// Its texts.
    pub about: About,
}

/// A further numeric field of every row of a type table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its JSON name.
    pub name: String,
    /// Its name in Rust.
    pub rust: String,
    /// A whole-number type, an enum of numbers, or [`Type::UnixSeconds`].
    pub ty: Type,
    /// Its texts.
    pub about: About,
}

/// One known row of a type table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its name in Rust.
    pub rust: String,
    /// Its id.
    pub id: i64,
    /// The type of its value.
    pub ty: Type,
    /// Whether every list must hold it.
    pub required: bool,
    /// Whether every list should hold it once there is a value; offered first.
    pub recommended: bool,
    /// What stands in each of the table's columns.
    pub cells: Vec<Cell>,
    /// The documented limits of its value.
    pub limits: Limits,
    /// Its texts.
    pub about: About,
}

/// What stands in a column of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// Always this number.
    Fixed(i64),
    /// The caller's number.
    Caller,
}
