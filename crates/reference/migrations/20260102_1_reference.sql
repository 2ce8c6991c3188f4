-- Administrative units of both eras. A code may stand twice, at different times.
CREATE TABLE unit (
    id          BIGINT PRIMARY KEY,
    code        TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    short_name  TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    level       TEXT   NOT NULL CHECK (level IN ('province', 'district', 'commune')),
    parent_id   BIGINT REFERENCES unit (id),
    province_id BIGINT NOT NULL,
    valid_from  DATE,
    valid_to    DATE,
    label       TEXT   NOT NULL,
    CONSTRAINT unit_validity CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from < valid_to)
);
CREATE UNIQUE INDEX unit_level_code_valid_from_key ON unit (level, code, valid_from);
CREATE INDEX unit_parent ON unit (parent_id);
CREATE INDEX unit_province ON unit (province_id, level);

-- Which unit became which.
CREATE TABLE unit_succession (
    old_id     BIGINT  NOT NULL REFERENCES unit (id),
    new_id     BIGINT  NOT NULL REFERENCES unit (id),
    whole      BOOLEAN NOT NULL,
    on_date    DATE    NOT NULL,
    is_default BOOLEAN NOT NULL,
    PRIMARY KEY (old_id, new_id)
);
CREATE INDEX unit_succession_new ON unit_succession (new_id);

-- A province with itself and every older province that was merged into it.
CREATE TABLE unit_family (
    province_id BIGINT NOT NULL REFERENCES unit (id),
    member_id   BIGINT NOT NULL REFERENCES unit (id),
    PRIMARY KEY (province_id, member_id)
);

-- Regions: socio-economic and of khuyến công, by era.
CREATE TABLE region_member (
    region_set  TEXT   NOT NULL,
    region_code TEXT   NOT NULL,
    region_name TEXT   NOT NULL,
    era         TEXT   NOT NULL,
    province_id BIGINT NOT NULL REFERENCES unit (id),
    confidence  TEXT   NOT NULL,
    PRIMARY KEY (region_set, era, region_code, province_id)
);

-- Industries (VSIC) of both editions; the same code can mean different things in the two.
CREATE TABLE industry (
    version     BIGINT NOT NULL CHECK (version IN (2018, 2025)),
    code        TEXT   NOT NULL,
    level       BIGINT NOT NULL,
    parent_code TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    search      TEXT   NOT NULL,
    PRIMARY KEY (version, code)
);
CREATE TABLE industry_map (
    code_2018 TEXT   NOT NULL,
    code_2025 TEXT   NOT NULL,
    level     BIGINT NOT NULL,
    relation  TEXT   NOT NULL,
    PRIMARY KEY (code_2018, code_2025)
);

-- The hash of what was loaded.
CREATE TABLE reference_load (
    id      BIGINT PRIMARY KEY CHECK (id = 1),
    content TEXT NOT NULL
);

-- National centres of promotion in the regions (trung tâm khuyến công quốc gia): they register
-- projects with the ministry agency themselves.
CREATE TABLE national_centre (
    code        TEXT PRIMARY KEY,
    name        TEXT NOT NULL CHECK (name <> ''),
    region_set  TEXT NOT NULL,
    region_code TEXT NOT NULL,
    confidence  TEXT NOT NULL,
    note        TEXT NOT NULL
);
