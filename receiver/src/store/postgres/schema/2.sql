-- Records of the spec's tables, and what was done to them. Only a secret that was retired is ever deleted.
--
-- What people write is BYTEA: it may hold a NUL, and is compared and searched byte by byte wherever the server runs.

CREATE TABLE qq_cgi.records (
    kind       TEXT    COLLATE "C" NOT NULL, -- the table of the spec
    key        BYTEA   NOT NULL,
    fields     TEXT[]  NOT NULL,             -- names, and beside each its value; no secret
    contents   BYTEA[] NOT NULL,
    secrets    BYTEA   NOT NULL,             -- JSON: by field, oldest first: number, since, value, as it is
    stage      TEXT    COLLATE "C",
    version    BIGINT  NOT NULL,
    created_at BIGINT  NOT NULL,
    changed_at BIGINT  NOT NULL,
    PRIMARY KEY (kind, key)
);

CREATE TABLE qq_cgi.record_history (
    kind    TEXT   COLLATE "C" NOT NULL,
    key     BYTEA  NOT NULL,
    version BIGINT NOT NULL,
    action  TEXT   NOT NULL,
    made_by BYTEA  NOT NULL,
    at      BIGINT NOT NULL,
    detail  BYTEA  NOT NULL,                 -- JSON; no secret
    PRIMARY KEY (kind, key, version)
);

-- A row, and no highest number: numbers are given out before they are committed.
CREATE TABLE qq_cgi.record_revision (
    id       BIGINT PRIMARY KEY CHECK (id = 1),
    revision BIGINT NOT NULL
);

INSERT INTO qq_cgi.record_revision (id, revision) VALUES (1, 0);
