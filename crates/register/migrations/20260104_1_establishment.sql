    name                TEXT NOT NULL,
    short_name          TEXT NOT NULL,
    -- The folded name, by which lists are sorted.
    name_fold           TEXT NOT NULL,
    -- The folded name without the words of legal forms, by which duplicates are looked for.
    name_key            TEXT NOT NULL,
    -- Folded name, short name and tax code: what the search box looks into.
    search              TEXT NOT NULL,
    legal_form          TEXT NOT NULL,
    tax_code            TEXT,
    registration_number TEXT NOT NULL,
    registration_date   DATE,
    registration_issuer TEXT NOT NULL,
    representative      TEXT NOT NULL,
    phone               TEXT NOT NULL,
    email               TEXT NOT NULL,
    website             TEXT NOT NULL,
    owner_sex           TEXT,
    owner_ethnic        TEXT NOT NULL,
    founded             DATE,
    industry_version    BIGINT NOT NULL,
    industry_code       TEXT NOT NULL,
    head_office         TEXT NOT NULL,
    declared_sme        BOOLEAN,
    publish_profile     BOOLEAN NOT NULL,
    publish_contact     BOOLEAN NOT NULL,
    unit_id             BIGINT NOT NULL,
    province_id         BIGINT NOT NULL,
    status              TEXT NOT NULL,
    closed_on           DATE,
    closed_reason       TEXT NOT NULL,
    version             BIGINT NOT NULL DEFAULT 1,
    illustration        BOOLEAN NOT NULL DEFAULT FALSE,
    created_at          TIMESTAMPTZ NOT NULL,
    CONSTRAINT establishment_name CHECK (name <> ''),
    CONSTRAINT establishment_owner_sex CHECK (owner_sex IN ('male', 'female')),
    CONSTRAINT establishment_status CHECK (status IN ('active', 'closed')),
    CONSTRAINT establishment_closed CHECK ((status = 'closed') = (closed_on IS NOT NULL)),
    CONSTRAINT establishment_industry FOREIGN KEY (industry_version, industry_code)
        REFERENCES industry (version, code),
    CONSTRAINT establishment_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT establishment_province FOREIGN KEY (province_id) REFERENCES unit (id)
);
CREATE UNIQUE INDEX establishment_tax_code_key ON establishment (tax_code);
CREATE INDEX establishment_sorted ON establishment (name_fold, id);
CREATE INDEX establishment_province_sorted ON establishment (province_id, name_fold, id);
CREATE INDEX establishment_unit_name ON establishment (unit_id, name_key);

-- Production sites. The place that counts for support is the site, not the head office.
CREATE TABLE establishment_site (
    id               UUID PRIMARY KEY,
    establishment_id UUID NOT NULL,
    main             BOOLEAN NOT NULL,
    unit_id          BIGINT NOT NULL,
    province_id      BIGINT NOT NULL,
    address          TEXT NOT NULL,
    in_craft_village BOOLEAN NOT NULL,
    craft_village    TEXT NOT NULL,
    cluster_note     TEXT NOT NULL,
    since            DATE,
    until            DATE,
    version          BIGINT NOT NULL DEFAULT 1,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    created_at       TIMESTAMPTZ NOT NULL,
    CONSTRAINT establishment_site_days CHECK (since IS NULL OR until IS NULL OR since <= until),
    CONSTRAINT establishment_site_owner FOREIGN KEY (establishment_id) REFERENCES establishment (id),
    CONSTRAINT establishment_site_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT establishment_site_province FOREIGN KEY (province_id) REFERENCES unit (id)
);
CREATE INDEX establishment_site_of ON establishment_site (establishment_id);
CREATE UNIQUE INDEX establishment_site_main_key ON establishment_site (establishment_id) WHERE main;

-- Figures of one year from one source. A correction is a further revision; nothing is overwritten.
CREATE TABLE establishment_year (
    id               UUID PRIMARY KEY,
    establishment_id UUID NOT NULL,
    year             BIGINT NOT NULL,
    source           TEXT NOT NULL,
    revision         BIGINT NOT NULL,
    workers          BIGINT,
    women            BIGINT,
    revenue          BIGINT,
    capital          BIGINT,
    collected_on     DATE NOT NULL,
    note             TEXT NOT NULL,
    version          BIGINT NOT NULL DEFAULT 1,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    created_at       TIMESTAMPTZ NOT NULL,
    CONSTRAINT establishment_year_figures CHECK (workers >= 0 AND women >= 0 AND women <= workers),
    CONSTRAINT establishment_year_amounts CHECK (revenue >= 0 AND capital >= 0),
    CONSTRAINT establishment_year_owner FOREIGN KEY (establishment_id) REFERENCES establishment (id)
);
CREATE UNIQUE INDEX establishment_year_establishment_id_year_source_revision_key
    ON establishment_year (establishment_id, year, source, revision);
