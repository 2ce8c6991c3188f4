-- The activity registers: one table each, with the columns that every register has first.
-- year repeats the year of the date by which a row is counted, so that lists and reports use an
-- index; search is the folded text of the row.

CREATE TABLE machine_support (
    id               UUID PRIMARY KEY,
    version          BIGINT NOT NULL DEFAULT 1,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    created_at       TIMESTAMPTZ NOT NULL,
    year             BIGINT NOT NULL,
    search           TEXT NOT NULL,
    province_id      BIGINT NOT NULL,
    establishment_id UUID NOT NULL,
    unit_id          BIGINT NOT NULL,
    project_id       UUID,
    name             TEXT NOT NULL,
    model            TEXT NOT NULL,
    serial           TEXT NOT NULL,
    maker            TEXT NOT NULL,
    origin           TEXT NOT NULL,
    made_year        BIGINT,
    quantity         BIGINT NOT NULL,
    price            BIGINT NOT NULL,
    support          BIGINT NOT NULL,
    accepted_on      DATE NOT NULL,
    note             TEXT NOT NULL,
    CONSTRAINT machine_support_establishment FOREIGN KEY (establishment_id) REFERENCES establishment (id),
    CONSTRAINT machine_support_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT machine_support_province FOREIGN KEY (province_id) REFERENCES unit (id),
    CONSTRAINT machine_support_project FOREIGN KEY (project_id) REFERENCES project (id),
    CONSTRAINT machine_support_year CHECK (year = CAST(substr(CAST(accepted_on AS TEXT), 1, 4) AS BIGINT)),
    CONSTRAINT machine_support_amounts CHECK (quantity BETWEEN 1 AND 1000 AND price >= 0 AND support >= 0),
    CONSTRAINT machine_support_within_price CHECK (price = 0 OR support <= price * quantity)
);
-- A machine is supported once: a serial number stands in one row.
CREATE UNIQUE INDEX machine_support_serial_key ON machine_support (serial) WHERE serial <> '';
CREATE INDEX machine_support_project_id ON machine_support (project_id);
CREATE INDEX machine_support_place ON machine_support (province_id, year);
CREATE INDEX machine_support_establishment_id ON machine_support (establishment_id);

CREATE TABLE training_class (
    id               UUID PRIMARY KEY,
    version          BIGINT NOT NULL DEFAULT 1,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    created_at       TIMESTAMPTZ NOT NULL,
    year             BIGINT NOT NULL,
    search           TEXT NOT NULL,
    province_id      BIGINT NOT NULL,
    unit_id          BIGINT NOT NULL,
    kind             TEXT NOT NULL,
    name             TEXT NOT NULL,
    host             TEXT NOT NULL,
    place            TEXT NOT NULL,
    starts_on        DATE NOT NULL,
    ends_on          DATE,
    learners_planned BIGINT NOT NULL,
    learners         BIGINT NOT NULL,
    women            BIGINT NOT NULL,
    evidence         TEXT NOT NULL,
    note             TEXT NOT NULL,
    CONSTRAINT training_class_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT training_class_province FOREIGN KEY (province_id) REFERENCES unit (id),
    CONSTRAINT training_class_kind CHECK (kind IN
        ('vocational', 'capacity', 'management', 'startup', 'cleaner_production', 'staff')),
    CONSTRAINT training_class_year CHECK (year = CAST(substr(CAST(starts_on AS TEXT), 1, 4) AS BIGINT)),
    CONSTRAINT training_class_days CHECK (ends_on IS NULL OR ends_on >= starts_on),
    CONSTRAINT training_class_learners CHECK (learners_planned >= 0 AND women >= 0 AND women <= learners)
);
CREATE INDEX training_class_place ON training_class (province_id, year);

CREATE TABLE recognised_product (
    id               UUID PRIMARY KEY,
    version          BIGINT NOT NULL DEFAULT 1,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    created_at       TIMESTAMPTZ NOT NULL,
    year             BIGINT NOT NULL,
    search           TEXT NOT NULL,
    province_id      BIGINT NOT NULL,
    establishment_id UUID NOT NULL,
    unit_id          BIGINT NOT NULL,
    name             TEXT NOT NULL,
    product_group    TEXT NOT NULL,
    level            TEXT NOT NULL,
    decision         TEXT NOT NULL,
    decided_on       DATE NOT NULL,
    certificate      TEXT NOT NULL,
    valid_to         DATE NOT NULL,
    note             TEXT NOT NULL,
    CONSTRAINT recognised_product_establishment FOREIGN KEY (establishment_id) REFERENCES establishment (id),
    CONSTRAINT recognised_product_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT recognised_product_province FOREIGN KEY (province_id) REFERENCES unit (id),
    CONSTRAINT recognised_product_group CHECK (product_group IN
        ('handicraft', 'processed', 'machinery', 'other')),
    CONSTRAINT recognised_product_level CHECK (level IN ('commune', 'province', 'region', 'nation')),
    CONSTRAINT recognised_product_year CHECK (year = CAST(substr(CAST(decided_on AS TEXT), 1, 4) AS BIGINT)),
    CONSTRAINT recognised_product_days CHECK (valid_to >= decided_on)
);
CREATE UNIQUE INDEX recognised_product_establishment_id_level_decision_name_key
    ON recognised_product (establishment_id, level, decision, name);
CREATE INDEX recognised_product_place ON recognised_product (province_id, year);

CREATE TABLE bulletin_issue (
    id           UUID PRIMARY KEY,
    version      BIGINT NOT NULL DEFAULT 1,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    created_at   TIMESTAMPTZ NOT NULL,
    year         BIGINT NOT NULL,
    search       TEXT NOT NULL,
    province_id  BIGINT NOT NULL,
    unit_id      BIGINT NOT NULL,
    number       TEXT NOT NULL,
    title        TEXT NOT NULL,
    published_on DATE NOT NULL,
    copies       BIGINT NOT NULL,
    pages        BIGINT NOT NULL,
    evidence     TEXT NOT NULL,
    note         TEXT NOT NULL,
    CONSTRAINT bulletin_issue_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT bulletin_issue_province FOREIGN KEY (province_id) REFERENCES unit (id),
    CONSTRAINT bulletin_issue_year CHECK (year = CAST(substr(CAST(published_on AS TEXT), 1, 4) AS BIGINT)),
    CONSTRAINT bulletin_issue_counts CHECK (copies >= 0 AND pages >= 0)
);
CREATE UNIQUE INDEX bulletin_issue_province_id_year_number_key ON bulletin_issue (province_id, year, number);

CREATE TABLE broadcast_item (
    id             UUID PRIMARY KEY,
    version        BIGINT NOT NULL DEFAULT 1,
    illustration   BOOLEAN NOT NULL DEFAULT FALSE,
    created_at     TIMESTAMPTZ NOT NULL,
    year           BIGINT NOT NULL,
    search         TEXT NOT NULL,
    province_id    BIGINT NOT NULL,
    unit_id        BIGINT NOT NULL,
    title          TEXT NOT NULL,
    station        TEXT NOT NULL,
    series         TEXT NOT NULL,
    first_aired_on DATE NOT NULL,
    items          BIGINT NOT NULL,
    minutes        BIGINT NOT NULL,
    repeats        BIGINT NOT NULL,
    evidence       TEXT NOT NULL,
    note           TEXT NOT NULL,
    CONSTRAINT broadcast_item_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT broadcast_item_province FOREIGN KEY (province_id) REFERENCES unit (id),
    CONSTRAINT broadcast_item_year CHECK (year = CAST(substr(CAST(first_aired_on AS TEXT), 1, 4) AS BIGINT)),
    CONSTRAINT broadcast_item_counts CHECK (items > 0 AND minutes >= 0 AND repeats >= 0)
);
CREATE INDEX broadcast_item_place ON broadcast_item (province_id, year);

CREATE TABLE showroom_support (
    id               UUID PRIMARY KEY,
    version          BIGINT NOT NULL DEFAULT 1,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    created_at       TIMESTAMPTZ NOT NULL,
    year             BIGINT NOT NULL,
    search           TEXT NOT NULL,
    province_id      BIGINT NOT NULL,
    establishment_id UUID NOT NULL,
    unit_id          BIGINT NOT NULL,
    address          TEXT NOT NULL,
    area_m2          BIGINT,
    cost             BIGINT NOT NULL,
    support          BIGINT NOT NULL,
    opened_on        DATE NOT NULL,
    note             TEXT NOT NULL,
    CONSTRAINT showroom_support_establishment FOREIGN KEY (establishment_id) REFERENCES establishment (id),
    CONSTRAINT showroom_support_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT showroom_support_province FOREIGN KEY (province_id) REFERENCES unit (id),
    CONSTRAINT showroom_support_year CHECK (year = CAST(substr(CAST(opened_on AS TEXT), 1, 4) AS BIGINT)),
    CONSTRAINT showroom_support_amounts CHECK (cost >= 0 AND support >= 0 AND (area_m2 IS NULL OR area_m2 > 0)),
    CONSTRAINT showroom_support_within_cost CHECK (cost = 0 OR support <= cost)
);
CREATE UNIQUE INDEX showroom_support_establishment_id_opened_on_key
    ON showroom_support (establishment_id, opened_on);
CREATE INDEX showroom_support_place ON showroom_support (province_id, year);

CREATE TABLE published_establishment (
    id               UUID PRIMARY KEY,
    version          BIGINT NOT NULL DEFAULT 1,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    created_at       TIMESTAMPTZ NOT NULL,
    year             BIGINT NOT NULL,
    search           TEXT NOT NULL,
    province_id      BIGINT NOT NULL,
    establishment_id UUID NOT NULL,
    unit_id          BIGINT NOT NULL,
    url              TEXT NOT NULL,
    published_on     DATE NOT NULL,
    consent          BOOLEAN NOT NULL,
    consent_paper    TEXT NOT NULL,
    note             TEXT NOT NULL,
    CONSTRAINT published_establishment_establishment FOREIGN KEY (establishment_id) REFERENCES establishment (id),
    CONSTRAINT published_establishment_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT published_establishment_province FOREIGN KEY (province_id) REFERENCES unit (id),
    CONSTRAINT published_establishment_year CHECK (year = CAST(substr(CAST(published_on AS TEXT), 1, 4) AS BIGINT)),
    CONSTRAINT published_establishment_agreed CHECK (consent)
);
CREATE UNIQUE INDEX published_establishment_establishment_id_url_key
    ON published_establishment (establishment_id, url);
CREATE INDEX published_establishment_place ON published_establishment (province_id, year);

-- What these registers give to reports. Repeats and reprints are not counted; an establishment is
-- counted once through subject_id.
CREATE VIEW report_fact_activities AS
SELECT 'machinery.establishments' AS indicator, province_id, year, CAST(1 AS BIGINT) AS quantity,
       establishment_id AS subject_id, 'machine_support' AS thing, id AS record_id, name AS title,
       illustration
  FROM machine_support
UNION ALL
SELECT CASE kind WHEN 'staff' THEN 'training.collaborators_and_staff.held'
                 ELSE 'training.' || kind || '.classes' END,
       province_id, year, CAST(1 AS BIGINT), CAST(NULL AS UUID), 'training_class', id, name,
       illustration
  FROM training_class
UNION ALL
SELECT 'training.' || kind || '.learners', province_id, year, learners, CAST(NULL AS UUID),
       'training_class', id, name, illustration
  FROM training_class WHERE kind <> 'staff'
UNION ALL
SELECT 'products.recognised.' || level, province_id, year, CAST(1 AS BIGINT), CAST(NULL AS UUID),
       'recognised_product', id, name, illustration
  FROM recognised_product
UNION ALL
SELECT 'communication.bulletin.issues', province_id, year, CAST(1 AS BIGINT), CAST(NULL AS UUID),
       'bulletin_issue', id, number, illustration
  FROM bulletin_issue
UNION ALL
SELECT 'communication.broadcast.items', province_id, year, items, CAST(NULL AS UUID),
       'broadcast_item', id, title, illustration
  FROM broadcast_item
UNION ALL
SELECT 'showroom.establishments', province_id, year, CAST(1 AS BIGINT), establishment_id,
       'showroom_support', id, address, illustration
  FROM showroom_support
UNION ALL
SELECT 'survey.establishments.published_on_website', province_id, year, CAST(1 AS BIGINT),
       establishment_id, 'published_establishment', id, url, illustration
  FROM published_establishment;
