-- The document that a rule rests on, beside the sentence by which officials quote it.
ALTER TABLE requirement ADD COLUMN instrument_id UUID REFERENCES instrument (id);
CREATE INDEX requirement_instrument_idx ON requirement (instrument_id);
ALTER TABLE workflow_version ADD COLUMN article TEXT NOT NULL DEFAULT '';
ALTER TABLE workflow_version ADD COLUMN instrument_id UUID REFERENCES instrument (id);
CREATE INDEX workflow_version_instrument_idx ON workflow_version (instrument_id);
ALTER TABLE workflow_draft ADD COLUMN article TEXT NOT NULL DEFAULT '';
ALTER TABLE workflow_draft ADD COLUMN instrument_id UUID REFERENCES instrument (id);

-- The columns of a view are those its table had when it was made.
DROP VIEW requirement_current;
CREATE VIEW requirement_current AS
SELECT r.* FROM requirement r
WHERE NOT EXISTS (SELECT 1 FROM requirement later WHERE later.supersedes_id = r.id);

-- Rows that are there get the document of the whole country whose number they quote; where a text
-- and one that amends it are quoted, the older.
UPDATE requirement SET instrument_id = (
    SELECT i.id FROM instrument i
    WHERE i.number <> '' AND i.unit_id IS NULL
      AND ' ' || requirement.article LIKE '% ' || i.number || '%'
    ORDER BY i.signed_year, i.id LIMIT 1)
WHERE article <> '';

-- The workflow of national money that comes with the product.
UPDATE workflow_version SET article = 'Thông tư 36/2013/TT-BCT', instrument_id = (
    SELECT i.id FROM instrument i WHERE i.seed_key = '36/2013/TT-BCT')
WHERE key = 'kcqg' AND number = 1 AND paper_number = '';
