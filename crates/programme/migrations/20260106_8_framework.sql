-- Programmes of several years (chương trình khuyến công giai đoạn), of the nation or a province.
CREATE TABLE framework (
    id           UUID    PRIMARY KEY,
    -- None for the nation.
    province_id  BIGINT  CONSTRAINT framework_province REFERENCES unit (id),
    from_year    BIGINT  NOT NULL CONSTRAINT framework_from_year CHECK (from_year BETWEEN 2000 AND 2200),
    to_year      BIGINT  NOT NULL CONSTRAINT framework_to_year CHECK (to_year BETWEEN 2000 AND 2200),
    title        TEXT    NOT NULL,
    note         TEXT    NOT NULL,
    -- The version in force, or in preparation while none was issued.
    number       BIGINT  NOT NULL DEFAULT 1 CONSTRAINT framework_number CHECK (number > 0),
    search       TEXT    NOT NULL,
    version      BIGINT  NOT NULL DEFAULT 1,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    created_at   TIMESTAMPTZ NOT NULL,
    CONSTRAINT framework_period CHECK (to_year BETWEEN from_year AND from_year + 9)
);
CREATE UNIQUE INDEX framework_province_id_from_year_key ON framework (province_id, from_year);
CREATE UNIQUE INDEX framework_from_year_key ON framework (from_year) WHERE province_id IS NULL;
CREATE INDEX framework_list_idx ON framework (from_year, id);

-- A version rests on its decision. An amendment makes the next one; those before stay as they were.
CREATE TABLE framework_version (
    framework_id  UUID    NOT NULL CONSTRAINT framework_version_framework REFERENCES framework (id),
    number        BIGINT  NOT NULL,
    -- Empty while it is a draft.
    instrument_no TEXT    NOT NULL,
    instrument_on DATE,
    issuer        TEXT    NOT NULL,
    -- Why it was amended; empty for the first version.
    reason        TEXT    NOT NULL,
    -- Whether the figures below were compared with the published text.
    verified      BOOLEAN NOT NULL,
    actor         TEXT    NOT NULL,
    created_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (framework_id, number),
    CONSTRAINT framework_version_issued CHECK ((instrument_no = '') = (instrument_on IS NULL))
);

CREATE TABLE framework_target (
    framework_id UUID   NOT NULL,
    number       BIGINT NOT NULL,
    -- A code of the dictionary of indicators.
    indicator    TEXT   NOT NULL,
    target       BIGINT NOT NULL CONSTRAINT framework_target_target CHECK (target >= 0),
    PRIMARY KEY (framework_id, number, indicator),
    CONSTRAINT framework_target_version FOREIGN KEY (framework_id, number)
        REFERENCES framework_version (framework_id, number)
);

CREATE TABLE framework_money (
    framework_id UUID   NOT NULL,
    number       BIGINT NOT NULL,
    year         BIGINT NOT NULL,
    source       TEXT   NOT NULL CONSTRAINT framework_money_source
        CHECK (source IN ('kcqg', 'kcdp', 'other_state', 'counterpart', 'loan')),
    -- đồng
    amount       BIGINT NOT NULL CONSTRAINT framework_money_amount CHECK (amount >= 0),
    PRIMARY KEY (framework_id, number, year, source),
    CONSTRAINT framework_money_version FOREIGN KEY (framework_id, number)
        REFERENCES framework_version (framework_id, number)
);
