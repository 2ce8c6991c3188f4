CREATE FUNCTION refuse_proposed_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'proposed' AND NEW.state = 'proposed' THEN
        RAISE EXCEPTION 'a decided version does not change';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cost_version_no_return BEFORE UPDATE ON cost_version
    FOR EACH ROW EXECUTE FUNCTION refuse_proposed_again();
CREATE FUNCTION keep_decided_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT v.state FROM cost_version v
         WHERE v.project_id = OLD.project_id AND v.number = OLD.number) <> 'proposed' THEN
        RAISE EXCEPTION 'a decided version does not change';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER project_version_decided BEFORE UPDATE OR DELETE ON project_version
    FOR EACH ROW EXECUTE FUNCTION keep_decided_version();
-- Once the money is given by decision, the project says what its version in force says.
CREATE FUNCTION keep_approved_project() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM project_version f
                     JOIN cost_version v ON v.project_id = f.project_id AND v.number = f.number
                    WHERE f.project_id = NEW.id AND v.state = 'approved' AND f.title = NEW.title
                      AND f.implementer = NEW.implementer
                      AND f.unit_id IS NOT DISTINCT FROM NEW.unit_id
                      AND f.content = NEW.content
                      AND f.starts_on IS NOT DISTINCT FROM NEW.starts_on
                      AND f.ends_on IS NOT DISTINCT FROM NEW.ends_on) THEN
        RAISE EXCEPTION 'an approved project changes by decision only';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER project_approved
    BEFORE UPDATE OF title, implementer, unit_id, content, starts_on, ends_on ON project
    FOR EACH ROW
    WHEN (OLD.approved_on IS NOT NULL AND NEW.approved_on IS NOT NULL
          AND (OLD.title, OLD.implementer, OLD.unit_id, OLD.content, OLD.starts_on, OLD.ends_on)
              IS DISTINCT FROM
              (NEW.title, NEW.implementer, NEW.unit_id, NEW.content, NEW.starts_on, NEW.ends_on))
    EXECUTE FUNCTION keep_approved_project();
