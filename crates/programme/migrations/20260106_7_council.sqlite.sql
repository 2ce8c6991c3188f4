
CREATE TRIGGER council_vote_trail_no_update BEFORE UPDATE ON council_vote_trail
BEGIN SELECT RAISE(ABORT, 'council_vote_trail is append-only'); END;
CREATE TRIGGER council_vote_trail_no_delete BEFORE DELETE ON council_vote_trail
BEGIN SELECT RAISE(ABORT, 'council_vote_trail is append-only'); END;
