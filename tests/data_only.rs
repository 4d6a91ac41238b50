//! New commands, parameters, types and codes are data: no line of Rust here says how anything is signed, sent or read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod http;

use std::time::{Duration, UNIX_EPOCH};

use qq_cgi::{
    BoxFuture, Client, Credentials, Error, HttpRequest, HttpResponse, JsonValue, Method, Remedy, Session, Transport,
    TransportError, UnixSeconds,
};
use qq_cgi_model::{Model, request};
use qq_cgi_sandbox::Sandbox;
use qq_cgi_wire::{Signable, percent};
use qq_game_social::social;

/// On the shipped spec.
#[qq_cgi::qq_cgi("specs/greeting.toml")]
pub mod greeting {}

/// The same, with pages, callbacks, SDK calls and records.
#[qq_cgi::qq_cgi("specs/club.toml")]
pub mod club {}

/// On a module of another crate, which stands on the shipped spec itself.
#[qq_cgi::qq_cgi("specs/party.toml")]
pub mod party {}

/// On nothing.
#[qq_cgi::qq_cgi("specs/one.toml")]
pub mod one {}

macro_rules! client {
    (item: $path:literal, $item:item) => {
        #[qq_cgi::qq_cgi($path)]
        $item
    };
    (parts: $path:expr, $visible:vis $name:ident) => {
        #[qq_cgi::qq_cgi($path)]
        $visible mod $name {}
    };
}

// A macro of the user's own hands path, item and visibility on in groups that nobody sees.
client!(item: "specs/one.toml", pub mod from_an_item {});
client!(parts: "specs/one.toml", pub(crate) from_parts);

/// On `one`.
#[qq_cgi::qq_cgi("specs/two.toml")]
pub mod two {
    /// What a user writes here stays.
    pub const OWN: &str = "kept";
}

/// On `two`, and so on `one`.
#[qq_cgi::qq_cgi("specs/three.toml")]
pub mod three {}

/// On nothing.
#[qq_cgi::qq_cgi("specs/kinds.toml")]
pub mod kinds {}

/// On nothing.
#[qq_cgi::qq_cgi("specs/beside.toml")]
pub mod beside {}

type Files = &'static [(&'static str, &'static str)];

fn model(own: Files, base: Files) -> Model {
    let checked = qq_cgi_model::check_embedded(own, base);
    let found: Vec<_> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    checked.model
}

async fn sandbox(own: Files, base: Files) -> Sandbox {
    Sandbox::builder(model(own, base)).app(7, "s3cret").start().await.unwrap()
}

fn player(sandbox: &Sandbox) -> Session {
    let client = Client::builder().app(7, "s3cret").origin(&sandbox.origin()).build().unwrap();
    client.session("me", "token")
}

/// The raw value of a parameter in a signed URL.
fn sent(url: &str, name: &str) -> Option<String> {
    let mut pairs = url.split_once('?')?.1.split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.find(|(known, _)| *known == name)?.1;
    String::from_utf8(percent::decode(value)?).ok()
}

struct Scripted(&'static str);

impl Transport for Scripted {
    fn send<'a>(&'a self, _: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async { Ok(HttpResponse::new(200, self.0)) })
    }
}

fn player_of(answer: &'static str) -> Session {
    Client::builder().app(7, "s3cret").transport(Scripted(answer)).build().unwrap().session("me", "token")
}

mod on_the_shipped_base {
    use super::*;
    use greeting::{GreetingError, Mood, MyGreeting, Platform, Recipient, SetSummaryCard, Zone};

    fn request() -> MyGreeting {
        MyGreeting::new(vec![Recipient::new("朋友")], Mood::Happy, Zone::Wechat).score("5 & 1")
    }

    #[tokio::test]
    async fn a_new_command_is_signed_sent_and_answered() {
        let sandbox = sandbox(greeting::SPEC_FILES, greeting::BASE_FILES).await;
        let player = player(&sandbox);
        let request = request().tag(greeting::GameTag::Invite).format(greeting::Format::Jsonp);
        let reply = player.send(&request).await.unwrap();
        assert_eq!((reply.code, reply.mood, reply.greeted.as_slice()), (1, Mood::Sad, &[][..]));
        player.call(&request).method(Method::Post).send().await.unwrap();
        player.send(&SetSummaryCard::new(11746, 1)).await.unwrap();
        assert!(sandbox.log().iter().all(|entry| entry.notes.is_empty()), "{:?}", sandbox.log());
    }

    #[test]
    fn its_parameters_are_filled_in_and_its_rows_written() {
        let credentials = Credentials { app_id: 7, secret: "s3cret", openid: "me", access_token: "token" };
        let signed = credentials.sign(&request(), Method::Get, "https://h/p").unwrap();
        assert_eq!(sent(signed.url(), "count").as_deref(), Some("1"));
        assert_eq!(sent(signed.url(), "version").as_deref(), Some("2"));
        assert_eq!(sent(signed.url(), "about").unwrap(), r#"[{"kind":5,"text":"2"},{"kind":6,"text":"5 & 1"}]"#);
    }

    #[tokio::test]
    async fn its_limits_bind() {
        let sandbox = sandbox(greeting::SPEC_FILES, greeting::BASE_FILES).await;
        let error = player(&sandbox).send(&request().score("123456")).await.unwrap_err();
        let expected = "parameter `about[1].text (kind 6)` must have at most 5 characters, has 6; nothing was sent";
        assert_eq!(error.to_string(), expected);
    }

    #[tokio::test]
    async fn its_error_table_names_its_codes() {
        let answer = r#"{"ret":0,"msg":"ok","data":{"code":-1,"why":"nobody","mood":"sad","greeted":[]}}"#;
        let error = player_of(answer).send(&request()).await.unwrap_err();
        let Error::Command(refusal) = &error else { panic!("{error:?}") };
        assert_eq!(refusal.code, GreetingError::NoFriends);
        assert_eq!((error.code(), error.remedy()), (Some(-1), Some(Remedy::None)));
        assert!(error.to_string().contains("-1 NoFriends: No friends. (没有好友)"), "{error}");
    }

    #[test]
    fn the_types_of_the_base_are_its_very_own() {
        let platform: social::Platform = Platform::Ios;
        let friend: social::Recipient = Recipient::new("friend");
        let card: social::SetSummaryCard = SetSummaryCard::new(1, 2);
        drop((platform, friend, card));
    }

    #[test]
    fn the_files_are_at_hand() {
        let own: Vec<_> = greeting::SPEC_FILES.iter().map(|(path, _)| *path).collect();
        assert_eq!(own, ["greeting.toml", "greeting/types.toml"]);
        assert_eq!(greeting::BASE_FILES, social::SPEC_FILES);
    }
}

mod every_kind_on_the_shipped_base {
    use super::*;
    use club::{ClubPage, GetClub, MemberLeft, Renewal, Seat, ShareClub, VipKind};
    use qq_cgi::{CallError, MatrixColumn as _, ScriptedPlatform, Sdk, SdkValue, Secret, TableRecord as _};

    #[test]
    fn a_page() {
        let url = ClubPage::new(VipKind::Svip).months(2).url().unwrap();
        assert_eq!(url, "https://club.example.com/join?kind=svip&months=2");
    }

    #[test]
    fn callbacks_with_the_bases_sign_and_struct() {
        let (key, at) = (Secret::from("ffff"), UnixSeconds::new(1_507_799_551));
        let opening = social::Opening::new("a", at, 1, VipKind::Vip, "o", "1");
        let sent = Renewal::new(opening.clone()).url("https://game.example.com/r", &key).unwrap();
        let received = Renewal::verify(sent.query(), &key).unwrap();
        assert_eq!(received.callback().unwrap().data, opening);
        assert_eq!(received.key().unwrap().to_string(), r#"["1"]"#);

        let sent = MemberLeft::new("m", social::VipKind::Vip).url("https://game.example.com/l", &key).unwrap();
        assert_eq!(MemberLeft::verify(sent.query(), &key).unwrap().payload().unwrap().member, "m");
        assert!(MemberLeft::verify(sent.query(), &Secret::from("fffe")).is_err());
    }

    #[tokio::test]
    async fn a_call_in_a_row_of_the_bases_matrix() {
        let sent = social::SendResultCode::Success.code();
        let answers = |code| ScriptedPlatform::new().returns("SendReqToQZone:", SdkValue::Int(code));
        let call = ShareClub::new("title").kind(VipKind::Vip).to(social::ShareDestination::Qzone);
        Sdk::new(answers(sent)).call(&call).await.unwrap();
        let refused = Sdk::new(answers(1)).call(&call).await.unwrap_err();
        let CallError::Refused(refusal) = refused else { panic!("{refused:?}") };
        assert_eq!(refusal.code, club::SendResultCode::QqNotInstalled);
        assert_eq!(club::ShareDestination::Qzone.index(), 1);
    }

    #[test]
    fn a_record_that_holds_a_key_of_the_bases() {
        let seat = Seat::new(1, 1_101_270_643);
        assert_eq!(Seat::SPEC.field("app").unwrap().references, Some(social::AppConfig::SPEC.name));
        assert_eq!(Seat::SPEC.stages, Some("release"));
        seat.check_edit(&Seat::new(1, 2)).unwrap();
        seat.check_edit(&Seat::new(2, 2)).unwrap_err();
        assert!(!club::Release::ALL.is_empty());
    }

    #[tokio::test]
    async fn a_command_with_a_path_of_its_own() {
        let sandbox = Sandbox::builder(model(club::SPEC_FILES, club::BASE_FILES)).player(7, "me", "a-token");
        let sandbox = sandbox.start().await.unwrap();
        let client = Client::builder().app(7, "s3cret").origin(&sandbox.origin()).build().unwrap();
        let club = client.session("me", "a-token").send(&GetClub::new(VipKind::Vip)).await.unwrap();
        assert_eq!(club.name, "the club");
        let refused = client.session("me", "another").send(&GetClub::new(VipKind::Vip)).await.unwrap_err();
        assert_eq!(refused.code(), Some(-23));
    }
}

mod on_other_bases {
    use super::*;
    use qq_cgi_tests_renamed::wave;

    #[tokio::test]
    async fn a_spec_of_the_same_crate() {
        let sandbox = sandbox(two::SPEC_FILES, two::BASE_FILES).await;
        let player = player(&sandbox);
        let closed: two::Opened = player.send(&two::Close::new().again(one::Colour::Red)).await.unwrap();
        let opened: one::Opened = player.send(&two::Open::new(true).colour(two::Colour::Green)).await.unwrap();
        assert_eq!(closed, opened);
        assert_eq!(opened.colour, one::Colour::Green);
        assert_eq!((from_an_item::SPEC_FILES, from_parts::SPEC_FILES), (one::SPEC_FILES, one::SPEC_FILES));
        assert_eq!(two::OWN, "kept");
        assert_eq!(two::BASE_FILES, one::SPEC_FILES);
    }

    #[tokio::test]
    async fn a_chain_within_one_crate() {
        let sandbox = sandbox(three::SPEC_FILES, three::BASE_FILES).await;
        let player = player(&sandbox);
        let knocked: one::Opened = player.send(&three::Knock::new(two::Colour::Red)).await.unwrap();
        let closed: three::Opened = player.send(&three::Close::new()).await.unwrap();
        assert_eq!(knocked, closed);
    }

    #[tokio::test]
    async fn a_chain_of_three() {
        let sandbox = sandbox(party::SPEC_FILES, party::BASE_FILES).await;
        let player = player(&sandbox);
        let guest = party::Guest::new(social::Recipient::new("a"), vec![wave::Hand::Left, party::Hand::Right]);
        let request = party::MyParty::new(social::Platform::Ios, vec![guest]);
        let answer: social::Ack = player.send(&request).await.unwrap();
        assert_eq!(answer.ret, 0);
        let signed = player.sign(&request).unwrap();
        assert_eq!(sent(signed.url(), "hand").as_deref(), Some("left"));
        let guests = r#"[{"who":{"openid":"a","type":0},"hands":["left","right"]}]"#;
        assert_eq!(sent(signed.url(), "guests").as_deref(), Some(guests));
        // Every storey's commands by one name.
        player.send(&party::Wave::new(vec![party::Recipient::new("a")])).await.unwrap();
        player.send(&party::SetSummaryCard::new(1, 2)).await.unwrap();
    }

    #[tokio::test]
    async fn a_dependency_by_another_name() {
        let sandbox = sandbox(wave::SPEC_FILES, wave::BASE_FILES).await;
        let player = player(&sandbox);
        let request = wave::Wave::new(vec![social::Recipient::new("a")]).platform(social::Platform::Android);
        let answer: social::Ack = player.send(&request).await.unwrap();
        assert_eq!(answer.ret, 0);
        assert_eq!(wave::BASE_FILES, social::SPEC_FILES);
    }
}

mod every_kind {
    use super::*;
    use kinds::{AllRows, Colour, Everything, FlatRows, Inner, Mode, Outer, PlainError, Rows};

    /// The request and the reply have one name: the command's is the one in question.
    type Request = kinds::EverythingRequest;

    fn outer() -> Outer {
        let inner = || Inner::new(true, ["a", "b"].map(String::from));
        Outer::new(inner().r#type(Colour::Red)).inners(vec![inner()]).lists(vec![vec![1, -2], vec![]])
    }

    fn request() -> Request {
        let at = UNIX_EPOCH + Duration::from_secs(1_510_109_015);
        Request::new(
            true,
            -5,
            u64::MAX,
            at,
            Duration::from_mins(1),
            ["a & b", "大"].map(String::from),
            [Colour::DarkGreen, Colour::Red],
            outer(),
            3,
            4,
            "4711",
            "r#type",
        )
    }

    fn url(request: &Request) -> String {
        let credentials = Credentials { app_id: 7, secret: "", openid: "", access_token: "" };
        credentials.sign(request, Method::Get, "http://h/p").unwrap().url().to_owned()
    }

    #[test]
    fn values_are_written_in_their_forms() {
        let url = url(&request());
        let outer = concat!(
            r#"{"inner":{"deep":true,"type":"red","count":2,"names":["a","b"]},"#,
            r#""inners":[{"deep":true,"type":"dark green","count":2,"names":["a","b"]}],"#,
            r#""lists":[[1,-2],[]],"at":9,"kind":"outer"}"#
        );
        let expected = [
            ("do", "everything"),
            ("lang", "zh"),
            ("flag", "true"),
            ("small", "-5"),
            ("big", "18446744073709551615"),
            ("at", "1510109015"),
            ("span", "60"),
            ("words", r#"["a & b","大"]"#),
            ("colours", r#"["dark green","red"]"#),
            ("outer", outer),
            ("box", r#"{"width":3,"lid":{"weight":4}}"#),
            ("pin", "4711"),
            ("type", "r#type"),
            ("mode", "2"),
            ("shade", "red"),
            ("until", "5"),
            ("pause", "6"),
            ("loud", "false"),
            ("least", "-7"),
            ("fixed", "true"),
        ];
        for (name, value) in expected {
            assert_eq!(sent(&url, name).as_deref(), Some(value), "{name}");
        }
        assert_eq!(url.matches('=').count(), expected.len(), "{url}");
    }

    #[test]
    fn what_is_optional_can_be_set() {
        let request = request().r#match(1).hint("h").mode(Mode::other(9)).shade(Colour::DarkGreen).x_id("i");
        let request =
            request.until(1).pause(Duration::from_secs(2)).loud(true).least(0).height(5).handle("g").lang("en");
        let url = url(&request);
        let expected = [
            ("match", "1"),
            ("hint", "h"),
            ("mode", "9"),
            ("shade", "dark green"),
            ("x-Id", "i"),
            ("until", "1"),
            ("pause", "2"),
            ("loud", "true"),
            ("least", "0"),
            ("box", r#"{"width":3,"height":5,"lid":{"weight":4,"handle":"g"}}"#),
            ("lang", "en"),
        ];
        for (name, value) in expected {
            assert_eq!(sent(&url, name).as_deref(), Some(value), "{name}");
        }
    }

    #[test]
    fn secrets_do_not_show() {
        let request = request().hint("hidden hint");
        let credentials = Credentials { app_id: 7, secret: "", openid: "", access_token: "" };
        let signed = credentials.sign(&request, Method::Get, "http://h/p").unwrap();
        assert_eq!(signed.sign(), None);
        let shown = format!("{request:?} {signed:?} {}", signed.masked_url());
        for secret in ["4711", "hidden"] {
            assert!(!shown.contains(secret), "{secret} shows in {shown}");
        }
        assert!(shown.contains("pin=***") && shown.contains("hint=***"), "{shown}");
    }

    fn all(rows: AllRows) -> AllRows {
        rows.at(UnixSeconds::new(3))
            .flag(true, 4)
            .small(-1, UnixSeconds::new(5), 6)
            .big(u64::MAX)
            .span(Duration::from_secs(8))
            .mode(Mode::Fast)
            .other(99, "agreed upon", UnixSeconds::new(-1), i32::MIN)
    }

    #[test]
    fn rows_are_written_with_their_columns() {
        let rows = all(AllRows::new("one", UnixSeconds::new(2), Colour::Red)).mode(Mode::other(77));
        let credentials = Credentials { app_id: 7, secret: "", openid: "", access_token: "" };
        let signed = credentials.sign(&Rows::new(rows), Method::Post, "http://h/p").unwrap();
        let expected = concat!(
            r#"[{"id":1,"value":"one","since":2,"weight":3},{"id":2,"value":"red","since":0,"weight":0},"#,
            r#"{"id":6,"value":"3","since":0,"weight":0},{"id":3,"value":"true","since":0,"weight":4},"#,
            r#"{"id":4,"value":"-1","since":5,"weight":6},{"id":5,"value":"18446744073709551615","since":0,"weight":0},"#,
            r#"{"id":7,"value":"8","since":0,"weight":0},{"id":-8,"value":"77","since":0,"weight":0},"#,
            r#"{"id":99,"value":"agreed upon","since":-1,"weight":-2147483648}]"#
        );
        assert_eq!(sent(signed.url(), "list").as_deref(), Some(expected));
    }

    #[tokio::test]
    async fn the_sandbox_takes_and_gives_all_of_it() {
        let sandbox = sandbox(kinds::SPEC_FILES, kinds::BASE_FILES).await;
        let player = player(&sandbox);
        let reply = player.send(&request()).await.unwrap();
        assert_eq!((reply.flag, reply.small, reply.big), (true, -5, 9_223_372_036_854_775_807));
        assert_eq!((reply.at, reply.span), (UnixSeconds::new(1_510_109_015), Duration::from_mins(1)));
        assert_eq!((reply.words.len(), reply.colours.len(), reply.r#type.as_str()), (0, 0, "t"));
        assert_eq!((reply.mode, reply.shade), (Mode::Other(7), Colour::Red));
        assert_eq!((reply.pin.expose(), reply.inside.deep.as_str()), ("4711", "down"));
        player.call(&request()).method(Method::Post).send().await.unwrap();
        let _: JsonValue = player.send(&Rows::new(all(AllRows::new("1", 2, Colour::Red)))).await.unwrap();
        player.send(&FlatRows::new("1", 2, Colour::DarkGreen).flag(false, -1).other(98, "x", 2, 3)).await.unwrap();
        assert!(sandbox.log().iter().all(|entry| entry.notes.is_empty()), "{:?}", sandbox.log());
    }

    #[tokio::test]
    async fn a_secret_of_a_reply_does_not_show() {
        let sandbox = sandbox(kinds::SPEC_FILES, kinds::BASE_FILES).await;
        let reply: Everything = player(&sandbox).send(&request()).await.unwrap();
        assert_eq!(reply.pin.expose(), "4711");
        assert!(!format!("{reply:?}").contains("4711"), "{reply:?}");
    }

    #[tokio::test]
    async fn a_reply_in_its_longest_form() {
        let answer = concat!(
            r#"{"error":200,"text":"","body":{"flag":false,"small":-2147483648,"big":18446744073709551615,"at":-1,"span":0,"#,
            r#""words":["a","大"],"colours":["red","dark green"],"mode":2,"type":"","pin":"p","inside":{"deep":"1"},"#,
            r#""insides":[{"deep":"2"},{"deep":"3"}],"none":4,"given":5,"shade":"red"}}"#
        );
        let reply = player_of(answer).send(&request()).await.unwrap();
        assert_eq!((reply.big, reply.words.join(" ").as_str()), (u64::MAX, "a 大"));
        assert_eq!((reply.colours.as_slice(), reply.mode), (&[Colour::Red, Colour::DarkGreen][..], Mode::Fast));
        let insides: Vec<_> = reply.insides.unwrap().into_iter().map(|inside| inside.deep).collect();
        assert_eq!((insides.join(" ").as_str(), reply.none, reply.given), ("2 3", Some(4), 5));
    }

    #[tokio::test]
    async fn a_reply_in_its_shortest_form() {
        let answer = concat!(
            r#"{"error":"200","text":"","body":{"flag":1,"small":"-5","big":7,"at":"8","span":"9","words":[],"colours":[],"#,
            r#""mode":"1","type":5,"pin":"p","inside":{"deep":""},"insides":null,"none":"","unheard":{}}}"#
        );
        let reply = player_of(answer).send(&request()).await.unwrap();
        assert_eq!((reply.small, reply.mode, reply.r#type.as_str()), (-5, Mode::Slow, "5"));
        assert_eq!((reply.none, reply.insides, reply.given, reply.shade), (None, None, 12, Colour::DarkGreen));
    }

    #[tokio::test]
    async fn an_answer_beside_the_code() {
        let answer = r#"{"ret":0,"msg":"ok","name":"小明"}"#;
        assert_eq!(player_of(answer).send(&beside::AskWho::new()).await.unwrap().name, "小明");
        let sandbox = sandbox(beside::SPEC_FILES, beside::BASE_FILES).await;
        assert_eq!(player(&sandbox).send(&beside::AskWho::new()).await.unwrap().name, "小明");
    }

    #[tokio::test]
    async fn an_answer_of_another_kind_is_named_with_its_place() {
        let answer = r#"{"error":200,"text":"","body":{"flag":true,"small":2147483648}}"#;
        let error = player_of(answer).send(&request()).await.unwrap_err();
        let Error::Decode(decode) = &error else { panic!("{error:?}") };
        assert_eq!(
            (decode.path.as_str(), &*decode.what),
            ("body.small", "expected a whole number of 32 bits, found a number out of range")
        );
    }

    #[tokio::test]
    async fn codes_of_an_unsigned_gateway() {
        let error = player_of(r#"{"error":404,"text":"?"}"#).send(&request()).await.unwrap_err();
        let Error::Gateway(refusal) = &error else { panic!("{error:?}") };
        assert_eq!(refusal.code, PlainError::NotFound);
        assert_eq!((error.code(), error.remedy()), (Some(404), Some(Remedy::FixRequest)));
    }

    /// Idempotence is told to whoever has to decide about repeating.
    #[tokio::test]
    async fn an_idempotent_command_may_be_repeated() {
        struct Lost;
        impl Transport for Lost {
            fn send<'a>(&'a self, _: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
                Box::pin(async { Err(TransportError::TimedOut) })
            }
        }
        let player = Client::builder().app(7, "s3cret").transport(Lost).build().unwrap().session("me", "token");
        let error = player.send(&request()).await.unwrap_err();
        assert!(matches!(&error, Error::OutcomeUnknown(unknown) if unknown.idempotent), "{error}");
        let error = player.send(&FlatRows::new("1", 2, Colour::Red)).await.unwrap_err();
        assert!(matches!(&error, Error::OutcomeUnknown(unknown) if !unknown.idempotent), "{error}");
    }
}

/// The shipped files with a few lines more, as a next edition of the document would bring them.
mod an_edit_of_the_shipped_files {
    use super::*;

    const EDITS: &[(&str, &str)] = &[
        (
            "relay/share.toml",
            r#"
[command.send_share_for_inner.params.scene]
type = "Scene"
required = false
en = "A new parameter."
[enum.Scene]
values.Lobby = { value = "lobby" }
[command.recall_share]
gateway = "relay"
methods = ["GET"]
reply = "Ack"
[command.recall_share.params.share_id]
type = "string"
max_chars = 4
"#,
        ),
        (
            "relay/achieve.toml",
            r#"
[types.achieve.rows.guild_level]
id = 47
type = "u32"
max = 9
columns = { bcover = 1, expires = 0 }
"#,
        ),
        (
            "relay/errors.toml",
            r#"
[errors.relay.codes.-4711]
name = "Sabbath"
zh = "休息日"
remedy = "back_off"
"#,
        ),
    ];

    /// The Model of the edited files; the gateway refuses wrong signs with the new code.
    fn edited() -> Model {
        let edit = |path: &str, text: &str| {
            let addition = EDITS.iter().find(|(edited, _)| *edited == path).map_or("", |(_, addition)| *addition);
            text.replace("bad_sign = -5", "bad_sign = -4711") + addition
        };
        let files: Vec<_> = social::SPEC_FILES.iter().map(|(path, text)| (*path, edit(path, text))).collect();
        let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let checked = qq_cgi_model::check_embedded(&files, &[]);
        let found: Vec<_> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
        checked.model
    }

    /// Completes, signs and sends a request by nothing but the Model.
    async fn send(
        sandbox: &Sandbox,
        secret: &str,
        command: &str,
        own: &[(&str, &str)],
    ) -> Result<http::Answer, String> {
        let model = edited();
        let command = model.command(command).unwrap();
        let gateway = model.gateway_of(command).unwrap();
        let mut given = vec![("oauth_consumer_key", "7"), ("openid", "me"), ("access_token", "token")];
        given.extend_from_slice(own);
        let said = |problems: Vec<request::Problem>| {
            problems.iter().map(|problem| problem.error.to_string()).collect::<Vec<_>>().join("; ")
        };
        let mut pairs = request::complete(&model, command, &given).map_err(said)?;
        let scheme = model.scheme_of(gateway).unwrap();
        scheme.arrange(&mut pairs);
        let method = command.methods[0].as_str();
        let signable = Signable { secret, method, path: "/cgi-bin/QQConnect.fcgi" };
        let sign = scheme.sign(&signable, pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={}", percent::encode(value))).collect();
        let query = format!("{}&sign={}", pairs.join("&"), sign.as_str());
        Ok(http::send(method, &format!("{}/cgi-bin/QQConnect.fcgi?{query}", sandbox.origin())).await)
    }

    async fn sandbox() -> Sandbox {
        Sandbox::builder(edited()).app(7, "s3cret").start().await.unwrap()
    }

    const SHARE: [(&str, &str); 4] = [
        ("fopenids", r#"[{"openid":"a"}]"#),
        ("imageUrl", "http://a.example"),
        ("targetUrl", "http://b.example"),
        ("game_tag", "MSG_INVITE"),
    ];

    #[tokio::test]
    async fn a_new_parameter() {
        let sandbox = sandbox().await;
        let with = |scene| SHARE.into_iter().chain([("scene", scene)]).collect::<Vec<_>>();
        let answer = send(&sandbox, "s3cret", "send_share_for_inner", &with("lobby")).await.unwrap();
        assert!(answer.has_ret(0), "{answer:?}");
        // Nothing is unknown about it.
        assert_eq!(answer.header("x-qq-cgi-note"), None);
        let error = send(&sandbox, "s3cret", "send_share_for_inner", &with("attic")).await.unwrap_err();
        assert_eq!(error, "parameter `scene` must be one of lobby");
        // The client of before does not know it, and need not: it is optional, or the examples would not fit any more.
        let friends = vec![social::Recipient::new("a")];
        let before = social::SendShareForInner::new(friends, "", "", social::GameTag::Invite);
        player(&sandbox).send(&before).await.unwrap();
    }

    #[tokio::test]
    async fn a_new_command() {
        let sandbox = sandbox().await;
        let answer = send(&sandbox, "s3cret", "recall_share", &[("share_id", "一二三四")]).await.unwrap();
        assert!(answer.has_ret(0), "{answer:?}");
        let error = send(&sandbox, "s3cret", "recall_share", &[("share_id", "12345")]).await.unwrap_err();
        assert_eq!(error, "parameter `share_id` must have at most 4 characters, has 5");
    }

    #[tokio::test]
    async fn a_new_row_and_a_new_code() {
        let sandbox = sandbox().await;
        let report = social::AchieveReport::new(social::Platform::Ios, social::Zone::Qq, "s", "r");
        // To the client of before, the row is one of those that are agreed upon.
        player(&sandbox).send(&report.clone().other(47, "9", 1, UnixSeconds::new(0))).await.unwrap();
        let error = player(&sandbox).send(&report.other(47, "10", 1, UnixSeconds::new(0))).await.unwrap_err();
        assert!(error.to_string().contains("(type 47)` must be at most 9, is 10"), "{error}");

        let answer = send(&sandbox, "wrong", "recall_share", &[("share_id", "1")]).await.unwrap();
        assert!(answer.has_ret(-4711) && answer.body.contains("休息日"), "{answer:?}");
    }
}
