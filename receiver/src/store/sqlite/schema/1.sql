-- Nothing is ever deleted: a key that is gone could be paid out a second time.

CREATE TABLE orders (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    app         TEXT    NOT NULL,
    callback    TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    fields      TEXT    NOT NULL,
    raw         BLOB    NOT NULL,
    received_at INTEGER NOT NULL,            -- ms since 1970, as all times here
    state       INTEGER NOT NULL DEFAULT 0,  -- 0 pending, 1 done, 2 dead
    attempts    INTEGER NOT NULL DEFAULT 0,  -- leases since it came or was revived
    lease       INTEGER NOT NULL DEFAULT 0,  -- leases ever
    visible_at  INTEGER NOT NULL DEFAULT 0,  -- when its lease ends
    UNIQUE (key, app, callback)              -- the key first: people look for it alone
) STRICT;

CREATE INDEX orders_pending ON orders (id, visible_at, attempts) WHERE state = 0;
CREATE INDEX orders_dead ON orders (id) WHERE state = 2;

CREATE TABLE conflicts (
    id          INTEGER PRIMARY KEY,
    order_id    INTEGER NOT NULL REFERENCES orders (id),
    fields      TEXT    NOT NULL,
    raw         BLOB    NOT NULL,
    received_at INTEGER NOT NULL,
    UNIQUE (order_id, fields)
) STRICT;

CREATE TABLE quarantine (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    app         TEXT    NOT NULL,
    callback    TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    raw         BLOB    NOT NULL,
    received_at INTEGER NOT NULL,
    state       INTEGER NOT NULL DEFAULT 0,  -- 0 held, 1 admitted, 2 discarded
    order_id    INTEGER REFERENCES orders (id),
    UNIQUE (raw, app, callback)
) STRICT;

CREATE INDEX quarantine_held ON quarantine (id) WHERE state = 0;

CREATE TABLE probe (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL
) STRICT;
