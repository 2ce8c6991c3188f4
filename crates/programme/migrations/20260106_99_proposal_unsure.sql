-- Nothing spoke against the support when the ceiling was asked, but a fact was missing and somebody had to
-- confirm. Of proposals kept before it is not known, until their ceiling is asked again.
ALTER TABLE proposal ADD COLUMN unsure BOOLEAN NOT NULL DEFAULT FALSE
    CONSTRAINT proposal_unsure CHECK (eligible OR NOT unsure);
