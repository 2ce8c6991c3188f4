-- A proposal of the year before that goes on in this plan; once, as long as it is not withdrawn here.
ALTER TABLE proposal ADD COLUMN carried_from UUID
    CONSTRAINT proposal_carried_from REFERENCES proposal (id);
CREATE UNIQUE INDEX proposal_carried_from_key ON proposal (carried_from) WHERE state <> 'withdrawn';
