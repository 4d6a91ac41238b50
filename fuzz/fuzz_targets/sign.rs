//! Verifies signs that are nearly right: the right digest, changed by the bits of the input's first 16 bytes, written in as many
//! digits and cases as the next ones say, over the rest of the input. Taken exactly where no bit is changed and nothing is
//! amiss with the digits.
#![no_main]

mod receiver;

use libfuzzer_sys::fuzz_target;

use receiver::{
    KEY, encode,
    oracle::{md5, signed_data},
    take,
};

fuzz_target!(|input: (u128, u8, u32, bool, &[u8])| {
    let (bits, length, upper, ended, data) = input;
    let end: &[u8] = if ended { b"\n" } else { b"" };
    let right = md5(&[data, end, KEY.as_bytes()]);
    let digits = format!("{:032x}", right ^ bits).repeat(2);
    let case = |(place, digit): (usize, char)| match upper >> (place % 32) & 1 {
        1 => digit.to_ascii_uppercase(),
        _ => digit,
    };
    // Mostly as many as there must be.
    let length = if length < 128 { 32 } else { usize::from(length - 128) };
    let sign: String = digits.chars().enumerate().map(case).take(length).collect();
    let query = format!("data={}&sign={sign}", encode(data));
    let expected = (bits == 0 && sign.len() == 32 && !(ended && data.ends_with(b"\n"))).then_some(data);
    assert_eq!(signed_data(&query, &[KEY]).as_deref(), expected, "the oracle is wrong: {query}");
    assert_eq!(take(&query).raw(), expected, "{query}");
});
