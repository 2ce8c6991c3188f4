
CREATE TRIGGER requirement_append_only BEFORE UPDATE OR DELETE ON requirement
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- One paper or question is asked for by one row of an area on one day. The lock makes writers wait
-- for each other, so that none misses what another has not committed yet.
CREATE FUNCTION requirement_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('requirement_overlap'));
    IF EXISTS (
        SELECT 1 FROM requirement_current other
        WHERE other.key <> NEW.key
          AND other.kind = NEW.kind
          AND other.code = NEW.code
          AND other.territory_id IS NOT DISTINCT FROM NEW.territory_id
          AND (other.scope IS NULL OR NEW.scope IS NULL OR other.scope = NEW.scope)
          AND (NEW.valid_to IS NULL OR other.valid_from <= NEW.valid_to)
          AND (other.valid_to IS NULL OR NEW.valid_from <= other.valid_to))
    THEN
        RAISE EXCEPTION 'requirement_overlap'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'requirement_overlap';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER requirement_overlap BEFORE INSERT ON requirement
    FOR EACH ROW EXECUTE FUNCTION requirement_overlap();
