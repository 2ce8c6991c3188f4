
CREATE TRIGGER workflow_file_no_update BEFORE UPDATE ON workflow_file
BEGIN SELECT RAISE(ABORT, 'workflow_file is append-only'); END;
CREATE TRIGGER workflow_file_no_delete BEFORE DELETE ON workflow_file
BEGIN SELECT RAISE(ABORT, 'workflow_file is append-only'); END;
