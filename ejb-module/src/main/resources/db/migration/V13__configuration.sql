-- A NAS that is gone leaves what it reported: its number stays with it, as in usage records.

alter table accounting_event add column source_id bigint;
update accounting_event set source_id = nas_id;
alter table accounting_event alter column source_id set not null;
alter table accounting_event drop column nas_id;
alter table accounting_event rename column source_id to nas_id;

create index identification_rule_pattern on identification_rule (pattern); -- whether there is such a rule already
create index home_server_provider on home_server (provider_id);
