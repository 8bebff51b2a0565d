-- Where each stream stands: `head` is its last event, `floor` the last one that was pruned.
create table streams (
    id text not null primary key,
    head integer not null,
    floor integer not null default 0
) strict, without rowid;

-- What happened, in the order of commits; `seq` is dense within its stream.
create table events (
    stream text not null,
    seq integer not null,
    type text not null,
    payload text not null, -- JSON
    at integer not null,
    primary key (stream, seq)
) strict, without rowid;

-- One history of this database; a restored copy gets another one.
insert into meta (key, value) values ('epoch', lower(hex(randomblob(5))));
