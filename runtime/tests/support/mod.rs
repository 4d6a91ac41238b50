//! A gateway and commands, written by hand as generated code writes them.
#![allow(dead_code, missing_docs, clippy::expect_used, clippy::panic, reason = "each test file uses a part")]
#![allow(unreachable_pub, clippy::wildcard_imports, clippy::must_use_candidate, clippy::missing_panics_doc)]

pub mod shop;

use std::borrow::Cow;

use qq_cgi::*;

/// The document's relay.
pub struct Relay;

impl Gateway for Relay {
    type Code = RelayCode;
    const SPEC: &'static GatewaySpec = &GatewaySpec {
        name: "relay",
        urls: &["https://proxy.vip.qq.com/cgi-bin/QQConnect.fcgi"],
        sign: Some(SignScheme {
            param: Cow::Borrowed("sign"),
            digest: Digest::Md5,
            output: Output::LowerHex,
            source: Cow::Borrowed(&[
                Part::Secret,
                Part::Pairs(Pairs {
                    order: Order::Bytes,
                    before: Cow::Borrowed("$"),
                    between: Cow::Borrowed("$"),
                    separator: Cow::Borrowed(""),
                    encode: Encoding::None,
                    exclude: Cow::Borrowed(&[]),
                }),
                Part::Secret,
            ]),
        }),
        envelope: Envelope { code: "ret", success: 0, failures_only: false, message: "msg", data: "data" },
        jsonp: None,
    };
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelayCode {
    SignatureMismatch,
    Other(UnlistedCode),
}

impl ErrorCode for RelayCode {
    fn from_code(code: i64) -> Self {
        match code {
            -5 => Self::SignatureMismatch,
            other => Self::Other(UnlistedCode::__new(other)),
        }
    }

    fn from_symbol(_: &str) -> Option<Self> {
        None
    }

    fn number(&self) -> Option<i64> {
        Some(match self {
            Self::SignatureMismatch => -5,
            Self::Other(code) => code.__code(),
        })
    }

    fn symbol(&self) -> Option<&'static str> {
        None
    }

    fn entry(&self) -> Option<&'static CodeEntry> {
        const SIGNATURE_MISMATCH: CodeEntry = CodeEntry::new(
            "SignatureMismatch",
            ["签名验证失败", "重试一次，若失败请提交工单联系客服处理"],
            ["The signature does not match.", "Retry once."],
            Remedy::RetryOnce,
        );
        match self {
            Self::SignatureMismatch => Some(&SIGNATURE_MISMATCH),
            Self::Other(_) => None,
        }
    }
}

impl core::fmt::Display for RelayCode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        display_code(self, f)
    }
}

pub const fn param(name: &'static str, source: Source) -> Param {
    Param::new(name, source)
}

const ACCESS_TOKEN: Param = Param::new("access_token", Source::AccessToken).secret();
const NOT_EMPTY: Limits = Limits { min_chars: Some(1), ..Limits::NONE };
const OPENID: Param = Param::new("openid", Source::OpenId).limited(NOT_EMPTY);

/// The command of the document's sign sample.
#[derive(Debug, Clone)]
pub struct SetSummaryCard {
    pub card_id: u32,
    pub style_id: u32,
    pub version: Option<String>,
    pub platform: Option<u32>,
}

impl SetSummaryCard {
    pub fn sample() -> Self {
        Self { card_id: 11746, style_id: 1, version: Some("7.2.5".to_owned()), platform: Some(2) }
    }
}

impl Command for SetSummaryCard {
    type Gateway = Relay;
    type Reply = JsonValue;
    type Code = UndocumentedCode;
    const SPEC: &'static CommandSpec = &CommandSpec {
        name: "qc_set_summary_card",
        path: None,
        methods: &[Method::Get],
        idempotent: true,
        params: &[
            ACCESS_TOKEN,
            param("card_id", Source::Caller(0)),
            param("cmd", Source::CommandName),
            param("oauth_consumer_key", Source::AppId),
            OPENID,
            Param { limits: Limits { max: Some(9), ..Limits::NONE }, ..param("platform", Source::Caller(3)) },
            param("style_id", Source::Caller(1)),
            param("version", Source::Caller(2)),
        ],
        reply_code: None,
        verify: &[],
    };

    fn value(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.card_id.as_value(),
            1 => self.style_id.as_value(),
            2 => self.version.as_value(),
            3 => self.platform.as_value(),
            _ => Value::Unset,
        }
    }
}

/// A friend, as a field of JSON.
#[derive(Debug, Clone)]
pub struct Friend {
    pub openid: String,
    pub label: Option<String>,
}

impl Record for Friend {
    fn fields(&self) -> &'static [Param] {
        const FIELDS: &[Param] = &[
            Param { limits: NOT_EMPTY, ..param("openid", Source::Caller(0)) },
            Param { limits: Limits { max_chars: Some(2), ..Limits::NONE }, ..param("label", Source::Caller(1)) },
        ];
        FIELDS
    }

    fn field(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.openid.as_value(),
            1 => self.label.as_value(),
            _ => Value::Unset,
        }
    }
}

impl AsValue for Friend {
    fn as_value(&self) -> Value<'_> {
        Value::Record(self)
    }
}

/// A command with JSON, a secret of the caller's own, a constant, two methods and a code of its own.
#[derive(Debug, Clone)]
pub struct Share {
    pub fopenids: Vec<Friend>,
    pub text: String,
    pub key: Option<String>,
}

impl Share {
    pub fn new(text: &str) -> Self {
        Self { fopenids: vec![Friend { openid: "F".to_owned(), label: None }], text: text.to_owned(), key: None }
    }
}

impl Command for Share {
    type Gateway = Relay;
    type Reply = Ack;
    type Code = UndocumentedCode;
    const SPEC: &'static CommandSpec = &CommandSpec {
        name: "share",
        path: None,
        methods: &[Method::Post, Method::Get],
        idempotent: false,
        params: &[
            ACCESS_TOKEN,
            param("cmd", Source::CommandName),
            param("count", Source::LengthOf(0)),
            param("dst", Source::Constant(Value::Uint(1001))),
            Param {
                limits: Limits { min_items: Some(1), max_items: Some(2), ..Limits::NONE },
                ..param("fopenids", Source::Caller(0))
            },
            Param { secret: true, ..param("key", Source::Caller(2)) },
            OPENID,
            param("text", Source::Caller(1)),
        ],
        reply_code: Some(ReplyCode { field: "ret", message: Some("msg"), success: 0 }),
        verify: &[],
    };

    fn value(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.fopenids.as_value(),
            1 => self.text.as_value(),
            2 => self.key.as_value(),
            _ => Value::Unset,
        }
    }
}

/// What [`Share`] answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ack {
    pub ret: i64,
    pub msg: Option<String>,
    pub id: Option<u64>,
}

impl ::qq_cgi::FromJson for Ack {
    fn from_json(json: ::qq_cgi::Json<'_>) -> ::core::result::Result<Self, ::qq_cgi::DecodeError> {
        let object = json.object()?;
        Ok(Self { ret: object.required("ret")?, msg: object.optional("msg")?, id: object.optional("id")? })
    }
}

/// A gateway without sign and without a field for the answer.
pub struct Plain;

impl Gateway for Plain {
    type Code = UndocumentedCode;
    const SPEC: &'static GatewaySpec = &GatewaySpec {
        name: "plain",
        urls: &["https://graph.qq.com/user/get_user_info?v=1"],
        sign: None,
        envelope: Envelope { code: "ret", success: 0, failures_only: false, message: "msg", data: "" },
        jsonp: None,
    };
}

/// Its only command.
#[derive(Debug)]
pub struct GetUserInfo;

impl Command for GetUserInfo {
    type Gateway = Plain;
    type Reply = UserInfo;
    type Code = UndocumentedCode;
    const SPEC: &'static CommandSpec = &CommandSpec {
        name: "get_user_info",
        path: None,
        methods: &[Method::Get],
        idempotent: true,
        params: &[ACCESS_TOKEN, OPENID],
        reply_code: None,
        verify: &[],
    };

    fn value(&self, _: usize) -> Value<'_> {
        Value::Unset
    }
}

/// One field of each kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserInfo {
    pub nickname: String,
    pub gender: Gender,
    pub is_lost: Option<bool>,
    pub year: Option<u32>,
    pub seen: Option<UnixSeconds>,
    pub played: Option<core::time::Duration>,
    pub levels: Option<Vec<Option<i32>>>,
}

impl FromJson for UserInfo {
    fn from_json(json: Json<'_>) -> Result<Self, DecodeError> {
        let object = json.object()?;
        Ok(Self {
            nickname: object.required("nickname")?,
            gender: object.required("gender")?,
            is_lost: object.optional("is_lost")?,
            year: object.optional("year")?,
            seen: object.optional("seen")?,
            played: object.optional("played")?,
            levels: object.optional("levels")?,
        })
    }
}

/// A closed enum of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    Male,
    Female,
}

impl FromJson for Gender {
    fn from_json(json: Json<'_>) -> Result<Self, DecodeError> {
        match &*json.text()? {
            "男" => Ok(Self::Male),
            "女" => Ok(Self::Female),
            _ => Err(json.expected("one of 男, 女")),
        }
    }
}

/// Answers always the same and keeps what it was asked.
pub struct Canned {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Transport for Canned {
    fn send<'a>(&'a self, _: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async { Ok(HttpResponse::new(self.status, &*self.body)) })
    }
}

/// Secrets that must show nowhere.
pub const SECRET: &str = "canary-secret";
pub const TOKEN: &str = "canary token/1";

pub fn client(transport: impl Transport) -> Client {
    Client::builder().app(100_330_589, SECRET).transport(transport).build().expect("a good client")
}

pub fn answering(body: impl Into<Vec<u8>>) -> Session {
    client(Canned { status: 200, body: body.into() }).session("OPENID", TOKEN)
}

/// For futures that never wait.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = core::pin::pin!(future);
    let mut context = core::task::Context::from_waker(core::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        core::task::Poll::Ready(value) => value,
        core::task::Poll::Pending => panic!("it waits"),
    }
}
