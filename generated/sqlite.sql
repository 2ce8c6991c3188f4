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
, serial_key TEXT NOT NULL DEFAULT '', invoice_key TEXT NOT NULL DEFAULT '', unit_word TEXT NOT NULL DEFAULT '', planned BIGINT
    CONSTRAINT acceptance_item_planned CHECK (planned >= 0), enrolled BIGINT
    CONSTRAINT acceptance_item_enrolled CHECK (enrolled IS NULL OR (enrolled > 0 AND serial = '')), finished BIGINT
    CONSTRAINT acceptance_item_finished
    CHECK ((finished IS NULL) = (enrolled IS NULL) AND finished BETWEEN 0 AND enrolled), certified BIGINT
    CONSTRAINT acceptance_item_certified
    CHECK (certified IS NULL OR (finished IS NOT NULL AND certified BETWEEN 0 AND finished)), employed BIGINT
    CONSTRAINT acceptance_item_employed
    CHECK (employed IS NULL OR (finished IS NOT NULL AND employed BETWEEN 0 AND finished)));

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
    -- The national centre somebody works for, and with it the region.
    centre_code      TEXT CONSTRAINT account_centre REFERENCES national_centre (code),
    password_hash    TEXT NOT NULL,
    active           BOOLEAN NOT NULL,
    created_at       TIMESTAMPTZ NOT NULL,
    version          BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT account_establishment_role
        CHECK ((role = 'establishment') = (establishment_id IS NOT NULL)),
    CONSTRAINT account_centre_role
        CHECK (centre_code IS NULL OR role IN ('officer', 'centre_head', 'accountant'))
);

CREATE TABLE account_commune (
    account_id UUID   NOT NULL REFERENCES account (id),
    unit_id    BIGINT NOT NULL REFERENCES unit (id),
    PRIMARY KEY (account_id, unit_id)
);

CREATE TABLE agreement (
    id               UUID    PRIMARY KEY,
    project_id       UUID    NOT NULL CONSTRAINT agreement_project REFERENCES project (id),
    number           TEXT    NOT NULL,
    signed_on        DATE,
    centre_name      TEXT    NOT NULL,
    centre_signer    TEXT    NOT NULL,
    establishment_id UUID    NOT NULL CONSTRAINT agreement_establishment REFERENCES establishment (id),
    owner_name       TEXT    NOT NULL,
    owner_signer     TEXT    NOT NULL,
    -- Empty when only two sides sign.
    supplier_name    TEXT    NOT NULL,
    supplier_code    TEXT    NOT NULL,
    supplier_signer  TEXT    NOT NULL,
    -- đồng; the sum of the machines below
    price            BIGINT  NOT NULL CONSTRAINT agreement_price CHECK (price > 0),
    -- of it from the promotion money
    support          BIGINT  NOT NULL CONSTRAINT agreement_support CHECK (support >= 0),
    deliver_on       DATE,
    -- How long the machine is kept, counted from acceptance.
    keep_years       BIGINT  NOT NULL CONSTRAINT agreement_keep CHECK (keep_years BETWEEN 0 AND 30),
    no_resale        BOOLEAN NOT NULL,
    visits           BOOLEAN NOT NULL,
    terms            TEXT    NOT NULL,
    file_id          UUID    CONSTRAINT agreement_file REFERENCES stored_file (id),
    actor            TEXT    NOT NULL,
    at               TIMESTAMPTZ NOT NULL,
    version          BIGINT  NOT NULL DEFAULT 1,
    CONSTRAINT agreement_support_within CHECK (support <= price)
);

CREATE TABLE agreement_machine (
    agreement_id UUID   NOT NULL CONSTRAINT agreement_machine_agreement REFERENCES agreement (id),
    position     BIGINT NOT NULL,
    name         TEXT   NOT NULL,
    model        TEXT   NOT NULL,
    quantity     BIGINT NOT NULL CONSTRAINT agreement_machine_quantity CHECK (quantity > 0),
    price        BIGINT NOT NULL CONSTRAINT agreement_machine_price CHECK (price >= 0),
    PRIMARY KEY (agreement_id, position)
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
    created_at    TIMESTAMPTZ NOT NULL, state TEXT NOT NULL DEFAULT 'open'
    CONSTRAINT annual_plan_state CHECK (state IN ('open', 'approved')), number BIGINT NOT NULL DEFAULT 0
    CONSTRAINT annual_plan_number CHECK (number >= 0),
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
    -- Ministry appraisal: the place among the projects appraised for the year, and whether the budget
    -- told holds it.
    rank       BIGINT CONSTRAINT appraisal_rank CHECK (rank > 0),
    budget_fit TEXT   CONSTRAINT appraisal_budget_fit CHECK (budget_fit IN ('fits', 'reduced', 'beyond')),
    note       TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    on_date    DATE   NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (project_id, level),
    CONSTRAINT appraisal_ministry
        CHECK (level = 'ministry' OR (rank IS NULL AND budget_fit IS NULL))
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

CREATE TABLE budget (
    id           UUID    PRIMARY KEY,
    scope        TEXT    NOT NULL CONSTRAINT budget_scope CHECK (scope IN ('kcqg', 'kcdp')),
    -- None for the nation.
    province_id  BIGINT  CONSTRAINT budget_province REFERENCES unit (id),
    year         BIGINT  NOT NULL CONSTRAINT budget_year CHECK (year BETWEEN 2000 AND 2200),
    -- đồng; the sum of the grants below
    amount       BIGINT  NOT NULL CONSTRAINT budget_amount CHECK (amount >= 0),
    -- đồng; the sum of the lines of approved plans of this source, area and year
    allotted     BIGINT  NOT NULL DEFAULT 0 CONSTRAINT budget_allotted CHECK (allotted >= 0),
    version      BIGINT  NOT NULL DEFAULT 1,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    created_at   TIMESTAMPTZ NOT NULL,
    CONSTRAINT budget_within CHECK (allotted <= amount),
    CONSTRAINT budget_local_province CHECK (scope = 'kcqg' OR province_id IS NOT NULL)
);

CREATE TABLE budget_grant (
    id            UUID   PRIMARY KEY,
    budget_id     UUID   NOT NULL CONSTRAINT budget_grant_budget REFERENCES budget (id),
    -- đồng; negative for a cut
    amount        BIGINT NOT NULL CONSTRAINT budget_grant_amount CHECK (amount <> 0),
    instrument_no TEXT   NOT NULL,
    instrument_on DATE   NOT NULL,
    issuer        TEXT   NOT NULL,
    note          TEXT   NOT NULL,
    actor         TEXT   NOT NULL,
    at            TIMESTAMPTZ NOT NULL
);

CREATE TABLE budget_turn (
    scope TEXT   NOT NULL,
    year  BIGINT NOT NULL,
    PRIMARY KEY (scope, year)
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

CREATE TABLE calendar_key (
    account_id UUID PRIMARY KEY CONSTRAINT calendar_key_account REFERENCES account (id),
    hash       TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE carried_money (
    line_id UUID   PRIMARY KEY CONSTRAINT carried_money_line REFERENCES plan_line (id),
    -- đồng
    carried BIGINT NOT NULL CONSTRAINT carried_money_carried CHECK (carried > 0),
    spent   BIGINT NOT NULL DEFAULT 0 CONSTRAINT carried_money_spent CHECK (spent >= 0),
    CONSTRAINT carried_money_spent_within CHECK (spent <= carried)
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

CREATE TABLE contract_annex (
    project_id   UUID   NOT NULL CONSTRAINT contract_annex_project REFERENCES project (id),
    number       BIGINT NOT NULL,
    -- The version of the estimate that it put in force.
    cost_version BIGINT NOT NULL,
    paper_id     UUID   NOT NULL CONSTRAINT contract_annex_paper REFERENCES proof_paper (id),
    PRIMARY KEY (project_id, number),
    CONSTRAINT contract_annex_version FOREIGN KEY (project_id, cost_version)
        REFERENCES cost_version (project_id, number)
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
    -- The sum of its vouchers as admitted.
    admitted  BIGINT NOT NULL DEFAULT 0 CONSTRAINT money_admitted CHECK (admitted >= 0),
    PRIMARY KEY (line_id, source),
    CONSTRAINT money_planned_within_requested CHECK (planned <= requested),
    CONSTRAINT money_allotted_within_planned CHECK (allotted <= planned),
    CONSTRAINT money_committed_within_allotted CHECK (committed <= allotted),
    CONSTRAINT money_advanced_within_committed CHECK (advanced <= committed),
    CONSTRAINT money_settled_within_accepted CHECK (settled <= accepted),
    CONSTRAINT money_settled_within_admitted CHECK (settled <= admitted),
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

CREATE TABLE council (
    id           UUID    PRIMARY KEY,
    form         TEXT    NOT NULL CONSTRAINT council_form CHECK (form IN ('council', 'group')),
    level        TEXT    NOT NULL CONSTRAINT council_level CHECK (level IN ('base', 'ministry')),
    -- The territory; none for a council of the Ministry.
    province_id  BIGINT  CONSTRAINT council_province REFERENCES unit (id),
    title        TEXT    NOT NULL,
    decision_no  TEXT    NOT NULL,
    decision_on  DATE    NOT NULL,
    issuer       TEXT    NOT NULL,
    signer       TEXT    NOT NULL,
    file_id      UUID    CONSTRAINT council_file REFERENCES stored_file (id),
    -- Share of those entitled to vote who must be there, in hundredths of a percent.
    quorum_bp    BIGINT  NOT NULL CONSTRAINT council_quorum CHECK (quorum_bp BETWEEN 1 AND 10000),
    -- Share of the votes cast that carries a project, in hundredths of a percent.
    pass_bp      BIGINT  NOT NULL CONSTRAINT council_pass CHECK (pass_bp BETWEEN 1 AND 10000),
    -- Every project of the territory goes through this council, not only those on an agenda.
    required     BOOLEAN NOT NULL,
    term_from    DATE    NOT NULL,
    term_to      DATE,
    note         TEXT    NOT NULL,
    search       TEXT    NOT NULL,
    version      BIGINT  NOT NULL DEFAULT 1,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    created_at   TIMESTAMPTZ NOT NULL,
    CONSTRAINT council_territory CHECK ((level = 'base') = (province_id IS NOT NULL)),
    CONSTRAINT council_term CHECK (term_to IS NULL OR term_from <= term_to)
);

CREATE TABLE council_finding (
    item_id   UUID    NOT NULL,
    member_id UUID    NOT NULL,
    entitled  BOOLEAN NOT NULL CONSTRAINT council_finding_entitled CHECK (entitled),
    criterion TEXT    NOT NULL,
    verdict   TEXT    NOT NULL CONSTRAINT council_finding_verdict
                  CHECK (verdict IN ('pass', 'fail', 'needs_more')),
    note      TEXT    NOT NULL,
    actor     TEXT    NOT NULL,
    at        TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (item_id, member_id, criterion),
    CONSTRAINT council_finding_seat FOREIGN KEY (item_id, member_id, entitled)
        REFERENCES council_seat (item_id, member_id, entitled)
);

CREATE TABLE council_interest (
    id         UUID   PRIMARY KEY,
    member_id  UUID   NOT NULL CONSTRAINT council_interest_member REFERENCES council_member (id),
    project_id UUID   NOT NULL CONSTRAINT council_interest_project REFERENCES project (id),
    kind       TEXT   NOT NULL CONSTRAINT council_interest_kind
                   CHECK (kind IN ('owner', 'relative', 'employee', 'drafter', 'implementer', 'proposer',
                                   'namesake', 'supplier', 'other')),
    declared   BOOLEAN NOT NULL,
    -- A question has to be settled; it excludes nobody yet.
    state      TEXT   NOT NULL CONSTRAINT council_interest_state
                   CHECK (state IN ('question', 'excluded', 'cleared')),
    detail     TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    settled_by TEXT   NOT NULL,
    settlement TEXT   NOT NULL,
    settled_at TIMESTAMPTZ,
    answer     TEXT   NOT NULL DEFAULT '',
    answered_at TIMESTAMPTZ
);

CREATE TABLE council_item (
    id         UUID   PRIMARY KEY,
    session_id UUID   NOT NULL CONSTRAINT council_item_session REFERENCES council_session (id),
    project_id UUID   NOT NULL CONSTRAINT council_item_project REFERENCES project (id),
    position   BIGINT NOT NULL,
    outcome    TEXT   NOT NULL CONSTRAINT council_item_outcome
                   CHECK (outcome IN ('pending', 'concluded', 'postponed')),
    conclusion TEXT   CONSTRAINT council_item_conclusion
                   CHECK (conclusion IN ('passed', 'passed_with_changes', 'failed')),
    -- đồng, promotion money that the council proposes
    proposed   BIGINT CONSTRAINT council_item_proposed CHECK (proposed >= 0),
    -- Of a council of the Ministry: the place among its projects, and whether the budget holds it.
    rank       BIGINT CONSTRAINT council_item_rank CHECK (rank > 0),
    budget_fit TEXT   CONSTRAINT council_item_budget_fit
                   CHECK (budget_fit IN ('fits', 'reduced', 'beyond')),
    -- What was seen at the site.
    visit      TEXT   NOT NULL,
    summary    TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    version    BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT council_item_concluded CHECK ((outcome = 'concluded') = (conclusion IS NOT NULL))
);

CREATE TABLE council_member (
    id         UUID    PRIMARY KEY,
    council_id UUID    NOT NULL CONSTRAINT council_member_council REFERENCES council (id),
    position   BIGINT  NOT NULL,
    duty       TEXT    NOT NULL CONSTRAINT council_member_duty
                   CHECK (duty IN ('chair', 'deputy', 'secretary', 'member')),
    account_id UUID    CONSTRAINT council_member_account REFERENCES account (id),
    name       TEXT    NOT NULL,
    post       TEXT    NOT NULL,
    votes      BOOLEAN NOT NULL,
    since      DATE    NOT NULL,
    until      DATE,
    created_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT council_member_chair_votes CHECK (duty <> 'chair' OR votes),
    CONSTRAINT council_member_term CHECK (until IS NULL OR since <= until)
);

CREATE TABLE council_presence (
    session_id UUID    NOT NULL CONSTRAINT council_presence_session REFERENCES council_session (id),
    member_id  UUID    NOT NULL CONSTRAINT council_presence_member REFERENCES council_member (id),
    present    BOOLEAN NOT NULL,
    reason     TEXT    NOT NULL,
    PRIMARY KEY (session_id, member_id)
);

CREATE TABLE council_seat (
    item_id   UUID    NOT NULL CONSTRAINT council_seat_item REFERENCES council_item (id),
    member_id UUID    NOT NULL CONSTRAINT council_seat_member REFERENCES council_member (id),
    entitled  BOOLEAN NOT NULL,
    PRIMARY KEY (item_id, member_id)
);

CREATE TABLE council_session (
    id            UUID    PRIMARY KEY,
    council_id    UUID    NOT NULL CONSTRAINT council_session_council REFERENCES council (id),
    number        BIGINT  NOT NULL,
    held_on       DATE    NOT NULL,
    starts_at     TEXT    NOT NULL,
    place         TEXT    NOT NULL,
    invitation_no TEXT    NOT NULL,
    invited_on    DATE,
    guests        TEXT    NOT NULL,
    requests      TEXT    NOT NULL,
    -- Quorum and majority of the council on the day the session opened.
    quorum_bp     BIGINT  NOT NULL CONSTRAINT council_session_quorum CHECK (quorum_bp BETWEEN 1 AND 10000),
    pass_bp       BIGINT  NOT NULL CONSTRAINT council_session_pass CHECK (pass_bp BETWEEN 1 AND 10000),
    state         TEXT    NOT NULL CONSTRAINT council_session_state
                      CHECK (state IN ('planned', 'open', 'closed', 'cancelled')),
    reason        TEXT    NOT NULL,
    -- Counted up by whoever writes into the session, so that writers wait for one another.
    turn          BIGINT  NOT NULL DEFAULT 0,
    opened_at     TIMESTAMPTZ,
    closed_at     TIMESTAMPTZ,
    version       BIGINT  NOT NULL DEFAULT 1,
    illustration  BOOLEAN NOT NULL DEFAULT FALSE,
    created_at    TIMESTAMPTZ NOT NULL
);

CREATE TABLE council_vote (
    item_id    UUID    NOT NULL,
    member_id  UUID    NOT NULL,
    session_id UUID    NOT NULL,
    entitled   BOOLEAN NOT NULL CONSTRAINT council_vote_entitled CHECK (entitled),
    present    BOOLEAN NOT NULL CONSTRAINT council_vote_present CHECK (present),
    choice     TEXT    NOT NULL CONSTRAINT council_vote_choice
                   CHECK (choice IN ('for', 'with_changes', 'against')),
    opinion    TEXT    NOT NULL,
    revision   BIGINT  NOT NULL,
    actor      TEXT    NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (item_id, member_id),
    CONSTRAINT council_vote_seat FOREIGN KEY (item_id, member_id, entitled)
        REFERENCES council_seat (item_id, member_id, entitled),
    CONSTRAINT council_vote_there FOREIGN KEY (session_id, member_id, present)
        REFERENCES council_presence (session_id, member_id, present)
);

CREATE TABLE council_vote_trail (
    id        UUID   PRIMARY KEY,
    item_id   UUID   NOT NULL CONSTRAINT council_vote_trail_item REFERENCES council_item (id),
    member_id UUID   NOT NULL CONSTRAINT council_vote_trail_member REFERENCES council_member (id),
    act       TEXT   NOT NULL CONSTRAINT council_vote_trail_act CHECK (act IN ('cast', 'changed', 'void')),
    choice    TEXT   NOT NULL,
    opinion   TEXT   NOT NULL,
    revision  BIGINT NOT NULL,
    actor     TEXT   NOT NULL,
    at        TIMESTAMPTZ NOT NULL
);

CREATE TABLE debt (
    id         UUID   PRIMARY KEY,
    project_id UUID   NOT NULL CONSTRAINT debt_project REFERENCES project (id),
    number     BIGINT NOT NULL,
    cause      TEXT   NOT NULL CONSTRAINT debt_cause CHECK (cause IN ('overpaid', 'audit', 'stopped')),
    -- đồng
    amount     BIGINT NOT NULL CONSTRAINT debt_amount CHECK (amount > 0),
    recovered  BIGINT NOT NULL DEFAULT 0 CONSTRAINT debt_recovered CHECK (recovered >= 0),
    due_on     DATE   NOT NULL,
    reason     TEXT   NOT NULL,
    paper_id   UUID   NOT NULL CONSTRAINT debt_paper REFERENCES proof_paper (id),
    cleared_on DATE,
    actor      TEXT   NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    withdrawn  BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT debt_recovered_within CHECK (recovered <= amount),
    CONSTRAINT debt_withdrawn CHECK (NOT withdrawn OR cause = 'stopped'),
    CONSTRAINT debt_cleared
        CHECK ((cleared_on IS NULL) = (recovered < amount AND NOT withdrawn))
);

CREATE TABLE debt_recovery (
    id       UUID   PRIMARY KEY,
    debt_id  UUID   NOT NULL CONSTRAINT debt_recovery_debt REFERENCES debt (id),
    amount   BIGINT NOT NULL CONSTRAINT debt_recovery_amount CHECK (amount > 0),
    on_date  DATE   NOT NULL,
    paper_id UUID   CONSTRAINT debt_recovery_paper REFERENCES proof_paper (id),
    actor    TEXT   NOT NULL,
    at       TIMESTAMPTZ NOT NULL
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
    created_at       TIMESTAMPTZ NOT NULL, address_fold TEXT NOT NULL DEFAULT '',
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

CREATE TABLE execution_photo (
    id           UUID   PRIMARY KEY,
    project_id   UUID   NOT NULL CONSTRAINT execution_photo_project REFERENCES project (id),
    report_id    UUID   CONSTRAINT execution_photo_report REFERENCES progress_report (id),
    follow_up_id UUID   CONSTRAINT execution_photo_follow_up REFERENCES follow_up (id),
    position     BIGINT NOT NULL,
    file_id      UUID   NOT NULL CONSTRAINT execution_photo_file REFERENCES stored_file (id),
    caption      TEXT   NOT NULL,
    CONSTRAINT execution_photo_of_one CHECK ((report_id IS NULL) <> (follow_up_id IS NULL))
);

CREATE TABLE flagship (
    id               UUID    PRIMARY KEY,
    code             TEXT    NOT NULL,
    title            TEXT    NOT NULL CONSTRAINT flagship_title CHECK (title <> ''),
    scope            TEXT    NOT NULL CONSTRAINT flagship_scope CHECK (scope IN ('kcqg', 'kcdp')),
    from_year        BIGINT  NOT NULL CONSTRAINT flagship_from CHECK (from_year BETWEEN 2000 AND 2200),
    to_year          BIGINT  NOT NULL,
    -- Đơn vị chủ trì, and whose frame it is; neither for the nation's.
    leader           TEXT    NOT NULL,
    lead_province_id BIGINT  CONSTRAINT flagship_lead_province REFERENCES unit (id),
    lead_centre      TEXT    CONSTRAINT flagship_lead_centre REFERENCES national_centre (code),
    goals            TEXT    NOT NULL,
    effect           TEXT    NOT NULL,
    search           TEXT    NOT NULL,
    created_by       UUID,
    created_at       TIMESTAMPTZ NOT NULL,
    version          BIGINT  NOT NULL DEFAULT 1,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    -- A flagship takes several years; how many at most is a limit of the law, kept as data.
    CONSTRAINT flagship_years CHECK (to_year > from_year AND to_year < from_year + 10)
);

CREATE TABLE flagship_cell (
    flagship_id UUID   NOT NULL CONSTRAINT flagship_cell_flagship REFERENCES flagship (id),
    year        BIGINT NOT NULL,
    province_id BIGINT NOT NULL CONSTRAINT flagship_cell_province REFERENCES unit (id),
    implementer TEXT   NOT NULL,
    content     TEXT   NOT NULL,
    -- đồng of promotion money
    amount      BIGINT NOT NULL CONSTRAINT flagship_cell_amount CHECK (amount > 0),
    -- đồng that the parts ask for, those broken off left out
    used        BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (flagship_id, year, province_id),
    CONSTRAINT flagship_cell_used CHECK (used >= 0 AND used <= amount)
);

CREATE TABLE flagship_part (
    project_id  UUID    PRIMARY KEY CONSTRAINT flagship_part_project REFERENCES project (id),
    flagship_id UUID    NOT NULL,
    year        BIGINT  NOT NULL,
    province_id BIGINT  NOT NULL,
    -- False when the project was broken off: it takes nothing of the frame any more.
    counted     BOOLEAN NOT NULL DEFAULT TRUE,
    CONSTRAINT flagship_part_cell FOREIGN KEY (flagship_id, year, province_id)
        REFERENCES flagship_cell (flagship_id, year, province_id)
);

CREATE TABLE follow_up (
    id         UUID    PRIMARY KEY,
    project_id UUID    NOT NULL CONSTRAINT follow_up_project REFERENCES project (id),
    number     BIGINT  NOT NULL,
    -- months after the acceptance; None for a visit beyond those that are asked for
    months     BIGINT,
    due_on     DATE    NOT NULL,
    -- Which text asks for it, and whether it was compared with a published one.
    article    TEXT    NOT NULL,
    verified   BOOLEAN NOT NULL,
    visited_on DATE,
    note       TEXT    NOT NULL,
    paper_id   UUID    CONSTRAINT follow_up_paper REFERENCES proof_paper (id),
    actor      TEXT    NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    version    BIGINT  NOT NULL DEFAULT 1
);

CREATE TABLE follow_up_figure (
    follow_up_id     UUID   NOT NULL CONSTRAINT follow_up_figure_visit REFERENCES follow_up (id),
    position         BIGINT NOT NULL,
    establishment_id UUID   CONSTRAINT follow_up_figure_establishment REFERENCES establishment (id),
    name             TEXT   NOT NULL,
    machine          TEXT   NOT NULL CONSTRAINT follow_up_figure_machine
                     CHECK (machine IN ('in_use', 'partly', 'idle', 'gone', 'none')),
    output           TEXT   NOT NULL,
    -- đồng a year, people, đồng a month and person, đồng a year, đồng a year, kWh a year
    revenue          BIGINT CONSTRAINT follow_up_figure_revenue CHECK (revenue >= 0),
    labour           BIGINT CONSTRAINT follow_up_figure_labour CHECK (labour >= 0),
    income           BIGINT CONSTRAINT follow_up_figure_income CHECK (income >= 0),
    tax              BIGINT CONSTRAINT follow_up_figure_tax CHECK (tax >= 0),
    exports          BIGINT CONSTRAINT follow_up_figure_exports CHECK (exports >= 0),
    energy           BIGINT CONSTRAINT follow_up_figure_energy CHECK (energy >= 0), reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (follow_up_id, position)
);

CREATE TABLE form_basis (
    id               UUID    PRIMARY KEY,
    -- Which form it is, as the program calls it.
    code             TEXT    NOT NULL CONSTRAINT form_basis_code CHECK (code <> ''),
    valid_from       DATE    NOT NULL,
    version          BIGINT  NOT NULL CONSTRAINT form_basis_version CHECK (version >= 1),
    change           TEXT    NOT NULL,
    reason           TEXT    NOT NULL,
    -- From this day the form is no longer used.
    ended            BOOLEAN NOT NULL,
    -- As officials quote it; empty while the basis is not known.
    article          TEXT    NOT NULL,
    instrument_id    UUID    CONSTRAINT form_basis_instrument REFERENCES instrument (id),
    note             TEXT    NOT NULL,
    verified         BOOLEAN NOT NULL,
    verified_by      TEXT    NOT NULL,
    verified_at      TIMESTAMPTZ,
    evidence         TEXT    NOT NULL,
    recorded_by      TEXT    NOT NULL,
    recorded_account UUID    CONSTRAINT form_basis_account REFERENCES account (id),
    recorded_at      TIMESTAMPTZ NOT NULL,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT form_basis_change CHECK (
        (change IN ('add', 'verify') OR (change IN ('correct', 'withdraw') AND reason <> ''))
        AND (change = 'add' OR version > 1)),
    CONSTRAINT form_basis_verified CHECK (NOT verified OR article <> ''),
    CONSTRAINT form_basis_document CHECK (instrument_id IS NULL OR article <> '')
);

CREATE TABLE form_submission (
    key        UUID PRIMARY KEY,
    account_id UUID,
    at         TIMESTAMPTZ NOT NULL,
    thing      TEXT NOT NULL,
    thing_id   TEXT NOT NULL
);

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

CREATE TABLE funding_match (
    id            UUID   PRIMARY KEY,
    project_id    UUID   NOT NULL CONSTRAINT funding_match_project REFERENCES project (id),
    -- Kind, record and subject together.
    match_key     TEXT   NOT NULL,
    kind          TEXT   NOT NULL CONSTRAINT funding_match_kind
        CHECK (kind IN ('serial', 'invoice', 'other_budget', 'taxpayer', 'site', 'name')),
    action        TEXT   NOT NULL CONSTRAINT funding_match_action CHECK (action IN ('block', 'warn')),
    rule_id       UUID   NOT NULL CONSTRAINT funding_match_rule_of REFERENCES funding_match_rule (id),
    subject       TEXT   NOT NULL,
    other_thing   TEXT   NOT NULL CONSTRAINT funding_match_other
        CHECK (other_thing IN ('project', 'machine_support')),
    other_id      UUID   NOT NULL,
    other_label   TEXT   NOT NULL,
    other_party   TEXT   NOT NULL,
    found_step    TEXT   NOT NULL,
    found_on      DATE   NOT NULL,
    created_at    TIMESTAMPTZ NOT NULL,
    resolution    TEXT   CONSTRAINT funding_match_resolution
        CHECK (resolution IN ('distinct', 'allowed', 'confirmed')),
    reason        TEXT   NOT NULL DEFAULT '',
    resolver_id   UUID,
    resolver      TEXT   NOT NULL DEFAULT '',
    resolver_role TEXT   NOT NULL DEFAULT '',
    resolved_at   TIMESTAMPTZ,
    version       BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT funding_match_reason CHECK ((resolution IS NULL) = (reason = '')),
    CONSTRAINT funding_match_resolved CHECK ((resolution IS NULL) = (resolved_at IS NULL))
);

CREATE TABLE funding_match_rule (
    id         UUID    PRIMARY KEY,
    kind       TEXT    NOT NULL CONSTRAINT funding_match_rule_kind
        CHECK (kind IN ('serial', 'invoice', 'other_budget', 'taxpayer', 'site', 'name')),
    action     TEXT    NOT NULL CONSTRAINT funding_match_rule_action
        CHECK (action IN ('block', 'warn', 'off')),
    -- How many plan years apart still count; none for all years.
    years      BIGINT  CONSTRAINT funding_match_rule_years CHECK (years BETWEEN 0 AND 100),
    -- How alike names must be, in percent; of names only.
    similarity BIGINT  CONSTRAINT funding_match_rule_similarity CHECK (similarity BETWEEN 40 AND 100),
    valid_from DATE    NOT NULL,
    -- The text and article it rests on, as officials quote it.
    basis      TEXT    NOT NULL,
    verified   BOOLEAN NOT NULL,
    note       TEXT    NOT NULL,
    account_id UUID,
    actor      TEXT    NOT NULL,
    created_at TIMESTAMPTZ NOT NULL, instrument_id UUID REFERENCES instrument (id),
    CONSTRAINT funding_match_rule_names CHECK ((kind = 'name') = (similarity IS NOT NULL))
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

CREATE TABLE inspection (
    id           UUID   PRIMARY KEY,
    project_id   UUID   NOT NULL CONSTRAINT inspection_project REFERENCES project (id),
    number       BIGINT NOT NULL,
    inspected_on DATE   NOT NULL,
    members      TEXT   NOT NULL,
    papers_seen  TEXT   NOT NULL,
    facts        TEXT   NOT NULL,
    conclusion   TEXT   NOT NULL,
    paper_id     UUID   CONSTRAINT inspection_paper REFERENCES proof_paper (id),
    actor        TEXT   NOT NULL,
    at           TIMESTAMPTZ NOT NULL
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
    created_at     TIMESTAMPTZ NOT NULL, sets_norms BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT instrument_kind CHECK (kind IN (
        'luat', 'nghi_dinh', 'nghi_quyet', 'quyet_dinh', 'thong_tu', 'thong_tu_lien_tich',
        'chi_thi', 'van_ban_hop_nhat', 'cong_van', 'ke_hoach', 'khac')),
    CONSTRAINT instrument_period CHECK (
        effective_from IS NULL OR effective_to IS NULL OR effective_from <= effective_to)
);

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

CREATE TABLE instrument_conclusion (
    instrument_id      UUID    NOT NULL REFERENCES instrument (id),
    version            BIGINT  NOT NULL,
    change             TEXT    NOT NULL,
    outcome            TEXT    NOT NULL,
    reason             TEXT    NOT NULL,
    concluded_on       DATE    NOT NULL,
    -- Who is to do it, and until when; nobody when the document stays as it is.
    executor           TEXT    NOT NULL,
    due_on             DATE,
    -- The day of the paper that did it, and which that was: a document of the register, or a number.
    done_on            DATE,
    done_instrument_id UUID    REFERENCES instrument (id),
    done_paper         TEXT    NOT NULL,
    recorded_by        TEXT    NOT NULL,
    recorded_account   UUID    REFERENCES account (id),
    recorded_at        TIMESTAMPTZ NOT NULL,
    illustration       BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT instrument_conclusion_instrument_id_version_key PRIMARY KEY (instrument_id, version),
    CONSTRAINT instrument_conclusion_version CHECK (version >= 1),
    CONSTRAINT instrument_conclusion_change CHECK (
        (change = 'conclude' AND version = 1 AND done_on IS NULL)
        OR (change = 'revise' AND version > 1 AND done_on IS NULL)
        OR (change = 'complete' AND version > 1 AND done_on IS NOT NULL)),
    CONSTRAINT instrument_conclusion_outcome
        CHECK (outcome IN ('repeal', 'amend', 'replace', 'keep')),
    CONSTRAINT instrument_conclusion_reason CHECK (reason <> ''),
    CONSTRAINT instrument_conclusion_due CHECK (
        (outcome = 'keep' AND executor = '' AND due_on IS NULL AND done_on IS NULL)
        OR (outcome <> 'keep' AND executor <> '' AND due_on IS NOT NULL AND due_on >= concluded_on)),
    CONSTRAINT instrument_conclusion_done CHECK (
        (done_on IS NULL AND done_instrument_id IS NULL AND done_paper = '')
        OR (done_on IS NOT NULL AND done_on >= concluded_on
            AND (done_instrument_id IS NOT NULL OR done_paper <> ''))),
    CONSTRAINT instrument_conclusion_other
        CHECK (done_instrument_id IS NULL OR done_instrument_id <> instrument_id)
);

CREATE TABLE "instrument_relation" (
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

CREATE TABLE item_claim (
    claim      TEXT NOT NULL,
    project_id UUID NOT NULL CONSTRAINT item_claim_project REFERENCES project (id)
);

CREATE TABLE kept_duty (
    project_id  UUID   NOT NULL CONSTRAINT kept_duty_project REFERENCES project (id),
    kind        TEXT   NOT NULL,
    -- The record that answers it: the project, or a visit after the support.
    thing       TEXT   NOT NULL,
    record_id   UUID   NOT NULL,
    person_id   UUID,
    role        TEXT   NOT NULL,
    province_id BIGINT NOT NULL,
    year        BIGINT NOT NULL,
    due_on      DATE   NOT NULL,
    done_on     DATE
, unverified BOOLEAN NOT NULL DEFAULT FALSE);

CREATE TABLE kept_rules (
    sha256  TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    content TEXT NOT NULL
);

CREATE TABLE kept_total (
    -- The province's id, or the province's and the commune's with a slash between.
    path          TEXT   NOT NULL,
    level         TEXT   NOT NULL CONSTRAINT kept_total_level CHECK (level IN ('province', 'commune')),
    province_id   BIGINT NOT NULL CONSTRAINT kept_total_province REFERENCES unit (id),
    -- The commune; None on the row of the province.
    unit_id       BIGINT CONSTRAINT kept_total_unit REFERENCES unit (id),
    year          BIGINT NOT NULL,
    scope         TEXT   NOT NULL CONSTRAINT kept_total_scope CHECK (scope IN ('kcqg', 'kcdp')),
    projects      BIGINT NOT NULL,
    -- of these invented for the demonstration
    illustrations BIGINT NOT NULL,
    -- đồng
    planned       BIGINT NOT NULL,
    allotted      BIGINT NOT NULL,
    advanced      BIGINT NOT NULL,
    accepted      BIGINT NOT NULL,
    settled       BIGINT NOT NULL,
    paid          BIGINT NOT NULL,
    recovered     BIGINT NOT NULL,
    PRIMARY KEY (path, year, scope)
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

CREATE TABLE mail (
    id          UUID   PRIMARY KEY,
    account_id  UUID   NOT NULL CONSTRAINT mail_account REFERENCES account (id),
    recipient   TEXT   NOT NULL CONSTRAINT mail_recipient CHECK (recipient <> ''),
    subject     TEXT   NOT NULL,
    body        TEXT   NOT NULL,
    state       TEXT   NOT NULL CONSTRAINT mail_state
        CHECK (state IN ('waiting', 'sending', 'sent', 'withdrawn')),
    tries       BIGINT NOT NULL DEFAULT 0,
    next_try_at TIMESTAMPTZ NOT NULL,
    last_error  TEXT   NOT NULL DEFAULT '',
    created_at  TIMESTAMPTZ NOT NULL,
    sent_at     TIMESTAMPTZ,
    CONSTRAINT mail_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL))
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
    at         TIMESTAMPTZ NOT NULL, budget_year BIGINT
    CONSTRAINT money_entry_budget_year
    CHECK (budget_year IS NULL OR (budget_year >= year AND kind IN ('advance', 'pay', 'recover'))), carried_line_id UUID
    CONSTRAINT money_entry_carried REFERENCES carried_money (line_id)
    CONSTRAINT money_entry_carried_said
    CHECK ((carried_line_id IS NOT NULL) = (kind IN ('advance', 'pay') AND COALESCE(budget_year, year) > year)),
    CONSTRAINT money_entry_line FOREIGN KEY (line_id, source) REFERENCES cost_line_source (line_id, source)
);

CREATE TABLE national_centre (
    code        TEXT PRIMARY KEY,
    name        TEXT NOT NULL CHECK (name <> ''),
    region_set  TEXT NOT NULL,
    region_code TEXT NOT NULL,
    confidence  TEXT NOT NULL,
    note        TEXT NOT NULL
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

CREATE TABLE paper_counter (
    series_id UUID   NOT NULL REFERENCES paper_series (id),
    year      BIGINT NOT NULL,
    last      BIGINT NOT NULL CONSTRAINT paper_counter_last CHECK (last > 0),
    PRIMARY KEY (series_id, year)
);

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

CREATE TABLE parameter (
    id               UUID    PRIMARY KEY,
    key              TEXT    NOT NULL,
    version          BIGINT  NOT NULL,
    supersedes_id    UUID    REFERENCES parameter (id),
    change           TEXT    NOT NULL,
    reason           TEXT    NOT NULL,
    subject          TEXT    NOT NULL,
    -- Only of deadlines that offices name themselves.
    title            TEXT    NOT NULL,
    -- NULL: both budgets.
    scope            TEXT,
    territory_id     BIGINT  REFERENCES unit (id),
    measure          TEXT    NOT NULL,
    -- A day of the year, counted from the plan year; all empty while no text sets one.
    month            BIGINT,
    day              BIGINT,
    year_offset      BIGINT,
    -- Whether the day itself still counts.
    inclusive        BOOLEAN,
    -- Hundredths of a percent.
    share_bp         BIGINT,
    months           BIGINT,
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
    note             TEXT    NOT NULL,
    source           TEXT    NOT NULL,
    recorded_by      TEXT    NOT NULL,
    recorded_account UUID    REFERENCES account (id),
    recorded_at      TIMESTAMPTZ NOT NULL,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT parameter_version CHECK (
        (version = 1 AND supersedes_id IS NULL) OR (version > 1 AND supersedes_id IS NOT NULL)),
    CONSTRAINT parameter_change CHECK (change IN ('add', 'correct', 'end', 'verify')),
    CONSTRAINT parameter_scope CHECK (scope IS NULL OR scope IN ('kcqg', 'kcdp')),
    CONSTRAINT parameter_measure CHECK (
        (measure = 'deadline' AND share_bp IS NULL AND months IS NULL)
        OR (measure = 'share' AND month IS NULL AND months IS NULL)
        OR (measure = 'months' AND month IS NULL AND share_bp IS NULL)),
    CONSTRAINT parameter_day CHECK (
        (month IS NULL AND day IS NULL AND year_offset IS NULL AND inclusive IS NULL)
        OR (month BETWEEN 1 AND 12 AND day BETWEEN 1 AND 31 AND year_offset BETWEEN -2 AND 2
            AND inclusive IS NOT NULL)),
    CONSTRAINT parameter_share CHECK (share_bp IS NULL OR share_bp BETWEEN 1 AND 10000),
    CONSTRAINT parameter_months CHECK (months IS NULL OR months BETWEEN 1 AND 120),
    CONSTRAINT parameter_period CHECK (
        valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)
);

CREATE TABLE plan_change (
    line_id     UUID    PRIMARY KEY,
    plan_id     UUID    NOT NULL CONSTRAINT plan_change_plan REFERENCES annual_plan (id),
    -- A line that the version in force does not have.
    fresh       BOOLEAN NOT NULL,
    title       TEXT    NOT NULL,
    activity    TEXT    NOT NULL,
    quantity    BIGINT  CONSTRAINT plan_change_quantity CHECK (quantity > 0),
    unit_word   TEXT    NOT NULL,
    amount      BIGINT  CONSTRAINT plan_change_amount CHECK (amount >= 0),
    quarter_1   BIGINT,
    quarter_2   BIGINT,
    quarter_3   BIGINT,
    quarter_4   BIGINT,
    standing    TEXT    NOT NULL,
    implementer TEXT    NOT NULL,
    proposal_id UUID    CONSTRAINT plan_change_proposal REFERENCES proposal (id),
    actor       TEXT    NOT NULL,
    at          TIMESTAMPTZ NOT NULL
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
, standing TEXT NOT NULL DEFAULT 'allotted'
    CONSTRAINT plan_line_standing
    CHECK (standing IN ('allotted', 'reserve', 'carried', 'deferred', 'shifted', 'dropped')), quarter_1 BIGINT, quarter_2 BIGINT, quarter_3 BIGINT, quarter_4 BIGINT
    CONSTRAINT plan_line_quarters CHECK (
        (quarter_1 IS NULL AND quarter_2 IS NULL AND quarter_3 IS NULL AND quarter_4 IS NULL)
        OR (quarter_1 >= 0 AND quarter_2 >= 0 AND quarter_3 >= 0 AND quarter_4 >= 0
            AND amount IS NOT NULL
            AND quarter_1 + quarter_2 + quarter_3 + quarter_4 = amount)), taken BIGINT NOT NULL DEFAULT 0
    CONSTRAINT plan_line_taken CHECK (taken >= 0 AND (amount IS NULL OR taken <= amount)));

CREATE TABLE plan_transfer (
    id            UUID   PRIMARY KEY,
    kind          TEXT   NOT NULL CONSTRAINT plan_transfer_kind
                  CHECK (kind IN ('source_shift', 'carry_over', 'deferral')),
    from_line     UUID   NOT NULL CONSTRAINT plan_transfer_from REFERENCES plan_line (id),
    to_line       UUID   NOT NULL CONSTRAINT plan_transfer_to REFERENCES plan_line (id),
    -- đồng
    amount        BIGINT NOT NULL CONSTRAINT plan_transfer_amount CHECK (amount > 0),
    instrument_no TEXT   NOT NULL,
    instrument_on DATE   NOT NULL,
    issuer        TEXT   NOT NULL,
    reason        TEXT   NOT NULL,
    file_id       UUID   CONSTRAINT plan_transfer_file REFERENCES stored_file (id),
    actor         TEXT   NOT NULL,
    at            TIMESTAMPTZ NOT NULL
);

CREATE TABLE plan_version (
    plan_id       UUID   NOT NULL CONSTRAINT plan_version_plan REFERENCES annual_plan (id),
    number        BIGINT NOT NULL CONSTRAINT plan_version_number CHECK (number > 0),
    instrument_no TEXT   NOT NULL,
    instrument_on DATE   NOT NULL,
    issuer        TEXT   NOT NULL,
    reason        TEXT   NOT NULL,
    file_id       UUID   CONSTRAINT plan_version_file REFERENCES stored_file (id),
    lines         BIGINT NOT NULL,
    -- đồng; the lines that are allotted, without reserve
    amount        BIGINT NOT NULL,
    actor         TEXT   NOT NULL,
    at            TIMESTAMPTZ NOT NULL, without_budget TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (plan_id, number)
);

CREATE TABLE plan_version_line (
    plan_id     UUID   NOT NULL,
    number      BIGINT NOT NULL,
    line_id     UUID   NOT NULL,
    position    BIGINT NOT NULL,
    title       TEXT   NOT NULL,
    activity    TEXT   NOT NULL,
    quantity    BIGINT,
    unit_word   TEXT   NOT NULL,
    amount      BIGINT,
    quarter_1   BIGINT,
    quarter_2   BIGINT,
    quarter_3   BIGINT,
    quarter_4   BIGINT,
    standing    TEXT   NOT NULL,
    implementer TEXT   NOT NULL,
    PRIMARY KEY (plan_id, number, line_id),
    CONSTRAINT plan_version_line_version
        FOREIGN KEY (plan_id, number) REFERENCES plan_version (plan_id, number)
);

CREATE TABLE progress_quantity (
    report_id UUID   NOT NULL CONSTRAINT progress_quantity_report REFERENCES progress_report (id),
    position  BIGINT NOT NULL,
    name      TEXT   NOT NULL,
    unit      TEXT   NOT NULL,
    planned   BIGINT NOT NULL CONSTRAINT progress_quantity_planned CHECK (planned >= 0),
    done      BIGINT NOT NULL CONSTRAINT progress_quantity_done CHECK (done >= 0),
    PRIMARY KEY (report_id, position)
);

CREATE TABLE progress_report (
    id           UUID   PRIMARY KEY,
    project_id   UUID   NOT NULL CONSTRAINT progress_report_project REFERENCES project (id),
    number       BIGINT NOT NULL,
    period_from  DATE   NOT NULL,
    period_to    DATE   NOT NULL,
    work         TEXT   NOT NULL,
    percent      BIGINT NOT NULL CONSTRAINT progress_report_percent CHECK (percent BETWEEN 0 AND 100),
    -- đồng: by the ledger on the day of the report, and what was spent as reported
    allotted     BIGINT NOT NULL,
    advanced     BIGINT NOT NULL,
    spent        BIGINT NOT NULL CONSTRAINT progress_report_spent CHECK (spent >= 0),
    counterpart  BIGINT NOT NULL CONSTRAINT progress_report_counterpart CHECK (counterpart >= 0),
    problems     TEXT   NOT NULL,
    proposals    TEXT   NOT NULL,
    paper_id     UUID   CONSTRAINT progress_report_paper REFERENCES proof_paper (id),
    actor        TEXT   NOT NULL,
    at           TIMESTAMPTZ NOT NULL,
    CONSTRAINT progress_report_period CHECK (period_from <= period_to)
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
    -- The national centre that carries it out and files it to the ministry agency itself.
    national_centre  TEXT    CONSTRAINT project_national_centre REFERENCES national_centre (code),
    created_at       TIMESTAMPTZ NOT NULL,
    version          BIGINT  NOT NULL DEFAULT 1,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT project_centre_scope CHECK (national_centre IS NULL OR scope = 'kcqg'),
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
, name TEXT NOT NULL DEFAULT '');

CREATE TABLE project_continuation (
    -- The project of local money.
    project_id   UUID PRIMARY KEY CONSTRAINT project_continuation_project REFERENCES project (id),
    -- The project it goes on with; a project is continued once.
    continues_id UUID NOT NULL CONSTRAINT project_continuation_once UNIQUE
                 CONSTRAINT project_continuation_continues REFERENCES project (id),
    CONSTRAINT project_continuation_other CHECK (project_id <> continues_id)
);

CREATE TABLE project_day (
    project_id UUID    NOT NULL CONSTRAINT project_day_project REFERENCES project (id),
    kind       TEXT    NOT NULL CONSTRAINT project_day_kind
               CHECK (kind IN ('registration_request', 'registration', 'progress_report')),
    -- That of the period, 1 where there are none.
    number     BIGINT  NOT NULL,
    -- The first day of the period.
    starts_on  DATE,
    due_on     DATE    NOT NULL,
    article    TEXT    NOT NULL,
    verified   BOOLEAN NOT NULL,
    PRIMARY KEY (project_id, kind, number),
    CONSTRAINT project_day_period CHECK ((kind = 'progress_report') = (starts_on IS NOT NULL)),
    CONSTRAINT project_day_order CHECK (starts_on IS NULL OR starts_on <= due_on)
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

CREATE TABLE project_request (
    id            UUID   PRIMARY KEY,
    project_id    UUID   NOT NULL CONSTRAINT project_request_project REFERENCES project (id),
    kind          TEXT   NOT NULL CONSTRAINT project_request_kind CHECK (kind IN ('inspection', 'defect')),
    inspection_id UUID   CONSTRAINT project_request_inspection REFERENCES inspection (id),
    -- The minutes that ask for it.
    paper_id      UUID   CONSTRAINT project_request_paper REFERENCES proof_paper (id),
    position      BIGINT NOT NULL,
    finding       TEXT   NOT NULL,
    wanted        TEXT   NOT NULL,
    asked_on      DATE   NOT NULL,
    due_on        DATE   NOT NULL,
    answered_on   DATE,
    answer        TEXT   NOT NULL,
    answered_by   TEXT   NOT NULL,
    version       BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT project_request_source CHECK ((kind = 'inspection') = (inspection_id IS NOT NULL)),
    CONSTRAINT project_request_days CHECK (due_on >= asked_on),
    CONSTRAINT project_request_answered CHECK ((answered_on IS NULL) = (answer = ''))
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

CREATE TABLE project_roster (
    project_id UUID   NOT NULL CONSTRAINT project_roster_project REFERENCES project (id),
    number     BIGINT NOT NULL CONSTRAINT project_roster_number CHECK (number > 0),
    state      TEXT   NOT NULL CONSTRAINT project_roster_state
               CHECK (state IN ('draft', 'fixed', 'superseded', 'refused')),
    paper_id   UUID   CONSTRAINT project_roster_paper REFERENCES proof_paper (id),
    fixed_on   DATE,
    actor      TEXT   NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (project_id, number),
    -- Nothing is fixed without its paper and day.
    CONSTRAINT project_roster_fixed
        CHECK ((state IN ('fixed', 'superseded')) = (paper_id IS NOT NULL AND fixed_on IS NOT NULL))
);

CREATE TABLE project_version (
    project_id       UUID   NOT NULL,
    number           BIGINT NOT NULL,
    title            TEXT   NOT NULL CONSTRAINT project_version_title CHECK (title <> ''),
    implementer      TEXT   NOT NULL,
    coordinator      TEXT   NOT NULL,
    unit_id          BIGINT CONSTRAINT project_version_unit REFERENCES unit (id),
    establishment_id UUID   CONSTRAINT project_version_establishment REFERENCES establishment (id),
    -- The name of the establishment when the version was drawn up.
    beneficiary      TEXT   NOT NULL,
    content          TEXT   NOT NULL,
    starts_on        DATE,
    ends_on          DATE,
    actor            TEXT   NOT NULL,
    at               TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (project_id, number),
    CONSTRAINT project_version_version FOREIGN KEY (project_id, number)
        REFERENCES cost_version (project_id, number),
    CONSTRAINT project_version_named CHECK ((establishment_id IS NULL) = (beneficiary = '')),
    CONSTRAINT project_version_period
        CHECK (ends_on IS NULL OR starts_on IS NULL OR starts_on <= ends_on)
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

CREATE TABLE proposal (
    id               UUID    PRIMARY KEY,
    plan_id          UUID    NOT NULL CONSTRAINT proposal_plan REFERENCES annual_plan (id),
    need_id          UUID    CONSTRAINT proposal_need REFERENCES need (id),
    project_id       UUID    CONSTRAINT proposal_project REFERENCES project (id),
    establishment_id UUID    CONSTRAINT proposal_establishment REFERENCES establishment (id),
    -- The name at the time of the proposal; empty when nobody in particular benefits.
    beneficiary      TEXT    NOT NULL,
    province_id      BIGINT  NOT NULL CONSTRAINT proposal_province REFERENCES unit (id),
    unit_id          BIGINT  CONSTRAINT proposal_unit REFERENCES unit (id),
    kind             TEXT    NOT NULL CONSTRAINT proposal_kind CHECK (kind IN ('single', 'group', 'flagship')),
    activity         TEXT    NOT NULL,
    variant          TEXT    NOT NULL,
    line             BOOLEAN NOT NULL,
    title            TEXT    NOT NULL,
    content          TEXT    NOT NULL,
    implementer      TEXT    NOT NULL,
    -- How many beneficiaries, machines or classes; the ceiling of a group is summed over them.
    quantity         BIGINT  NOT NULL CONSTRAINT proposal_quantity CHECK (quantity > 0),
    unit_word        TEXT    NOT NULL,
    -- đồng
    total_cost       BIGINT  NOT NULL CONSTRAINT proposal_total_cost CHECK (total_cost > 0),
    asked            BIGINT  NOT NULL CONSTRAINT proposal_asked CHECK (asked > 0),
    -- Who holds it now.
    holder           TEXT    NOT NULL CONSTRAINT proposal_holder
        CHECK (holder IN ('commune', 'centre', 'department', 'agency')),
    -- Who drew it up; it is never returned below.
    origin           TEXT    NOT NULL CONSTRAINT proposal_origin
        CHECK (origin IN ('commune', 'centre', 'department', 'agency')),
    state            TEXT    NOT NULL CONSTRAINT proposal_state CHECK (state IN
        ('open', 'returned', 'selected', 'reserve', 'deferred', 'refused', 'withdrawn', 'approved')),
    state_since      DATE    NOT NULL,
    reason           TEXT    NOT NULL,
    -- Place in the order of priority, 1 first.
    rank             BIGINT  CONSTRAINT proposal_rank CHECK (rank > 0),
    rank_reason      TEXT    NOT NULL,
    -- Share of the full score, in hundredths of a percent.
    score            BIGINT  CONSTRAINT proposal_score CHECK (score BETWEEN 0 AND 10000),
    -- đồng; what those who select would give
    granted          BIGINT  CONSTRAINT proposal_granted CHECK (granted > 0 AND granted <= asked),
    -- What the norms allowed on the day the proposal was last written or passed on.
    ceiling_on       DATE    NOT NULL,
    ceiling          BIGINT,
    ceiling_equation TEXT    NOT NULL,
    ceiling_article  TEXT    NOT NULL,
    ceiling_verified BOOLEAN NOT NULL,
    eligible         BOOLEAN NOT NULL,
    ceiling_reasons  TEXT    NOT NULL,
    plan_line_id     UUID    CONSTRAINT proposal_plan_line REFERENCES plan_line (id),
    search           TEXT    NOT NULL,
    version          BIGINT  NOT NULL DEFAULT 1,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE,
    created_by       UUID,
    created_at       TIMESTAMPTZ NOT NULL, carried_from UUID
    CONSTRAINT proposal_carried_from REFERENCES proposal (id), quarter_1 BIGINT, quarter_2 BIGINT, quarter_3 BIGINT, quarter_4 BIGINT
    CONSTRAINT proposal_quarters CHECK (
        (quarter_1 IS NULL AND quarter_2 IS NULL AND quarter_3 IS NULL AND quarter_4 IS NULL)
        OR (quarter_1 >= 0 AND quarter_2 >= 0 AND quarter_3 >= 0 AND quarter_4 >= 0
            AND granted IS NOT NULL
            AND quarter_1 + quarter_2 + quarter_3 + quarter_4 = granted)), unsure BOOLEAN NOT NULL DEFAULT FALSE
    CONSTRAINT proposal_unsure CHECK (eligible OR NOT unsure),
    CONSTRAINT proposal_money CHECK (asked <= total_cost),
    CONSTRAINT proposal_selected CHECK (state NOT IN ('selected', 'approved') OR granted IS NOT NULL),
    CONSTRAINT proposal_approved CHECK ((state = 'approved') = (plan_line_id IS NOT NULL)),
    CONSTRAINT proposal_refused CHECK (
        state NOT IN ('returned', 'reserve', 'deferred', 'refused', 'withdrawn') OR reason <> '')
);

CREATE TABLE proposal_remark (
    id          UUID PRIMARY KEY,
    proposal_id UUID NOT NULL CONSTRAINT proposal_remark_proposal REFERENCES proposal (id),
    from_holder TEXT NOT NULL,
    to_holder   TEXT NOT NULL,
    remark      TEXT NOT NULL CONSTRAINT proposal_remark_remark CHECK (remark <> ''),
    actor       TEXT NOT NULL,
    at          TIMESTAMPTZ NOT NULL
);

CREATE TABLE proposal_score (
    proposal_id  UUID   NOT NULL CONSTRAINT proposal_score_proposal REFERENCES proposal (id),
    criterion_id UUID   NOT NULL CONSTRAINT proposal_score_criterion REFERENCES selection_criterion (id),
    points       BIGINT NOT NULL CONSTRAINT proposal_score_points CHECK (points >= 0),
    reason       TEXT   NOT NULL,
    actor        TEXT   NOT NULL,
    at           TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (proposal_id, criterion_id)
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

CREATE TABLE reminder (
    id         UUID PRIMARY KEY,
    account_id UUID NOT NULL CONSTRAINT reminder_account REFERENCES account (id),
    stage      TEXT NOT NULL CONSTRAINT reminder_stage CHECK (stage IN ('assigned', 'soon', 'late')),
    kind       TEXT NOT NULL,
    thing      TEXT NOT NULL,
    record_id  UUID NOT NULL,
    title      TEXT NOT NULL,
    due_on     DATE NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    read_at    TIMESTAMPTZ,
    mail_id    UUID CONSTRAINT reminder_mail REFERENCES mail (id)
);

CREATE TABLE reminder_setting (
    account_id UUID   PRIMARY KEY CONSTRAINT reminder_setting_account REFERENCES account (id),
    email      TEXT   NOT NULL,
    -- How many days before the day itself.
    days_ahead BIGINT NOT NULL CONSTRAINT reminder_setting_days CHECK (days_ahead BETWEEN 0 AND 60),
    -- Reminders made before the address was given do not go out.
    since      TIMESTAMPTZ NOT NULL,
    version    BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE report_due (
    id          UUID    PRIMARY KEY,
    kind        TEXT    NOT NULL CONSTRAINT report_due_kind CHECK (kind IN ('yearly', 'half_year')),
    province_id BIGINT  NOT NULL CONSTRAINT report_due_province REFERENCES unit (id),
    year        BIGINT  NOT NULL,
    due_on      DATE    NOT NULL,
    article     TEXT    NOT NULL,
    verified    BOOLEAN NOT NULL
);

CREATE TABLE report_sent (
    id           UUID    PRIMARY KEY,
    kind         TEXT    NOT NULL CONSTRAINT report_sent_kind CHECK (kind IN ('yearly', 'half_year')),
    province_id  BIGINT  NOT NULL CONSTRAINT report_sent_province REFERENCES unit (id),
    year         BIGINT  NOT NULL CONSTRAINT report_sent_year CHECK (year BETWEEN 2000 AND 2200),
    paper_no     TEXT    NOT NULL CONSTRAINT report_sent_paper CHECK (paper_no <> ''),
    paper_on     DATE    NOT NULL,
    sent_on      DATE    NOT NULL,
    recipient    TEXT    NOT NULL,
    note         TEXT    NOT NULL,
    file_id      UUID    CONSTRAINT report_sent_file REFERENCES stored_file (id),
    account_id   UUID,
    actor        TEXT    NOT NULL,
    at           TIMESTAMPTZ NOT NULL,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT report_sent_order CHECK (paper_on <= sent_on)
);

CREATE TABLE requirement (
    id               UUID    PRIMARY KEY,
    kind             TEXT    NOT NULL,
    key              TEXT    NOT NULL,
    version          BIGINT  NOT NULL,
    supersedes_id    UUID    REFERENCES requirement (id),
    change           TEXT    NOT NULL,
    reason           TEXT    NOT NULL,
    -- Which paper or question it is: entries of projects name it, and a province's own row of the
    -- same code takes the place of the nation's.
    code             TEXT    NOT NULL,
    position         BIGINT  NOT NULL,
    title_vi         TEXT    NOT NULL,
    title_en         TEXT    NOT NULL,
    -- NULL: both budgets.
    scope            TEXT,
    territory_id     BIGINT  REFERENCES unit (id),
    -- Only of papers.
    stage            TEXT,
    required         BOOLEAN,
    copies           BIGINT,
    -- Codes joined by commas; empty for all.
    activities       TEXT    NOT NULL,
    project_kinds    TEXT    NOT NULL,
    -- Only of questions; NULL: both levels.
    level            TEXT,
    article          TEXT    NOT NULL,
    valid_from       DATE    NOT NULL,
    -- Last day, inclusive.
    valid_to         DATE,
    verified         BOOLEAN NOT NULL,
    verified_by      TEXT    NOT NULL,
    verified_at      TIMESTAMPTZ,
    evidence         TEXT    NOT NULL,
    recorded_by      TEXT    NOT NULL,
    recorded_account UUID    REFERENCES account (id),
    recorded_at      TIMESTAMPTZ NOT NULL,
    illustration     BOOLEAN NOT NULL DEFAULT FALSE, instrument_id UUID REFERENCES instrument (id),
    CONSTRAINT requirement_version CHECK (
        (version = 1 AND supersedes_id IS NULL) OR (version > 1 AND supersedes_id IS NOT NULL)),
    CONSTRAINT requirement_change CHECK (change IN ('add', 'correct', 'end', 'verify')),
    CONSTRAINT requirement_scope CHECK (scope IS NULL OR scope IN ('kcqg', 'kcdp')),
    CONSTRAINT requirement_kind CHECK (
        (kind = 'paper' AND stage IN ('registration', 'base_appraisal') AND required IS NOT NULL
            AND copies BETWEEN 1 AND 20 AND level IS NULL)
        OR (kind = 'criterion' AND stage IS NULL AND required IS NULL AND copies IS NULL
            AND activities = '' AND project_kinds = ''
            AND (level IS NULL OR level IN ('base', 'ministry')))),
    CONSTRAINT requirement_period CHECK (valid_to IS NULL OR valid_from <= valid_to)
);

CREATE TABLE roster_entry (
    project_id       UUID   NOT NULL,
    number           BIGINT NOT NULL,
    -- The cost line that carries its money, in the estimate or in the version proposed with the list.
    line_id          UUID   NOT NULL,
    position         BIGINT NOT NULL,
    -- None for a class or a party of learners.
    establishment_id UUID   CONSTRAINT roster_entry_establishment REFERENCES establishment (id),
    name             TEXT   NOT NULL CONSTRAINT roster_entry_name CHECK (name <> ''),
    unit_id          BIGINT CONSTRAINT roster_entry_unit REFERENCES unit (id),
    place            TEXT   NOT NULL,
    -- The type of machine, the trade of the class, the topic.
    subject          TEXT   NOT NULL,
    specification    TEXT   NOT NULL,
    quantity         BIGINT NOT NULL CONSTRAINT roster_entry_quantity CHECK (quantity > 0),
    unit_word        TEXT   NOT NULL,
    -- Number and day of the list of learners.
    list_ref         TEXT   NOT NULL,
    PRIMARY KEY (project_id, number, line_id),
    CONSTRAINT roster_entry_roster
        FOREIGN KEY (project_id, number) REFERENCES project_roster (project_id, number)
);

CREATE TABLE selection_criterion (
    id          UUID    PRIMARY KEY,
    scope       TEXT    CONSTRAINT selection_criterion_scope CHECK (scope IN ('kcqg', 'kcdp')),
    -- None: everywhere.
    province_id BIGINT  CONSTRAINT selection_criterion_province REFERENCES unit (id),
    position    BIGINT  NOT NULL,
    title       TEXT    NOT NULL,
    hint        TEXT    NOT NULL,
    -- Points that may be given, from 0, and what each counts.
    most        BIGINT  NOT NULL CONSTRAINT selection_criterion_most CHECK (most BETWEEN 1 AND 100),
    weight      BIGINT  NOT NULL CONSTRAINT selection_criterion_weight CHECK (weight BETWEEN 1 AND 100),
    -- The text it comes from; empty when it is the department's own.
    article     TEXT    NOT NULL,
    verified    BOOLEAN NOT NULL,
    valid_from  DATE    NOT NULL,
    -- The first day on which it is no more.
    valid_to    DATE    CONSTRAINT selection_criterion_valid CHECK (valid_to >= valid_from),
    version     BIGINT  NOT NULL DEFAULT 1,
    created_at  TIMESTAMPTZ NOT NULL
, instrument_id UUID REFERENCES instrument (id), supersedes_id UUID
    CONSTRAINT selection_criterion_supersedes REFERENCES selection_criterion (id), reason TEXT NOT NULL DEFAULT ''
    CONSTRAINT selection_criterion_reason CHECK (supersedes_id IS NULL OR reason <> ''), recorded_by TEXT NOT NULL DEFAULT '');

CREATE TABLE selection_meeting (
    plan_id      UUID    NOT NULL CONSTRAINT selection_meeting_plan REFERENCES annual_plan (id),
    holder       TEXT    NOT NULL CONSTRAINT selection_meeting_holder
        CHECK (holder IN ('department', 'agency')),
    held_on      DATE    NOT NULL,
    -- As people write it; empty when not noted.
    starts_at    TEXT    NOT NULL,
    place        TEXT    NOT NULL CONSTRAINT selection_meeting_place CHECK (place <> ''),
    chair        TEXT    NOT NULL CONSTRAINT selection_meeting_chair CHECK (chair <> ''),
    secretary    TEXT    NOT NULL CONSTRAINT selection_meeting_secretary CHECK (secretary <> ''),
    -- One a line: name, post, body.
    attendees    TEXT    NOT NULL CONSTRAINT selection_meeting_attendees CHECK (attendees <> ''),
    version      BIGINT  NOT NULL DEFAULT 1,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT selection_meeting_plan_id_holder_key PRIMARY KEY (plan_id, holder)
);

CREATE TABLE session (
    id         TEXT PRIMARY KEY,
    data       TEXT NOT NULL,
    -- Who is signed in, so that all sessions of a person can be ended.
    account_id UUID,
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

CREATE TABLE supplement_gap (
    id       UUID   PRIMARY KEY,
    round_id UUID   NOT NULL CONSTRAINT supplement_gap_round REFERENCES supplement_round (id),
    position BIGINT NOT NULL,
    -- Code of the paper in the check-list; empty for the dossier as a whole.
    item     TEXT   NOT NULL,
    gap      TEXT   NOT NULL,
    answer   TEXT   NOT NULL,
    answered_by TEXT NOT NULL,
    answered_at TIMESTAMPTZ
);

CREATE TABLE supplement_round (
    id          UUID   PRIMARY KEY,
    project_id  UUID   NOT NULL CONSTRAINT supplement_round_project REFERENCES project (id),
    level       TEXT   NOT NULL CONSTRAINT supplement_round_level CHECK (level IN ('base', 'ministry')),
    number      BIGINT NOT NULL,
    -- None while it is being prepared.
    asked_on    DATE,
    due_on      DATE,
    -- The gaps were listed one by one; each is answered before the project goes back.
    listed      BOOLEAN NOT NULL,
    asked_by    TEXT   NOT NULL,
    letter      TEXT   NOT NULL,
    answered_on DATE,
    answered_by TEXT   NOT NULL,
    answer      TEXT   NOT NULL,
    version     BIGINT NOT NULL DEFAULT 1,
    created_at  TIMESTAMPTZ NOT NULL,
    CONSTRAINT supplement_round_order
        CHECK (answered_on IS NULL OR (asked_on IS NOT NULL AND asked_on <= answered_on))
);

CREATE TABLE task (
    id           UUID    PRIMARY KEY,
    title        TEXT    NOT NULL CONSTRAINT task_title CHECK (title <> ''),
    description  TEXT    NOT NULL,
    project_id   UUID    CONSTRAINT task_project REFERENCES project (id),
    province_id  BIGINT  NOT NULL CONSTRAINT task_province REFERENCES unit (id),
    department   TEXT    NOT NULL,
    person_id    UUID    CONSTRAINT task_person REFERENCES account (id),
    person_name  TEXT    NOT NULL,
    starts_on    DATE,
    due_on       DATE    NOT NULL,
    state        TEXT    NOT NULL CONSTRAINT task_state
        CHECK (state IN ('planned', 'doing', 'done', 'dropped')),
    -- Hundredths done.
    progress     BIGINT  NOT NULL CONSTRAINT task_progress CHECK (progress BETWEEN 0 AND 100),
    done_on      DATE,
    search       TEXT    NOT NULL,
    version      BIGINT  NOT NULL DEFAULT 1,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    created_by   UUID,
    created_at   TIMESTAMPTZ NOT NULL,
    CONSTRAINT task_period CHECK (starts_on IS NULL OR starts_on <= due_on),
    CONSTRAINT task_who CHECK (person_id IS NOT NULL OR department <> ''),
    CONSTRAINT task_done CHECK ((state = 'done') = (done_on IS NOT NULL)),
    CONSTRAINT task_whole CHECK ((state = 'done') = (progress = 100) OR state = 'dropped')
);

CREATE TABLE task_dependency (
    task_id  UUID NOT NULL CONSTRAINT task_dependency_task REFERENCES task (id),
    needs_id UUID NOT NULL CONSTRAINT task_dependency_needs REFERENCES task (id),
    PRIMARY KEY (task_id, needs_id),
    CONSTRAINT task_dependency_self CHECK (task_id <> needs_id)
);

CREATE TABLE task_obstacle (
    id           UUID    PRIMARY KEY,
    task_id      UUID    NOT NULL CONSTRAINT task_obstacle_task REFERENCES task (id),
    description  TEXT    NOT NULL CONSTRAINT task_obstacle_description CHECK (description <> ''),
    -- An account, or somebody outside by name.
    person_id    UUID    CONSTRAINT task_obstacle_person REFERENCES account (id),
    person_name  TEXT    NOT NULL CONSTRAINT task_obstacle_who CHECK (person_name <> ''),
    due_on       DATE    NOT NULL,
    raised_on    DATE    NOT NULL,
    raised_by    TEXT    NOT NULL,
    resolution   TEXT    NOT NULL DEFAULT '',
    resolved_on  DATE,
    resolved_by  TEXT    NOT NULL DEFAULT '',
    version      BIGINT  NOT NULL DEFAULT 1,
    illustration BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT task_obstacle_period CHECK (raised_on <= due_on),
    CONSTRAINT task_obstacle_resolved CHECK ((resolved_on IS NULL) = (resolution = ''))
);

CREATE TABLE task_report (
    id        UUID   PRIMARY KEY,
    task_id   UUID   NOT NULL CONSTRAINT task_report_task REFERENCES task (id),
    state     TEXT   NOT NULL,
    progress  BIGINT NOT NULL,
    note      TEXT   NOT NULL,
    actor     TEXT   NOT NULL,
    at        TIMESTAMPTZ NOT NULL
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

CREATE TABLE voucher (
    id            UUID   PRIMARY KEY,
    project_id    UUID   NOT NULL CONSTRAINT voucher_project REFERENCES project (id),
    line_id       UUID   NOT NULL,
    source        TEXT   NOT NULL,
    number        TEXT   NOT NULL,
    issued_on     DATE   NOT NULL,
    seller        TEXT   NOT NULL,
    tax_code      TEXT   NOT NULL,
    content       TEXT   NOT NULL,
    -- đồng, without value-added tax; the whole invoice, of which one source may pay a part
    amount        BIGINT NOT NULL CONSTRAINT voucher_amount CHECK (amount > 0),
    vat           BIGINT NOT NULL CONSTRAINT voucher_vat CHECK (vat >= 0),
    claimed       BIGINT NOT NULL CONSTRAINT voucher_claimed CHECK (claimed > 0),
    -- None until somebody looked at it.
    admitted      BIGINT CONSTRAINT voucher_admitted CHECK (admitted >= 0),
    refusal       TEXT   NOT NULL,
    -- The invoice as it is claimed for one project only; see item_claim.
    claim         TEXT   NOT NULL,
    entered_by    UUID,
    entered_name  TEXT   NOT NULL,
    entered_at    TIMESTAMPTZ NOT NULL,
    admitted_by   UUID,
    admitted_name TEXT   NOT NULL,
    admitted_at   TIMESTAMPTZ,
    version       BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT voucher_line FOREIGN KEY (line_id, source) REFERENCES cost_line_source (line_id, source),
    CONSTRAINT voucher_claimed_within_invoice CHECK (claimed <= amount + vat),
    CONSTRAINT voucher_admitted_within_claimed CHECK (admitted <= claimed),
    CONSTRAINT voucher_refusal_said CHECK (admitted IS NULL OR admitted = claimed OR refusal <> ''),
    CONSTRAINT voucher_two_people CHECK (admitted_by <> entered_by)
);

CREATE TABLE workflow_draft (
    id              UUID   PRIMARY KEY,
    scope           TEXT   NOT NULL CONSTRAINT workflow_draft_scope CHECK (scope IN ('kcqg', 'kcdp')),
    territory_id    BIGINT REFERENCES unit (id),
    base_id         UUID   REFERENCES workflow_version (id),
    definition      TEXT   NOT NULL,
    valid_from      DATE   NOT NULL,
    state           TEXT   NOT NULL CONSTRAINT workflow_draft_state
                           CHECK (state IN ('open', 'published', 'discarded')),
    published_id    UUID   REFERENCES workflow_version (id),
    version         BIGINT NOT NULL DEFAULT 1,
    created_by      TEXT   NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL,
    changed_by      TEXT   NOT NULL,
    changed_at      TIMESTAMPTZ NOT NULL,
    illustration    BOOLEAN NOT NULL DEFAULT FALSE, article TEXT NOT NULL DEFAULT '', instrument_id UUID REFERENCES instrument (id),
    CONSTRAINT workflow_draft_local CHECK (scope = 'kcdp' OR territory_id IS NULL),
    CONSTRAINT workflow_draft_published CHECK ((state = 'published') = (published_id IS NOT NULL))
);

CREATE TABLE workflow_file (
    id          UUID PRIMARY KEY,
    workflow_id UUID NOT NULL CONSTRAINT workflow_file_workflow REFERENCES workflow_version (id),
    file_id     UUID NOT NULL CONSTRAINT workflow_file_file REFERENCES stored_file (id),
    sha256      TEXT NOT NULL CONSTRAINT workflow_file_sha256 CHECK (length(sha256) = 64),
    recorded_by TEXT NOT NULL,
    account_id  UUID,
    created_at  TIMESTAMPTZ NOT NULL
);

CREATE TABLE workflow_version (
    id              UUID   PRIMARY KEY,
    key             TEXT   NOT NULL,
    number          BIGINT NOT NULL CONSTRAINT workflow_version_number CHECK (number > 0),
    scope           TEXT   NOT NULL CONSTRAINT workflow_version_scope CHECK (scope IN ('kcqg', 'kcdp')),
    territory_id    BIGINT CONSTRAINT workflow_version_territory REFERENCES unit (id),
    definition      TEXT   NOT NULL,
    valid_from      DATE   NOT NULL,
    -- The version it was drawn up from.
    from_id         UUID   REFERENCES workflow_version (id),
    -- The decision that puts it in force; empty for those that come with the product.
    paper_number    TEXT   NOT NULL DEFAULT '',
    paper_signed_on DATE,
    paper_signer    TEXT   NOT NULL DEFAULT '',
    published_by    TEXT   NOT NULL DEFAULT '',
    created_at      TIMESTAMPTZ NOT NULL,
    illustration    BOOLEAN NOT NULL DEFAULT FALSE, article TEXT NOT NULL DEFAULT '', instrument_id UUID REFERENCES instrument (id),
    -- The workflow of national money is the Ministry's, the same everywhere.
    CONSTRAINT workflow_version_local CHECK (scope = 'kcdp' OR territory_id IS NULL),
    CONSTRAINT workflow_version_paper CHECK (
        (paper_number = '' AND paper_signed_on IS NULL)
        OR (paper_number <> '' AND paper_signed_on IS NOT NULL AND paper_signer <> ''))
);

CREATE INDEX acceptance_item_invoice_idx ON acceptance_item (invoice_key);

CREATE INDEX acceptance_item_project_idx ON acceptance_item (project_id);

CREATE INDEX acceptance_item_serial_idx ON acceptance_item (serial_key);

CREATE UNIQUE INDEX account_username_key ON account (username);

CREATE UNIQUE INDEX agreement_project_id_number_key ON agreement (project_id, number);

CREATE INDEX annual_plan_list_idx ON annual_plan (year, id);

CREATE UNIQUE INDEX annual_plan_scope_province_id_year_key
    ON annual_plan (scope, province_id, year);

CREATE UNIQUE INDEX annual_plan_scope_year_key
    ON annual_plan (scope, year) WHERE province_id IS NULL;

CREATE INDEX audit_record_thing ON audit_record (thing, thing_id);

CREATE INDEX broadcast_item_place ON broadcast_item (province_id, year);

CREATE INDEX budget_grant_budget_idx ON budget_grant (budget_id, id);

CREATE UNIQUE INDEX budget_scope_province_id_year_key ON budget (scope, province_id, year);

CREATE UNIQUE INDEX budget_scope_year_key ON budget (scope, year) WHERE province_id IS NULL;

CREATE UNIQUE INDEX bulletin_issue_province_id_year_number_key ON bulletin_issue (province_id, year, number);

CREATE UNIQUE INDEX calendar_key_hash_key ON calendar_key (hash);

CREATE INDEX ceiling_decision_thing ON ceiling_decision (thing, thing_id);

CREATE UNIQUE INDEX cluster_province_id_name_key ON cluster (province_id, name);

CREATE INDEX cost_line_kept_idx ON cost_line (project_id, removed, id);

CREATE INDEX cost_line_project_idx ON cost_line (project_id, position);

CREATE UNIQUE INDEX cost_line_source_line_id_key ON cost_line_source (line_id)
    WHERE requested > 0 AND source IN ('kcqg', 'kcdp', 'other_state');

CREATE UNIQUE INDEX cost_version_project_id_key ON cost_version (project_id) WHERE state = 'proposed';

CREATE UNIQUE INDEX council_interest_member_id_project_id_kind_key
    ON council_interest (member_id, project_id, kind);

CREATE INDEX council_interest_project_idx ON council_interest (project_id, state);

CREATE UNIQUE INDEX council_issuer_decision_no_decision_on_key
    ON council (issuer, decision_no, decision_on);

CREATE UNIQUE INDEX council_item_project_id_key ON council_item (project_id) WHERE outcome = 'pending';

CREATE INDEX council_item_project_idx ON council_item (project_id);

CREATE UNIQUE INDEX council_item_session_id_project_id_key ON council_item (session_id, project_id);

CREATE INDEX council_list_idx ON council (decision_on, id);

CREATE INDEX council_member_account_idx ON council_member (account_id);

CREATE UNIQUE INDEX council_member_council_id_account_id_key
    ON council_member (council_id, account_id) WHERE until IS NULL;

CREATE UNIQUE INDEX council_member_council_id_duty_key
    ON council_member (council_id, duty) WHERE duty = 'chair' AND until IS NULL;

CREATE INDEX council_member_council_idx ON council_member (council_id, position);

CREATE UNIQUE INDEX council_presence_session_id_member_id_present_key
    ON council_presence (session_id, member_id, present);

CREATE UNIQUE INDEX council_seat_item_id_member_id_entitled_key
    ON council_seat (item_id, member_id, entitled);

CREATE UNIQUE INDEX council_session_council_id_number_key ON council_session (council_id, number);

CREATE INDEX council_vote_trail_item_idx ON council_vote_trail (item_id, member_id);

CREATE UNIQUE INDEX debt_project_id_number_key ON debt (project_id, number);

CREATE INDEX debt_recovery_debt_idx ON debt_recovery (debt_id, id);

CREATE INDEX establishment_name_key ON establishment (name_key);

CREATE INDEX establishment_province_sorted ON establishment (province_id, name_fold, id);

CREATE INDEX establishment_registration_number ON establishment (registration_number);

CREATE INDEX establishment_site_address ON establishment_site (unit_id, address_fold);

CREATE UNIQUE INDEX establishment_site_main_key ON establishment_site (establishment_id) WHERE main;

CREATE INDEX establishment_site_of ON establishment_site (establishment_id);

CREATE INDEX establishment_sorted ON establishment (name_fold, id);

CREATE UNIQUE INDEX establishment_tax_code_key ON establishment (tax_code);

CREATE INDEX establishment_taxpayer ON establishment (substr(tax_code, 1, 10));

CREATE INDEX establishment_unit_name ON establishment (unit_id, name_key);

CREATE UNIQUE INDEX establishment_year_establishment_id_year_source_revision_key
    ON establishment_year (establishment_id, year, source, revision);

CREATE INDEX execution_photo_project_idx ON execution_photo (project_id);

CREATE INDEX flagship_cell_province_idx ON flagship_cell (province_id);

CREATE UNIQUE INDEX flagship_code_key ON flagship (code);

CREATE INDEX flagship_part_cell_idx ON flagship_part (flagship_id, year, province_id);

CREATE UNIQUE INDEX follow_up_project_id_number_key ON follow_up (project_id, number);

CREATE UNIQUE INDEX form_basis_code_valid_from_version_key ON form_basis (code, valid_from, version);

CREATE INDEX form_basis_instrument_idx ON form_basis (instrument_id);

CREATE UNIQUE INDEX framework_from_year_key ON framework (from_year) WHERE province_id IS NULL;

CREATE INDEX framework_list_idx ON framework (from_year, id);

CREATE UNIQUE INDEX framework_province_id_from_year_key ON framework (province_id, from_year);

CREATE INDEX funding_match_other_idx ON funding_match (other_thing, other_id);

CREATE UNIQUE INDEX funding_match_project_id_match_key_key ON funding_match (project_id, match_key);

CREATE INDEX funding_match_rule_instrument_idx ON funding_match_rule (instrument_id);

CREATE UNIQUE INDEX funding_match_rule_kind_valid_from_key ON funding_match_rule (kind, valid_from);

CREATE UNIQUE INDEX inspection_project_id_number_key ON inspection (project_id, number);

CREATE UNIQUE INDEX instrument_article_instrument_id_kind_number_key
    ON instrument_article (instrument_id, kind, number);

CREATE INDEX instrument_conclusion_done_idx ON instrument_conclusion (done_instrument_id);

CREATE UNIQUE INDEX instrument_number_issuer_signed_year_key
    ON instrument (number, issuer, signed_year);

CREATE INDEX instrument_relation_to ON instrument_relation (to_id, kind);

CREATE UNIQUE INDEX instrument_seed_key_key ON instrument (seed_key);

CREATE INDEX instrument_signed ON instrument (signed_on, id);

CREATE INDEX instrument_unit ON instrument (unit_id);

CREATE UNIQUE INDEX item_claim_claim_key ON item_claim (claim);

CREATE INDEX item_claim_project_idx ON item_claim (project_id);

CREATE INDEX kept_duty_open_idx
    ON kept_duty (due_on, kind, project_id, province_id, person_id, role, year)
    WHERE done_on IS NULL;

CREATE INDEX kept_duty_project_idx ON kept_duty (project_id);

CREATE INDEX kept_duty_province_idx
    ON kept_duty (province_id, year, due_on, done_on, kind, person_id, role);

CREATE INDEX kept_duty_year_idx
    ON kept_duty (year, due_on, kind, project_id, done_on, province_id, person_id, role);

CREATE INDEX kept_total_level_idx ON kept_total (level, year, province_id);

CREATE INDEX machine_support_establishment_id ON machine_support (establishment_id);

CREATE INDEX machine_support_place ON machine_support (province_id, year);

CREATE INDEX machine_support_project_id ON machine_support (project_id);

CREATE UNIQUE INDEX machine_support_serial_key ON machine_support (serial) WHERE serial <> '';

CREATE INDEX machine_support_serial_written ON machine_support
    (lower(replace(replace(replace(replace(serial, ' ', ''), '-', ''), '/', ''), '.', '')));

CREATE INDEX mail_account_idx ON mail (account_id, created_at);

CREATE INDEX mail_state_idx ON mail (state, next_try_at);

CREATE INDEX meeting_held_on ON meeting (held_on);

CREATE INDEX money_entry_carried_idx ON money_entry (carried_line_id);

CREATE INDEX money_entry_line_idx ON money_entry (line_id, source, kind);

CREATE INDEX money_entry_project_idx ON money_entry (project_id);

CREATE INDEX need_establishment_idx ON need (establishment_id);

CREATE INDEX need_list_idx ON need (province_id, met_on, id);

CREATE INDEX need_met_idx ON need (met_on, id);

CREATE INDEX norm_activity ON norm (activity, variant);

CREATE INDEX norm_instrument ON norm (instrument_id);

CREATE UNIQUE INDEX norm_key_version_key ON norm (key, version);

CREATE UNIQUE INDEX norm_supersedes_id_key ON norm (supersedes_id);

CREATE UNIQUE INDEX paper_number_series_id_year_number_key
    ON paper_number (series_id, year, number);

CREATE UNIQUE INDEX paper_series_kind_from_year_key
    ON paper_series (kind, from_year) WHERE territory_id IS NULL;

CREATE UNIQUE INDEX paper_series_territory_id_issuer_kind_from_year_key
    ON paper_series (territory_id, issuer, kind, from_year) WHERE territory_id IS NOT NULL;

CREATE INDEX parameter_instrument ON parameter (instrument_id);

CREATE UNIQUE INDEX parameter_key_version_key ON parameter (key, version);

CREATE UNIQUE INDEX parameter_supersedes_id_key ON parameter (supersedes_id);

CREATE INDEX plan_change_plan_idx ON plan_change (plan_id, line_id);

CREATE INDEX plan_line_plan_idx ON plan_line (plan_id, position, id);

CREATE INDEX plan_transfer_from_idx ON plan_transfer (from_line);

CREATE INDEX plan_transfer_to_idx ON plan_transfer (to_line);

CREATE UNIQUE INDEX progress_report_project_id_number_key ON progress_report (project_id, number);

CREATE INDEX project_beneficiary_establishment_idx ON project_beneficiary (establishment_id);

CREATE INDEX project_ceiling_project_idx ON project_ceiling (project_id);

CREATE UNIQUE INDEX project_code_key ON project (code);

CREATE INDEX project_event_project_idx ON project_event (project_id);

CREATE INDEX project_event_step_idx ON project_event (project_id, step, on_date);

CREATE INDEX project_list_idx ON project (province_id, year, id);

CREATE INDEX project_national_centre_idx ON project (national_centre, id);

CREATE INDEX project_need_idx ON project (need_id);

CREATE INDEX project_plan_line_idx ON project (plan_line_id);

CREATE INDEX project_report_idx ON project (province_id, year, scope, state, illustration, id);

CREATE INDEX project_request_project_idx ON project_request (project_id, id);

CREATE UNIQUE INDEX project_roster_draft_key ON project_roster (project_id) WHERE state = 'draft';

CREATE UNIQUE INDEX project_roster_fixed_key ON project_roster (project_id) WHERE state = 'fixed';

CREATE INDEX project_state_idx ON project (state, id);

CREATE INDEX project_year_idx ON project (year, id);

CREATE INDEX proof_file_project_idx ON proof_file (project_id);

CREATE INDEX proof_paper_project_idx ON proof_paper (project_id);

CREATE UNIQUE INDEX proposal_carried_from_key ON proposal (carried_from) WHERE state <> 'withdrawn';

CREATE INDEX proposal_list_idx ON proposal (province_id, id);

CREATE INDEX proposal_need_idx ON proposal (need_id);

CREATE UNIQUE INDEX proposal_plan_id_need_id_key ON proposal (plan_id, need_id)
    WHERE state <> 'withdrawn';

CREATE UNIQUE INDEX proposal_plan_id_project_id_key ON proposal (plan_id, project_id)
    WHERE state <> 'withdrawn';

CREATE INDEX proposal_plan_idx ON proposal (plan_id, state, holder);

CREATE INDEX proposal_project_idx ON proposal (project_id);

CREATE INDEX proposal_remark_proposal_idx ON proposal_remark (proposal_id, id);

CREATE UNIQUE INDEX published_establishment_establishment_id_url_key
    ON published_establishment (establishment_id, url);

CREATE INDEX published_establishment_place ON published_establishment (province_id, year);

CREATE UNIQUE INDEX recognised_product_establishment_id_level_decision_name_key
    ON recognised_product (establishment_id, level, decision, name);

CREATE INDEX recognised_product_place ON recognised_product (province_id, year);

CREATE INDEX recommendation_meeting_id ON recommendation (meeting_id);

CREATE UNIQUE INDEX reminder_account_id_stage_kind_record_id_due_on_key
    ON reminder (account_id, stage, kind, record_id, due_on);

CREATE INDEX reminder_list_idx ON reminder (account_id, id);

CREATE INDEX reminder_mail_idx ON reminder (mail_id);

CREATE INDEX reminder_unread_idx ON reminder (account_id, read_at);

CREATE INDEX reminder_week_idx ON reminder (due_on) WHERE kind = 'late_week';

CREATE UNIQUE INDEX report_due_kind_province_id_year_key ON report_due (kind, province_id, year);

CREATE INDEX report_sent_report_idx ON report_sent (province_id, year, kind);

CREATE INDEX requirement_instrument_idx ON requirement (instrument_id);

CREATE UNIQUE INDEX requirement_key_version_key ON requirement (key, version);

CREATE UNIQUE INDEX requirement_supersedes_id_key ON requirement (supersedes_id);

CREATE INDEX roster_entry_establishment_idx ON roster_entry (establishment_id);

CREATE UNIQUE INDEX roster_entry_project_id_number_establishment_id_key
    ON roster_entry (project_id, number, establishment_id);

CREATE INDEX selection_criterion_instrument_idx ON selection_criterion (instrument_id);

CREATE UNIQUE INDEX selection_criterion_supersedes_id_key ON selection_criterion (supersedes_id);

CREATE INDEX session_expires_at ON session (expires_at);

CREATE UNIQUE INDEX showroom_support_establishment_id_opened_on_key
    ON showroom_support (establishment_id, opened_on);

CREATE INDEX showroom_support_place ON showroom_support (province_id, year);

CREATE INDEX sign_in_failure_username ON sign_in_failure (username, at);

CREATE UNIQUE INDEX supplement_gap_round_id_position_key ON supplement_gap (round_id, position);

CREATE UNIQUE INDEX supplement_round_project_id_key
    ON supplement_round (project_id) WHERE answered_on IS NULL;

CREATE UNIQUE INDEX supplement_round_project_id_level_number_key
    ON supplement_round (project_id, level, number);

CREATE INDEX task_dependency_needs_idx ON task_dependency (needs_id);

CREATE INDEX task_due_idx ON task (due_on, id);

CREATE INDEX task_list_idx ON task (province_id, due_on, id);

CREATE INDEX task_obstacle_person_idx ON task_obstacle (person_id, due_on);

CREATE INDEX task_obstacle_task_idx ON task_obstacle (task_id);

CREATE INDEX task_person_idx ON task (person_id, due_on);

CREATE INDEX task_project_idx ON task (project_id);

CREATE INDEX task_report_task_idx ON task_report (task_id, id);

CREATE INDEX training_class_place ON training_class (province_id, year);

CREATE UNIQUE INDEX unit_level_code_valid_from_key ON unit (level, code, valid_from);

CREATE INDEX unit_parent ON unit (parent_id);

CREATE INDEX unit_province ON unit (province_id, level);

CREATE INDEX unit_succession_new ON unit_succession (new_id);

CREATE UNIQUE INDEX voucher_claim_line_id_source_key ON voucher (claim, line_id, source);

CREATE INDEX voucher_number_idx ON voucher
    ((CASE WHEN length(claim) > 19 THEN substr(claim, 9, length(claim) - 19) ELSE '' END));

CREATE INDEX voucher_project_idx ON voucher (project_id, id);

CREATE UNIQUE INDEX workflow_draft_scope_key ON workflow_draft (scope)
    WHERE state = 'open' AND territory_id IS NULL;

CREATE UNIQUE INDEX workflow_draft_territory_id_key ON workflow_draft (territory_id)
    WHERE state = 'open' AND territory_id IS NOT NULL;

CREATE INDEX workflow_file_workflow_idx ON workflow_file (workflow_id);

CREATE INDEX workflow_version_instrument_idx ON workflow_version (instrument_id);

CREATE UNIQUE INDEX workflow_version_key_number_key ON workflow_version (key, number);

CREATE INDEX workflow_version_scope_idx ON workflow_version (scope, valid_from);

CREATE VIEW form_basis_current AS
SELECT b.* FROM form_basis b
WHERE b.change <> 'withdraw'
  AND NOT EXISTS (
    SELECT 1 FROM form_basis later
    WHERE later.code = b.code AND later.valid_from = b.valid_from AND later.version > b.version);

CREATE VIEW instrument_conclusion_current AS
SELECT c.* FROM instrument_conclusion c
WHERE NOT EXISTS (SELECT 1 FROM instrument_conclusion later
                  WHERE later.instrument_id = c.instrument_id AND later.version > c.version);

CREATE VIEW ledger_balance AS
SELECT p.id AS project_id, p.year AS year, p.province_id AS province_id, p.activity AS activity,
       l.plan_id AS plan_id, s.source AS source, p.illustration AS illustration,
       s.requested AS requested, s.planned AS planned, s.allotted AS allotted,
       s.committed AS committed, s.advanced AS advanced, s.accepted AS accepted,
       s.settled AS settled, s.paid AS paid, s.recovered AS recovered
  FROM project p
  JOIN cost_line c ON c.project_id = p.id AND NOT c.removed
  JOIN cost_line_source s ON s.line_id = c.id
  LEFT JOIN plan_line l ON l.id = p.plan_line_id;

CREATE VIEW ledger_spending AS
SELECT p.id AS project_id, COALESCE(e.budget_year, e.year) AS year, p.province_id AS province_id,
       p.activity AS activity, COALESCE(g.plan_id, l.plan_id) AS plan_id, e.source AS source,
       p.illustration AS illustration,
       CASE WHEN e.kind = 'advance' THEN e.amount ELSE 0 END AS advanced,
       CASE WHEN e.kind = 'pay' THEN e.amount ELSE 0 END AS paid,
       CASE WHEN e.kind = 'recover' THEN e.amount ELSE 0 END AS recovered
  FROM money_entry e
  JOIN project p ON p.id = e.project_id
  LEFT JOIN plan_line l ON l.id = p.plan_line_id
  LEFT JOIN plan_line g ON g.id = (SELECT t.to_line FROM plan_transfer t
                                    WHERE t.from_line = e.carried_line_id AND t.kind = 'carry_over'
                                    ORDER BY t.id LIMIT 1)
 WHERE e.kind IN ('advance', 'pay', 'recover');

CREATE VIEW norm_current AS
SELECT n.* FROM norm n
WHERE NOT EXISTS (SELECT 1 FROM norm later WHERE later.supersedes_id = n.id);

CREATE VIEW obligation_asked AS
SELECT CASE WHEN r.kind = 'defect' THEN 'defect' ELSE 'inspection_request' END AS kind,
       'request' AS thing, r.id AS record_id, p.code || ' · ' || r.finding AS title,
       p.implementer AS owner, p.province_id AS province_id, p.id AS project_id,
       p.created_by AS person_id,
       CASE WHEN p.created_by IS NULL THEN 'officer' ELSE '' END AS role, p.year AS year,
       r.due_on AS due_on, r.answered_on AS done_on, p.illustration AS illustration,
       FALSE AS unverified
  FROM project p JOIN project_request r ON r.project_id = p.id
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'supplement', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id, p.id,
       p.created_by, CASE WHEN p.created_by IS NULL THEN 'officer' ELSE '' END,
       p.year, r.due_on, r.answered_on, p.illustration, FALSE
  FROM project p JOIN supplement_round r ON r.project_id = p.id
   AND r.asked_on IS NOT NULL AND r.due_on IS NOT NULL
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'debt', 'debt', d.id, p.code || ' · ' || p.title, p.implementer, p.province_id, p.id,
       CAST(NULL AS UUID), 'accountant', p.year, d.due_on, d.cleared_on, p.illustration, FALSE
  FROM project p JOIN debt d ON d.project_id = p.id;

CREATE VIEW obligation_kept AS
SELECT d.kind AS kind, d.thing AS thing, d.record_id AS record_id,
       p.code || ' · ' || p.title AS title, p.implementer AS owner, d.province_id AS province_id,
       d.project_id AS project_id, d.person_id AS person_id, d.role AS role, d.year AS year,
       d.due_on AS due_on, d.done_on AS done_on, p.illustration AS illustration,
       d.unverified AS unverified
  FROM kept_duty d LEFT JOIN project p ON p.id = d.project_id;

CREATE VIEW obligation_kept_sum AS
SELECT kind, province_id, person_id, role, year, due_on, done_on FROM kept_duty;

CREATE VIEW obligation_law AS
SELECT 'local_instrument' AS kind, 'conclusion' AS thing, i.id AS record_id,
       CASE WHEN i.number = '' THEN i.issuer ELSE i.number END || ' · ' || i.subject AS title,
       c.executor AS owner, i.unit_id AS province_id, CAST(NULL AS UUID) AS project_id,
       CAST(NULL AS UUID) AS person_id, 'appraiser' AS role,
       CAST(strftime('%Y', c.due_on) AS BIGINT) AS year, c.due_on AS due_on, c.done_on AS done_on,
       c.illustration AS illustration, FALSE AS unverified
  FROM instrument_conclusion_current c JOIN instrument i ON i.id = c.instrument_id
 WHERE c.due_on IS NOT NULL AND i.unit_id IS NOT NULL;

CREATE VIEW obligation_programme AS
SELECT kind, thing, record_id, title, owner, province_id, project_id, person_id, role, year, due_on,
       done_on, illustration, unverified FROM obligation_kept
UNION ALL
SELECT kind, thing, record_id, title, owner, province_id, project_id, person_id, role, year, due_on,
       done_on, illustration, unverified FROM obligation_asked;

CREATE VIEW obligation_report AS
SELECT CASE WHEN d.kind = 'yearly' THEN 'yearly_report' ELSE 'half_year_report' END AS kind,
       'report_due' AS thing, d.id AS record_id,
       CASE WHEN d.kind = 'yearly' THEN 'Báo cáo năm ' ELSE 'Báo cáo 6 tháng đầu năm ' END
           || CAST(d.year AS TEXT) || ' · ' || u.name AS title,
       u.name AS owner, d.province_id AS province_id, CAST(NULL AS UUID) AS project_id,
       CAST(NULL AS UUID) AS person_id, 'appraiser' AS role, d.year AS year, d.due_on AS due_on,
       (SELECT MIN(s.sent_on) FROM report_sent s
         WHERE s.kind = d.kind AND s.province_id = d.province_id AND s.year = d.year) AS done_on,
       FALSE AS illustration, NOT d.verified AS unverified
  FROM report_due d JOIN unit u ON u.id = d.province_id
 WHERE u.valid_to IS NULL OR u.valid_to > d.due_on;

CREATE VIEW obligation_work AS
SELECT 'task' AS kind, 'task' AS thing, t.id AS record_id, t.title AS title,
       t.department AS owner, t.province_id AS province_id, t.project_id AS project_id,
       t.person_id AS person_id,
       CASE WHEN t.person_id IS NULL THEN 'centre_head' ELSE '' END AS role,
       CAST(strftime('%Y', t.due_on) AS BIGINT) AS year, t.due_on AS due_on, t.done_on AS done_on,
       t.illustration AS illustration, FALSE AS unverified
  FROM task t WHERE t.state <> 'dropped'
UNION ALL
SELECT 'obstacle', 'obstacle', o.id, o.description || ' · ' || t.title,
       CASE WHEN o.person_id IS NULL THEN o.person_name ELSE t.department END, t.province_id,
       t.project_id, COALESCE(o.person_id, t.person_id),
       CASE WHEN COALESCE(o.person_id, t.person_id) IS NULL THEN 'centre_head' ELSE '' END,
       CAST(strftime('%Y', o.due_on) AS BIGINT), o.due_on,
       COALESCE(o.resolved_on, t.done_on), o.illustration, FALSE
  FROM task_obstacle o JOIN task t ON t.id = o.task_id WHERE t.state <> 'dropped';

CREATE VIEW parameter_current AS
SELECT p.* FROM parameter p
WHERE NOT EXISTS (SELECT 1 FROM parameter later WHERE later.supersedes_id = p.id);

CREATE VIEW project_duty AS
SELECT 'implementation' AS kind, 'project' AS thing, p.id AS record_id,
       p.code || ' · ' || p.title AS title, p.implementer AS owner, p.province_id AS province_id,
       p.id AS project_id, p.created_by AS person_id,
       CASE WHEN p.created_by IS NULL THEN 'officer' ELSE '' END AS role, p.year AS year,
       CASE WHEN p.starts_on >= c.on_date THEN p.starts_on
            ELSE printf('%04d-12-31', CAST(strftime('%Y', c.on_date) AS INTEGER)) END AS due_on,
       (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step = 'implementation') AS done_on,
       p.illustration AS illustration, FALSE AS unverified
  FROM project p JOIN project_event c ON c.project_id = p.id AND c.step = 'contract'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'acceptance', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, p.created_by, 'centre_head', p.year,
       COALESCE(p.ends_on, printf('%04d-12-31', p.year)),
       p.accepted_on,
       p.illustration, FALSE
  FROM project p JOIN project_event c ON c.project_id = p.id AND c.step = 'contract'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'advance', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, p.created_by, 'centre_head', p.year,
       printf('%04d-12-31', p.year),
       p.accepted_on,
       p.illustration, FALSE
  FROM project p
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
   AND EXISTS (SELECT 1 FROM money_entry m WHERE m.project_id = p.id AND m.kind = 'advance')
UNION ALL
SELECT 'final_report', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, p.created_by, 'centre_head', p.year,
       printf('%04d-12-31', CAST(strftime('%Y', p.accepted_on) AS INTEGER)),
       (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step = 'final-report'),
       p.illustration, FALSE
  FROM project p
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source') AND p.accepted_on IS NOT NULL
UNION ALL
SELECT 'payment', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, CAST(NULL AS UUID), 'accountant', p.year,
       printf('%04d-12-31', CAST(strftime('%Y', c.on_date) AS INTEGER)),
       (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step = 'payment'),
       p.illustration, FALSE
  FROM project p JOIN project_event c ON c.project_id = p.id AND c.step = 'liquidation'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'settlement', 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, CAST(NULL AS UUID), 'accountant', p.year,
       printf('%04d-12-31', CAST(strftime('%Y', c.on_date) AS INTEGER) + 1),
       (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step = 'settlement'),
       p.illustration, FALSE
  FROM project p JOIN project_event c ON c.project_id = p.id AND c.step = 'payment'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT 'follow_up_' || CAST(f.number AS TEXT), 'follow_up', f.id, p.code || ' · ' || p.title,
       p.implementer, p.province_id, p.id, p.created_by,
       CASE WHEN p.created_by IS NULL THEN 'officer' ELSE '' END, p.year,
       f.due_on,
       COALESCE(f.visited_on, (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step = 'closure')),
       p.illustration, NOT f.verified
  FROM project p JOIN follow_up f ON f.project_id = p.id AND f.months IS NOT NULL
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
UNION ALL
SELECT d.kind, 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, p.created_by, 'centre_head', p.year,
       d.due_on,
       (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND e.step IN ('registration', 'direct-submission')),
       p.illustration, NOT d.verified
  FROM project p JOIN project_day d ON d.project_id = p.id AND d.kind = 'registration_request'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source', 'need_rejected')
UNION ALL
SELECT d.kind, 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, CAST(NULL AS UUID), 'appraiser', p.year,
       d.due_on,
       (SELECT MIN(e.on_date) FROM project_event e
         WHERE e.project_id = p.id AND
               e.step IN ('selection', 'non-selection', 'direct-submission')),
       p.illustration, NOT d.verified
  FROM project p JOIN project_day d ON d.project_id = p.id AND d.kind = 'registration'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source', 'need_rejected')
UNION ALL
SELECT d.kind, 'project', p.id, p.code || ' · ' || p.title, p.implementer, p.province_id,
       p.id, p.created_by,
       CASE WHEN p.created_by IS NULL THEN 'officer' ELSE '' END, p.year,
       d.due_on,
       COALESCE((SELECT MIN(e.on_date) FROM project_event e
           LEFT JOIN progress_report r ON r.project_id = e.project_id AND r.paper_id = e.paper_id
          WHERE e.project_id = p.id AND e.step = 'progress'
            AND COALESCE(r.period_to, e.on_date) >= d.starts_on), p.accepted_on),
       p.illustration, NOT d.verified
  FROM project p JOIN project_day d ON d.project_id = p.id AND d.kind = 'progress_report'
 WHERE p.state NOT IN ('stopped', 'withdrawn', 'shifted_source')
   AND (p.accepted_on IS NULL OR d.due_on < p.accepted_on);

CREATE VIEW project_spent AS
SELECT province_id, scope, year, planned, allotted, advanced + paid - recovered AS paid
  FROM kept_total WHERE level = 'province';

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

CREATE VIEW project_total AS
SELECT p.id AS project_id, p.province_id AS province_id, p.unit_id AS unit_id, p.year AS year,
       p.scope AS scope, CASE WHEN p.illustration THEN 1 ELSE 0 END AS illustration,
       COALESCE(SUM(s.planned), 0) AS planned, COALESCE(SUM(s.allotted), 0) AS allotted,
       COALESCE(SUM(s.advanced), 0) AS advanced, COALESCE(SUM(s.accepted), 0) AS accepted,
       COALESCE(SUM(s.settled), 0) AS settled, COALESCE(SUM(s.paid), 0) AS paid,
       COALESCE(SUM(s.recovered), 0) AS recovered
  FROM project p
  LEFT JOIN cost_line l ON l.project_id = p.id AND NOT l.removed
  LEFT JOIN cost_line_source s ON s.line_id = l.id AND s.source = p.scope
 GROUP BY p.id, p.province_id, p.unit_id, p.year, p.scope, p.illustration;

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

CREATE VIEW requirement_current AS
SELECT r.* FROM requirement r
WHERE NOT EXISTS (SELECT 1 FROM requirement later WHERE later.supersedes_id = r.id);

CREATE VIEW selection_criterion_current AS
SELECT c.* FROM selection_criterion c
WHERE NOT EXISTS (SELECT 1 FROM selection_criterion later WHERE later.supersedes_id = c.id);

CREATE TRIGGER audit_record_no_delete BEFORE DELETE ON audit_record
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER audit_record_no_update BEFORE UPDATE ON audit_record
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER budget_grant_no_delete BEFORE DELETE ON budget_grant
BEGIN SELECT RAISE(ABORT, 'budget_grant is append-only'); END;

CREATE TRIGGER budget_grant_no_update BEFORE UPDATE ON budget_grant
BEGIN SELECT RAISE(ABORT, 'budget_grant is append-only'); END;

CREATE TRIGGER ceiling_decision_no_delete BEFORE DELETE ON ceiling_decision
BEGIN SELECT RAISE(ABORT, 'ceiling_decision is append-only'); END;

CREATE TRIGGER ceiling_decision_no_update BEFORE UPDATE ON ceiling_decision
BEGIN SELECT RAISE(ABORT, 'ceiling_decision is append-only'); END;

CREATE TRIGGER cost_version_no_return BEFORE UPDATE ON cost_version
WHEN OLD.state <> 'proposed' AND NEW.state = 'proposed'
BEGIN SELECT RAISE(ABORT, 'a decided version does not change'); END;

CREATE TRIGGER council_vote_trail_no_delete BEFORE DELETE ON council_vote_trail
BEGIN SELECT RAISE(ABORT, 'council_vote_trail is append-only'); END;

CREATE TRIGGER council_vote_trail_no_update BEFORE UPDATE ON council_vote_trail
BEGIN SELECT RAISE(ABORT, 'council_vote_trail is append-only'); END;

CREATE TRIGGER establishment_text_insert AFTER INSERT ON establishment BEGIN
    INSERT INTO establishment_text (rowid, search) VALUES (NEW.seq, NEW.search);
END;

CREATE TRIGGER establishment_text_update AFTER UPDATE OF search ON establishment
WHEN OLD.search <> NEW.search BEGIN
    DELETE FROM establishment_text WHERE rowid = OLD.seq;
    INSERT INTO establishment_text (rowid, search) VALUES (NEW.seq, NEW.search);
END;

CREATE TRIGGER form_basis_no_delete BEFORE DELETE ON form_basis
BEGIN SELECT RAISE(ABORT, 'form_basis is append-only'); END;

CREATE TRIGGER form_basis_no_update BEFORE UPDATE ON form_basis
BEGIN SELECT RAISE(ABORT, 'form_basis is append-only'); END;

CREATE TRIGGER instrument_conclusion_no_delete BEFORE DELETE ON instrument_conclusion
BEGIN SELECT RAISE(ABORT, 'instrument_conclusion is append-only'); END;

CREATE TRIGGER instrument_conclusion_no_update BEFORE UPDATE ON instrument_conclusion
BEGIN SELECT RAISE(ABORT, 'instrument_conclusion is append-only'); END;

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

CREATE TRIGGER paper_number_no_delete BEFORE DELETE ON paper_number
BEGIN SELECT RAISE(ABORT, 'paper_number is append-only'); END;

CREATE TRIGGER paper_number_no_update BEFORE UPDATE ON paper_number
BEGIN SELECT RAISE(ABORT, 'paper_number is append-only'); END;

CREATE TRIGGER parameter_no_delete BEFORE DELETE ON parameter
BEGIN SELECT RAISE(ABORT, 'parameter is append-only'); END;

CREATE TRIGGER parameter_no_update BEFORE UPDATE ON parameter
BEGIN SELECT RAISE(ABORT, 'parameter is append-only'); END;

CREATE TRIGGER parameter_overlap BEFORE INSERT ON parameter
WHEN EXISTS (
    SELECT 1 FROM parameter_current other
    WHERE other.key <> NEW.key
      AND other.subject = NEW.subject
      AND other.title = NEW.title
      AND other.scope IS NEW.scope
      AND other.territory_id IS NEW.territory_id
      AND (other.valid_from IS NULL OR NEW.valid_to IS NULL OR other.valid_from <= NEW.valid_to)
      AND (NEW.valid_from IS NULL OR other.valid_to IS NULL OR NEW.valid_from <= other.valid_to))
BEGIN SELECT RAISE(ABORT, 'parameter_overlap'); END;

CREATE TRIGGER plan_transfer_no_delete BEFORE DELETE ON plan_transfer
BEGIN SELECT RAISE(ABORT, 'plan_transfer is append-only'); END;

CREATE TRIGGER plan_transfer_no_update BEFORE UPDATE ON plan_transfer
BEGIN SELECT RAISE(ABORT, 'plan_transfer is append-only'); END;

CREATE TRIGGER plan_version_line_no_delete BEFORE DELETE ON plan_version_line
BEGIN SELECT RAISE(ABORT, 'plan_version_line is append-only'); END;

CREATE TRIGGER plan_version_line_no_update BEFORE UPDATE ON plan_version_line
BEGIN SELECT RAISE(ABORT, 'plan_version_line is append-only'); END;

CREATE TRIGGER plan_version_no_delete BEFORE DELETE ON plan_version
BEGIN SELECT RAISE(ABORT, 'plan_version is append-only'); END;

CREATE TRIGGER plan_version_no_update BEFORE UPDATE ON plan_version
BEGIN SELECT RAISE(ABORT, 'plan_version is append-only'); END;

CREATE TRIGGER project_approved BEFORE UPDATE OF title, implementer, unit_id, content, starts_on, ends_on
ON project
WHEN OLD.approved_on IS NOT NULL AND NEW.approved_on IS NOT NULL
 AND (OLD.title <> NEW.title OR OLD.implementer <> NEW.implementer OR OLD.unit_id IS NOT NEW.unit_id
      OR OLD.content <> NEW.content OR OLD.starts_on IS NOT NEW.starts_on
      OR OLD.ends_on IS NOT NEW.ends_on)
 AND NOT EXISTS (SELECT 1 FROM project_version f
                   JOIN cost_version v ON v.project_id = f.project_id AND v.number = f.number
                  WHERE f.project_id = NEW.id AND v.state = 'approved' AND f.title = NEW.title
                    AND f.implementer = NEW.implementer AND f.unit_id IS NEW.unit_id
                    AND f.content = NEW.content AND f.starts_on IS NEW.starts_on
                    AND f.ends_on IS NEW.ends_on)
BEGIN SELECT RAISE(ABORT, 'an approved project changes by decision only'); END;

CREATE TRIGGER project_event_no_delete BEFORE DELETE ON project_event
BEGIN SELECT RAISE(ABORT, 'project_event is append-only'); END;

CREATE TRIGGER project_event_no_update BEFORE UPDATE ON project_event
BEGIN SELECT RAISE(ABORT, 'project_event is append-only'); END;

CREATE TRIGGER project_roster_no_return BEFORE UPDATE ON project_roster
WHEN OLD.state <> 'draft' AND NEW.state = 'draft'
BEGIN SELECT RAISE(ABORT, 'a fixed roster does not change'); END;

CREATE TRIGGER project_version_no_delete BEFORE DELETE ON project_version
WHEN (SELECT v.state FROM cost_version v
       WHERE v.project_id = OLD.project_id AND v.number = OLD.number) <> 'proposed'
BEGIN SELECT RAISE(ABORT, 'a decided version does not change'); END;

CREATE TRIGGER project_version_no_update BEFORE UPDATE ON project_version
WHEN (SELECT v.state FROM cost_version v
       WHERE v.project_id = OLD.project_id AND v.number = OLD.number) <> 'proposed'
BEGIN SELECT RAISE(ABORT, 'a decided version does not change'); END;

CREATE TRIGGER proof_paper_no_delete BEFORE DELETE ON proof_paper
BEGIN SELECT RAISE(ABORT, 'proof_paper is append-only'); END;

CREATE TRIGGER proof_paper_no_update BEFORE UPDATE ON proof_paper
BEGIN SELECT RAISE(ABORT, 'proof_paper is append-only'); END;

CREATE TRIGGER proposal_remark_no_delete BEFORE DELETE ON proposal_remark
BEGIN SELECT RAISE(ABORT, 'proposal_remark is append-only'); END;

CREATE TRIGGER proposal_remark_no_update BEFORE UPDATE ON proposal_remark
BEGIN SELECT RAISE(ABORT, 'proposal_remark is append-only'); END;

CREATE TRIGGER report_sent_no_delete BEFORE DELETE ON report_sent
BEGIN SELECT RAISE(ABORT, 'report_sent is append-only'); END;

CREATE TRIGGER report_sent_no_update BEFORE UPDATE ON report_sent
BEGIN SELECT RAISE(ABORT, 'report_sent is append-only'); END;

CREATE TRIGGER requirement_no_delete BEFORE DELETE ON requirement
BEGIN SELECT RAISE(ABORT, 'requirement is append-only'); END;

CREATE TRIGGER requirement_no_update BEFORE UPDATE ON requirement
BEGIN SELECT RAISE(ABORT, 'requirement is append-only'); END;

CREATE TRIGGER requirement_overlap BEFORE INSERT ON requirement
WHEN EXISTS (
    SELECT 1 FROM requirement_current other
    WHERE other.key <> NEW.key
      AND other.kind = NEW.kind
      AND other.code = NEW.code
      AND other.territory_id IS NEW.territory_id
      AND (other.scope IS NULL OR NEW.scope IS NULL OR other.scope = NEW.scope)
      AND (NEW.valid_to IS NULL OR other.valid_from <= NEW.valid_to)
      AND (other.valid_to IS NULL OR NEW.valid_from <= other.valid_to))
BEGIN SELECT RAISE(ABORT, 'requirement_overlap'); END;

CREATE TRIGGER roster_entry_no_delete BEFORE DELETE ON roster_entry
WHEN (SELECT r.state FROM project_roster r
       WHERE r.project_id = OLD.project_id AND r.number = OLD.number) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a fixed roster does not change'); END;

CREATE TRIGGER roster_entry_no_insert BEFORE INSERT ON roster_entry
WHEN (SELECT r.state FROM project_roster r
       WHERE r.project_id = NEW.project_id AND r.number = NEW.number) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a fixed roster does not change'); END;

CREATE TRIGGER roster_entry_no_update BEFORE UPDATE ON roster_entry
WHEN (SELECT r.state FROM project_roster r
       WHERE r.project_id = OLD.project_id AND r.number = OLD.number) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a fixed roster does not change'); END;

CREATE TRIGGER selection_criterion_no_delete BEFORE DELETE ON selection_criterion
BEGIN SELECT RAISE(ABORT, 'selection_criterion is corrected by a next version'); END;

CREATE TRIGGER selection_criterion_no_update
    BEFORE UPDATE OF title, hint, most, weight, article, scope, province_id, valid_from,
        supersedes_id, reason ON selection_criterion
BEGIN SELECT RAISE(ABORT, 'selection_criterion is corrected by a next version'); END;

CREATE TRIGGER workflow_file_no_delete BEFORE DELETE ON workflow_file
BEGIN SELECT RAISE(ABORT, 'workflow_file is append-only'); END;

CREATE TRIGGER workflow_file_no_update BEFORE UPDATE ON workflow_file
BEGIN SELECT RAISE(ABORT, 'workflow_file is append-only'); END;

CREATE TRIGGER workflow_version_no_delete BEFORE DELETE ON workflow_version
BEGIN SELECT RAISE(ABORT, 'workflow_version is append-only'); END;

CREATE TRIGGER workflow_version_no_update BEFORE UPDATE ON workflow_version
BEGIN SELECT RAISE(ABORT, 'workflow_version is append-only'); END;
