-- Late usage is rare: only it is in the index.
drop index usage_record_after_cut;
create index usage_record_after_cut on usage_record (contract_id) where after_cut;
