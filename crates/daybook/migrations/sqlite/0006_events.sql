-- Events lie in the order of commits, whatever stream they are of: what many users do in one commit goes to the same page
-- and a few small ones of the index. In the order of streams each user's event changed pages of its own.
alter table events rename to events_by_stream;

create table events (
    stream text not null,
    seq integer not null, -- dense within its stream
    type text not null,
    payload text not null, -- JSON
    at integer not null,
    primary key (stream, seq)
) strict;

insert into events (stream, seq, type, payload, at)
select stream, seq, type, payload, at from events_by_stream order by at, stream, seq;

drop table events_by_stream;
