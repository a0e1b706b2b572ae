-- Who acts through a token as its person, and in which project. A token of an impersonation ends with the
-- impersonator as it does with the key that made it.
ALTER TABLE tokens ADD COLUMN impersonator_id BIGINT REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE tokens ADD COLUMN project_id BIGINT REFERENCES projects (id) ON DELETE CASCADE;

CREATE INDEX tokens_by_impersonator ON tokens (impersonator_id);
CREATE INDEX tokens_by_project ON tokens (project_id);
