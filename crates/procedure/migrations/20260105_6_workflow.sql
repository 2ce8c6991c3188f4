-- Versions of the workflow definitions. A version is never changed: a project stays on the one it
-- began with.
CREATE TABLE workflow_version (
    id              UUID   PRIMARY KEY,
    key             TEXT   NOT NULL,
    number          BIGINT NOT NULL CONSTRAINT workflow_version_number CHECK (number > 0),
    scope           TEXT   NOT NULL CONSTRAINT workflow_version_scope CHECK (scope IN ('kcqg', 'kcdp')),
    territory_id    BIGINT CONSTRAINT workflow_version_territory REFERENCES unit (id),
    definition      TEXT   NOT NULL,
    valid_from      DATE   NOT NULL,
    -- The version it was drawn up from.
    from_id         UUID   REFERENCES workflow_version (id),
    -- The decision that puts it in force; empty for those that come with the product.
    paper_number    TEXT   NOT NULL DEFAULT '',
    paper_signed_on DATE,
    paper_signer    TEXT   NOT NULL DEFAULT '',
    published_by    TEXT   NOT NULL DEFAULT '',
    created_at      TIMESTAMPTZ NOT NULL,
    illustration    BOOLEAN NOT NULL DEFAULT FALSE,
    -- The workflow of national money is the Ministry's, the same everywhere.
    CONSTRAINT workflow_version_local CHECK (scope = 'kcdp' OR territory_id IS NULL),
    CONSTRAINT workflow_version_paper CHECK (
        (paper_number = '' AND paper_signed_on IS NULL)
        OR (paper_number <> '' AND paper_signed_on IS NOT NULL AND paper_signer <> ''))
);
CREATE UNIQUE INDEX workflow_version_key_number_key ON workflow_version (key, number);
CREATE INDEX workflow_version_scope_idx ON workflow_version (scope, valid_from);

-- The next version while it is drawn up; it may be faulty until it is published.
CREATE TABLE workflow_draft (
    id              UUID   PRIMARY KEY,
    scope           TEXT   NOT NULL CONSTRAINT workflow_draft_scope CHECK (scope IN ('kcqg', 'kcdp')),
    territory_id    BIGINT REFERENCES unit (id),
    base_id         UUID   REFERENCES workflow_version (id),
    definition      TEXT   NOT NULL,
    valid_from      DATE   NOT NULL,
    state           TEXT   NOT NULL CONSTRAINT workflow_draft_state
                           CHECK (state IN ('open', 'published', 'discarded')),
    published_id    UUID   REFERENCES workflow_version (id),
    version         BIGINT NOT NULL DEFAULT 1,
    created_by      TEXT   NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL,
    changed_by      TEXT   NOT NULL,
    changed_at      TIMESTAMPTZ NOT NULL,
    illustration    BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT workflow_draft_local CHECK (scope = 'kcdp' OR territory_id IS NULL),
    CONSTRAINT workflow_draft_published CHECK ((state = 'published') = (published_id IS NOT NULL))
);
-- One draft at a time, so that nobody publishes over what another has drawn up.
CREATE UNIQUE INDEX workflow_draft_territory_id_key ON workflow_draft (territory_id)
    WHERE state = 'open' AND territory_id IS NOT NULL;
CREATE UNIQUE INDEX workflow_draft_scope_key ON workflow_draft (scope)
    WHERE state = 'open' AND territory_id IS NULL;
