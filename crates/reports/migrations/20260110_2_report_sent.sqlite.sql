CREATE TRIGGER report_sent_no_update BEFORE UPDATE ON report_sent
BEGIN SELECT RAISE(ABORT, 'report_sent is append-only'); END;
CREATE TRIGGER report_sent_no_delete BEFORE DELETE ON report_sent
BEGIN SELECT RAISE(ABORT, 'report_sent is append-only'); END;
