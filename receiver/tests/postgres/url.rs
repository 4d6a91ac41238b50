//! Where a database is, and that its password never shows.

use qq_cgi_receiver::store::{NoPostgresUrl, Postgres, PostgresUrl};

#[test]
fn a_url_shows_its_place_alone() {
    for (text, shown, has_password) in [
        ("postgres://ann@host/orders", "postgres://host:5432/orders", false),
        ("postgresql://ann:t0psecret@host:1/orders", "postgres://host:1/orders", true),
        ("Postgres://ann@host/orders", "postgres://host:5432/orders", false),
        ("postgres://ann:t0p%40/secret@[::1]:1/orders?sslmode=disable", "postgres://::1:1/orders", true),
        ("postgres://a:1,b:2/orders?user=ann&password=t0psecret", "postgres://a:1,b:2/orders", true),
        ("postgres://ann@%2Frun%2Fpostgresql/orders", "postgres:///run/postgresql:5432/orders", false),
        ("postgres:///orders?host=/run/postgresql&port=7", "postgres:///run/postgresql:7/orders", false),
    ] {
        let url: PostgresUrl = text.parse().unwrap();
        assert_eq!((url.to_string().as_str(), url.has_password()), (shown, has_password), "{text}");
        let url = url.password("t0psecret");
        assert!(url.has_password() && !format!("{url:?} {url}").contains("secret"), "{url:?}");
    }
}

#[test]
fn what_is_no_url_is_refused_and_not_repeated() {
    for (text, why) in [
        ("orders.db", NoPostgresUrl::Scheme),
        ("host=h password=t0psecret", NoPostgresUrl::Scheme),
        ("postgres://ann:t0p@secret@host/orders", NoPostgresUrl::At),
        ("postgres://ann:a?b@t0psecret@host/orders", NoPostgresUrl::At),
        ("postgres://ann:t0psecret@host:port/orders", NoPostgresUrl::Form),
        ("postgres://ann@host/orders?secret=1", NoPostgresUrl::Form),
        ("postgres://ann@host/orders?sslmode=t0psecret", NoPostgresUrl::Form),
        ("postgres:///orders", NoPostgresUrl::Host),
    ] {
        let error = text.parse::<PostgresUrl>().unwrap_err();
        assert_eq!(error, why, "{text}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

/// Nobody listens there.
#[tokio::test]
async fn errors_and_stores_do_not_show_a_password() {
    let url: PostgresUrl = "postgres://ann:t0psecret@127.0.0.1:1/orders".parse().unwrap();
    let error = Postgres::open(&url).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("t0psecret"), "{error:?}");
    let Some(server) = qq_cgi_test_postgres::Server::shared() else { return };
    let url: PostgresUrl = server.database().parse().unwrap();
    let store = Postgres::open(&url.password("t0psecret")).await.unwrap();
    assert!(!format!("{store:?}").contains("t0psecret"), "{store:?}");
}
