-- Scans of the decision that puts a version of a workflow in force. A version is never changed, so they lie
-- beside it; one that is sent again stands before those sent earlier, which stay.
CREATE TABLE workflow_file (
    id          UUID PRIMARY KEY,
    workflow_id UUID NOT NULL CONSTRAINT workflow_file_workflow REFERENCES workflow_version (id),
    file_id     UUID NOT NULL CONSTRAINT workflow_file_file REFERENCES stored_file (id),
    sha256      TEXT NOT NULL CONSTRAINT workflow_file_sha256 CHECK (length(sha256) = 64),
    recorded_by TEXT NOT NULL,
    account_id  UUID,
    created_at  TIMESTAMPTZ NOT NULL
);
CREATE INDEX workflow_file_workflow_idx ON workflow_file (workflow_id);
