-- The entry of a directory that a person was last read from.
CREATE TABLE directory_entries (
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    dn TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (user_id)
);

-- The last sync of each provider: `state` is running, done, failed or cancelled. One that runs says so again and again
-- (`beat_at`): a crash leaves a run that says nothing more. `outcome` is JSON.
CREATE TABLE syncs (
    iamid TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    begun_at BIGINT NOT NULL,
    beat_at BIGINT NOT NULL,
    ended_at BIGINT,
    is_cancelled BOOLEAN NOT NULL,
    total BIGINT NOT NULL,
    done BIGINT NOT NULL,
    message TEXT COLLATE "C",
    outcome TEXT COLLATE "C",
    PRIMARY KEY (iamid)
);
