//! Who is logged in, and what follows from it.
#![allow(clippy::unwrap_used, missing_docs)]

use qq_cgi::{AfterLogin, AuthUpdate, LoginCall, LoginState, NeedsLogin, NextStep, Secret, UnixSeconds, WrongAccount};

/// Openids of the document: one in capitals, one not.
const ANNA: &str = "29439511BB5D23F36BD09F5B0DF94181";
const BEN: &str = "1983e77ac7517e997967168816c41867";

fn login(openid: &str) -> LoginState {
    LoginState::new(openid, "1821FD577DD45526CA6EA2ADAC685508").unwrap()
}

fn wrong(bound: &str, present: &str) -> WrongAccount {
    WrongAccount::check(bound, present).unwrap_err()
}

#[test]
fn an_empty_token_or_openid_is_nobody() {
    assert_eq!(LoginState::new(ANNA, ""), None);
    assert_eq!(LoginState::new("", "token"), None);
    assert_eq!(LoginState::new(ANNA, "token").unwrap().openid(), ANNA);
}

#[test]
fn the_end_of_a_token_is_what_the_answer_said() {
    assert_eq!(login(ANNA).expires_at(), None);
    assert_eq!(login(ANNA).expiring(1_510_109_015).expires_at(), Some(UnixSeconds::new(1_510_109_015)));
}

#[test]
fn the_step_before_a_call() {
    let (anna, ben) = (login(ANNA), login(BEN));
    for needed in [NeedsLogin::Yes, NeedsLogin::Unknown] {
        for (bound, present, step) in [
            (None, None, NextStep::AskToBind),
            (None, Some(&anna), NextStep::AskToBind),
            (Some(""), Some(&anna), NextStep::AskToBind),
            (Some(ANNA), None, NextStep::AskToLogIn),
            (Some(ANNA), Some(&anna), NextStep::Proceed),
            (Some(ANNA), Some(&ben), NextStep::WrongAccount(wrong(ANNA, BEN))),
        ] {
            assert_eq!(NextStep::of(needed, bound, present), step, "{needed:?} {bound:?} {present:?}");
        }
    }
}

#[test]
fn a_call_without_need_of_a_login_proceeds_whoever_is_there() {
    let ben = login(BEN);
    for (bound, present) in [(None, None), (None, Some(&ben)), (Some(ANNA), None), (Some(ANNA), Some(&ben))] {
        assert_eq!(NextStep::of(NeedsLogin::No, bound, present), NextStep::Proceed, "{bound:?} {present:?}");
    }
}

#[test]
fn openids_are_compared_letter_by_letter() {
    assert_eq!(WrongAccount::check(ANNA, ANNA), Ok(()));
    let other = wrong(ANNA, &ANNA.to_lowercase());
    assert_eq!((&*other.bound, &*other.present), (ANNA, &*ANNA.to_lowercase()));
    let said = wrong("a", "b").to_string();
    assert_eq!(said, "the game account is bound to the openid \"a\", and \"b\" is logged in");
}

#[test]
fn a_stored_login_is_checked_and_anything_else_logs_in() {
    let checked = |bound, stored| matches!(LoginCall::new(bound, stored), LoginCall::Check(_));
    assert!(checked(None, Some(login(ANNA))));
    assert!(checked(Some(""), Some(login(ANNA))));
    assert!(checked(Some(ANNA), Some(login(ANNA))));
    assert_eq!(LoginCall::new(None, None), LoginCall::LogIn { bound: None });
    assert_eq!(LoginCall::new(Some(ANNA), None), LoginCall::LogIn { bound: Some(ANNA.to_owned()) });
    assert_eq!(LoginCall::new(Some(ANNA), Some(login(BEN))), LoginCall::LogIn { bound: Some(ANNA.to_owned()) });
}

#[test]
fn what_to_store_after_a_check() {
    let call = LoginCall::new(Some(ANNA), Some(login(ANNA)));
    let fresh = LoginState::new(ANNA, "a fresh token").unwrap();
    assert_eq!(call.after(None), AfterLogin::Keep);
    assert_eq!(call.after(Some(fresh.clone())), AfterLogin::Store(fresh));
    assert_eq!(call.after(Some(login(BEN))), AfterLogin::WrongAccount(wrong(ANNA, BEN)));
    let unbound = LoginCall::new(None, Some(login(ANNA)));
    assert_eq!(unbound.after(Some(login(BEN))), AfterLogin::WrongAccount(wrong(ANNA, BEN)));
}

#[test]
fn what_to_store_after_logging_in() {
    let first = LoginCall::new(None, None);
    assert_eq!(first.after(Some(login(BEN))), AfterLogin::Store(login(BEN)));
    assert_eq!(first.after(None), AfterLogin::NoLogin);
    let again = LoginCall::new(Some(ANNA), None);
    assert_eq!(again.after(Some(login(ANNA))), AfterLogin::Store(login(ANNA)));
    assert_eq!(again.after(Some(login(BEN))), AfterLogin::WrongAccount(wrong(ANNA, BEN)));
    assert_eq!(again.after(None), AfterLogin::NoLogin);
}

#[test]
fn permissions_are_granted_or_not_and_perhaps_by_somebody_else() {
    let after = login(ANNA).expiring(1_510_109_015);
    assert_eq!(AuthUpdate::<&str>::of(ANNA, Ok(Some(after.clone()))), AuthUpdate::Updated(after));
    assert_eq!(AuthUpdate::<&str>::of(ANNA, Ok(LoginState::new(ANNA, ""))), AuthUpdate::NoToken);
    assert_eq!(AuthUpdate::of(ANNA, Err("no network")), AuthUpdate::Failed("no network"));
    let changed = AuthUpdate::<&str>::of(ANNA, Ok(Some(login(BEN))));
    assert_eq!(changed, AuthUpdate::OpenidChanged { before: ANNA.to_owned(), after: login(BEN) });
}

#[test]
fn no_debug_text_shows_a_token() {
    let token = "1821FD577DD45526CA6EA2ADAC685508";
    let state = login(ANNA);
    assert_eq!(state.access_token(), &Secret::new(token));
    let shown = [
        format!("{state:?}"),
        format!("{:?}", LoginCall::new(None, Some(state.clone()))),
        format!("{:?}", AfterLogin::Store(state.clone())),
        format!("{:?}", AuthUpdate::<()>::of(BEN, Ok(Some(state)))),
    ];
    for text in shown {
        assert!(text.contains(ANNA) && text.contains("***") && !text.contains(token), "{text}");
    }
}
