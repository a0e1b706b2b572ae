-- Who changed what, when. Rows are added in the transaction of the write they tell of, and never changed; they
-- refer to people, groups and keys by value, since they outlive them.

INSERT INTO sequences (name, last) VALUES ('audit', 1000000000);

-- `actor` and `impersonator` (a person), `targets` (a list), `before_json` and `after_json` are JSON.
CREATE TABLE audit (
    id INTEGER NOT NULL,
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    means TEXT NOT NULL,
    key_id BIGINT,
    actor TEXT,
    impersonator TEXT,
    targets TEXT NOT NULL,
    before_json TEXT,
    after_json TEXT,
    request_id TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX audit_by_at ON audit (at, id, event);
CREATE INDEX audit_by_event ON audit (event, at, id);

-- By whom or for whom an event can be found: `role` is actor (also the impersonator) or target. Holds what a search
-- filters by, so that counting reads one range of one index.
CREATE TABLE audit_refs (
    role TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    at BIGINT NOT NULL,
    id BIGINT NOT NULL REFERENCES audit (id),
    iamid TEXT NOT NULL,
    ref_id BIGINT NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (role, name_folded, at, id, iamid, ref_id)
) WITHOUT ROWID;

CREATE INDEX audit_refs_by_ref ON audit_refs (role, ref_id, at, id, event);
