-- The names under which something was a target. An event that is asked for by its target's id is found by those names:
-- most things have had one, so that this table is read where an index of all references was written.
CREATE TABLE audit_names (
    ref_id BIGINT NOT NULL,
    name_folded TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (ref_id, name_folded)
);

INSERT INTO audit_names (ref_id, name_folded)
SELECT DISTINCT ref_id, name_folded FROM audit_refs WHERE role = 'target' AND ref_id <> 0 ORDER BY ref_id, name_folded;

DROP INDEX audit_refs_by_ref;

-- The events' numbers follow each other in their own table.
DELETE FROM sequences WHERE name = 'audit';
