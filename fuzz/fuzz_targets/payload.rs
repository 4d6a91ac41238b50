//! Understands whatever may be a signed payload: it becomes an order whose key a store can index, or goes to quarantine. What says
//! the same becomes the same order, however it is laid out.
#![no_main]

mod receiver;

use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value};

use receiver::{KEY, Taken, encode, oracle::md5, take};

fuzz_target!(|payload: &[u8]| {
    let taken = signed(payload);
    assert_eq!(taken.raw(), Some(payload), "what was signed is stored as it came");
    let Some(order) = taken.orders.first() else {
        // Bytes that mean nothing mean nothing with blanks around them, either.
        assert!(signed(&[b" ", payload, b"\r"].concat()).orders.is_empty());
        return;
    };
    let object: Map<String, Value> = serde_json::from_slice(payload).expect("an order is strict JSON");
    let text = |name: &str| object[name].as_str().filter(|text| !text.is_empty()).expect("an order has its ids");
    assert_eq!(order.key.as_str(), Value::from(vec![text("openid"), text("order_id")]).to_string());
    assert!(["vip", "svip"].contains(&text("open_type")));
    assert!(text("open_months").parse::<u32>().is_ok() && text("msg_time").parse::<i64>().is_ok());

    // Fields are what a JSON reader finds.
    let fields: Map<String, Value> = serde_json::from_str(&order.fields).expect("fields are JSON");
    assert_eq!(fields, object);
    let reversed: Map<String, Value> = object.into_iter().rev().collect();
    let laid_out = serde_json::to_string_pretty(&reversed).expect("it was read");
    for same in [&order.fields, &laid_out] {
        let again = signed(same.as_bytes());
        let again = again.orders.first().expect("the same is an order as well");
        assert_eq!((&again.key, &again.fields), (&order.key, &order.fields));
    }
});

fn signed(payload: &[u8]) -> Taken {
    take(&format!("data={}&sign={:032x}", encode(payload), md5(&[payload, KEY.as_bytes()])))
}
