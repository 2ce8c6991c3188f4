
CREATE TRIGGER norm_append_only BEFORE UPDATE OR DELETE ON norm
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Two norms never answer the same question on the same day. The lock makes writers of norms wait
-- for each other, so that none misses what another has not committed yet.
CREATE FUNCTION norm_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('norm_overlap'));
    IF EXISTS (
        SELECT 1 FROM norm_current other
        WHERE other.key <> NEW.key
          AND other.scope = NEW.scope
          AND other.territory_id IS NOT DISTINCT FROM NEW.territory_id
          AND other.activity = NEW.activity
          AND other.variant = NEW.variant
          AND (other.valid_from IS NULL OR NEW.valid_to IS NULL
               OR other.valid_from <= NEW.valid_to)
          AND (NEW.valid_from IS NULL OR other.valid_to IS NULL
               OR NEW.valid_from <= other.valid_to))
    THEN
        RAISE EXCEPTION 'norm_overlap' USING ERRCODE = 'check_violation', CONSTRAINT = 'norm_overlap';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER norm_overlap BEFORE INSERT ON norm
    FOR EACH ROW EXECUTE FUNCTION norm_overlap();
