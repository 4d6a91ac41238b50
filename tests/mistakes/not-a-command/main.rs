//! What is no command is sent by nobody; what to do with it instead is said.

use qq_cgi::Session;
use qq_game_social::social::{VipKind, VipPage};

async fn send(player: &Session) {
    let _ = player.send(&VipPage::new(VipKind::Svip, 1, "aid")).await;
}

fn main() {}
