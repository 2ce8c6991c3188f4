-- More is asked than names of representatives: whether a member belongs to the implementing unit,
-- entered the need or signed what was filed, or bears the name of a supplier's signer. The member's own
-- answer is kept with the question.
ALTER TABLE council_interest DROP CONSTRAINT council_interest_kind;
ALTER TABLE council_interest ADD CONSTRAINT council_interest_kind
    CHECK (kind IN ('owner', 'relative', 'employee', 'drafter', 'implementer', 'proposer', 'namesake',
                    'supplier', 'other'));
ALTER TABLE council_interest ADD COLUMN answer TEXT NOT NULL DEFAULT '';
ALTER TABLE council_interest ADD COLUMN answered_at TIMESTAMPTZ;
