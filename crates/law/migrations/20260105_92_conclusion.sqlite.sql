
CREATE TRIGGER instrument_conclusion_no_update BEFORE UPDATE ON instrument_conclusion
BEGIN SELECT RAISE(ABORT, 'instrument_conclusion is append-only'); END;
CREATE TRIGGER instrument_conclusion_no_delete BEFORE DELETE ON instrument_conclusion
BEGIN SELECT RAISE(ABORT, 'instrument_conclusion is append-only'); END;

-- What is due of this module: what was concluded of a local document, until a paper has done it. It is
-- the duty of the department of the province, whoever carries it out.
CREATE VIEW obligation_law AS
SELECT 'local_instrument' AS kind, 'conclusion' AS thing, i.id AS record_id,
       CASE WHEN i.number = '' THEN i.issuer ELSE i.number END || ' · ' || i.subject AS title,
       c.executor AS owner, i.unit_id AS province_id, CAST(NULL AS UUID) AS project_id,
       CAST(NULL AS UUID) AS person_id, 'appraiser' AS role,
       CAST(strftime('%Y', c.due_on) AS BIGINT) AS year, c.due_on AS due_on, c.done_on AS done_on,
       c.illustration AS illustration, FALSE AS unverified
  FROM instrument_conclusion_current c JOIN instrument i ON i.id = c.instrument_id
 WHERE c.due_on IS NOT NULL AND i.unit_id IS NOT NULL;
