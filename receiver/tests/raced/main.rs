//! Several processes with one store: each key is new to one of them.
//!
//! The test's program runs itself again as the processes that race, each of which prints what it was answered.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[cfg(unix)]
mod child;
#[cfg(unix)]
mod race;

#[cfg(unix)]
fn main() {
    if let Some(part) = child::Part::of_environment() {
        return child::run(&part);
    }
    let folder = tempfile::tempdir().unwrap();
    race::each_key_is_new_to_one("sqlite", folder.path().join("orders.db").to_str().unwrap());
    if let Some(server) = qq_cgi_test_postgres::Server::shared() {
        race::each_key_is_new_to_one("postgres", &server.database());
        assert_eq!(
            server
                .sql(&server.url("database_0"), "SELECT deadlocks FROM pg_stat_database WHERE datname = 'database_0'"),
            "0"
        );
    }
}

#[cfg(not(unix))]
fn main() {
    println!("skipped: PostgreSQL is started on Unix alone");
}
