-- The eligibility tables that kept decisions used, by the hash of their content.
CREATE TABLE kept_rules (
    sha256  TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    content TEXT NOT NULL
);

-- Kept decisions: the facts, the norms and the result, so that each can be computed again.
CREATE TABLE ceiling_decision (
    id           UUID    PRIMARY KEY,
    thing        TEXT    NOT NULL,
    thing_id     TEXT    NOT NULL,
    norm_id      UUID    REFERENCES norm (id),
    rules_sha256 TEXT    NOT NULL REFERENCES kept_rules (sha256),
    facts_json   TEXT    NOT NULL,
    norms_json   TEXT    NOT NULL,
    result_json  TEXT    NOT NULL,
    kept_by      TEXT    NOT NULL,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    created_at   TIMESTAMPTZ NOT NULL
);
CREATE INDEX ceiling_decision_thing ON ceiling_decision (thing, thing_id);
