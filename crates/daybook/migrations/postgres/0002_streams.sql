-- Where each stream stands: `head` is its last event, `floor` the last one that was pruned.
create table streams (
    id text collate "C" not null primary key,
    head bigint not null,
    floor bigint not null default 0
) with (fillfactor = 70); -- heads are updated in place

-- What happened, in the order of commits; `seq` is dense within its stream.
create table events (
    stream text collate "C" not null,
    seq bigint not null,
    type text collate "C" not null,
    payload text collate "C" not null, -- JSON
    at bigint not null,
    primary key (stream, seq)
);

-- One history of this database; a restored copy gets another one.
insert into meta (key, value)
values ('epoch', substr(md5(random()::text || clock_timestamp()::text), 1, 10));
