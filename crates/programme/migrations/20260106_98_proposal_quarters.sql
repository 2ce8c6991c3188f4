-- đồng; how the money that would be given is split by quarters, none while it is not. The line of the plan
-- takes it over at the approval.
ALTER TABLE proposal ADD COLUMN quarter_1 BIGINT;
ALTER TABLE proposal ADD COLUMN quarter_2 BIGINT;
ALTER TABLE proposal ADD COLUMN quarter_3 BIGINT;
ALTER TABLE proposal ADD COLUMN quarter_4 BIGINT
    CONSTRAINT proposal_quarters CHECK (
        (quarter_1 IS NULL AND quarter_2 IS NULL AND quarter_3 IS NULL AND quarter_4 IS NULL)
        OR (quarter_1 >= 0 AND quarter_2 >= 0 AND quarter_3 >= 0 AND quarter_4 >= 0
            AND granted IS NOT NULL
            AND quarter_1 + quarter_2 + quarter_3 + quarter_4 = granted));
