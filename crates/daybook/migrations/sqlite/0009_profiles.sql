-- What a user shows of themselves. Everybody has a profile: who has no row shows nothing yet.
create table profiles (
    user_id integer not null primary key references users (id) on delete cascade,
    name text not null default '',
    surname text not null default '',
    age integer,
    phone_number text not null default '',
    profession text not null default '',
    about_me text not null default '',
    updated_at integer not null
) strict;

-- A user's picture in two sizes, as WebP.
create table avatars (
    user_id integer not null primary key references users (id) on delete cascade,
    name text not null, -- in its address; nobody can guess it
    large blob not null,
    small blob not null
) strict;

create unique index avatars_name on avatars (name);

-- What happened to accounts. Times are microseconds UTC.
create table history_records (
    id integer primary key autoincrement,
    user_id integer not null references users (id) on delete cascade,
    activity_type text not null,
    timestamp integer not null,
    details text not null -- JSON
) strict;

create index history_records_by_id on history_records (user_id, id);
create index history_records_by_type on history_records (user_id, activity_type, id);
