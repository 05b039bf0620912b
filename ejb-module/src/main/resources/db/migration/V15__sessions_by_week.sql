-- The only index of closed sessions that was not in the order of time: with each that closed, another page of it went into the log.
-- A session that our Class has named in each report is found by it. By NAS and Acct-Session-Id it is found for a week or two, in a part
-- of the index that is as large as a week; the others, and what was there before, for good, in that of week 0.

alter table lease add column named_by_class boolean default false not null;
alter table usage_record add column key_week integer default 0 not null;
drop index usage_record_session;
create index usage_record_session on usage_record (key_week, session_key);
