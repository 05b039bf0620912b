-- By what open leases are found: most have none of the last three, and so cost no index entry.
create index lease_nas_key on lease (nas_key);
create index lease_port_key on lease (port_key) where port_key is not null;
create index lease_line_key on lease (line_key) where line_key is not null;
create index lease_multi_key on lease (multi_key) where multi_key is not null;
-- What is under way: few of many.
create index stored_report_claimed on stored_report (home_group, claimed_until) where claimed_until is not null and not put_off;

alter table refusal_count set (fillfactor = 50);
alter table accounting_oddity set (fillfactor = 50);
alter table report_route set (fillfactor = 50);
alter table stored_report set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
