-- Rows that change with each event: room in their page, so that an update touches no index.
alter table event_stream set (fillfactor = 50);
alter table webhook_delivery set (fillfactor = 50);
