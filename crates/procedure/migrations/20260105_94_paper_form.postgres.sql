
CREATE TRIGGER form_basis_append_only BEFORE UPDATE OR DELETE ON form_basis
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
