-- When the sweep for what has expired looks at a lease: not after its end, and seldom changed, so that there can be an index on it.
-- A server of the version before knows it not: what it writes is looked at soon.

alter table lease add column sweep_at timestamp with time zone default current_timestamp;
update lease set sweep_at = expires_at;
create index lease_sweep_at on lease (sweep_at);
