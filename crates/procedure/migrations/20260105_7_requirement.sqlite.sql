
CREATE TRIGGER requirement_no_update BEFORE UPDATE ON requirement
BEGIN SELECT RAISE(ABORT, 'requirement is append-only'); END;
CREATE TRIGGER requirement_no_delete BEFORE DELETE ON requirement
BEGIN SELECT RAISE(ABORT, 'requirement is append-only'); END;

-- One paper or question is asked for by one row of an area on one day.
CREATE TRIGGER requirement_overlap BEFORE INSERT ON requirement
WHEN EXISTS (
    SELECT 1 FROM requirement_current other
    WHERE other.key <> NEW.key
      AND other.kind = NEW.kind
      AND other.code = NEW.code
      AND other.territory_id IS NEW.territory_id
      AND (other.scope IS NULL OR NEW.scope IS NULL OR other.scope = NEW.scope)
      AND (NEW.valid_to IS NULL OR other.valid_from <= NEW.valid_to)
      AND (other.valid_to IS NULL OR NEW.valid_from <= other.valid_to))
BEGIN SELECT RAISE(ABORT, 'requirement_overlap'); END;
