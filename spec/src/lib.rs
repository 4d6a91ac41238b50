//! Tencent's mobile-game social component (手游社交组件) as a typed client, generated from this crate's TOML.
//!
//! ```no_run
//! use qq_cgi::{Client, Secret};
//! use qq_game_social::social::{AchieveReport, Platform, SetSummaryCard, Zone};
//!
//! # async fn run(secret: String, ends_at: std::time::SystemTime) -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder().app(100330589, Secret::new(secret)).build()?;
//! let player = client.session("29439511BB5D23F36BD09F5B0DF94181", "1821FD577DD45526CA6EA2ADAC685508");
//!
//! player.send(&SetSummaryCard::new(11746, 1).version("7.2.5")).await?;
//! let report = AchieveReport::new(Platform::Ios, Zone::Qq, "server-7", "role-42").level(31).round_score(900, ends_at);
//! player.send(&report).await?;
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]

/// The component, file by file as its document goes.
#[qq_cgi::qq_cgi("social.toml")]
pub mod social {}
