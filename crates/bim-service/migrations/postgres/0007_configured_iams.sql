-- Which providers come from the service's configuration: those go when they stand in it no longer; their people stay.
ALTER TABLE iams ADD COLUMN is_configured BOOLEAN NOT NULL DEFAULT FALSE;

-- What was synced was configured.
UPDATE iams SET is_configured = TRUE WHERE id IN (SELECT iamid FROM syncs);
