-- A criterion is corrected by a next version, which says why and names the one it takes the place of. That
-- one stays as it was, and the points given by it with it.
ALTER TABLE selection_criterion ADD COLUMN supersedes_id UUID
    CONSTRAINT selection_criterion_supersedes REFERENCES selection_criterion (id);
ALTER TABLE selection_criterion ADD COLUMN reason TEXT NOT NULL DEFAULT ''
    CONSTRAINT selection_criterion_reason CHECK (supersedes_id IS NULL OR reason <> '');
ALTER TABLE selection_criterion ADD COLUMN recorded_by TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX selection_criterion_supersedes_id_key ON selection_criterion (supersedes_id);

-- The versions that count.
CREATE VIEW selection_criterion_current AS
SELECT c.* FROM selection_criterion c
WHERE NOT EXISTS (SELECT 1 FROM selection_criterion later WHERE later.supersedes_id = c.id);
