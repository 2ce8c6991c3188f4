
CREATE TRIGGER requirement_append_only BEFORE UPDATE OR DELETE ON requirement
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER workflow_version_append_only BEFORE UPDATE OR DELETE ON workflow_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
