-- Rows that change several times in a short life: room in their page, so that an update touches no
-- index (a heap-only tuple), and dead rows gone before they pile up.
alter table lease set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
alter table capacity set (fillfactor = 10);
alter table refusal set (fillfactor = 50);
