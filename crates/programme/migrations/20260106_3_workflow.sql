-- Versions of the workflow definitions. A version is never changed: a project stays on the one it
-- began with.
CREATE TABLE workflow_version (
    id           UUID PRIMARY KEY,
    key          TEXT   NOT NULL,
    number       BIGINT NOT NULL CONSTRAINT workflow_version_number CHECK (number > 0),
    scope        TEXT   NOT NULL CONSTRAINT workflow_version_scope CHECK (scope IN ('kcqg', 'kcdp')),
    territory_id BIGINT CONSTRAINT workflow_version_territory REFERENCES unit (id),
    definition   TEXT   NOT NULL,
    valid_from   DATE   NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX workflow_version_key_number_key ON workflow_version (key, number);
CREATE INDEX workflow_version_scope_idx ON workflow_version (scope, valid_from);
