-- Legal documents (văn bản). A number is used again by other issuers and in other years.
CREATE TABLE instrument (
    id             UUID    PRIMARY KEY,
    seed_key       TEXT,
    kind           TEXT    NOT NULL,
    -- Empty while the number has not been seen.
    number         TEXT    NOT NULL,
    issuer         TEXT    NOT NULL,
    subject        TEXT    NOT NULL,
    signed_on      DATE,
    -- Year of signature, 0 when unknown: part of what makes a document one of a kind.
    signed_year    BIGINT  NOT NULL,
    effective_from DATE,
    -- Last day, inclusive.
    effective_to   DATE,
    unit_id        BIGINT  REFERENCES unit (id),
    file_id        UUID    REFERENCES stored_file (id),
    source         TEXT    NOT NULL,
    note           TEXT    NOT NULL,
    verified       BOOLEAN NOT NULL,
    search         TEXT    NOT NULL,
    version        BIGINT  NOT NULL DEFAULT 1,
    illustration   BOOLEAN NOT NULL DEFAULT FALSE,
    created_at     TIMESTAMPTZ NOT NULL,
    CONSTRAINT instrument_kind CHECK (kind IN (
        'luat', 'nghi_dinh', 'nghi_quyet', 'quyet_dinh', 'thong_tu', 'thong_tu_lien_tich',
        'chi_thi', 'van_ban_hop_nhat', 'cong_van', 'ke_hoach', 'khac')),
    CONSTRAINT instrument_period CHECK (
        effective_from IS NULL OR effective_to IS NULL OR effective_from <= effective_to)
);
CREATE UNIQUE INDEX instrument_number_issuer_signed_year_key
    ON instrument (number, issuer, signed_year);
CREATE UNIQUE INDEX instrument_seed_key_key ON instrument (seed_key);
CREATE INDEX instrument_signed ON instrument (signed_on, id);

-- What a document does to another one.
CREATE TABLE instrument_relation (
    from_id UUID NOT NULL REFERENCES instrument (id),
    kind    TEXT NOT NULL,
    to_id   UUID NOT NULL REFERENCES instrument (id),
    PRIMARY KEY (from_id, kind, to_id),
    CONSTRAINT instrument_relation_kind
        CHECK (kind IN ('amends', 'replaces', 'consolidates', 'guides')),
    CONSTRAINT instrument_relation_other CHECK (from_id <> to_id)
);
CREATE INDEX instrument_relation_to ON instrument_relation (to_id);
