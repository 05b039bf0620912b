-- Access-Requests that an operator wants to follow, and what became of them.

create table trace_order (
    id uuid not null primary key,
    nas_id bigint,                           -- none: of any NAS; one that is gone meets nothing
    name_key uuid,                           -- keyed hash of the User-Name; none: of any
    station_key uuid,                        -- keyed hash of the Calling-Station-Id; none: of any
    most integer not null,                   -- how many requests are followed
    taken integer not null,                  -- how many have been
    armed_by varchar(253) not null,
    reason varchar(200) not null,
    armed_at timestamp with time zone not null,
    expires_at timestamp with time zone not null
);

create table request_trace (
    id uuid not null primary key,
    order_id uuid not null references trace_order on delete cascade,
    node varchar(255) not null,              -- that the request came to
    began_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    outcome varchar(64) not null,            -- the reply's code, or why there was none
    legs varchar(60000) not null             -- JSON; masked: no name, no secret
);
create index request_trace_order on request_trace (order_id);
