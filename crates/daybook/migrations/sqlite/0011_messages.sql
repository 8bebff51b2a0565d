-- What is said in rooms, for ever. Times are microseconds UTC. No key to rooms or users: rows go with their room by
-- hand, and stay when an account goes.
create table messages (
    id integer primary key autoincrement,
    room_id integer not null,
    seq integer not null, -- dense within its room
    user_id integer, -- null: the account is gone
    content text not null, -- empty once it is deleted
    timestamp integer not null,
    edited_at integer,
    deleted integer not null check (deleted in (0, 1)),
    reply_to integer,
    client_id text, -- makes a retry safe
    mentions text not null -- a JSON array of ids, as the wire shows it
) strict;

create unique index messages_by_seq on messages (room_id, seq);
create unique index messages_once on messages (room_id, user_id, client_id) where client_id is not null;
create index messages_by_user on messages (user_id, id) where user_id is not null;

-- Who answered a message with which emoji.
create table reactions (
    room_id integer not null,
    seq integer not null,
    emoji text not null,
    user_id integer not null,
    primary key (room_id, seq, emoji, user_id)
) strict, without rowid;

create index reactions_by_user on reactions (user_id, room_id, seq, emoji);
