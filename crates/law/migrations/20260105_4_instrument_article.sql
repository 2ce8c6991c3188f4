-- A relation gets its first day, a note, whether somebody saw it written, and a fifth kind: which
-- documents a text rests on (căn cứ). A CHECK cannot be widened in place on both databases, so the
-- rows move into a new table of the same name.
CREATE TABLE instrument_relation_dated (
    from_id  UUID    NOT NULL REFERENCES instrument (id),
    kind     TEXT    NOT NULL,
    to_id    UUID    NOT NULL REFERENCES instrument (id),
    -- First day on which it counts; NULL means the first day of the document that acts.
    since    DATE,
    note     TEXT    NOT NULL,
    verified BOOLEAN NOT NULL,
    CONSTRAINT instrument_relation_once PRIMARY KEY (from_id, kind, to_id),
    CONSTRAINT instrument_relation_kind
        CHECK (kind IN ('amends', 'replaces', 'consolidates', 'guides', 'based_on')),
    CONSTRAINT instrument_relation_other CHECK (from_id <> to_id)
);
INSERT INTO instrument_relation_dated (from_id, kind, to_id, since, note, verified)
    SELECT from_id, kind, to_id, NULL, '', TRUE FROM instrument_relation;
DROP TABLE instrument_relation;
ALTER TABLE instrument_relation_dated RENAME TO instrument_relation;
CREATE INDEX instrument_relation_to ON instrument_relation (to_id, kind);
CREATE INDEX instrument_unit ON instrument (unit_id);

-- Articles (điều) and annexes (phụ lục) of a document. Norms and other rules name the article they
-- come from; its text is shown beside them once it has been entered here.
CREATE TABLE instrument_article (
    id            UUID    PRIMARY KEY,
    instrument_id UUID    NOT NULL REFERENCES instrument (id),
    kind          TEXT    NOT NULL,
    -- As it is written, without the word: 8, 3a, II.
    number        TEXT    NOT NULL,
    -- Sorts articles as they stand in the document, annexes behind them.
    position      BIGINT  NOT NULL,
    heading       TEXT    NOT NULL,
    -- The wording; empty while only the heading is known.
    body          TEXT    NOT NULL,
    source        TEXT    NOT NULL,
    verified      BOOLEAN NOT NULL,
    version       BIGINT  NOT NULL DEFAULT 1,
    CONSTRAINT instrument_article_kind CHECK (kind IN ('article', 'annex'))
);
CREATE UNIQUE INDEX instrument_article_instrument_id_kind_number_key
    ON instrument_article (instrument_id, kind, number);
