//! Takes whatever may be a query: it is taken exactly where the document's rule, written down a second time, says so, and with
//! the bytes that this names.
//!
//! Nobody guesses a digest: `SIGN` in an input stands for the right one of its `data`, `ENDED` for that of its `data` and a
//! line feed, and `SPACED` for that of its `data` with each plus sign as a space.
#![no_main]

mod receiver;

use libfuzzer_sys::fuzz_target;

use receiver::{
    KEY,
    oracle::{data, md5, signed_data},
    take,
};

fuzz_target!(|text: &str| {
    let sign = |query: &str, end: &[u8]| {
        let data = data(query).unwrap_or_default();
        format!("{:032x}", md5(&[&data, end, KEY.as_bytes()]))
    };
    let query = text
        .replace("SIGN", &sign(text, b""))
        .replace("ENDED", &sign(text, b"\n"))
        .replace("SPACED", &sign(&text.replace('+', " "), b""));
    let taken = take(&query);
    assert_eq!(taken.raw(), signed_data(&query, &[KEY]).as_deref(), "{query}");
});
