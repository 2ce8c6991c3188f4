
CREATE TRIGGER paper_number_no_update BEFORE UPDATE ON paper_number
BEGIN SELECT RAISE(ABORT, 'paper_number is append-only'); END;
CREATE TRIGGER paper_number_no_delete BEFORE DELETE ON paper_number
BEGIN SELECT RAISE(ABORT, 'paper_number is append-only'); END;
