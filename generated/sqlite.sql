-- The schema after all steps. Written by `cargo xtask codegen`.

CREATE TABLE acceptance_item (
    id               UUID   PRIMARY KEY,
    project_id       UUID   NOT NULL CONSTRAINT acceptance_item_project REFERENCES project (id),
    establishment_id UUID   CONSTRAINT acceptance_item_establishment REFERENCES establishment (id),
    position         BIGINT NOT NULL,
    name             TEXT   NOT NULL,
    model            TEXT   NOT NULL,
    serial           TEXT   NOT NULL,
    maker            TEXT   NOT NULL,
    origin           TEXT   NOT NULL,
    made_year        BIGINT,
    quantity         BIGINT NOT NULL CONSTRAINT acceptance_item_quantity CHECK (quantity > 0),
    price            BIGINT NOT NULL CONSTRAINT acceptance_item_price CHECK (price >= 0),
    invoice_no       TEXT   NOT NULL,
    invoice_on       DATE
);

CREATE TABLE account (
    id               UUID PRIMARY KEY,
    username         TEXT NOT NULL CHECK (username <> ''),
    name             TEXT NOT NULL CHECK (name <> ''),
    role             TEXT NOT NULL CHECK (role IN ('officer', 'centre_head', 'appraiser',
                         'accountant', 'ministry_agency', 'collaborator', 'establishment',
                         'administrator')),
    organisation     TEXT NOT NULL,
    home_id          BIGINT REFERENCES unit (id),
    establishment_id UUID,
    password_hash    TEXT NOT NULL,
    active           BOOLEAN NOT NULL,
    created_at       TIMESTAMPTZ NOT NULL,
    version          BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT account_establishment_role
        CHECK ((role = 'establishment') = (establishment_id IS NOT NULL))
);

CREATE TABLE account_commune (
    account_id UUID   NOT NULL REFERENCES account (id),
    unit_id    BIGINT NOT NULL REFERENCES unit (id),
    PRIMARY KEY (account_id, unit_id)
);

CREATE TABLE annual_plan (
    id            UUID    PRIMARY KEY,
    scope         TEXT    NOT NULL CONSTRAINT annual_plan_scope CHECK (scope IN ('kcqg', 'kcdp')),
    -- None for the nation.
    province_id   BIGINT  CONSTRAINT annual_plan_province REFERENCES unit (id),
    year          BIGINT  NOT NULL CONSTRAINT annual_plan_year CHECK (year BETWEEN 2000 AND 2200),
    title         TEXT    NOT NULL,
    instrument_no TEXT    NOT NULL,
    instrument_on DATE,
    issuer        TEXT    NOT NULL,
    -- What the document itself states, beside the lines entered here.
    stated_tasks  BIGINT  CONSTRAINT annual_plan_stated_tasks CHECK (stated_tasks >= 0),
    stated_amount BIGINT  CONSTRAINT annual_plan_stated_amount CHECK (stated_amount >= 0),
    note          TEXT    NOT NULL,
    search        TEXT    NOT NULL,
    version       BIGINT  NOT NULL DEFAULT 1,
    illustration  BOOLEAN NOT NULL DEFAULT FALSE,
    created_at    TIMESTAMPTZ NOT NULL,
    CONSTRAINT annual_plan_local_province CHECK (scope = 'kcqg' OR province_id IS NOT NULL)
);

CREATE TABLE api_token (
    hash       TEXT PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    label      TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE appraisal (
    project_id UUID   NOT NULL CONSTRAINT appraisal_project REFERENCES project (id),
    level      TEXT   NOT NULL CONSTRAINT appraisal_level CHECK (level IN ('base', 'ministry')),
    conclusion TEXT   NOT NULL CONSTRAINT appraisal_conclusion CHECK (conclusion IN ('passed', 'passed_with_changes', 'failed')),
    proposed   BIGINT NOT NULL CONSTRAINT appraisal_proposed CHECK (proposed >= 0),
    note       TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    on_date    DATE   NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (project_id, level)
);

CREATE TABLE appraisal_verdict (
    project_id UUID NOT NULL CONSTRAINT appraisal_verdict_project REFERENCES project (id),
    level      TEXT NOT NULL CONSTRAINT appraisal_verdict_level CHECK (level IN ('base', 'ministry')),
    criterion  TEXT NOT NULL,
    verdict    TEXT NOT NULL CONSTRAINT appraisal_verdict_verdict CHECK (verdict IN ('pass', 'fail', 'needs_more')),
    note       TEXT NOT NULL,
    actor      TEXT NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (project_id, level, criterion)
);

CREATE TABLE audit_head (
    id   BIGINT PRIMARY KEY CHECK (id = 1),
    seq  BIGINT NOT NULL,
    hash TEXT   NOT NULL
);

CREATE TABLE audit_record (
    seq         BIGINT PRIMARY KEY,
    at          TIMESTAMPTZ NOT NULL,
    account_id  UUID,
    actor       TEXT NOT NULL,
    role        TEXT NOT NULL,
    verb        TEXT NOT NULL,
    thing       TEXT NOT NULL,
    thing_id    TEXT NOT NULL,
    before_json TEXT NOT NULL,
    after_json  TEXT NOT NULL,
    prev_hash   TEXT NOT NULL,
    hash        TEXT NOT NULL
);

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

CREATE TABLE ceiling_decision (
    id           UUID    PRIMARY KEY,
    thing        TEXT    NOT NULL,
    thing_id     TEXT    NOT NULL,
    norm_id      UUID    REFERENCES norm (id),
    rules_sha256 TEXT    NOT NULL REFERENCES kept_rules (sha256),
    facts_json   TEXT    NOT NULL,
    norms_json   TEXT    NOT NULL,
    result_json  TEXT    NOT NULL,
    kept_by      TEXT    NOT NULL,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    created_at   TIMESTAMPTZ NOT NULL
);

CREATE TABLE cluster (
    id            UUID PRIMARY KEY,
    version       BIGINT NOT NULL DEFAULT 1,
    illustration  BOOLEAN NOT NULL DEFAULT FALSE,
    created_at    TIMESTAMPTZ NOT NULL,
    year          BIGINT,
    search        TEXT NOT NULL,
    province_id   BIGINT NOT NULL,
    unit_id       BIGINT NOT NULL,
    name          TEXT NOT NULL,
    place         TEXT NOT NULL,
    manager       TEXT NOT NULL,
    managed_since TEXT,
    area_m2       BIGINT,
    status        TEXT NOT NULL,
    source        TEXT NOT NULL,
    note          TEXT NOT NULL,
    CONSTRAINT cluster_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT cluster_province FOREIGN KEY (province_id) REFERENCES unit (id),
    CONSTRAINT cluster_since CHECK (managed_since IS NULL OR length(managed_since) IN (4, 7, 10)),
    CONSTRAINT cluster_area CHECK (area_m2 IS NULL OR area_m2 >= 0),
    CONSTRAINT cluster_status CHECK (status IN
        ('planned', 'established', 'building', 'operating', 'suspended', 'revoked', 'unknown'))
);

CREATE TABLE cost_line (
    id               UUID    PRIMARY KEY,
    project_id       UUID    NOT NULL CONSTRAINT cost_line_project REFERENCES project (id),
    establishment_id UUID    CONSTRAINT cost_line_establishment REFERENCES establishment (id),
    position         BIGINT  NOT NULL,
    title            TEXT    NOT NULL,
    unit             TEXT    NOT NULL,
    quantity         BIGINT  NOT NULL CONSTRAINT cost_line_quantity CHECK (quantity > 0),
    unit_price       BIGINT  NOT NULL CONSTRAINT cost_line_unit_price CHECK (unit_price >= 0),
    amount           BIGINT  NOT NULL,
    -- Whether the norm's percentage is taken of this cost.
    counted          BOOLEAN NOT NULL,
    -- Taken out by an adjustment; its entries stay.
    removed          BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT cost_line_amount CHECK (amount = quantity * unit_price)
);

CREATE TABLE cost_line_source (
    line_id   UUID   NOT NULL CONSTRAINT cost_line_source_line REFERENCES cost_line (id),
    source    TEXT   NOT NULL CONSTRAINT cost_line_source_source
              CHECK (source IN ('kcqg', 'kcdp', 'other_state', 'counterpart', 'loan')),
    requested BIGINT NOT NULL CONSTRAINT money_requested CHECK (requested >= 0),
    planned   BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_planned CHECK (planned >= 0),
    allotted  BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_allotted CHECK (allotted >= 0),
    committed BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_committed CHECK (committed >= 0),
    advanced  BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_advanced CHECK (advanced >= 0),
    accepted  BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_accepted CHECK (accepted >= 0),
    settled   BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_settled CHECK (settled >= 0),
    paid      BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_paid CHECK (paid >= 0),
    recovered BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_recovered CHECK (recovered >= 0),
    PRIMARY KEY (line_id, source),
    CONSTRAINT money_planned_within_requested CHECK (planned <= requested),
    CONSTRAINT money_allotted_within_planned CHECK (allotted <= planned),
    CONSTRAINT money_committed_within_allotted CHECK (committed <= allotted),
    CONSTRAINT money_advanced_within_committed CHECK (advanced <= committed),
    CONSTRAINT money_settled_within_accepted CHECK (settled <= accepted),
    CONSTRAINT money_recovered_within_spent CHECK (recovered <= advanced + paid),
    CONSTRAINT money_paid_within_accepted CHECK (paid = 0 OR advanced + paid - recovered <= accepted),
    -- The beneficiary's own money and loans are planned and accepted, but nobody allots or pays them.
    CONSTRAINT money_accepted_within_committed
        CHECK (source NOT IN ('kcqg', 'kcdp') OR accepted <= committed),
    CONSTRAINT money_promotion_only
        CHECK (source IN ('kcqg', 'kcdp') OR allotted + committed + advanced + settled + paid + recovered = 0)
);

CREATE TABLE cost_version (
    project_id UUID   NOT NULL CONSTRAINT cost_version_project REFERENCES project (id),
    number     BIGINT NOT NULL,
    state      TEXT   NOT NULL CONSTRAINT cost_version_state
               CHECK (state IN ('approved', 'proposed', 'superseded', 'refused')),
    actor      TEXT   NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (project_id, number)
);

CREATE TABLE cost_version_line (
    project_id       UUID    NOT NULL,
    number           BIGINT  NOT NULL,
    line_id          UUID    NOT NULL,
    position         BIGINT  NOT NULL,
    establishment_id UUID,
    title            TEXT    NOT NULL,
    unit             TEXT    NOT NULL,
    quantity         BIGINT  NOT NULL,
    unit_price       BIGINT  NOT NULL,
    counted          BOOLEAN NOT NULL,
    kcqg             BIGINT  NOT NULL,
    kcdp             BIGINT  NOT NULL,
    other_state      BIGINT  NOT NULL,
    counterpart      BIGINT  NOT NULL,
    loan             BIGINT  NOT NULL,
    PRIMARY KEY (project_id, number, line_id),
    CONSTRAINT cost_version_line_version FOREIGN KEY (project_id, number) REFERENCES cost_version (project_id, number)
);

CREATE TABLE dossier_entry (
    project_id UUID    NOT NULL CONSTRAINT dossier_entry_project REFERENCES project (id),
    item       TEXT    NOT NULL,
    present    BOOLEAN NOT NULL,
    note       TEXT    NOT NULL,
    file_id    UUID    CONSTRAINT dossier_entry_file REFERENCES stored_file (id),
    actor      TEXT    NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (project_id, item)
);

CREATE TABLE establishment (
    seq                 INTEGER PRIMARY KEY,
    id                  UUID NOT NULL UNIQUE,
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

CREATE VIRTUAL TABLE establishment_text USING fts5 (
    search, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3 4',
    tokenize = "unicode61 remove_diacritics 0"
);

CREATE TABLE 'establishment_text_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'establishment_text_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'establishment_text_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'establishment_text_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

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

CREATE TABLE form_submission (
    key        UUID PRIMARY KEY,
    account_id UUID,
    at         TIMESTAMPTZ NOT NULL,
    thing      TEXT NOT NULL,
    thing_id   TEXT NOT NULL
);

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

CREATE TABLE installation (
    id   BIGINT PRIMARY KEY CHECK (id = 1),
    demo BOOLEAN NOT NULL
);

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

CREATE TABLE instrument_relation (
    from_id UUID NOT NULL REFERENCES instrument (id),
    kind    TEXT NOT NULL,
    to_id   UUID NOT NULL REFERENCES instrument (id),
    PRIMARY KEY (from_id, kind, to_id),
    CONSTRAINT instrument_relation_kind
        CHECK (kind IN ('amends', 'replaces', 'consolidates', 'guides')),
    CONSTRAINT instrument_relation_other CHECK (from_id <> to_id)
);

CREATE TABLE item_claim (
    claim      TEXT NOT NULL,
    project_id UUID NOT NULL CONSTRAINT item_claim_project REFERENCES project (id)
);

CREATE TABLE kept_rules (
    sha256  TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    content TEXT NOT NULL
);

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

CREATE TABLE meeting (
    id           UUID PRIMARY KEY,
    version      BIGINT NOT NULL DEFAULT 1,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    created_at   TIMESTAMPTZ NOT NULL,
    year         BIGINT,
    search       TEXT NOT NULL,
    kind         TEXT NOT NULL,
    ordinal      TEXT NOT NULL,
    title        TEXT NOT NULL,
    held_on      TEXT NOT NULL,
    place        TEXT NOT NULL,
    host         TEXT NOT NULL,
    guest        TEXT NOT NULL,
    region       TEXT NOT NULL,
    provinces    BIGINT,
    delegates    BIGINT,
    topics       TEXT NOT NULL,
    source       TEXT NOT NULL,
    CONSTRAINT meeting_kind CHECK (kind IN
        ('working_visit', 'study_visit', 'regional_conference', 'evaluation_conference', 'other')),
    CONSTRAINT meeting_held CHECK (length(held_on) IN (4, 7, 10)),
    CONSTRAINT meeting_counts CHECK ((provinces IS NULL OR provinces >= 0)
        AND (delegates IS NULL OR delegates >= 0))
);

CREATE TABLE migration (name TEXT PRIMARY KEY);

CREATE TABLE money_entry (
    id         UUID   PRIMARY KEY,
    project_id UUID   NOT NULL CONSTRAINT money_entry_project REFERENCES project (id),
    line_id    UUID   NOT NULL,
    source     TEXT   NOT NULL,
    kind       TEXT   NOT NULL CONSTRAINT money_entry_kind
               CHECK (kind IN ('plan', 'allot', 'commit', 'advance', 'accept', 'settle', 'pay', 'recover')),
    amount     BIGINT NOT NULL CONSTRAINT money_entry_amount CHECK (amount <> 0),
    year       BIGINT NOT NULL,
    on_date    DATE   NOT NULL,
    step       TEXT   NOT NULL,
    paper_id   UUID   CONSTRAINT money_entry_paper REFERENCES proof_paper (id),
    account_id UUID,
    actor      TEXT   NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    CONSTRAINT money_entry_line FOREIGN KEY (line_id, source) REFERENCES cost_line_source (line_id, source)
);

CREATE TABLE need (
    id                 UUID    PRIMARY KEY,
    establishment_id   UUID    NOT NULL CONSTRAINT need_establishment REFERENCES establishment (id),
    establishment_name TEXT    NOT NULL,
    site_id            UUID,
    unit_id            BIGINT  NOT NULL CONSTRAINT need_unit REFERENCES unit (id),
    province_id        BIGINT  NOT NULL CONSTRAINT need_province REFERENCES unit (id),
    activity           TEXT    NOT NULL,
    variant            TEXT    NOT NULL,
    line               BOOLEAN NOT NULL,
    title              TEXT    NOT NULL,
    description        TEXT    NOT NULL,
    -- đồng
    total_cost         BIGINT  NOT NULL CONSTRAINT need_total_cost CHECK (total_cost > 0),
    own_money          BIGINT  NOT NULL CONSTRAINT need_own_money CHECK (own_money >= 0),
    help_wanted        BIGINT  NOT NULL CONSTRAINT need_help_wanted CHECK (help_wanted >= 0),
    year               BIGINT  NOT NULL CONSTRAINT need_year CHECK (year BETWEEN 2000 AND 2200),
    met_by             TEXT    NOT NULL,
    met_on             DATE    NOT NULL,
    source             TEXT    NOT NULL CONSTRAINT need_source
        CHECK (source IN ('visit', 'letter', 'phone', 'meeting', 'online')),
    state              TEXT    NOT NULL CONSTRAINT need_state
        CHECK (state IN ('new', 'accepted', 'rejected')),
    reason             TEXT    NOT NULL,
    decided_on         DATE,
    project_id         UUID,
    project_code       TEXT    NOT NULL,
    search             TEXT    NOT NULL,
    version            BIGINT  NOT NULL DEFAULT 1,
    illustration       BOOLEAN NOT NULL DEFAULT FALSE,
    created_at         TIMESTAMPTZ NOT NULL,
    CONSTRAINT need_money CHECK (own_money + help_wanted <= total_cost),
    CONSTRAINT need_decision CHECK (
        (state = 'new' AND project_id IS NULL AND decided_on IS NULL)
        OR (state = 'accepted' AND project_id IS NOT NULL AND decided_on IS NOT NULL)
        OR (state = 'rejected' AND project_id IS NULL AND decided_on IS NOT NULL AND reason <> ''))
);

CREATE TABLE norm (
    id               UUID    PRIMARY KEY,
    key              TEXT    NOT NULL,
    version          BIGINT  NOT NULL,
    supersedes_id    UUID    REFERENCES norm (id),
    change           TEXT    NOT NULL,
    reason           TEXT    NOT NULL,
    scope            TEXT    NOT NULL,
    territory_id     BIGINT  REFERENCES unit (id),
    activity         TEXT    NOT NULL,
    variant          TEXT    NOT NULL,
    title_vi         TEXT    NOT NULL,
    title_en         TEXT    NOT NULL,
    -- Share of the cost in hundredths of a percent.
    pct_bp           BIGINT,
    -- đồng, before any multiplier.
    cap              BIGINT,
    per              TEXT    NOT NULL,
    multiplier_x100  BIGINT  NOT NULL,
    condition_vi     TEXT    NOT NULL,
    condition_en     TEXT    NOT NULL,
    cost_items_vi    TEXT    NOT NULL,
    cost_items_en    TEXT    NOT NULL,
    instrument_id    UUID    REFERENCES instrument (id),
    legal_doc        TEXT    NOT NULL,
    locator          TEXT    NOT NULL,
    valid_from       DATE,
    -- Last day, inclusive.
    valid_to         DATE,
    verified         BOOLEAN NOT NULL,
    verified_by      TEXT    NOT NULL,
    verified_at      TIMESTAMPTZ,
    evidence         TEXT    NOT NULL,
    source           TEXT    NOT NULL,
    recorded_by      TEXT    NOT NULL,
    recorded_account UUID    REFERENCES account (id),
    recorded_at      TIMESTAMPTZ NOT NULL,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT norm_version CHECK (
        (version = 1 AND supersedes_id IS NULL) OR (version > 1 AND supersedes_id IS NOT NULL)),
    CONSTRAINT norm_change CHECK (change IN ('add', 'correct', 'end', 'verify')),
    CONSTRAINT norm_scope CHECK (scope IN ('kcqg', 'kcdp')),
    CONSTRAINT norm_territory CHECK (territory_id IS NULL OR scope = 'kcdp'),
    CONSTRAINT norm_pct CHECK (pct_bp IS NULL OR (pct_bp >= 1 AND pct_bp <= 10000)),
    CONSTRAINT norm_cap CHECK (cap IS NULL OR cap > 0),
    CONSTRAINT norm_multiplier CHECK (multiplier_x100 >= 100 AND multiplier_x100 <= 1000),
    CONSTRAINT norm_period CHECK (
        valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)
);

CREATE TABLE number_series (
    name TEXT PRIMARY KEY,
    last BIGINT NOT NULL CHECK (last > 0)
);

CREATE TABLE plan_line (
    id           UUID    PRIMARY KEY,
    plan_id      UUID    NOT NULL CONSTRAINT plan_line_plan REFERENCES annual_plan (id),
    position     BIGINT  NOT NULL,
    title        TEXT    NOT NULL,
    activity     TEXT    NOT NULL,
    quantity     BIGINT  CONSTRAINT plan_line_quantity CHECK (quantity > 0),
    unit_word    TEXT    NOT NULL,
    -- đồng
    amount       BIGINT  CONSTRAINT plan_line_amount CHECK (amount >= 0),
    implementer  TEXT    NOT NULL,
    version      BIGINT  NOT NULL DEFAULT 1,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    created_at   TIMESTAMPTZ NOT NULL
);

CREATE TABLE project (
    id               UUID PRIMARY KEY,
    code             TEXT    NOT NULL,
    title            TEXT    NOT NULL,
    kind             TEXT    NOT NULL CONSTRAINT project_kind CHECK (kind IN ('single', 'group', 'flagship')),
    scope            TEXT    NOT NULL CONSTRAINT project_scope CHECK (scope IN ('kcqg', 'kcdp')),
    activity         TEXT    NOT NULL,
    variant          TEXT    NOT NULL,
    line             BOOLEAN NOT NULL,
    year             BIGINT  NOT NULL CONSTRAINT project_year CHECK (year BETWEEN 2000 AND 2200),
    province_id      BIGINT  NOT NULL CONSTRAINT project_province REFERENCES unit (id),
    unit_id          BIGINT  CONSTRAINT project_unit REFERENCES unit (id),
    need_id          UUID    CONSTRAINT project_need REFERENCES need (id),
    plan_line_id     UUID    CONSTRAINT project_plan_line REFERENCES plan_line (id),
    workflow_id      UUID    NOT NULL CONSTRAINT project_workflow REFERENCES workflow_version (id),
    state            TEXT    NOT NULL,
    -- The state it came from, while a step may lead back there.
    origin_state     TEXT,
    implementer      TEXT    NOT NULL,
    coordinator      TEXT    NOT NULL,
    background       TEXT    NOT NULL,
    goals            TEXT    NOT NULL,
    content          TEXT    NOT NULL,
    effect           TEXT    NOT NULL,
    starts_on        DATE,
    ends_on          DATE,
    drafted_on       DATE    NOT NULL,
    -- Day of the decision that gave the money; the norms of that day hold to the end.
    approved_on      DATE,
    -- Share of the contract that may be advanced, in hundredths of a percent, as the contract says.
    advance_limit_bp BIGINT  CONSTRAINT project_advance_limit CHECK (advance_limit_bp BETWEEN 0 AND 10000),
    accepted_on      DATE,
    state_since      DATE    NOT NULL,
    beneficiaries    TEXT    NOT NULL,
    search           TEXT    NOT NULL,
    created_by       UUID,
    created_at       TIMESTAMPTZ NOT NULL,
    version          BIGINT  NOT NULL DEFAULT 1,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT project_period CHECK (ends_on IS NULL OR starts_on IS NULL OR starts_on <= ends_on)
);

CREATE TABLE project_beneficiary (
    project_id       UUID   NOT NULL CONSTRAINT project_beneficiary_project REFERENCES project (id),
    establishment_id UUID   NOT NULL CONSTRAINT project_beneficiary_establishment REFERENCES establishment (id),
    position         BIGINT NOT NULL,
    name             TEXT   NOT NULL,
    unit_id          BIGINT NOT NULL CONSTRAINT project_beneficiary_unit REFERENCES unit (id),
    PRIMARY KEY (project_id, establishment_id)
);

CREATE TABLE project_ceiling (
    id               UUID   PRIMARY KEY,
    project_id       UUID   NOT NULL CONSTRAINT project_ceiling_project REFERENCES project (id),
    step             TEXT   NOT NULL,
    on_date          DATE   NOT NULL,
    establishment_id UUID,
    ceiling_id       UUID   NOT NULL,
    asked            BIGINT NOT NULL,
    ceiling          BIGINT,
    equation         TEXT   NOT NULL,
    article          TEXT   NOT NULL,
    verified         BOOLEAN NOT NULL,
    at               TIMESTAMPTZ NOT NULL
);

CREATE TABLE project_event (
    id         UUID PRIMARY KEY,
    project_id UUID NOT NULL CONSTRAINT project_event_project REFERENCES project (id),
    step       TEXT NOT NULL,
    from_state TEXT,
    to_state   TEXT NOT NULL,
    on_date    DATE NOT NULL,
    reason     TEXT NOT NULL,
    note       TEXT NOT NULL,
    paper_id   UUID CONSTRAINT project_event_paper REFERENCES proof_paper (id),
    account_id UUID,
    actor      TEXT NOT NULL,
    role       TEXT NOT NULL,
    at         TIMESTAMPTZ NOT NULL
);

CREATE TABLE project_result (
    project_id UUID   NOT NULL CONSTRAINT project_result_project REFERENCES project (id),
    position   BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    unit       TEXT   NOT NULL,
    planned    BIGINT,
    actual     BIGINT NOT NULL,
    PRIMARY KEY (project_id, position)
);

CREATE TABLE proof_file (
    id         UUID PRIMARY KEY,
    project_id UUID NOT NULL CONSTRAINT proof_file_project REFERENCES project (id),
    paper_id   UUID NOT NULL CONSTRAINT proof_file_paper REFERENCES proof_paper (id),
    file_id    UUID NOT NULL CONSTRAINT proof_file_file REFERENCES stored_file (id),
    sha256     TEXT NOT NULL CONSTRAINT proof_file_sha256 CHECK (length(sha256) = 64),
    account_id UUID,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE proof_paper (
    id         UUID PRIMARY KEY,
    project_id UUID NOT NULL CONSTRAINT proof_paper_project REFERENCES project (id),
    step       TEXT NOT NULL,
    title      TEXT NOT NULL,
    number     TEXT NOT NULL,
    signed_on  DATE NOT NULL,
    signer     TEXT NOT NULL,
    account_id UUID,
    created_at TIMESTAMPTZ NOT NULL
);

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

CREATE TABLE recommendation (
    id              UUID PRIMARY KEY,
    version         BIGINT NOT NULL DEFAULT 1,
    illustration    BOOLEAN NOT NULL DEFAULT FALSE,
    created_at      TIMESTAMPTZ NOT NULL,
    year            BIGINT,
    search          TEXT NOT NULL,
    content         TEXT NOT NULL,
    proposer        TEXT NOT NULL,
    addressee       TEXT NOT NULL,
    meeting_id      UUID,
    raised_on       DATE,
    sent_number     TEXT NOT NULL,
    sent_on         DATE,
    answered_number TEXT NOT NULL,
    answered_on     DATE,
    answer          TEXT NOT NULL,
    closed_on       DATE,
    outcome         TEXT,
    source          TEXT NOT NULL,
    note            TEXT NOT NULL,
    CONSTRAINT recommendation_meeting FOREIGN KEY (meeting_id) REFERENCES meeting (id),
    CONSTRAINT recommendation_outcome CHECK (outcome IS NULL OR outcome IN
        ('accepted', 'partly', 'rejected', 'forwarded')),
    CONSTRAINT recommendation_order CHECK (
        (raised_on IS NULL OR sent_on IS NULL OR raised_on <= sent_on)
        AND (sent_on IS NULL OR answered_on IS NULL OR sent_on <= answered_on)
        AND (answered_on IS NULL OR closed_on IS NULL OR answered_on <= closed_on))
);

CREATE TABLE reference_load (
    id      BIGINT PRIMARY KEY CHECK (id = 1),
    content TEXT NOT NULL
);

CREATE TABLE region_member (
    region_set  TEXT   NOT NULL,
    region_code TEXT   NOT NULL,
    region_name TEXT   NOT NULL,
    era         TEXT   NOT NULL,
    province_id BIGINT NOT NULL REFERENCES unit (id),
    confidence  TEXT   NOT NULL,
    PRIMARY KEY (region_set, era, region_code, province_id)
);

CREATE TABLE session (
    id         TEXT PRIMARY KEY,
    data       TEXT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);

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

CREATE TABLE sign_in_failure (
    username TEXT NOT NULL,
    at       TIMESTAMPTZ NOT NULL
);

CREATE TABLE stored_file (
    id         UUID PRIMARY KEY,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       BIGINT NOT NULL CHECK (size > 0),
    sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
    at         TIMESTAMPTZ NOT NULL,
    account_id UUID
);

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
    search      TEXT   NOT NULL,
    CONSTRAINT unit_validity CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from < valid_to)
);

CREATE TABLE unit_family (
    province_id BIGINT NOT NULL REFERENCES unit (id),
    member_id   BIGINT NOT NULL REFERENCES unit (id),
    PRIMARY KEY (province_id, member_id)
);

CREATE TABLE unit_succession (
    old_id     BIGINT  NOT NULL REFERENCES unit (id),
    new_id     BIGINT  NOT NULL REFERENCES unit (id),
    whole      BOOLEAN NOT NULL,
    on_date    DATE    NOT NULL,
    is_default BOOLEAN NOT NULL,
    PRIMARY KEY (old_id, new_id)
);

CREATE TABLE workflow_version (
    id           UUID PRIMARY KEY,
    key          TEXT   NOT NULL,
    number       BIGINT NOT NULL CONSTRAINT workflow_version_number CHECK (number > 0),
    scope        TEXT   NOT NULL CONSTRAINT workflow_version_scope CHECK (scope IN ('kcqg', 'kcdp')),
    territory_id BIGINT CONSTRAINT workflow_version_territory REFERENCES unit (id),
    definition   TEXT   NOT NULL,
    valid_from   DATE   NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL
);

CREATE INDEX acceptance_item_project_idx ON acceptance_item (project_id);

CREATE UNIQUE INDEX account_username_key ON account (username);

CREATE INDEX annual_plan_list_idx ON annual_plan (year, id);

CREATE UNIQUE INDEX annual_plan_scope_province_id_year_key
    ON annual_plan (scope, province_id, year);

CREATE UNIQUE INDEX annual_plan_scope_year_key
    ON annual_plan (scope, year) WHERE province_id IS NULL;

CREATE INDEX audit_record_thing ON audit_record (thing, thing_id);

CREATE INDEX broadcast_item_place ON broadcast_item (province_id, year);

CREATE UNIQUE INDEX bulletin_issue_province_id_year_number_key ON bulletin_issue (province_id, year, number);

CREATE INDEX ceiling_decision_thing ON ceiling_decision (thing, thing_id);

CREATE UNIQUE INDEX cluster_province_id_name_key ON cluster (province_id, name);

CREATE INDEX cost_line_kept_idx ON cost_line (project_id, removed, id);

CREATE INDEX cost_line_project_idx ON cost_line (project_id, position);

CREATE UNIQUE INDEX cost_line_source_line_id_key ON cost_line_source (line_id)
    WHERE requested > 0 AND source IN ('kcqg', 'kcdp', 'other_state');

CREATE UNIQUE INDEX cost_version_project_id_key ON cost_version (project_id) WHERE state = 'proposed';

CREATE INDEX establishment_province_sorted ON establishment (province_id, name_fold, id);

CREATE UNIQUE INDEX establishment_site_main_key ON establishment_site (establishment_id) WHERE main;

CREATE INDEX establishment_site_of ON establishment_site (establishment_id);

CREATE INDEX establishment_sorted ON establishment (name_fold, id);

CREATE UNIQUE INDEX establishment_tax_code_key ON establishment (tax_code);

CREATE INDEX establishment_unit_name ON establishment (unit_id, name_key);

CREATE UNIQUE INDEX establishment_year_establishment_id_year_source_revision_key
    ON establishment_year (establishment_id, year, source, revision);

CREATE UNIQUE INDEX instrument_number_issuer_signed_year_key
    ON instrument (number, issuer, signed_year);

CREATE INDEX instrument_relation_to ON instrument_relation (to_id);

CREATE UNIQUE INDEX instrument_seed_key_key ON instrument (seed_key);

CREATE INDEX instrument_signed ON instrument (signed_on, id);

CREATE UNIQUE INDEX item_claim_claim_key ON item_claim (claim);

CREATE INDEX item_claim_project_idx ON item_claim (project_id);

CREATE INDEX machine_support_establishment_id ON machine_support (establishment_id);

CREATE INDEX machine_support_place ON machine_support (province_id, year);

CREATE INDEX machine_support_project_id ON machine_support (project_id);

CREATE UNIQUE INDEX machine_support_serial_key ON machine_support (serial) WHERE serial <> '';

CREATE INDEX meeting_held_on ON meeting (held_on);

CREATE INDEX money_entry_line_idx ON money_entry (line_id, source, kind);

CREATE INDEX money_entry_project_idx ON money_entry (project_id);

CREATE INDEX need_establishment_idx ON need (establishment_id);

CREATE INDEX need_list_idx ON need (province_id, met_on, id);

CREATE INDEX need_met_idx ON need (met_on, id);

CREATE INDEX norm_activity ON norm (activity, variant);

CREATE INDEX norm_instrument ON norm (instrument_id);

CREATE UNIQUE INDEX norm_key_version_key ON norm (key, version);

CREATE UNIQUE INDEX norm_supersedes_id_key ON norm (supersedes_id);

CREATE INDEX plan_line_plan_idx ON plan_line (plan_id, position, id);

CREATE INDEX project_beneficiary_establishment_idx ON project_beneficiary (establishment_id);

CREATE INDEX project_ceiling_project_idx ON project_ceiling (project_id);

CREATE UNIQUE INDEX project_code_key ON project (code);

CREATE INDEX project_event_project_idx ON project_event (project_id);

CREATE INDEX project_list_idx ON project (province_id, year, id);

CREATE INDEX project_need_idx ON project (need_id);

CREATE INDEX project_report_idx ON project (province_id, year, scope, state, illustration, id);

CREATE INDEX project_state_idx ON project (state, id);

CREATE INDEX project_year_idx ON project (year, id);

CREATE INDEX proof_file_project_idx ON proof_file (project_id);

CREATE INDEX proof_paper_project_idx ON proof_paper (project_id);

CREATE UNIQUE INDEX published_establishment_establishment_id_url_key
    ON published_establishment (establishment_id, url);

CREATE INDEX published_establishment_place ON published_establishment (province_id, year);

CREATE UNIQUE INDEX recognised_product_establishment_id_level_decision_name_key
    ON recognised_product (establishment_id, level, decision, name);

CREATE INDEX recognised_product_place ON recognised_product (province_id, year);

CREATE INDEX recommendation_meeting_id ON recommendation (meeting_id);

CREATE INDEX session_expires_at ON session (expires_at);

CREATE UNIQUE INDEX showroom_support_establishment_id_opened_on_key
    ON showroom_support (establishment_id, opened_on);

CREATE INDEX showroom_support_place ON showroom_support (province_id, year);

CREATE INDEX sign_in_failure_username ON sign_in_failure (username, at);

CREATE INDEX training_class_place ON training_class (province_id, year);

CREATE UNIQUE INDEX unit_level_code_valid_from_key ON unit (level, code, valid_from);

CREATE INDEX unit_parent ON unit (parent_id);

CREATE INDEX unit_province ON unit (province_id, level);

CREATE INDEX unit_succession_new ON unit_succession (new_id);

CREATE UNIQUE INDEX workflow_version_key_number_key ON workflow_version (key, number);

CREATE INDEX workflow_version_scope_idx ON workflow_version (scope, valid_from);

CREATE VIEW norm_current AS
SELECT n.* FROM norm n
WHERE NOT EXISTS (SELECT 1 FROM norm later WHERE later.supersedes_id = n.id);

CREATE VIEW project_money AS
SELECT p.id AS project_id, p.scope AS scope, p.activity AS activity, p.year AS year,
       p.province_id AS province_id, p.state AS state, s.planned AS planned,
       s.allotted AS allotted, s.advanced + s.paid - s.recovered AS paid
  FROM project p
  JOIN cost_line l ON l.project_id = p.id AND NOT l.removed
  JOIN cost_line_source s ON s.line_id = l.id AND s.source = p.scope;

CREATE VIEW project_summary AS
SELECT p.id AS project_id, p.code AS code, p.title AS title, p.kind AS kind, p.scope AS scope,
       p.activity AS activity, p.year AS year, p.province_id AS province_id, p.state AS state,
       (SELECT CAST(COALESCE(SUM(s.requested), 0) AS BIGINT)
          FROM cost_line l JOIN cost_line_source s ON s.line_id = l.id
         WHERE l.project_id = p.id AND NOT l.removed AND s.source = p.scope) AS requested,
       (SELECT CAST(COALESCE(SUM(s.planned), 0) AS BIGINT)
          FROM cost_line l JOIN cost_line_source s ON s.line_id = l.id
         WHERE l.project_id = p.id AND NOT l.removed AND s.source = p.scope) AS planned,
       (SELECT CAST(COALESCE(SUM(s.allotted), 0) AS BIGINT)
          FROM cost_line l JOIN cost_line_source s ON s.line_id = l.id
         WHERE l.project_id = p.id AND NOT l.removed AND s.source = p.scope) AS allotted,
       (SELECT CAST(COALESCE(SUM(s.accepted), 0) AS BIGINT)
          FROM cost_line l JOIN cost_line_source s ON s.line_id = l.id
         WHERE l.project_id = p.id AND NOT l.removed AND s.source = p.scope) AS accepted,
       (SELECT CAST(COALESCE(SUM(s.advanced + s.paid - s.recovered), 0) AS BIGINT)
          FROM cost_line l JOIN cost_line_source s ON s.line_id = l.id
         WHERE l.project_id = p.id AND NOT l.removed AND s.source = p.scope) AS paid,
       (SELECT CAST(COALESCE(SUM(s.accepted), 0) AS BIGINT)
          FROM cost_line l JOIN cost_line_source s ON s.line_id = l.id
         WHERE l.project_id = p.id AND NOT l.removed AND s.source IN ('counterpart', 'loan')) AS counterpart,
       p.illustration AS illustration
  FROM project p;

CREATE VIEW report_fact AS
SELECT indicator, province_id, year, quantity, subject_id, thing, record_id, title, illustration
  FROM report_fact_activities;

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

CREATE TRIGGER audit_record_no_delete BEFORE DELETE ON audit_record
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER audit_record_no_update BEFORE UPDATE ON audit_record
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER ceiling_decision_no_delete BEFORE DELETE ON ceiling_decision
BEGIN SELECT RAISE(ABORT, 'ceiling_decision is append-only'); END;

CREATE TRIGGER ceiling_decision_no_update BEFORE UPDATE ON ceiling_decision
BEGIN SELECT RAISE(ABORT, 'ceiling_decision is append-only'); END;

CREATE TRIGGER establishment_text_insert AFTER INSERT ON establishment BEGIN
    INSERT INTO establishment_text (rowid, search) VALUES (NEW.seq, NEW.search);
END;

CREATE TRIGGER establishment_text_update AFTER UPDATE OF search ON establishment
WHEN OLD.search <> NEW.search BEGIN
    DELETE FROM establishment_text WHERE rowid = OLD.seq;
    INSERT INTO establishment_text (rowid, search) VALUES (NEW.seq, NEW.search);
END;

CREATE TRIGGER kept_rules_no_update BEFORE UPDATE ON kept_rules
BEGIN SELECT RAISE(ABORT, 'kept_rules is append-only'); END;

CREATE TRIGGER money_entry_no_delete BEFORE DELETE ON money_entry
BEGIN SELECT RAISE(ABORT, 'money_entry is append-only'); END;

CREATE TRIGGER money_entry_no_update BEFORE UPDATE ON money_entry
BEGIN SELECT RAISE(ABORT, 'money_entry is append-only'); END;

CREATE TRIGGER norm_no_delete BEFORE DELETE ON norm
BEGIN SELECT RAISE(ABORT, 'norm is append-only'); END;

CREATE TRIGGER norm_no_update BEFORE UPDATE ON norm
BEGIN SELECT RAISE(ABORT, 'norm is append-only'); END;

CREATE TRIGGER norm_overlap BEFORE INSERT ON norm
WHEN EXISTS (
    SELECT 1 FROM norm_current other
    WHERE other.key <> NEW.key
      AND other.scope = NEW.scope
      AND other.territory_id IS NEW.territory_id
      AND other.activity = NEW.activity
      AND other.variant = NEW.variant
      AND (other.valid_from IS NULL OR NEW.valid_to IS NULL OR other.valid_from <= NEW.valid_to)
      AND (NEW.valid_from IS NULL OR other.valid_to IS NULL OR NEW.valid_from <= other.valid_to))
BEGIN SELECT RAISE(ABORT, 'norm_overlap'); END;

CREATE TRIGGER project_event_no_delete BEFORE DELETE ON project_event
BEGIN SELECT RAISE(ABORT, 'project_event is append-only'); END;

CREATE TRIGGER project_event_no_update BEFORE UPDATE ON project_event
BEGIN SELECT RAISE(ABORT, 'project_event is append-only'); END;

CREATE TRIGGER proof_paper_no_delete BEFORE DELETE ON proof_paper
BEGIN SELECT RAISE(ABORT, 'proof_paper is append-only'); END;

CREATE TRIGGER proof_paper_no_update BEFORE UPDATE ON proof_paper
BEGIN SELECT RAISE(ABORT, 'proof_paper is append-only'); END;

CREATE TRIGGER workflow_version_no_delete BEFORE DELETE ON workflow_version
BEGIN SELECT RAISE(ABORT, 'workflow_version is append-only'); END;

CREATE TRIGGER workflow_version_no_update BEFORE UPDATE ON workflow_version
BEGIN SELECT RAISE(ABORT, 'workflow_version is append-only'); END;
