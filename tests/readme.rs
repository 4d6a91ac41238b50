//! The Rust of both READMEs, compiled: word for word, it stands here too. What the compiler answers there is what it says.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::unreadable_literal)]
#![allow(missing_docs, dead_code, unused_variables)]

use std::{error::Error, time::SystemTime};

use qq_cgi::{Sdk, Secret, Session};
use qq_cgi_model::check_embedded;
use qq_game_social::social::SPEC_FILES;

const OWN: &str = include_str!("readme.rs");
const READMES: [&str; 2] = [include_str!("../README.md"), include_str!("../README.zh-CN.md")];

type Outcome = Result<(), Box<dyn Error>>;

#[rustfmt::skip]
async fn client(secret: String, openid: &str, access_token: &str, ends_at: SystemTime) -> Outcome {
    use qq_cgi::{Client, Secret};
    use qq_game_social::social::{AchieveReport, Platform, SetSummaryCard, Zone};

    let client = Client::builder().app(100330589, Secret::new(secret)).build()?;
    let player = client.session(openid, access_token);
    player.send(&SetSummaryCard::new(11746, 1).version("7.2.5")).await?;
    player.send(&AchieveReport::new(Platform::Ios, Zone::Qq, "server-7", "role-42").level(31).round_score(900, ends_at)).await?;
    Ok(())
}

#[rustfmt::skip]
async fn beside_commands(
    player: Session, sdk: Sdk, aid: &str, raw_query: &str, appkey: Secret, link: &str,
) -> Outcome {
    use qq_game_social::social::{OpeningFlow, ShareDestination, ShareNews, VerifyLogin, VipKind, VipPage};

    player.send(&VerifyLogin::new()).await?;
    let url = VipPage::new(VipKind::Svip, 1, aid).url()?;
    let opening = OpeningFlow::verify(raw_query, &appkey)?.payload()?;
    let done = sdk.call(&ShareNews::new(link, "标题").to(ShareDestination::Qzone)).await;
    Ok(())
}

#[qq_cgi::qq_cgi("specs/game.toml")]
pub mod game {}

async fn own_command(player: Session) -> Outcome {
    player.send(&game::MyGreeting::new("openid of a friend", "你好")).await?;
    Ok(())
}

#[rustfmt::skip]
async fn in_bulk(reports: Vec<(Session, qq_game_social::social::AchieveReport)>) -> Outcome {
    use qq_cgi::{Bulk, Client, RateLimit, SendError};
    use qq_game_social::social::{AchieveReport, RelayError, SendShareForInner};

    const APP: u64 = 1;
    const SECRET: &str = "secret";
    let later = |_, _| ();

    let client = Client::builder().app(APP, SECRET)
        .rate_limit(RateLimit::per_second(100).burst(20))
        .rate_limit_for::<SendShareForInner>(RateLimit::per_minute(600))
        .max_in_flight(256)
        .build()?;

    let is_hopeless = |error: &SendError<AchieveReport>| {
        matches!(error.gateway_code(), Some(RelayError::UnknownApp | RelayError::SignatureMismatch))
    };
    let mut run = Bulk::new(64).stop_on(is_hopeless).run(reports);
    while let Some(item) = run.next().await {
        if let Err(failure) = item.result { later(failure.item, failure.error) }
    }
    let summary = run.into_summary();
    Ok(())
}

#[rustfmt::skip]
#[tokio::test]
async fn your_tests() -> Outcome {
    use qq_cgi::Client;
    use qq_cgi_sandbox::Sandbox;
    use qq_game_social::social;

    let sandbox = Sandbox::of_spec(social::SPEC_FILES, social::BASE_FILES).app(1000, "the-secret").start().await?;
    let client = Client::builder().app(1000, "the-secret").origin(&sandbox.origin()).build()?;
    sandbox.faults().add("cmd=send_share_for_inner,times=2,reset".parse()?)?;

    assert_eq!(sandbox.deliveries("send_share_for_inner")?.doubled, 0);
    Ok(())
}

#[test]
fn what_the_readmes_show_is_what_is_compiled_here() {
    // Without this test's own text, which names what it looks for.
    let (compiled, _) = OWN.split_once("#[test]").unwrap();
    let compiled = words(compiled);
    for readme in READMES {
        let shown = blocks(readme, "rust");
        assert_eq!(shown.len(), 5);
        for part in shown.iter().flat_map(|block| block.split("\n\n")) {
            assert!(compiled.contains(&words(part)), "not in tests/readme.rs:\n{part}");
        }
    }
}

#[test]
fn the_readmes_mistake_is_answered_as_they_say() {
    assert!(READMES[0].contains(include_str!("specs/game.toml")));
    for readme in READMES {
        let specs = blocks(readme, "toml");
        let spec = specs.iter().find(|block| block.starts_with("[spec]")).unwrap();
        assert!(check_embedded(&[("specs/game.toml", spec)], SPEC_FILES).diagnostics.is_empty());
        let misspelt = spec.replacen("\"string\"", "\"strng\"", 1);
        let checked = check_embedded(&[("specs/game.toml", &misspelt)], SPEC_FILES);
        let [found] = &checked.diagnostics[..] else { panic!("{:?}", checked.diagnostics) };
        // rustc indents the lines of a message below its title.
        let said = format!("error: {}", found.to_rustc_message(&checked.sources)).replace('\n', "\n       ");
        let said: Vec<_> = said.lines().map(str::trim_end).collect();
        let answers = blocks(readme, "text");
        let shown: Vec<_> = answers[0].lines().take_while(|line| !line.starts_with(" --> src/main.rs")).collect();
        assert_eq!(shown, said);
    }
}

/// The code blocks of a language.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let parts = text.split(&format!("\n```{language}\n")[..]).skip(1).collect::<Vec<_>>();
    parts.into_iter().map(|part| part.split("\n```").next().unwrap()).collect()
}

/// Code without its comments and without what stands between words.
fn words(code: &str) -> String {
    let code = code.lines().map(|line| if line.starts_with("//") { "" } else { line.split(" //").next().unwrap() });
    code.flat_map(str::split_whitespace).collect()
}
