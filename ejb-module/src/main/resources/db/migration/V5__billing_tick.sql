-- When a node was last told to bill: what tells the others that the timer, or its node, is stuck.

create table billing_tick (
    id smallint not null primary key check (id = 1),
    ticked_at timestamp with time zone not null,
    node varchar(255) not null               -- which node: empty before the first tick
);
insert into billing_tick (id, ticked_at, node) values (1, current_timestamp, '');
