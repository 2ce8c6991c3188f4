-- Appraisal councils and groups (hội đồng, tổ thẩm định), as the decision that set them up has it.
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
CREATE UNIQUE INDEX council_issuer_decision_no_decision_on_key
    ON council (issuer, decision_no, decision_on);
CREATE INDEX council_list_idx ON council (decision_on, id);

-- Members: accounts, or outside experts by name and post.
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
CREATE INDEX council_member_council_idx ON council_member (council_id, position);
CREATE INDEX council_member_account_idx ON council_member (account_id);
CREATE UNIQUE INDEX council_member_council_id_duty_key
    ON council_member (council_id, duty) WHERE duty = 'chair' AND until IS NULL;
CREATE UNIQUE INDEX council_member_council_id_account_id_key
    ON council_member (council_id, account_id) WHERE until IS NULL;

-- Sessions (phiên họp).
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
CREATE UNIQUE INDEX council_session_council_id_number_key ON council_session (council_id, number);

-- The agenda: the projects that a session looks at, and what came of each.
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
CREATE UNIQUE INDEX council_item_session_id_project_id_key ON council_item (session_id, project_id);
CREATE INDEX council_item_project_idx ON council_item (project_id);
-- A project waits for one session at a time.
CREATE UNIQUE INDEX council_item_project_id_key ON council_item (project_id) WHERE outcome = 'pending';

-- Who was invited, and who was there.
CREATE TABLE council_presence (
    session_id UUID    NOT NULL CONSTRAINT council_presence_session REFERENCES council_session (id),
    member_id  UUID    NOT NULL CONSTRAINT council_presence_member REFERENCES council_member (id),
    present    BOOLEAN NOT NULL,
    reason     TEXT    NOT NULL,
    PRIMARY KEY (session_id, member_id)
);
CREATE UNIQUE INDEX council_presence_session_id_member_id_present_key
    ON council_presence (session_id, member_id, present);

-- What ties a member to a project: declared, or detected from records.
CREATE TABLE council_interest (
    id         UUID   PRIMARY KEY,
    member_id  UUID   NOT NULL CONSTRAINT council_interest_member REFERENCES council_member (id),
    project_id UUID   NOT NULL CONSTRAINT council_interest_project REFERENCES project (id),
    kind       TEXT   NOT NULL CONSTRAINT council_interest_kind
                   CHECK (kind IN ('owner', 'relative', 'employee', 'drafter', 'namesake', 'other')),
    declared   BOOLEAN NOT NULL,
    -- A question has to be settled; it excludes nobody yet.
    state      TEXT   NOT NULL CONSTRAINT council_interest_state
                   CHECK (state IN ('question', 'excluded', 'cleared')),
    detail     TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    settled_by TEXT   NOT NULL,
    settlement TEXT   NOT NULL,
    settled_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX council_interest_member_id_project_id_kind_key
    ON council_interest (member_id, project_id, kind);
CREATE INDEX council_interest_project_idx ON council_interest (project_id, state);

-- Who may vote on a project: a voting member of the session's day without an interest in it.
CREATE TABLE council_seat (
    item_id   UUID    NOT NULL CONSTRAINT council_seat_item REFERENCES council_item (id),
    member_id UUID    NOT NULL CONSTRAINT council_seat_member REFERENCES council_member (id),
    entitled  BOOLEAN NOT NULL,
    PRIMARY KEY (item_id, member_id)
);
CREATE UNIQUE INDEX council_seat_item_id_member_id_entitled_key
    ON council_seat (item_id, member_id, entitled);

-- Votes. A row exists only for a member who is entitled and there: neither can be taken away while
-- the vote stands.
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

-- What each member found on each criterion.
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

-- Every vote as it was cast, changed or taken away.
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
CREATE INDEX council_vote_trail_item_idx ON council_vote_trail (item_id, member_id);
