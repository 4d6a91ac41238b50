//! A report with a type table, built by hand.
#![allow(dead_code, unreachable_pub)]

use qq_cgi_model::model::{
    About, Cell, Column, Command, Constant, Enum, EnumValue, Field, Gateway, Method, Model, Origin, Refusals, Reply,
    Row, Struct, Type, TypeTable,
};
use qq_cgi_wire::Limits;

pub fn model() -> Model {
    Model {
        gateways: vec![gateway()],
        commands: vec![command()],
        structs: vec![body(), friend()],
        enums: vec![closed("Platform", &[0, 1]), tags()],
        type_tables: vec![table("achieve", false), table("open", true)],
        ..Model::default()
    }
}

pub fn field(name: &str, ty: Type) -> Field {
    Field {
        name: name.into(),
        rust: name.into(),
        ty,
        origin: Origin::Caller,
        required: true,
        default: None,
        limits: Limits::NONE,
        secret: false,
        flatten: false,
        missing_code: None,
        quoted: false,
        key: None,
        keeps: None,
        sample: None,
        about: About::default(),
    }
}

pub fn json(name: &str) -> Type {
    Type::Json(Box::new(Type::Struct(name.into())))
}

fn gateway() -> Gateway {
    Gateway {
        name: "relay".into(),
        rust: "relay".into(),
        urls: vec![],
        sign: None,
        errors: None,
        envelope: qq_cgi_model::model::Envelope::default(),
        output: None,
        refuse: Refusals::default(),
        params: vec![
            Field { origin: Origin::AppId, ..field("key", Type::U64) },
            Field { missing_code: Some(-22), ..field("openid", Type::Text) },
            Field { origin: Origin::CommandName, ..field("cmd", Type::Text) },
            Field { origin: Origin::Sign, ..field("sign", Type::Text) },
        ],
        about: About::default(),
    }
}

fn command() -> Command {
    Command {
        name: "report".into(),
        rust: "Report".into(),
        gateway: Some("relay".into()),
        path: None,
        verify: vec![],
        methods: vec![Method::Get],
        idempotent: false,
        params: vec![
            Field { origin: Origin::AppId, ..field("appid", Type::U64) },
            Field { origin: Origin::Constant(Constant::Int(1001)), ..field("dst", Type::U32) },
            Field { origin: Origin::LengthOf("friends".into()), ..field("count", Type::U32) },
            field("friends", Type::Json(Box::new(Type::List(Box::new(Type::Struct("Friend".into())))))),
            Field { default: Some(Constant::Text("zh".into())), ..field("lang", Type::Text) },
            Field {
                required: false,
                limits: Limits { max_chars: Some(2), ..Limits::NONE },
                ..field("title", Type::Text)
            },
        ],
        reply: Reply::Unknown,
        reply_code: None,
        examples: vec![],
        about: About::default(),
    }
}

fn body() -> Struct {
    object(
        "Body",
        vec![
            Field { origin: Origin::LengthOf("list".into()), ..field("total", Type::U32) },
            field("list", Type::Rows("achieve".into())),
            Field {
                origin: Origin::Constant(Constant::Text("v1".into())),
                required: false,
                ..field("version", Type::Text)
            },
        ],
    )
}

fn friend() -> Struct {
    let openid = Field { limits: Limits { min_chars: Some(1), ..Limits::NONE }, ..field("openid", Type::Text) };
    object("Friend", vec![openid, Field { required: false, ..field("female", Type::Bool) }])
}

fn object(name: &str, fields: Vec<Field>) -> Struct {
    Struct { name: name.into(), fields, in_request: true, in_reply: false, about: About::default() }
}

fn closed(name: &str, values: &[i64]) -> Enum {
    let value =
        |number: &i64| EnumValue { rust: format!("V{number}"), value: Constant::Int(*number), about: About::default() };
    Enum { name: name.into(), open: false, values: values.iter().map(value).collect(), about: About::default() }
}

fn tags() -> Enum {
    let value = EnumValue { rust: "Brag".into(), value: Constant::Text("BRAG".into()), about: About::default() };
    Enum { name: "Tag".into(), open: true, values: vec![value], about: About::default() }
}

fn table(name: &str, open: bool) -> TypeTable {
    let column = |name: &str, ty| Column { name: name.into(), rust: name.into(), ty, about: About::default() };
    TypeTable {
        name: name.into(),
        rust: name.into(),
        id: "type".into(),
        value: "data".into(),
        columns: vec![column("bcover", Type::U32), column("expires", Type::UnixSeconds)],
        open,
        rows: vec![
            row("platform", 12, Type::Enum("Platform".into()), [Cell::Fixed(1), Cell::Fixed(0)], !open),
            row("score", 3, Type::I64, [Cell::Fixed(1), Cell::Caller], false),
            row("r#type", 29, Type::Text, [Cell::Fixed(1), Cell::Fixed(0)], false),
        ],
        about: About::default(),
    }
}

fn row(rust: &str, id: i64, ty: Type, cells: [Cell; 2], required: bool) -> Row {
    let limits = Limits { max: Some(100), max_chars: Some(3), ..Limits::NONE };
    let cells = cells.into();
    Row { rust: rust.into(), id, ty, required, recommended: false, cells, limits, about: About::default() }
}
