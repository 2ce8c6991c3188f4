
CREATE TRIGGER form_basis_no_update BEFORE UPDATE ON form_basis
BEGIN SELECT RAISE(ABORT, 'form_basis is append-only'); END;
CREATE TRIGGER form_basis_no_delete BEFORE DELETE ON form_basis
BEGIN SELECT RAISE(ABORT, 'form_basis is append-only'); END;
