-- The audit trail: one chain of records. The head row is locked by every writer.
CREATE TABLE audit_head (
    id   BIGINT PRIMARY KEY CHECK (id = 1),
    seq  BIGINT NOT NULL,
    hash TEXT   NOT NULL
);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '');

CREATE TABLE audit_record (
    seq         BIGINT PRIMARY KEY,
    at          TIMESTAMPTZ NOT NULL,
    account_id  UUID,
    actor       TEXT NOT NULL,
    role        TEXT NOT NULL,
    verb        TEXT NOT NULL,
    thing       TEXT NOT NULL,
    thing_id    TEXT NOT NULL,
    before_json TEXT NOT NULL,
    after_json  TEXT NOT NULL,
    prev_hash   TEXT NOT NULL,
    hash        TEXT NOT NULL
);
CREATE INDEX audit_record_thing ON audit_record (thing, thing_id);

-- Files by the hash of their content; the content itself lies in the file store.
CREATE TABLE stored_file (
    id         UUID PRIMARY KEY,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       BIGINT NOT NULL CHECK (size > 0),
    sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
    at         TIMESTAMPTZ NOT NULL,
    account_id UUID
);

-- Gapless numbers, such as those of projects in a year.
CREATE TABLE number_series (
    name TEXT PRIMARY KEY,
    last BIGINT NOT NULL CHECK (last > 0)
);

-- Keys of forms that were handled, with what each made: the second sending does nothing.
CREATE TABLE form_submission (
    key        UUID PRIMARY KEY,
    account_id UUID,
    at         TIMESTAMPTZ NOT NULL,
    thing      TEXT NOT NULL,
    thing_id   TEXT NOT NULL
);
