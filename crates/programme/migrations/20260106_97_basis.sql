-- The document that a criterion or a rule rests on, beside the sentence by which officials quote it.
ALTER TABLE selection_criterion ADD COLUMN instrument_id UUID REFERENCES instrument (id);
CREATE INDEX selection_criterion_instrument_idx ON selection_criterion (instrument_id);
ALTER TABLE funding_match_rule ADD COLUMN instrument_id UUID REFERENCES instrument (id);
CREATE INDEX funding_match_rule_instrument_idx ON funding_match_rule (instrument_id);

-- Rows that are there get the document of the whole country whose number they quote; where a text
-- and one that amends it are quoted, the older.
UPDATE selection_criterion SET instrument_id = (
    SELECT i.id FROM instrument i
    WHERE i.number <> '' AND i.unit_id IS NULL
      AND ' ' || selection_criterion.article LIKE '% ' || i.number || '%'
    ORDER BY i.signed_year, i.id LIMIT 1)
WHERE article <> '';
UPDATE funding_match_rule SET instrument_id = (
    SELECT i.id FROM instrument i
    WHERE i.number <> '' AND i.unit_id IS NULL
      AND ' ' || funding_match_rule.basis LIKE '% ' || i.number || '%'
    ORDER BY i.signed_year, i.id LIMIT 1)
WHERE basis <> '';
