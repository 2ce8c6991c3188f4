CREATE TRIGGER roster_entry_no_insert BEFORE INSERT ON roster_entry
WHEN (SELECT r.state FROM project_roster r
       WHERE r.project_id = NEW.project_id AND r.number = NEW.number) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a fixed roster does not change'); END;
CREATE TRIGGER roster_entry_no_update BEFORE UPDATE ON roster_entry
WHEN (SELECT r.state FROM project_roster r
       WHERE r.project_id = OLD.project_id AND r.number = OLD.number) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a fixed roster does not change'); END;
CREATE TRIGGER roster_entry_no_delete BEFORE DELETE ON roster_entry
WHEN (SELECT r.state FROM project_roster r
       WHERE r.project_id = OLD.project_id AND r.number = OLD.number) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a fixed roster does not change'); END;
CREATE TRIGGER project_roster_no_return BEFORE UPDATE ON project_roster
WHEN OLD.state <> 'draft' AND NEW.state = 'draft'
BEGIN SELECT RAISE(ABORT, 'a fixed roster does not change'); END;
