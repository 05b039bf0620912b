-- By what open leases are found (PostgreSQL has partial indexes of its own).
create index lease_nas_key on lease (nas_key);
create index lease_port_key on lease (port_key);
create index lease_line_key on lease (line_key);
create index lease_multi_key on lease (multi_key);
create index stored_report_claimed on stored_report (home_group, claimed_until);
