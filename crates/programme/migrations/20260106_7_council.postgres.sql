
CREATE TRIGGER council_vote_trail_append_only BEFORE UPDATE OR DELETE ON council_vote_trail
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
