-- Kept versions are not changed but here, to learn their document.
DROP TRIGGER requirement_append_only ON requirement;
DROP TRIGGER workflow_version_append_only ON workflow_version;
