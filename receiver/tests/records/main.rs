//! Records: what every store promises, what the rules of a spec allow, and how a receiver follows them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod failing;
mod followed;
mod found;
mod home;
mod kept;
mod rules;
mod sample;
mod shipped;

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
    kept {
        a_record_comes_back_as_it_was_put
        one_of_many_puts_a_version
        a_version_follows_the_one_before_it
        tables_have_keys_of_their_own
        each_change_has_its_entry_and_its_revision
        another_handle_sees_a_change
    }
    found {
        pages_show_each_record_once_by_its_key
        a_whole_value_finds_exactly_that
        a_part_of_a_value_finds_all_that_have_it
        no_letter_stands_for_others
        conditions_and_stage_hold_together
    }
}
