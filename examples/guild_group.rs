//! A guild's QQ group, as a phone has it: `cargo run -p qq-cgi-examples --example guild_group`.
//!
//! Binds a group to a guild, asks for it, joins it, and has somebody unbind it who does not own it. A scripted platform
//! stands in for the phone: in an app this is your bridge to the real SDK, an implementation of `qq_cgi::SdkPlatform`.

use std::error::Error;

use qq_cgi::{CallError, ErrorCode, JsonValue, LoginState, NextStep, ScriptedPlatform, Sdk, SdkCall};
use qq_game_social::social::{
    GuildBindGroup, GuildError, GuildJoinGroup, GuildQueryBindState, GuildUnbind, UnBindGroup,
};

// The player of the document's own sample (签名算法, 2018-01-15).
const OPENID: &str = "29439511BB5D23F36BD09F5B0DF94181";
const ACCESS_TOKEN: &str = "1821FD577DD45526CA6EA2ADAC685508";

const ZONE: &str = "zone-1";
const GUILD: &str = "guild-7";
const ROLE: &str = "role-42";

/// A player, as the game knows them.
struct Player {
    /// The QQ account that is bound to the game account.
    bound: Option<&'static str>,
    /// Who is logged in to QQ on this phone.
    login: Option<LoginState>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let success: JsonValue = r#"{"retCode":"GuildErrNone"}"#.parse()?;
    let phone = ScriptedPlatform::new()
        .completes("sendGuildBindGroup:callback:", success.clone())
        .completes("sendGuildQueryBindState:callback:", success.clone())
        .completes("sendGuildJoinGroup:callback:", success)
        .completes("sendGuildUnbind:callback:", r#"{"retCode":"GuildErrInvalidGrpOwner"}"#.parse()?)
        .completes("unBindGroup", r#"{"ret":221005}"#.parse()?);
    let sdk = Sdk::new(phone.clone());
    let bind = GuildBindGroup::new(ROLE, ZONE, GUILD, "the app's key");

    println!("A game runs without a QQ login, until a call needs one:");
    let mut player = Player { bound: None, login: None };
    attempt(&sdk, &player, &bind).await?;
    player.bound = Some(OPENID);
    attempt(&sdk, &player, &bind).await?;
    player.login = LoginState::new(OPENID, ACCESS_TOKEN);
    attempt(&sdk, &player, &bind).await?;
    attempt(&sdk, &player, &GuildQueryBindState::new(ZONE, GUILD, ROLE)).await?;
    attempt(&sdk, &player, &GuildJoinGroup::new(ZONE, GUILD, ROLE)).await?;

    println!("\nSomebody who does not own the group unbinds it, on iOS:");
    // Codes are types: a misspelt one does not compile.
    match sdk.call(&GuildUnbind::new(ZONE, GUILD, ROLE)).await {
        Err(CallError::Refused(refusal)) if refusal.code == GuildError::NotGroupOwner => explain(refusal.code),
        other => println!("  unexpected: {other:?}"),
    }
    println!("\nThe same on Android, whose SDK has numbers:");
    match sdk.call(&UnBindGroup::new(GUILD, ZONE, ROLE)).await {
        Err(CallError::Refused(refusal)) => explain(refusal.code),
        other => println!("  unexpected: {other:?}"),
    }

    println!("\nThe phone was asked {} times.", phone.calls().len());
    Ok(())
}

/// Makes a call, if nothing comes first. Whether it needs a login stands in the spec.
async fn attempt<C: SdkCall>(sdk: &Sdk, player: &Player, call: &C) -> Result<(), Box<dyn Error>> {
    let name = C::SPEC.name;
    match NextStep::of(C::SPEC.needs_login, player.bound, player.login.as_ref()) {
        NextStep::Proceed => {
            for warning in sdk.prepare(call)?.warnings {
                println!("  {name}: mind that {warning}");
            }
            sdk.call(call).await?;
            println!("  {name}: done");
        }
        NextStep::AskToBind => println!("  {name}: first ask the player to bind a QQ account"),
        NextStep::AskToLogIn => println!("  {name}: first have the player log in"),
        NextStep::WrongAccount(wrong) => println!("  {name}: {wrong}"),
        // Steps that a later version may know.
        other => println!("  {name}: {other:?}"),
    }
    Ok(())
}

/// What a code means and what to do about it, in both languages.
fn explain<K: ErrorCode>(code: K) {
    let (Some(entry), Some(remedy)) = (code.entry(), code.remedy()) else {
        return println!("  {code}");
    };
    let name = code.symbol().map(str::to_owned).or_else(|| Some(code.number()?.to_string())).unwrap_or_default();
    println!("  {} ({name})", entry.name);
    println!("    {} {}", entry.en, entry.zh);
    println!("    what to do: {}; {}", remedy.advice(), remedy.zh_advice());
}
