-- What people spent their time on. Times are microseconds UTC.
create table activities (
    id integer primary key autoincrement,
    user_id integer not null references users (id) on delete cascade,
    activity_name text not null,
    duration integer not null check (duration >= 0), -- whole minutes; 0 while the timer runs
    created_at integer not null,
    started_at integer not null,
    ended_at integer, -- null: the timer runs
    note text not null,
    tags text not null, -- a JSON array, as the wire shows it
    deleted_at integer -- not null: gone for its user, kept for 7 days
) strict;

create index activities_by_id on activities (user_id, id);
create index activities_by_start on activities (user_id, started_at, id) where deleted_at is null;
create index activities_deleted_at on activities (deleted_at) where deleted_at is not null;

-- At most one timer runs for a user, on however many nodes it is started at once.
create unique index activities_running on activities (user_id) where ended_at is null and deleted_at is null;

-- The tags of activities that are not deleted, in lower case: what `?tag=` looks up. The activity
-- itself holds them too, so that a list is one query. No key to activities: a row here goes when
-- its activity is deleted, long before that is purged, and comes back with it.
create table activity_tags (
    user_id integer not null references users (id) on delete cascade,
    tag text not null,
    activity_id integer not null,
    primary key (user_id, tag, activity_id)
) strict, without rowid;
