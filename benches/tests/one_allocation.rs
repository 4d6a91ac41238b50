//! A signed URL costs one allocation, the URL itself.
#![forbid(unsafe_code)]

use qq_cgi::BoxError;
use qq_cgi_benches::{by_hand, sample};

#[test]
fn all_ways_give_the_same_url() -> Result<(), BoxError> {
    let ours = sample::session()?.sign(&sample::request())?;
    sample::check(&ours, &by_hand::signed_url(11746, 1, "7.2.5", 2)?)
}

#[test]
fn signing_allocates_once() -> Result<(), BoxError> {
    let session = sample::session()?;
    let request = sample::request();
    // Once in each thread, a place is made to read the app's secret by while it may change.
    let mut signed = session.sign(&request).ok();
    let counted = allocation_counter::measure(|| signed = session.sign(&request).ok());
    assert!(signed.is_some());
    assert_eq!(counted.count_total, 1, "{counted:?}");
    Ok(())
}
