-- The installation's key can be changed (docs/security.md). Ciphertexts may be of any key that stands here; the last one encrypts.
create table encryption_key (
    key_number smallint not null primary key, -- every ciphertext begins with it
    key_check bytea not null,                -- proves that a node's key of this number is this one
    since timestamp with time zone not null
);

create table node_key (                      -- which keys each running node holds
    instance uuid not null,                  -- of the node: new at each start
    key_number smallint not null,
    key_check bytea not null,
    node varchar(64) not null,               -- its name, for people
    seen_at timestamp with time zone not null,
    primary key (instance, key_number)
);

-- Digests are kept and compared, so their secret outlives the keys: it is a ciphertext like the others.
alter table installation add column digest_key bytea;
