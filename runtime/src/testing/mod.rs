//! Transports for tests: [`Script`] answers as a test tells it to, [`Recorder`] writes down what a real one was asked and
//! answered, and [`Replay`] answers from that.
//!
//! ```
//! # use std::borrow::Cow;
//! # use qq_cgi::*;
//! # pub struct Relay;
//! # impl Gateway for Relay {
//! #     type Code = UndocumentedCode;
//! #     const SPEC: &'static GatewaySpec = &GatewaySpec {
//! #         name: "relay",
//! #         urls: &["https://example.com/relay"],
//! #         sign: Some(SignScheme { source: Cow::Borrowed(&[Part::Secret, Part::Pairs(Pairs::EMPTY)]), digest: Digest::Md5, output: Output::LowerHex, param: Cow::Borrowed("sign") }),
//! #         envelope: Envelope { code: "ret", success: 0, failures_only: false, message: "msg", data: "data" },
//! #         jsonp: None,
//! #     };
//! # }
//! # pub struct Greet(String);
//! # impl Greet { fn new(whom: &str) -> Self { Self(whom.to_owned()) } }
//! # impl Command for Greet {
//! #     type Gateway = Relay;
//! #     type Reply = String;
//! #     type Code = UndocumentedCode;
//! #     const SPEC: &'static CommandSpec = &CommandSpec {
//! #         name: "greet",
//! #         path: None,
//! #         methods: &[Method::Get],
//! #         idempotent: false,
//! #         params: &[Param::new("whom", Source::Caller(0))],
//! #         reply_code: None,
//! #         verify: &[],
//! #     };
//! #     fn value(&self, _: usize) -> Value<'_> { Value::Text(&self.0) }
//! # }
//! use qq_cgi::testing::{Script, when};
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let script = Script::new()
//!     .expect(when::<Greet>().with(|sent| sent.param("whom") == Some("大家")).answer("hello"))
//!     .expect(when::<Greet>().once().reply(ErrorCode::from_code(-5)));
//! let client = Client::builder().app(1_000, "the app's secret").transport(script.clone()).build()?;
//! let player = client.session("openid", "access token");
//!
//! assert_eq!(player.send(&Greet::new("大家")).await?, "hello");
//! assert_eq!(player.send(&Greet::new("nobody")).await.unwrap_err().code(), Some(-5));
//! assert_eq!(script.unmet(), [""; 0]);
//! # Ok(())
//! # }
//! # let mut run = std::pin::pin!(run());
//! # let mut context = std::task::Context::from_waker(std::task::Waker::noop());
//! # assert!(matches!(run.as_mut().poll(&mut context), std::task::Poll::Ready(Ok(()))));
//! ```

mod expectation;
mod recorder;
mod replay;
mod script;
mod seen;

pub use self::{
    expectation::{Expectation, Failure, When, when},
    recorder::Recorder,
    replay::{BadRecording, Replay},
    script::Script,
    seen::SeenRequest,
};
