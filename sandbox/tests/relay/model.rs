//! The relay's model: one gateway as documented, one with a scheme of its own, one without sign or codes.

use qq_cgi_model::model::{
    About, Asks, Code, Command, Constant, Enum, EnumValue, Envelope, ErrorTable, Example, Field, Gateway, Method,
    Model, Origin, OutputForm, Refusals, Remedy, Reply, ReplyCode, Sign, Struct, Type,
};
use qq_cgi_wire::{Encoding, Limits, Pairs, Part, SignScheme};

pub fn model() -> Model {
    Model {
        name: "test".into(),
        gateways: vec![relay(), other(), unsigned()],
        signs: vec![sign("relay", relay_parts()), sign("other", other_parts())],
        commands: commands(),
        structs: vec![body(), ack()],
        enums: vec![Enum {
            name: "Format".into(),
            open: false,
            values: ["json", "jsonp"].map(value).into(),
            about: About::default(),
        }],
        error_tables: vec![errors()],
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

pub fn optional(name: &str, ty: Type) -> Field {
    Field { required: false, ..field(name, ty) }
}

pub fn command(gateway: &str, name: &str, methods: &[Method], params: Vec<Field>) -> Command {
    Command {
        name: name.into(),
        rust: name.into(),
        gateway: Some(gateway.into()),
        path: None,
        verify: vec![],
        methods: methods.to_vec(),
        idempotent: false,
        params,
        reply: Reply::Unknown,
        reply_code: None,
        examples: vec![],
        about: About::default(),
    }
}

fn commands() -> Vec<Command> {
    let mut card = command(
        "relay",
        "qc_set_summary_card",
        &[Method::Get],
        vec![
            field("card_id", Type::U32),
            field("style_id", Type::U32),
            optional("version", Type::Text),
            optional("platform", Type::U32),
        ],
    );
    card.examples.push(Example {
        secret: Some("123456".into()),
        sign: None,
        method: Method::Get,
        params: vec![("oauth_consumer_key".into(), "100330589".into())],
        about: About::default(),
    });
    let mut report = command(
        "relay",
        "report",
        &[Method::Post, Method::Get],
        vec![
            Field { origin: Origin::AppId, ..field("appid", Type::U64) },
            field("param", Type::Json(Box::new(Type::Struct("Body".into())))),
        ],
    );
    report.reply = Reply::Struct("Ack".into());
    report.reply_code = Some(ReplyCode { field: "ret".into(), message: Some("msg".into()), success: 0, errors: None });
    let say = vec![field("text", Type::Text), optional("Zed", Type::Text), optional("secret_word", Type::Text)];
    let mut say = command("relay", "say", &[Method::Get], say);
    say.params[2].secret = true;
    let other = command("other", "call", &[Method::Get, Method::Post], vec![field("text", Type::Text)]);
    let unsigned = command("unsigned", "plain", &[Method::Get], vec![field("number", Type::U32)]);
    vec![card, report, say, other, unsigned]
}

fn relay() -> Gateway {
    Gateway {
        name: "relay".into(),
        rust: "relay".into(),
        urls: vec![
            "https://proxy.vip.qq.com/cgi-bin/QQConnect.fcgi".into(),
            "http://proxy.vip.qq.com/cgi-bin/QQConnect.fcgi".into(),
        ],
        sign: Some("relay".into()),
        errors: Some("relay".into()),
        envelope: envelope(),
        output: Some(OutputForm {
            param: "format".into(),
            asks: Asks::Jsonp("jsonp".into()),
            callback: Some("callback".into()),
            default_callback: "_Callback".into(),
        }),
        refuse: Refusals {
            bad_param: Some(-1),
            unknown_app: Some(-2),
            bad_sign: Some(-5),
            bad_token: None,
            unknown_command: Some(-9),
            bad_method: None,
        },
        params: vec![
            Field { origin: Origin::AppId, ..field("oauth_consumer_key", Type::U64) },
            Field { origin: Origin::OpenId, missing_code: Some(-22), ..field("openid", Type::Text) },
            Field { origin: Origin::AccessToken, secret: true, ..field("access_token", Type::Text) },
            Field { origin: Origin::CommandName, ..field("cmd", Type::Text) },
            Field { origin: Origin::Sign, ..field("sign", Type::Text) },
            optional("format", Type::Enum("Format".into())),
            optional("callback", Type::Text),
        ],
        about: About::default(),
    }
}

fn other() -> Gateway {
    Gateway {
        name: "other".into(),
        urls: vec!["https://example.com/other/call?x=1".into()],
        sign: Some("other".into()),
        output: None,
        refuse: Refusals { bad_sign: Some(-5), bad_method: Some(-4), ..Refusals::default() },
        params: vec![Field { origin: Origin::AppId, ..field("app", Type::Text) }],
        ..relay()
    }
}

fn unsigned() -> Gateway {
    Gateway {
        name: "unsigned".into(),
        urls: vec!["https://example.com/unsigned".into()],
        sign: None,
        output: None,
        refuse: Refusals::default(),
        params: vec![],
        ..relay()
    }
}

fn envelope() -> Envelope {
    Envelope {
        code: "ret".into(),
        success: 0,
        failures_only: false,
        message: "msg".into(),
        success_message: "succ".into(),
        data: "data".into(),
    }
}

fn sign(name: &str, source: Vec<Part>) -> Sign {
    let scheme = SignScheme { source: source.into(), ..SignScheme::new("sign") };
    Sign { name: name.into(), scheme, accept: vec![], about: About::default() }
}

fn relay_parts() -> Vec<Part> {
    let pairs = Pairs { before: "$".into(), between: "$".into(), ..Pairs::EMPTY };
    vec![Part::Secret, Part::Pairs(pairs), Part::Secret]
}

fn other_parts() -> Vec<Part> {
    let pairs = Pairs { between: "=".into(), separator: "&".into(), encode: Encoding::Percent, ..Pairs::EMPTY };
    let literal = || Part::Literal("&".into());
    vec![Part::Method, literal(), Part::Path, literal(), Part::Pairs(pairs), literal(), Part::Secret]
}

fn body() -> Struct {
    let total = Field { origin: Origin::LengthOf("list".into()), ..field("total", Type::U32) };
    object("Body", vec![total, field("list", Type::List(Box::new(Type::U32)))])
}

fn ack() -> Struct {
    let url = Field { sample: Some(Constant::Text("https://example.com".into())), ..field("url", Type::Text) };
    object(
        "Ack",
        vec![
            field("ret", Type::I32),
            field("msg", Type::Text),
            url,
            optional("items", Type::List(Box::new(Type::U32))),
            optional("more", Type::Struct("Ack".into())),
        ],
    )
}

fn object(name: &str, fields: Vec<Field>) -> Struct {
    Struct { name: name.into(), fields, in_request: true, in_reply: true, about: About::default() }
}

fn value(text: &str) -> EnumValue {
    EnumValue { rust: text.into(), value: Constant::Text(text.into()), about: About::default() }
}

fn errors() -> ErrorTable {
    let code = |(code, zh): (i64, &str)| Code {
        code: Some(code),
        symbol: None,
        rust: format!("Code{}", -code),
        zh_remedy: None,
        en_remedy: None,
        remedy: Remedy::None,
        about: About { zh: Some(zh.into()), ..About::default() },
    };
    let codes =
        [(-1, "client 的请求参数无效"), (-2, "请求中的 APPID 不存在"), (-5, "签名验证失败"), (-9, "API 不存在")];
    ErrorTable { name: "relay".into(), rust: "Relay".into(), codes: codes.map(code).into(), about: About::default() }
}
