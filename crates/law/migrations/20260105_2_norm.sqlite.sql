
CREATE TRIGGER norm_no_update BEFORE UPDATE ON norm
BEGIN SELECT RAISE(ABORT, 'norm is append-only'); END;
CREATE TRIGGER norm_no_delete BEFORE DELETE ON norm
BEGIN SELECT RAISE(ABORT, 'norm is append-only'); END;

-- Two norms never answer the same question on the same day.
CREATE TRIGGER norm_overlap BEFORE INSERT ON norm
WHEN EXISTS (
    SELECT 1 FROM norm_current other
    WHERE other.key <> NEW.key
      AND other.scope = NEW.scope
      AND other.territory_id IS NEW.territory_id
      AND other.activity = NEW.activity
      AND other.variant = NEW.variant
      AND (other.valid_from IS NULL OR NEW.valid_to IS NULL OR other.valid_from <= NEW.valid_to)
      AND (NEW.valid_from IS NULL OR other.valid_to IS NULL OR NEW.valid_from <= other.valid_to))
BEGIN SELECT RAISE(ABORT, 'norm_overlap'); END;
