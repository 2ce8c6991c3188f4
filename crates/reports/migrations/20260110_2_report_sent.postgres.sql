CREATE TRIGGER report_sent_append_only BEFORE UPDATE OR DELETE ON report_sent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
