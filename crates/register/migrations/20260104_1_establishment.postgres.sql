
-- Search by words and their beginnings.
ALTER TABLE establishment
    ADD COLUMN text_vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', search)) STORED;
CREATE INDEX establishment_text ON establishment USING gin (text_vector);
