-- A picture without bytes is two objects in a bucket: avatars/<name>-512.webp and avatars/<name>-64.webp.
create table pictures (
    user_id integer not null primary key references users (id) on delete cascade,
    name text not null, -- in its address; nobody can guess it
    large blob,
    small blob
) strict;

insert into pictures select user_id, name, large, small from avatars;

drop table avatars;

alter table pictures rename to avatars;

create unique index avatars_name on avatars (name);

-- Objects that no row names: not yet, or not any more. Due is microseconds UTC; they are removed then.
create table loose_objects (
    name text not null primary key,
    due integer not null
) strict, without rowid;

create index loose_objects_due on loose_objects (due);
