//! Both ends of the opening flow: `cargo run -p qq-cgi-examples --example opening_flow`.
//!
//! QQ's membership side tells the game's server of every membership that was opened. Here one program plays both: it
//! signs the document's sample in each form in which it may come, verifies it, and refuses a forged one and a repeated one.

use std::{collections::HashSet, error::Error};

use qq_cgi::{CallbackError, CallbackKey, LineFeed, Secret, UnixSeconds};
use qq_game_social::social::{OpeningFlow, VipKind};

/// As in the document: an address that ends in `?`, and the appkey `ffff`.
const RECEIVER: &str = "http://proxyvac.qq.com/cgi-bin/srfentry.fcgi?";
const KEY: &str = "ffff";

fn main() -> Result<(), Box<dyn Error>> {
    let key = Secret::new(KEY);
    let flow = OpeningFlow::new(
        "aaaaa",
        UnixSeconds::new(1_507_799_551),
        1,
        VipKind::Vip,
        "xjfdaldfjrefjfljljgfjg",
        "20171012-1712128958",
    )
    .ts(1_508_210_911_065);

    // A real server keeps them in its database, in a column that is unique.
    let mut seen = HashSet::new();
    for (how, line_feed) in [
        ("with a line feed, as the vendor sends it", LineFeed::Sent),
        ("with the line feed lost on the way", LineFeed::Signed),
        ("without any", LineFeed::None),
    ] {
        let signed = flow.url_as(RECEIVER, &key, line_feed)?;
        println!("\nSent {how}:\n  {signed:?}\n  sign {}", signed.sign());
        println!("  answered {}", answer(signed.query(), &key, &mut seen));
    }

    println!("\nForged: the same sign, another kind of membership:");
    let forged = flow.url(RECEIVER, &key)?.query().replace("vip", "svip");
    println!("  answered {}", answer(&forged, &key, &mut seen));
    println!("\nSigned with another key:");
    let other = flow.url(RECEIVER, &Secret::new("fffe"))?;
    println!("  answered {}", answer(other.query(), &key, &mut seen));
    Ok(())
}

/// What a server does with the query of a request.
fn answer(query: &str, key: &Secret, seen: &mut HashSet<CallbackKey>) -> String {
    match take(query, key, seen) {
        Ok(()) => OpeningFlow::accept_body(),
        Err(error) => {
            println!("  {error}");
            OpeningFlow::refuse_body(-1, "refused").unwrap_or_default()
        }
    }
}

fn take(query: &str, key: &Secret, seen: &mut HashSet<CallbackKey>) -> Result<(), CallbackError> {
    let verified = OpeningFlow::verify(query, key)?;
    let opening = verified.payload()?;
    let order = verified.key()?;
    println!(
        "  genuine ({:?}): {:?} for {} months, key {order}",
        verified.form(),
        opening.open_type,
        opening.open_months
    );
    if !seen.insert(order) {
        // Answered with success again, or the vendor keeps sending.
        println!("  a duplicate: the gift is not given twice");
    }
    Ok(())
}
