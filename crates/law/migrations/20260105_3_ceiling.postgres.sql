
CREATE TRIGGER ceiling_decision_append_only BEFORE UPDATE OR DELETE ON ceiling_decision
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kept_rules_append_only BEFORE UPDATE OR DELETE ON kept_rules
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
