
-- Movements, events and papers are append-only, for everybody.
CREATE TRIGGER money_entry_append_only BEFORE UPDATE OR DELETE ON money_entry
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER project_event_append_only BEFORE UPDATE OR DELETE ON project_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER proof_paper_append_only BEFORE UPDATE OR DELETE ON proof_paper
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
