
CREATE TRIGGER parameter_append_only BEFORE UPDATE OR DELETE ON parameter
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Two parameters never answer the same question on the same day. The lock makes writers wait for
-- each other, so that none misses what another has not committed yet.
CREATE FUNCTION parameter_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('parameter_overlap'));
    IF EXISTS (
        SELECT 1 FROM parameter_current other
        WHERE other.key <> NEW.key
          AND other.subject = NEW.subject
          AND other.title = NEW.title
          AND other.scope IS NOT DISTINCT FROM NEW.scope
          AND other.territory_id IS NOT DISTINCT FROM NEW.territory_id
          AND (other.valid_from IS NULL OR NEW.valid_to IS NULL
               OR other.valid_from <= NEW.valid_to)
          AND (NEW.valid_from IS NULL OR other.valid_to IS NULL
               OR NEW.valid_from <= other.valid_to))
    THEN
        RAISE EXCEPTION 'parameter_overlap'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'parameter_overlap';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER parameter_overlap BEFORE INSERT ON parameter
    FOR EACH ROW EXECUTE FUNCTION parameter_overlap();
