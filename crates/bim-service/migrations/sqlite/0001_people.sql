-- People, groups, keys and what they may do.
--
-- Timestamps are milliseconds since 1970-01-01 UTC. `*_key` columns hold text folded for search and order
-- (see fold.rs); `*_folded` columns hold text folded for uniqueness. Rows are written through `db/` alone,
-- which keeps the JSON columns of `users` and their index tables the same.

-- Every identifier comes from here, in ranges that do not meet: a mix-up of two kinds finds nothing.
CREATE TABLE sequences (
    name TEXT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
) WITHOUT ROWID;

INSERT INTO sequences (name, last) VALUES
    ('user', 0), ('group', 400000), ('project', 500000), ('profile', 1000000), ('authentication', 2000000),
    ('membership', 3000000), ('key', 8000000), ('token', 20000000);

-- Raised by every write that can change which people a search finds, or in what order.
CREATE TABLE search_generation (
    value BIGINT NOT NULL
);

INSERT INTO search_generation (value) VALUES (1);

CREATE TABLE iams (
    id TEXT NOT NULL PRIMARY KEY,
    display_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    oauth BOOLEAN
) WITHOUT ROWID;

INSERT INTO iams (id, display_name, kind, oauth) VALUES ('bim', 'BIM', 'built-in', FALSE);

-- `iamid` is no reference: people outlive the provider they came from.
CREATE TABLE users (
    id INTEGER NOT NULL,
    iamid TEXT NOT NULL,
    userid TEXT NOT NULL,
    userid_folded TEXT NOT NULL,
    global_id TEXT NOT NULL,
    authentication BIGINT,
    disabled BOOLEAN NOT NULL,
    system_generated BOOLEAN NOT NULL,
    data_source_owner BOOLEAN NOT NULL,
    permissions TEXT NOT NULL,
    bim_authorizations TEXT,
    iam_authorizations TEXT,
    last_login BIGINT,
    last_external_refresh BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    profile_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    email TEXT,
    email_key TEXT NOT NULL,
    phone TEXT,
    about TEXT,
    location TEXT,
    organization TEXT,
    "position" TEXT,
    sql_user TEXT,
    preferences TEXT,
    external_user_ids TEXT NOT NULL,
    scim TEXT,
    profile_created_at BIGINT NOT NULL,
    profile_updated_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX users_by_userid ON users (iamid, userid_folded);
CREATE UNIQUE INDEX users_by_profile ON users (profile_id);
CREATE UNIQUE INDEX users_by_global_id ON users (global_id);
-- One per sort order of rows 15 and 20; each also holds every flag that those rows filter by, so that a page
-- is found without reading the people before it.
CREATE INDEX users_by_name ON users (name_key, id, disabled, system_generated, iamid);
CREATE INDEX users_by_email ON users (email_key, id, disabled, system_generated, iamid);
CREATE INDEX users_by_created_at ON users (created_at, id, disabled, system_generated, iamid);
CREATE INDEX users_by_iamid ON users (iamid, id, disabled, system_generated);

-- Substrings of three letters and more.
CREATE VIRTUAL TABLE users_text USING fts5 (
    name, email, userid, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
);

CREATE TABLE user_permissions (
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    permission TEXT NOT NULL,
    PRIMARY KEY (permission, user_id)
) WITHOUT ROWID;

CREATE INDEX user_permissions_by_user ON user_permissions (user_id);

CREATE TABLE user_attributes (
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    is_external BOOLEAN NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (key, value, user_id, is_external)
) WITHOUT ROWID;

CREATE INDEX user_attributes_by_user ON user_attributes (user_id);

CREATE TABLE passwords (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (user_id)
);

CREATE TABLE "groups" (
    id INTEGER NOT NULL,
    iamid TEXT NOT NULL,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    name_key TEXT NOT NULL,
    gid TEXT,
    email TEXT,
    description TEXT,
    authorizations TEXT,
    scim TEXT,
    scimid TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX groups_by_iam_and_name ON "groups" (iamid, name_folded);
CREATE INDEX groups_by_name ON "groups" (name_key, id, iamid);
CREATE INDEX groups_by_exact_name ON "groups" (name);

CREATE TABLE group_attributes (
    group_id BIGINT NOT NULL REFERENCES "groups" (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (key, value, group_id)
) WITHOUT ROWID;

CREATE INDEX group_attributes_by_group ON group_attributes (group_id);

CREATE TABLE group_members (
    id INTEGER NOT NULL,
    group_id BIGINT NOT NULL REFERENCES "groups" (id) ON DELETE CASCADE,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX group_members_by_group ON group_members (group_id, user_id);
CREATE INDEX group_members_by_user ON group_members (user_id, group_id);

CREATE TABLE projects (
    id INTEGER NOT NULL,
    project_key TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    description TEXT,
    documentation TEXT,
    kind TEXT NOT NULL,
    schema_name TEXT,
    salt TEXT NOT NULL,
    created_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE project_members (
    project_id BIGINT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (project_id, user_id)
) WITHOUT ROWID;

CREATE INDEX project_members_by_user ON project_members (user_id);

CREATE TABLE domains (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
) WITHOUT ROWID;

-- A domain permission of one person or of one group.
CREATE TABLE domain_permissions (
    id TEXT NOT NULL PRIMARY KEY,
    domain_id TEXT NOT NULL REFERENCES domains (id) ON DELETE CASCADE,
    permission TEXT NOT NULL,
    user_id BIGINT REFERENCES users (id) ON DELETE CASCADE,
    group_id BIGINT REFERENCES "groups" (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    CHECK ((user_id IS NULL) <> (group_id IS NULL))
) WITHOUT ROWID;

CREATE INDEX domain_permissions_by_domain ON domain_permissions (domain_id, permission);
CREATE INDEX domain_permissions_by_permission ON domain_permissions (permission);
CREATE INDEX domain_permissions_by_user ON domain_permissions (user_id);
CREATE INDEX domain_permissions_by_group ON domain_permissions (group_id);

CREATE TABLE api_keys (
    id INTEGER NOT NULL,
    hash BLOB NOT NULL,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    project_id BIGINT REFERENCES projects (id) ON DELETE CASCADE,
    name TEXT,
    created_at BIGINT NOT NULL,
    last_used BIGINT,
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX api_keys_by_hash ON api_keys (hash);
CREATE INDEX api_keys_by_user ON api_keys (user_id);
CREATE INDEX api_keys_by_project ON api_keys (project_id);

-- `kind`: session (rows 2 and 31) or invitation (a one-time credential for setting the password, row 6).
CREATE TABLE tokens (
    id INTEGER NOT NULL,
    hash BLOB NOT NULL,
    kind TEXT NOT NULL,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key_id BIGINT REFERENCES api_keys (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    last_used BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX tokens_by_hash ON tokens (hash);
CREATE INDEX tokens_by_user ON tokens (user_id, kind);
CREATE INDEX tokens_by_key ON tokens (key_id);
CREATE INDEX tokens_by_created_at ON tokens (created_at);
