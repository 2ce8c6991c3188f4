-- More is asked than names of representatives: whether a member belongs to the implementing unit,
-- entered the need or signed what was filed, or bears the name of a supplier's signer. The member's own
-- answer is kept with the question. SQLite changes no CHECK, so the table is written anew.
CREATE TABLE kept_interest AS SELECT * FROM council_interest;
DROP TABLE council_interest;
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
INSERT INTO council_interest (id, member_id, project_id, kind, declared, state, detail, actor, at,
                              settled_by, settlement, settled_at)
SELECT id, member_id, project_id, kind, declared, state, detail, actor, at, settled_by, settlement,
       settled_at
  FROM kept_interest;
DROP TABLE kept_interest;
CREATE UNIQUE INDEX council_interest_member_id_project_id_kind_key
    ON council_interest (member_id, project_id, kind);
CREATE INDEX council_interest_project_idx ON council_interest (project_id, state);
