-- What each new lease cost and nobody needs. Contracts are kept for good, and a point of presence is removed under the lock of its
-- capacity row, which every new lease takes first: no foreign key has to look.
alter table lease drop constraint lease_contract_id_fkey;
alter table lease drop constraint lease_pop_id_fkey;
-- Most leases have neither a State nor an attempt's key, and so cost no index entry.
drop index lease_state_key;
create index lease_state_key on lease (state_key) where state_key is not null;
alter table lease drop constraint lease_attempt_key_key;
create unique index lease_attempt_key on lease (attempt_key) where attempt_key is not null;
-- An index with the id behind the NAS serves a look for many ids, too, as long as the table is small: by a walk through all of it. A plan
-- that is made then is kept when the table is large.
drop index lease_at_nas;
create index lease_at_nas on lease (nas_id);
