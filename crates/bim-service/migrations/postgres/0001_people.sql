-- People, groups, keys and what they may do.
--
-- Timestamps are milliseconds since 1970-01-01 UTC. `*_key` columns hold text folded for search and order
-- (see fold.rs); `*_folded` columns hold text folded for uniqueness. Rows are written through `db/` alone,
-- which keeps the JSON columns of `users` and their index tables the same.
--
-- Texts compare byte by byte, whatever the database's own collation, so that the order is the same as SQLite's.

-- Every identifier comes from here, in ranges that do not meet: a mix-up of two kinds finds nothing.
CREATE TABLE sequences (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);

INSERT INTO sequences (name, last) VALUES
    ('user', 0), ('group', 400000), ('project', 500000), ('profile', 1000000), ('authentication', 2000000),
    ('membership', 3000000), ('key', 8000000), ('token', 20000000);

-- Raised by every write that can change which people a search finds, or in what order.
CREATE TABLE search_generation (
    value BIGINT NOT NULL
);

INSERT INTO search_generation (value) VALUES (1);

CREATE TABLE iams (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    display_name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    oauth BOOLEAN
);

INSERT INTO iams (id, display_name, kind, oauth) VALUES ('bim', 'BIM', 'built-in', FALSE);

-- `iamid` is no reference: people outlive the provider they came from.
CREATE TABLE users (
    id BIGINT NOT NULL,
    iamid TEXT COLLATE "C" NOT NULL,
    userid TEXT COLLATE "C" NOT NULL,
    userid_folded TEXT COLLATE "C" NOT NULL,
    global_id TEXT COLLATE "C" NOT NULL,
    authentication BIGINT,
    disabled BOOLEAN NOT NULL,
    system_generated BOOLEAN NOT NULL,
    data_source_owner BOOLEAN NOT NULL,
    permissions TEXT COLLATE "C" NOT NULL,
    bim_authorizations TEXT COLLATE "C",
    iam_authorizations TEXT COLLATE "C",
    last_login BIGINT,
    last_external_refresh BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    profile_id BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C",
    email_key TEXT COLLATE "C" NOT NULL,
    phone TEXT COLLATE "C",
    about TEXT COLLATE "C",
    location TEXT COLLATE "C",
    organization TEXT COLLATE "C",
    "position" TEXT COLLATE "C",
    sql_user TEXT COLLATE "C",
    preferences TEXT COLLATE "C",
    external_user_ids TEXT COLLATE "C" NOT NULL,
    scim TEXT COLLATE "C",
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

-- Substrings of three letters and more. Without the list of pending entries, a search never pays for the writes
-- before it.
CREATE INDEX users_text ON users USING gin (
    name_key gin_trgm_ops, email_key gin_trgm_ops, userid_folded gin_trgm_ops
) WITH (fastupdate = off);

CREATE TABLE user_permissions (
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    permission TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (permission, user_id)
);

CREATE INDEX user_permissions_by_user ON user_permissions (user_id);

CREATE TABLE user_attributes (
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    is_external BOOLEAN NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL
);

-- Keys and values may be longer than an entry of an index: their hashes are not.
CREATE INDEX user_attributes_by_value ON user_attributes (md5(key), md5(value), user_id);
CREATE UNIQUE INDEX user_attributes_by_user ON user_attributes (user_id, md5(key), md5(value), is_external);

CREATE TABLE passwords (
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    hash TEXT COLLATE "C" NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (user_id)
);

CREATE TABLE "groups" (
    id BIGINT NOT NULL,
    iamid TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    name_folded TEXT COLLATE "C" NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    gid TEXT COLLATE "C",
    email TEXT COLLATE "C",
    description TEXT COLLATE "C",
    authorizations TEXT COLLATE "C",
    scim TEXT COLLATE "C",
    scimid TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX groups_by_iam_and_name ON "groups" (iamid, name_folded);
CREATE INDEX groups_by_name ON "groups" (name_key, id, iamid);
CREATE INDEX groups_by_exact_name ON "groups" (name);

CREATE TABLE group_attributes (
    group_id BIGINT NOT NULL REFERENCES "groups" (id) ON DELETE CASCADE,
    key TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL
);

CREATE INDEX group_attributes_by_value ON group_attributes (md5(key), md5(value), group_id);
CREATE UNIQUE INDEX group_attributes_by_group ON group_attributes (group_id, md5(key), md5(value));

CREATE TABLE group_members (
    id BIGINT NOT NULL,
    group_id BIGINT NOT NULL REFERENCES "groups" (id) ON DELETE CASCADE,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX group_members_by_group ON group_members (group_id, user_id);
CREATE INDEX group_members_by_user ON group_members (user_id, group_id);

CREATE TABLE projects (
    id BIGINT NOT NULL,
    project_key TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C",
    documentation TEXT COLLATE "C",
    kind TEXT COLLATE "C" NOT NULL,
    schema_name TEXT COLLATE "C",
    salt TEXT COLLATE "C" NOT NULL,
    created_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE project_members (
    project_id BIGINT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (project_id, user_id)
);

CREATE INDEX project_members_by_user ON project_members (user_id);

CREATE TABLE domains (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL
);

-- A domain permission of one person or of one group.
CREATE TABLE domain_permissions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    domain_id TEXT COLLATE "C" NOT NULL REFERENCES domains (id) ON DELETE CASCADE,
    permission TEXT COLLATE "C" NOT NULL,
    user_id BIGINT REFERENCES users (id) ON DELETE CASCADE,
    group_id BIGINT REFERENCES "groups" (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    CHECK ((user_id IS NULL) <> (group_id IS NULL))
);

CREATE INDEX domain_permissions_by_domain ON domain_permissions (domain_id, permission);
CREATE INDEX domain_permissions_by_permission ON domain_permissions (permission);
CREATE INDEX domain_permissions_by_user ON domain_permissions (user_id);
CREATE INDEX domain_permissions_by_group ON domain_permissions (group_id);

CREATE TABLE api_keys (
    id BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    project_id BIGINT REFERENCES projects (id) ON DELETE CASCADE,
    name TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    last_used BIGINT,
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX api_keys_by_hash ON api_keys (hash);
CREATE INDEX api_keys_by_user ON api_keys (user_id);
CREATE INDEX api_keys_by_project ON api_keys (project_id);

-- `kind`: session (rows 2 and 31) or invitation (a one-time credential for setting the password, row 6).
CREATE TABLE tokens (
    id BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
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
