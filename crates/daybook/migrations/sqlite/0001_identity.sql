-- Facts about this database as a whole.
create table meta (
    key text not null primary key,
    value text not null
) strict, without rowid;

create table users (
    id integer primary key autoincrement,
    username text not null,
    email text not null default '',
    email_folded text not null default '',
    first_name text not null default '',
    last_name text not null default '',
    password text not null, -- a hash; '!' when there is none
    stamp integer not null, -- random, new with each change of a credential; mailed links are bound to it
    is_active integer not null default 1 check (is_active in (0, 1)),
    awaits_activation integer not null default 0 check (awaits_activation in (0, 1)),
    is_staff integer not null default 0 check (is_staff in (0, 1)),
    is_superuser integer not null default 0 check (is_superuser in (0, 1)),
    timezone text not null default 'UTC',
    date_joined integer not null,
    last_login integer,
    deleted_at integer -- hidden and logged out; what it owned is being removed
) strict;

create unique index users_username on users (username);
create index users_email_folded on users (email_folded) where email_folded <> '';
create index users_deleted_at on users (deleted_at) where deleted_at is not null;

-- One login each, whatever carries it: a token, a JWT pair or a browser's cookies.
create table sessions (
    id integer primary key autoincrement,
    user_id integer not null references users (id) on delete cascade,
    kind text not null check (kind in ('token', 'jwt', 'browser')),
    token_hash text, -- SHA-256 of a token
    generation integer not null default 0, -- how often the refresh token was rotated
    rotated_at integer not null,
    created_at integer not null,
    last_seen integer not null,
    expires_at integer not null,
    address text not null,
    agent text not null
) strict;

create unique index sessions_token_hash on sessions (token_hash) where token_hash is not null;
create index sessions_user_id on sessions (user_id);
create index sessions_expires_at on sessions (expires_at);

-- How often a password was guessed, by a hash of who guessed for whom.
create table attempts (
    bucket text not null primary key,
    count integer not null,
    resets_at integer not null
) strict, without rowid;

create index attempts_resets_at on attempts (resets_at);

-- Mails to send. What they say is made when they are sent: no link is kept.
create table outbox (
    id integer primary key autoincrement,
    kind text not null,
    user_id integer not null references users (id) on delete cascade,
    parameters text not null, -- JSON
    message_id text not null,
    created_at integer not null,
    tries integer not null default 0,
    next_try_at integer not null,
    sent_at integer
) strict;

create index outbox_next_try_at on outbox (next_try_at) where sent_at is null;
create index outbox_user_id on outbox (user_id);
