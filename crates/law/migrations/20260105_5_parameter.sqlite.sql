
CREATE TRIGGER parameter_no_update BEFORE UPDATE ON parameter
BEGIN SELECT RAISE(ABORT, 'parameter is append-only'); END;
CREATE TRIGGER parameter_no_delete BEFORE DELETE ON parameter
BEGIN SELECT RAISE(ABORT, 'parameter is append-only'); END;

-- Two parameters never answer the same question on the same day.
CREATE TRIGGER parameter_overlap BEFORE INSERT ON parameter
WHEN EXISTS (
    SELECT 1 FROM parameter_current other
    WHERE other.key <> NEW.key
      AND other.subject = NEW.subject
      AND other.title = NEW.title
      AND other.scope IS NEW.scope
      AND other.territory_id IS NEW.territory_id
      AND (other.valid_from IS NULL OR NEW.valid_to IS NULL OR other.valid_from <= NEW.valid_to)
      AND (NEW.valid_from IS NULL OR other.valid_to IS NULL OR NEW.valid_from <= other.valid_to))
BEGIN SELECT RAISE(ABORT, 'parameter_overlap'); END;
