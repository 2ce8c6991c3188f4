CREATE FUNCTION keep_fixed_roster() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT r.state FROM project_roster r
         WHERE r.project_id = COALESCE(NEW.project_id, OLD.project_id)
           AND r.number = COALESCE(NEW.number, OLD.number)) <> 'draft' THEN
        RAISE EXCEPTION 'a fixed roster does not change';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER roster_entry_fixed BEFORE INSERT OR UPDATE OR DELETE ON roster_entry
    FOR EACH ROW EXECUTE FUNCTION keep_fixed_roster();
CREATE FUNCTION refuse_draft_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND NEW.state = 'draft' THEN
        RAISE EXCEPTION 'a fixed roster does not change';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER project_roster_no_return BEFORE UPDATE ON project_roster
    FOR EACH ROW EXECUTE FUNCTION refuse_draft_again();
