-- What the acceptance of other work than machines counts (biên bản nghiệm thu, mẫu F18): booths and the
-- like against their plan, and the learners of a class.
ALTER TABLE acceptance_item ADD COLUMN unit_word TEXT NOT NULL DEFAULT '';
ALTER TABLE acceptance_item ADD COLUMN planned BIGINT
    CONSTRAINT acceptance_item_planned CHECK (planned >= 0);
-- A class has no serial number.
ALTER TABLE acceptance_item ADD COLUMN enrolled BIGINT
    CONSTRAINT acceptance_item_enrolled CHECK (enrolled IS NULL OR (enrolled > 0 AND serial = ''));
ALTER TABLE acceptance_item ADD COLUMN finished BIGINT
    CONSTRAINT acceptance_item_finished
    CHECK ((finished IS NULL) = (enrolled IS NULL) AND finished BETWEEN 0 AND enrolled);
-- None: not known on the day of the acceptance.
ALTER TABLE acceptance_item ADD COLUMN certified BIGINT
    CONSTRAINT acceptance_item_certified
    CHECK (certified IS NULL OR (finished IS NOT NULL AND certified BETWEEN 0 AND finished));
ALTER TABLE acceptance_item ADD COLUMN employed BIGINT
    CONSTRAINT acceptance_item_employed
    CHECK (employed IS NULL OR (finished IS NOT NULL AND employed BETWEEN 0 AND finished));

-- Whom a kept ceiling is about: a class has no establishment to tell it by.
ALTER TABLE project_ceiling ADD COLUMN name TEXT NOT NULL DEFAULT '';
