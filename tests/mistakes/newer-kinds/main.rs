//! Mistakes in every newer kind: each is said once, and whoever uses the items hears nothing more.

use club::{GuildError, JoinPage, Kind, Life, Me, Order, Places, Seat, ShareNews, Shared};
use qq_cgi::{ErrorCode as _, LineFeed, Secret, TableRecord as _};

#[qq_cgi::qq_cgi("mistakes/newer-kinds/spec.toml")]
pub mod club {}

fn main() {
    let url = JoinPage::new(Kind::Gold).url();
    let order = Order::new(club::Bought::new("1"));
    let sent = order.url_as("https://h/p", &Secret::from("key"), LineFeed::None);
    let verified = Order::verify("", &Secret::from("key")).unwrap();
    let payload = verified.payload().unwrap();
    let id: &str = &payload.id;
    let changed = Seat::new(1, 2).check_edit(&Seat::new(1, 3));
    let life: &[Life] = Life::Young.next();
    let call = ShareNews::new("title").to(Places::Wall);
    let code = GuildError::Nobody.symbol();
    let shared: Option<Shared> = None;
    let fine = shared.map(|shared| shared.ret);
    drop((url, sent, id, changed, life, call, code, fine, Me::new()));
}
