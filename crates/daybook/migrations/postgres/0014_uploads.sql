-- A picture without bytes is two objects in a bucket: avatars/<name>-512.webp and avatars/<name>-64.webp.
alter table avatars alter column large drop not null, alter column small drop not null;

-- Objects that no row names: not yet, or not any more. Due is microseconds UTC; they are removed then.
create table loose_objects (
    name text collate "C" primary key,
    due bigint not null
);

create index loose_objects_due on loose_objects (due);
