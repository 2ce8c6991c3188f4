-- How an office numbers one kind of paper (số, ký hiệu) from a year on; the row of the latest year
-- that has begun counts.
CREATE TABLE paper_series (
    id           UUID    PRIMARY KEY,
    -- NULL: the Ministry's agency.
    territory_id BIGINT  REFERENCES unit (id),
    issuer       TEXT    NOT NULL CONSTRAINT paper_series_issuer
                         CHECK (issuer IN ('centre', 'department', 'agency')),
    kind         TEXT    NOT NULL CONSTRAINT paper_series_kind
                         CHECK (kind IN ('decision', 'letter', 'submission', 'minutes', 'report',
                                         'plan', 'notice', 'contract', 'slip')),
    pattern      TEXT    NOT NULL,
    from_year    BIGINT  NOT NULL CONSTRAINT paper_series_from_year
                         CHECK (from_year BETWEEN 2000 AND 2200),
    -- The first number of each year.
    first_number BIGINT  NOT NULL CONSTRAINT paper_series_first CHECK (first_number > 0),
    version      BIGINT  NOT NULL DEFAULT 1,
    recorded_by  TEXT    NOT NULL,
    recorded_at  TIMESTAMPTZ NOT NULL,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT paper_series_area CHECK ((issuer = 'agency') = (territory_id IS NULL))
);
CREATE UNIQUE INDEX paper_series_territory_id_issuer_kind_from_year_key
    ON paper_series (territory_id, issuer, kind, from_year) WHERE territory_id IS NOT NULL;
CREATE UNIQUE INDEX paper_series_kind_from_year_key
    ON paper_series (kind, from_year) WHERE territory_id IS NULL;

-- The last number of a year so far; its row is locked until the giver commits.
CREATE TABLE paper_counter (
    series_id UUID   NOT NULL REFERENCES paper_series (id),
    year      BIGINT NOT NULL,
    last      BIGINT NOT NULL CONSTRAINT paper_counter_last CHECK (last > 0),
    PRIMARY KEY (series_id, year)
);

-- Numbers that were given, each once; never changed.
CREATE TABLE paper_number (
    id            UUID   PRIMARY KEY,
    series_id     UUID   NOT NULL REFERENCES paper_series (id),
    year          BIGINT NOT NULL,
    number        BIGINT NOT NULL CONSTRAINT paper_number_number CHECK (number > 0),
    text          TEXT   NOT NULL,
    title         TEXT   NOT NULL,
    signed_on     DATE   NOT NULL,
    -- The record it was given for.
    thing         TEXT   NOT NULL,
    thing_id      TEXT   NOT NULL,
    given_by      TEXT   NOT NULL,
    given_account UUID   REFERENCES account (id),
    given_at      TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX paper_number_series_id_year_number_key
    ON paper_number (series_id, year, number);
