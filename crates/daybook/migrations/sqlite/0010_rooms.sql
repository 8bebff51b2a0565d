-- Where messages are exchanged. Times are microseconds UTC.
create table rooms (
    id integer primary key autoincrement,
    name text not null, -- never changed: it names the stream
    title text not null,
    topic text not null,
    private integer not null check (private in (0, 1)),
    direct integer not null check (direct in (0, 1)), -- the private room of two
    members text not null, -- a JSON array of ids, as the wire shows it
    member_count integer not null,
    created_by integer, -- null: the account is gone
    created_at integer not null,
    last_seq integer not null default 0, -- of its last message
    deleted_at integer -- not null: gone for all, its rows are being removed
) strict;

create unique index rooms_name on rooms (name) where deleted_at is null;
create index rooms_public on rooms (id) where not private and deleted_at is null;
create index rooms_created_by on rooms (created_by) where created_by is not null;
create index rooms_deleted_at on rooms (deleted_at) where deleted_at is not null;

-- Who is in a room. No key to rooms: rows here go with their room, by hand.
create table room_members (
    user_id integer not null references users (id) on delete cascade,
    room_id integer not null,
    joined_at integer not null,
    read_seq integer not null default 0, -- the last message that was read
    primary key (user_id, room_id)
) strict, without rowid;

create index room_members_by_room on room_members (room_id, user_id);
