
CREATE TRIGGER workflow_file_append_only BEFORE UPDATE OR DELETE ON workflow_file
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
