-- Kept versions are not changed but here, to learn their document.
DROP TRIGGER requirement_no_update;
DROP TRIGGER workflow_version_no_update;
