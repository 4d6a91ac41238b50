//! A user of everything that the spec of the cases becomes.

use qq_cgi::{Command, ErrorCode as _, JsonValue, Secret, UnixSeconds};

pub fn buy(tags: Vec<String>) -> Buy {
    Buy::new(1u32, 2u32, 3u32, UnixSeconds::new(4), "key")
        .note("for you")
        .gift(true)
        .colour(Colour::Red)
        .picture("https://shop.example/apple.png")
        .labels(tags)
        .address(Address::new("here", Vec::new()).street("Main"))
        .name("me", 5u32)
        .title("lord")
        .extras(ExtraRows::new().wrapping(true).other(7, "paper"))
        .fmt("js")
        .function("answer")
        .trace("id")
}

pub fn others() -> (Look, Ship, Stow) {
    (Look::new().trace("id"), Ship::new(7u64), Stow::new())
}

pub fn gateways<A: Command<Gateway = ShopGate>, B: Command<Gateway = Depot>>(_: A, _: B) {}

pub fn sent() {
    gateways(buy(Vec::new()), others().1);
}

pub fn replies(
    bought: <Buy as Command>::Reply,
    seen: <Look as Command>::Reply,
    done: <Ship as Command>::Reply,
) -> (i64, Option<String>, String, u64, u32, JsonValue, i64) {
    let Bought { code, text, who, order, paid, due, .. } = bought;
    let known = match paid {
        Payment::Paid => code,
        Payment::Open => 0,
        _ => 1,
    };
    let Done { ret, .. } = done;
    (known, text, who, order, due, seen, ret)
}

pub fn codes(rejected: GateError, sold_out: OrderCode, named: NamedError) -> (i64, i64, Option<i64>, bool) {
    let code = match sold_out {
        OrderCode::SoldOut => sold_out.code(),
        other => other.code(),
    };
    let known = [GateError::Rejected, GateError::Busy].contains(&rejected);
    (rejected.code(), code, named.code(), known && named == NamedError::Gone && named != NamedError::Ok && named.symbol().is_some())
}

pub fn code_types(gate: <ShopGate as qq_cgi::Gateway>::Code, own: <Buy as Command>::Code) -> (GateError, OrderCode) {
    (gate, own)
}

pub fn enums(kind: Kind, colour: Colour) -> (Kind, Colour, Colour) {
    let kind = match kind {
        Kind::Placed | Kind::Lost => Kind::other(7),
        Kind::Other(number) => Kind::Other(number),
        other => other,
    };
    (kind, colour, if colour == Colour::Blue { Colour::Red } else { colour })
}

pub fn pages() -> [Result<String, qq_cgi::InvalidParam>; 2] {
    [TrackPage::new(7u64).lang("zh").url(), Help::new(7u32).url()]
}

pub fn notice(query: &str, key: &Secret) -> Option<(u64, u32, bool, Option<String>)> {
    let verified = OrderNotice::verify(query, key).ok()?;
    let notice: Notice = verified.payload().ok()?.fields;
    let Notice { order, game, kind, .. } = notice.clone();
    let sent = OrderNotice::new(Notice::new(order, game, kind)).extra("more");
    sent.url("https://game.example/notice", key).ok()?;
    Some((notice.order, notice.game, sent.data == notice, sent.extra))
}

pub fn ping() -> PingNotice {
    PingNotice::new(Ping::new(7u64))
}

pub fn records() -> (GameRecord, Zone) {
    let game = GameRecord::new("title", 2u32, 3u32, "key").kind("genre");
    let GameRecord { id, title, kind, players, pay_key, .. } = game.clone();
    let _: (u32, String, Option<String>, u32, Secret) = (id, title, kind, players, pay_key);
    (game, Zone::new(1u32, 2u32))
}

pub fn stages() -> bool {
    Release::ALL.contains(&Release::Review) && Release::first().can_become(Release::Live) || Release::Draft.next().is_empty()
}

pub fn sdk() -> (Share, Close) {
    (Share::new(1u32, true, "title").images(["a".to_owned()]).to(Place::Wall), Close::new())
}

pub fn places(done: <Share as qq_cgi::SdkCall>::Reply, failed: <Share as qq_cgi::SdkCall>::Failure) -> (Done, GateError, bool) {
    (done, failed, Place::ALL.contains(&Place::Chat))
}
