-- What came too late for its day's file is rare: only it is in the index.
drop index usage_record_file;
create index usage_record_file on usage_record (contract_id, usage_file) where usage_file is not null;
