-- Support that may have been given twice (trùng hỗ trợ).

-- By which a machine and an invoice are found in every project: the number's letters and digits.
ALTER TABLE acceptance_item ADD COLUMN serial_key TEXT NOT NULL DEFAULT '';
ALTER TABLE acceptance_item ADD COLUMN invoice_key TEXT NOT NULL DEFAULT '';
CREATE INDEX acceptance_item_serial_idx ON acceptance_item (serial_key);
CREATE INDEX acceptance_item_invoice_idx ON acceptance_item (invoice_key);

-- What a kind of match means, from a day on, until a later row of the same kind takes its place.
-- Rows are added only.
CREATE TABLE funding_match_rule (
    id         UUID    PRIMARY KEY,
    kind       TEXT    NOT NULL CONSTRAINT funding_match_rule_kind
        CHECK (kind IN ('serial', 'invoice', 'other_budget', 'taxpayer', 'site', 'name')),
    action     TEXT    NOT NULL CONSTRAINT funding_match_rule_action
        CHECK (action IN ('block', 'warn', 'off')),
    -- How many plan years apart still count; none for all years.
    years      BIGINT  CONSTRAINT funding_match_rule_years CHECK (years BETWEEN 0 AND 100),
    -- How alike names must be, in percent; of names only.
    similarity BIGINT  CONSTRAINT funding_match_rule_similarity CHECK (similarity BETWEEN 40 AND 100),
    valid_from DATE    NOT NULL,
    -- The text and article it rests on, as officials quote it.
    basis      TEXT    NOT NULL,
    verified   BOOLEAN NOT NULL,
    note       TEXT    NOT NULL,
    account_id UUID,
    actor      TEXT    NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT funding_match_rule_names CHECK ((kind = 'name') = (similarity IS NOT NULL))
);
CREATE UNIQUE INDEX funding_match_rule_kind_valid_from_key ON funding_match_rule (kind, valid_from);

-- What was found for a project, and how it was settled. What the other side said is kept as it was
-- found; a settled match stays settled as long as it is the same match.
CREATE TABLE funding_match (
    id            UUID   PRIMARY KEY,
    project_id    UUID   NOT NULL CONSTRAINT funding_match_project REFERENCES project (id),
    -- Kind, record and subject together.
    match_key     TEXT   NOT NULL,
    kind          TEXT   NOT NULL CONSTRAINT funding_match_kind
        CHECK (kind IN ('serial', 'invoice', 'other_budget', 'taxpayer', 'site', 'name')),
    action        TEXT   NOT NULL CONSTRAINT funding_match_action CHECK (action IN ('block', 'warn')),
    rule_id       UUID   NOT NULL CONSTRAINT funding_match_rule_of REFERENCES funding_match_rule (id),
    subject       TEXT   NOT NULL,
    other_thing   TEXT   NOT NULL CONSTRAINT funding_match_other
        CHECK (other_thing IN ('project', 'machine_support')),
    other_id      UUID   NOT NULL,
    other_label   TEXT   NOT NULL,
    other_party   TEXT   NOT NULL,
    found_step    TEXT   NOT NULL,
    found_on      DATE   NOT NULL,
    created_at    TIMESTAMPTZ NOT NULL,
    resolution    TEXT   CONSTRAINT funding_match_resolution
        CHECK (resolution IN ('distinct', 'allowed', 'confirmed')),
    reason        TEXT   NOT NULL DEFAULT '',
    resolver_id   UUID,
    resolver      TEXT   NOT NULL DEFAULT '',
    resolver_role TEXT   NOT NULL DEFAULT '',
    resolved_at   TIMESTAMPTZ,
    version       BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT funding_match_reason CHECK ((resolution IS NULL) = (reason = '')),
    CONSTRAINT funding_match_resolved CHECK ((resolution IS NULL) = (resolved_at IS NULL))
);
CREATE UNIQUE INDEX funding_match_project_id_match_key_key ON funding_match (project_id, match_key);
CREATE INDEX funding_match_other_idx ON funding_match (other_thing, other_id);
