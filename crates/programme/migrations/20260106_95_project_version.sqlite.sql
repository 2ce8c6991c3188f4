CREATE TRIGGER cost_version_no_return BEFORE UPDATE ON cost_version
WHEN OLD.state <> 'proposed' AND NEW.state = 'proposed'
BEGIN SELECT RAISE(ABORT, 'a decided version does not change'); END;
CREATE TRIGGER project_version_no_update BEFORE UPDATE ON project_version
WHEN (SELECT v.state FROM cost_version v
       WHERE v.project_id = OLD.project_id AND v.number = OLD.number) <> 'proposed'
BEGIN SELECT RAISE(ABORT, 'a decided version does not change'); END;
CREATE TRIGGER project_version_no_delete BEFORE DELETE ON project_version
WHEN (SELECT v.state FROM cost_version v
       WHERE v.project_id = OLD.project_id AND v.number = OLD.number) <> 'proposed'
BEGIN SELECT RAISE(ABORT, 'a decided version does not change'); END;
-- Once the money is given by decision, the project says what its version in force says.
CREATE TRIGGER project_approved BEFORE UPDATE OF title, implementer, unit_id, content, starts_on, ends_on
ON project
WHEN OLD.approved_on IS NOT NULL AND NEW.approved_on IS NOT NULL
 AND (OLD.title <> NEW.title OR OLD.implementer <> NEW.implementer OR OLD.unit_id IS NOT NEW.unit_id
      OR OLD.content <> NEW.content OR OLD.starts_on IS NOT NEW.starts_on
      OR OLD.ends_on IS NOT NEW.ends_on)
 AND NOT EXISTS (SELECT 1 FROM project_version f
                   JOIN cost_version v ON v.project_id = f.project_id AND v.number = f.number
                  WHERE f.project_id = NEW.id AND v.state = 'approved' AND f.title = NEW.title
                    AND f.implementer = NEW.implementer AND f.unit_id IS NEW.unit_id
                    AND f.content = NEW.content AND f.starts_on IS NEW.starts_on
                    AND f.ends_on IS NEW.ends_on)
BEGIN SELECT RAISE(ABORT, 'an approved project changes by decision only'); END;
