
CREATE TRIGGER ceiling_decision_no_update BEFORE UPDATE ON ceiling_decision
BEGIN SELECT RAISE(ABORT, 'ceiling_decision is append-only'); END;
CREATE TRIGGER ceiling_decision_no_delete BEFORE DELETE ON ceiling_decision
BEGIN SELECT RAISE(ABORT, 'ceiling_decision is append-only'); END;
CREATE TRIGGER kept_rules_no_update BEFORE UPDATE ON kept_rules
BEGIN SELECT RAISE(ABORT, 'kept_rules is append-only'); END;
