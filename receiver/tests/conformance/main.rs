//! What every store promises, held by each of them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod acknowledged;
mod faulty;
mod home;
mod kept;
mod leases;
mod once;
mod quarantine;
mod queries;
mod sample;
mod texts;

/// One test for each promise; a store is named by its home.
macro_rules! holds {
    ($store:ident, $home:ty: $($promises:ident { $($promise:ident)* })*) => {
        mod $store {
            $(mod $promises {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $promise() {
                    if let Some(home) = <$home as crate::home::Home>::new().await {
                        crate::$promises::$promise(&home).await;
                    }
                })*
            })*
        }
    };
}

macro_rules! every_store {
    ($($promises:tt)*) => {
        holds! { sqlite, crate::home::SqliteHome: $($promises)* }
        #[cfg(unix)]
        holds! { postgres, crate::home::PostgresHome: $($promises)* }
    };
}

every_store! {
    once {
        one_task_of_many_finds_a_key_new
        a_duplicate_is_the_order_that_is_there
        doubles_within_a_batch_are_told_apart
        a_conflict_leaves_the_first_and_keeps_both_bodies
        apps_and_callbacks_have_keys_of_their_own
        keys_that_look_alike_are_different
    }
    texts {
        any_key_is_refused_or_comes_back_as_it_was
        the_longest_key_and_names_are_stored
    }
    leases {
        the_oldest_come_first_and_to_one_taker
        a_lease_ends_and_the_order_comes_again
        what_is_acknowledged_never_comes_again
        a_late_acknowledgement_counts
        what_is_given_back_comes_again_when_it_was_asked_for
        an_old_lease_does_not_disturb_a_new_one
        why_an_order_was_not_taken_is_kept
        an_order_that_nobody_finishes_becomes_a_dead_letter
        dead_letters_do_not_hold_up_others
        a_revived_order_has_all_its_attempts
        takers_that_race_never_share_an_order
    }
    quarantine {
        the_same_bytes_are_kept_once
        apps_and_callbacks_have_quarantines_of_their_own
        what_is_admitted_becomes_an_order_once
        what_is_discarded_is_kept_and_never_held_again
        what_was_discarded_can_be_admitted_after_all
    }
    queries {
        pages_show_each_order_once
        orders_are_found_by_what_they_are
        the_quarantine_is_shown_by_what_was_decided
        counts_are_exact
        what_waits_is_what_somebody_has_yet_to_do_something_about
        what_is_not_there_is_none
    }
    kept {
        a_store_that_is_opened_again_has_everything
        health_is_green_again_and_again
    }
    acknowledged {
        a_failed_batch_is_acknowledged_to_nobody
        what_was_stored_before_the_failure_is_a_duplicate_later
        missing_answers_are_given_to_nobody
        what_the_store_cannot_take_fails_alone
        under_failures_everything_acknowledged_is_there
    }
}
