-- A project that is to be stopped gives back what was advanced: a cause of its own. When the stop is
-- refused, the project goes on and nothing has to come back; the debt is withdrawn, and stays on
-- record.
ALTER TABLE debt DROP CONSTRAINT debt_cause;
ALTER TABLE debt ADD CONSTRAINT debt_cause CHECK (cause IN ('overpaid', 'audit', 'stopped'));
ALTER TABLE debt ADD COLUMN withdrawn BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE debt ADD CONSTRAINT debt_withdrawn CHECK (NOT withdrawn OR cause = 'stopped');
ALTER TABLE debt DROP CONSTRAINT debt_cleared;
ALTER TABLE debt ADD CONSTRAINT debt_cleared
    CHECK ((cleared_on IS NULL) = (recovered < amount AND NOT withdrawn));
