
CREATE TRIGGER requirement_no_update BEFORE UPDATE ON requirement
BEGIN SELECT RAISE(ABORT, 'requirement is append-only'); END;
CREATE TRIGGER workflow_version_no_update BEFORE UPDATE ON workflow_version
BEGIN SELECT RAISE(ABORT, 'workflow_version is append-only'); END;
