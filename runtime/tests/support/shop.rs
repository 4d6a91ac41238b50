//! A gateway with a code for each remedy, a command that does no harm twice and one that does.

use qq_cgi::*;

/// A gateway whose codes are the remedies: -1 is the first of [`REMEDIES`].
pub struct Shop;

impl Gateway for Shop {
    type Code = ShopCode;
    const SPEC: &'static GatewaySpec = &GatewaySpec {
        name: "shop",
        urls: &["https://example.com/shop"],
        sign: None,
        envelope: Envelope { code: "ret", success: 0, failures_only: false, message: "msg", data: "data" },
        jsonp: None,
    };
}

pub const REMEDIES: [Remedy; 8] = [
    Remedy::FixRequest,
    Remedy::CheckCredentials,
    Remedy::RetryOnce,
    Remedy::BackOff,
    Remedy::Reauthorize,
    Remedy::RequestPermission,
    Remedy::ContactSupport,
    Remedy::None,
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShopCode(pub i64);

impl ErrorCode for ShopCode {
    fn from_code(code: i64) -> Self {
        Self(code)
    }

    fn from_symbol(_: &str) -> Option<Self> {
        None
    }

    fn number(&self) -> Option<i64> {
        Some(self.0)
    }

    fn symbol(&self) -> Option<&'static str> {
        None
    }

    fn entry(&self) -> Option<&'static CodeEntry> {
        None
    }

    fn remedy(&self) -> Option<Remedy> {
        REMEDIES.get(usize::try_from(-self.0 - 1).ok()?).copied()
    }
}

impl core::fmt::Display for ShopCode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0.fmt(f)
    }
}

const ACCESS_TOKEN: &[Param] = &[Param::new("access_token", Source::AccessToken).secret()];

const fn command(name: &'static str, idempotent: bool) -> CommandSpec {
    CommandSpec {
        name,
        path: None,
        methods: &[Method::Get],
        idempotent,
        params: ACCESS_TOKEN,
        reply_code: Some(ReplyCode { field: "ret", message: None, success: 0 }),
        verify: &[],
    }
}

/// Does no harm twice.
pub struct Ask;

impl Command for Ask {
    type Gateway = Shop;
    type Reply = JsonValue;
    type Code = ShopCode;
    const SPEC: &'static CommandSpec = &command("ask", true);

    fn value(&self, _: usize) -> Value<'_> {
        Value::Unset
    }
}

/// Must not be done twice.
pub struct Buy;

impl Command for Buy {
    type Gateway = Shop;
    type Reply = JsonValue;
    type Code = ShopCode;
    const SPEC: &'static CommandSpec = &command("buy", false);

    fn value(&self, _: usize) -> Value<'_> {
        Value::Unset
    }
}
