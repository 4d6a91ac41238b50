//! The server that other tests stand on.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

use qq_cgi_test_postgres::Server;

#[test]
fn each_database_is_fresh_and_durable_and_survives_a_crash() {
    let Some(server) = Server::start(&[]) else { return };
    let (one, two) = (server.database(), server.database());
    server.sql(&one, "CREATE TABLE kept (id bigint); INSERT INTO kept VALUES (7)");
    assert_eq!(server.sql(&two, "SELECT count(*) FROM pg_class WHERE relname = 'kept'"), "0");
    for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
        assert_eq!(server.sql(&one, &format!("SHOW {setting}")), "on");
    }
    server.crash();
    server.start_again();
    assert_eq!(server.sql(&one, "SELECT * FROM kept"), "7");
}

#[test]
fn a_server_of_its_own_has_its_own_settings() {
    let Some(server) = Server::start(&[("fsync", "off")]) else { return };
    assert_eq!(server.sql(&server.url("postgres"), "SHOW fsync"), "off");
    server.configure(&[("fsync", "on")]);
    server.reload();
    assert_eq!(server.sql(&server.url("postgres"), "SHOW fsync"), "on");
}
