
CREATE TRIGGER paper_number_append_only BEFORE UPDATE OR DELETE ON paper_number
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
