-- Nothing is ever deleted: a key that is gone could be paid out a second time.
--
-- What a sender may have signed is BYTEA: it may hold a NUL, which TEXT refuses. Digests stand in the indexes because
-- an index row ends at about 2,700 bytes.

CREATE SEQUENCE qq_cgi.order_id;
CREATE SEQUENCE qq_cgi.conflict_id;
CREATE SEQUENCE qq_cgi.quarantine_id;

CREATE TABLE qq_cgi.orders (
    id          BIGINT PRIMARY KEY,
    app         TEXT   COLLATE "C" NOT NULL,
    callback    TEXT   COLLATE "C" NOT NULL,
    key         TEXT   COLLATE "C" NOT NULL,
    fields      BYTEA  NOT NULL,            -- UTF-8
    raw         BYTEA  NOT NULL,
    received_at BIGINT NOT NULL,            -- ms since 1970, as all times here
    state       BIGINT NOT NULL DEFAULT 0,  -- 0 pending, 1 done, 2 dead
    attempts    BIGINT NOT NULL DEFAULT 0,  -- leases since it came or was revived
    lease       BIGINT NOT NULL DEFAULT 0,  -- leases ever
    visible_at  BIGINT NOT NULL DEFAULT 0,  -- when its lease ends
    UNIQUE (key, app, callback)             -- the key first: people look for it alone
);

-- Without what a lease changes, so that leasing leaves the indexes alone.
CREATE INDEX orders_pending ON qq_cgi.orders (id) WHERE state = 0;
CREATE INDEX orders_dead ON qq_cgi.orders (id) WHERE state = 2;

CREATE TABLE qq_cgi.conflicts (
    id          BIGINT PRIMARY KEY,
    order_id    BIGINT NOT NULL REFERENCES qq_cgi.orders (id),
    fields      BYTEA  NOT NULL,
    raw         BYTEA  NOT NULL,
    received_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX conflicts_once ON qq_cgi.conflicts (order_id, sha256(fields));

CREATE TABLE qq_cgi.quarantine (
    id          BIGINT PRIMARY KEY,
    app         TEXT   COLLATE "C" NOT NULL,
    callback    TEXT   COLLATE "C" NOT NULL,
    reason      TEXT   NOT NULL,
    raw         BYTEA  NOT NULL,
    received_at BIGINT NOT NULL,
    state       BIGINT NOT NULL DEFAULT 0,  -- 0 held, 1 admitted, 2 discarded
    order_id    BIGINT REFERENCES qq_cgi.orders (id)
);

CREATE UNIQUE INDEX quarantine_once ON qq_cgi.quarantine (sha256(raw), app, callback);
CREATE INDEX quarantine_held ON qq_cgi.quarantine (id) WHERE state = 0;

CREATE TABLE qq_cgi.probe (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    at BIGINT NOT NULL
);
