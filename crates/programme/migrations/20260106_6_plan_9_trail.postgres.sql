CREATE TRIGGER budget_grant_append_only BEFORE UPDATE OR DELETE ON budget_grant
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plan_version_append_only BEFORE UPDATE OR DELETE ON plan_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plan_version_line_append_only BEFORE UPDATE OR DELETE ON plan_version_line
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER proposal_remark_append_only BEFORE UPDATE OR DELETE ON proposal_remark
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plan_transfer_append_only BEFORE UPDATE OR DELETE ON plan_transfer
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
