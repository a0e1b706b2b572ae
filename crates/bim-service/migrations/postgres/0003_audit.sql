-- Who changed what, when. Rows are added in the transaction of the write they tell of, and never changed; they
-- refer to people, groups and keys by value, since they outlive them.

INSERT INTO sequences (name, last) VALUES ('audit', 1000000000);

-- `actor` and `impersonator` (a person), `targets` (a list), `before_json` and `after_json` are JSON.
CREATE TABLE audit (
    id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    event TEXT COLLATE "C" NOT NULL,
    means TEXT COLLATE "C" NOT NULL,
    key_id BIGINT,
    actor TEXT COLLATE "C",
    impersonator TEXT COLLATE "C",
    targets TEXT COLLATE "C" NOT NULL,
    before_json TEXT COLLATE "C",
    after_json TEXT COLLATE "C",
    request_id TEXT COLLATE "C",
    PRIMARY KEY (id)
);

CREATE INDEX audit_by_at ON audit (at, id, event);
CREATE INDEX audit_by_event ON audit (event, at, id);

-- By whom or for whom an event can be found: `role` is actor (also the impersonator) or target. Holds what a search
-- filters by, so that counting reads one range of one index.
CREATE TABLE audit_refs (
    role TEXT COLLATE "C" NOT NULL,
    name_folded TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    id BIGINT NOT NULL REFERENCES audit (id),
    iamid TEXT COLLATE "C" NOT NULL,
    ref_id BIGINT NOT NULL,
    event TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (role, name_folded, at, id, iamid, ref_id)
);

CREATE INDEX audit_refs_by_ref ON audit_refs (role, ref_id, at, id, event);
