
-- Movements, events and papers are append-only, for everybody.
CREATE TRIGGER money_entry_no_update BEFORE UPDATE ON money_entry
BEGIN SELECT RAISE(ABORT, 'money_entry is append-only'); END;
CREATE TRIGGER money_entry_no_delete BEFORE DELETE ON money_entry
BEGIN SELECT RAISE(ABORT, 'money_entry is append-only'); END;
CREATE TRIGGER project_event_no_update BEFORE UPDATE ON project_event
BEGIN SELECT RAISE(ABORT, 'project_event is append-only'); END;
CREATE TRIGGER project_event_no_delete BEFORE DELETE ON project_event
BEGIN SELECT RAISE(ABORT, 'project_event is append-only'); END;
CREATE TRIGGER proof_paper_no_update BEFORE UPDATE ON proof_paper
BEGIN SELECT RAISE(ABORT, 'proof_paper is append-only'); END;
CREATE TRIGGER proof_paper_no_delete BEFORE DELETE ON proof_paper
BEGIN SELECT RAISE(ABORT, 'proof_paper is append-only'); END;
