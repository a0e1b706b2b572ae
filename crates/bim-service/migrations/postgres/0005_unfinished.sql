-- Work that is done by parts, because all at once it would keep others waiting: from its first part until its last, so
-- that what a crash interrupts is finished afterwards. `work` and `author` are JSON.
CREATE TABLE unfinished (
    id BIGINT NOT NULL,
    work TEXT COLLATE "C" NOT NULL,
    author TEXT COLLATE "C" NOT NULL,
    begun_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);

INSERT INTO sequences (name, last) VALUES ('work', 0);
