-- Records of the spec's tables, and what was done to them. Only a secret that was retired is ever deleted.

CREATE TABLE records (
    kind       TEXT    NOT NULL,            -- the table of the spec
    key        TEXT    NOT NULL,
    fields     TEXT    NOT NULL,            -- JSON: text by field; no secret
    secrets    TEXT    NOT NULL,            -- JSON: by field, oldest first: number, since, value, as it is
    stage      TEXT,
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT;

CREATE TABLE record_history (
    kind    TEXT    NOT NULL,
    key     TEXT    NOT NULL,
    version INTEGER NOT NULL,
    action  TEXT    NOT NULL,
    made_by TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    detail  TEXT    NOT NULL,               -- JSON; no secret
    PRIMARY KEY (kind, key, version)
) STRICT;

CREATE TABLE record_revision (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL
) STRICT;

INSERT INTO record_revision (id, revision) VALUES (1, 0);
