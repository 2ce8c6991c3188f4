
-- Nothing but the end of a criterion is ever written into its row.
CREATE TRIGGER selection_criterion_no_update
    BEFORE UPDATE OF title, hint, most, weight, article, scope, province_id, valid_from,
        supersedes_id, reason ON selection_criterion
BEGIN SELECT RAISE(ABORT, 'selection_criterion is corrected by a next version'); END;
CREATE TRIGGER selection_criterion_no_delete BEFORE DELETE ON selection_criterion
BEGIN SELECT RAISE(ABORT, 'selection_criterion is corrected by a next version'); END;
