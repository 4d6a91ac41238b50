//! Every SDK call on iOS, generated from the shipped TOML: what the platform is handed is what the document's samples say,
//! and what comes back is what its tables say.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod answers;
mod codes;
mod handed_over;
mod login;
mod matrix;

use qq_cgi::{JsonValue, NeedsLogin, PlatformAnswer, PlatformCall, ScriptedPlatform, Sdk, SdkCall, SdkError, SdkValue};
use qq_cgi_model::{
    Model,
    model::{ErrorTable, Needed},
};
use qq_game_social::social;

/// All of them, in the order of their names in Rust. Each is handed over in `handed_over`.
const CALLS: [&str; 23] = [
    "AddFriend",
    "AddQqEmoji",
    "Authorize",
    "GetAuthorizedPermissions",
    "GetOnlineStatus",
    "GuildBindGroup",
    "GuildJoinGroup",
    "GuildQueryBindState",
    "GuildQueryMemberRelation",
    "GuildUnbind",
    "HandleOpenUrl",
    "IncrAuth",
    "IosGetUserInfo",
    "LaunchQqBuluo",
    "OpenWpa",
    "SendPublicAccountMessage",
    "SetQqSummaryCard",
    "ShareAudio",
    "ShareFile",
    "ShareImage",
    "ShareNews",
    "ShareText",
    "ShareVideo",
];

fn model() -> Model {
    qq_cgi_model::check_embedded(social::SPEC_FILES, social::BASE_FILES).model
}

fn error_table<'m>(model: &'m Model, name: &str) -> &'m ErrorTable {
    model.error_tables.iter().find(|table| table.name == name).unwrap()
}

fn json(text: &str) -> JsonValue {
    text.parse().unwrap()
}

/// What the platform would be handed.
fn prepared<C: SdkCall>(call: &C) -> PlatformCall {
    Sdk::new(ScriptedPlatform::new()).prepare(call).unwrap()
}

/// What becomes of `call` when the platform answers this.
async fn answered<C: SdkCall>(call: &C, answer: PlatformAnswer) -> Result<C::Reply, SdkError<C>> {
    let platform = ScriptedPlatform::new().answers(prepared(call).method, answer);
    Sdk::new(platform).call(call).await
}

/// What becomes of `call` when its delegate or block is told this.
async fn told<C: SdkCall>(call: &C, answer: &str) -> Result<C::Reply, SdkError<C>> {
    answered(call, PlatformAnswer::Complete(json(answer))).await
}

/// What becomes of `call` when the method returns this.
async fn returned<C: SdkCall>(call: &C, value: impl Into<SdkValue>) -> Result<C::Reply, SdkError<C>> {
    answered(call, PlatformAnswer::Returned(value.into())).await
}

#[test]
fn these_are_all_the_calls() {
    let model = model();
    let mut calls: Vec<_> =
        model.sdks.iter().filter(|sdk| sdk.platform == "ios").map(|sdk| sdk.rust.as_str()).collect();
    calls.sort_unstable();
    assert_eq!(calls, CALLS);
}

/// 无登录状态使用说明, 2018-01-15, and what other pages say: 下面的 CGI 调用都需要有登录态 of guilds, 登录态失败 of
/// getUserInfo. Sharing is not among them.
#[test]
fn the_calls_that_need_a_login() {
    let model = model();
    let of = |needed: Needed| {
        let calls = model.sdks.iter().filter(|sdk| sdk.platform == "ios" && sdk.needs_login == needed);
        let mut calls: Vec<_> = calls.map(|sdk| sdk.rust.as_str()).collect();
        calls.sort_unstable();
        calls
    };
    let needed = [
        "AddQqEmoji",
        "GuildBindGroup",
        "GuildJoinGroup",
        "GuildQueryBindState",
        "GuildQueryMemberRelation",
        "GuildUnbind",
        "IncrAuth",
        "IosGetUserInfo",
        "SendPublicAccountMessage",
        "SetQqSummaryCard",
    ];
    assert_eq!(of(Needed::Yes), needed);
    let not = ["Authorize", "ShareAudio", "ShareFile", "ShareImage", "ShareNews", "ShareText", "ShareVideo"];
    assert_eq!(of(Needed::No), not);
    // The same as data, for who decides before the call.
    assert_eq!(social::GuildUnbind::SPEC.needs_login, NeedsLogin::Yes);
    assert_eq!(social::ShareText::SPEC.needs_login, NeedsLogin::No);
    assert_eq!(social::OpenWpa::SPEC.needs_login, NeedsLogin::Unknown);
}
