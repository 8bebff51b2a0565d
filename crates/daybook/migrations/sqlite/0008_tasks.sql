-- What a user groups tasks by.
create table categories (
    id integer primary key autoincrement,
    user_id integer not null references users (id) on delete cascade,
    name text not null,
    description text not null,
    color text not null
) strict;

create unique index categories_name on categories (user_id, name);
create index categories_by_id on categories (user_id, id);

-- What is to be done. Times are microseconds UTC.
create table tasks (
    id integer primary key autoincrement,
    title text not null,
    description text not null,
    priority integer not null check (priority between 1 and 4),
    state text not null check (state in ('open', 'in_progress', 'done', 'cancelled')),
    due_date integer,
    category_id integer references categories (id) on delete set null,
    owners text not null, -- a JSON array of ids, as the wire shows it
    created_by integer, -- null: the account is gone
    created_at integer not null,
    updated_at integer not null,
    remind_at integer,
    completed_at integer, -- when it was done
    position integer not null,
    notify_at integer, -- when the next notice is due; null: none is
    reminded_for integer, -- the last `remind_at` that was told
    noticed_for integer, -- the last `due_date` that was told
    deleted_at integer, -- not null: gone for all, kept for 7 days
    search text not null -- title and description, folded
) strict;

create index tasks_category_id on tasks (category_id) where category_id is not null;
create index tasks_notify_at on tasks (notify_at) where notify_at is not null;
create index tasks_deleted_at on tasks (deleted_at) where deleted_at is not null;

-- Who sees a task: its creator and its owners, also while it is deleted. The task itself holds them too, so that a
-- list is one query. No key to tasks: rows here go with their task, by hand.
create table task_viewers (
    user_id integer not null references users (id) on delete cascade,
    task_id integer not null,
    owns integer not null check (owns in (0, 1)),
    primary key (user_id, task_id)
) strict, without rowid;

-- What a user is told of tasks, once each, on however many nodes it falls due at once.
create table notifications (
    id integer primary key autoincrement,
    user_id integer not null references users (id) on delete cascade,
    kind text not null check (kind in ('reminder', 'due')),
    task_id integer not null,
    title text not null, -- the task's, when it was told
    instant integer not null, -- which `remind_at` or `due_date`
    created_at integer not null,
    read_at integer
) strict;

create unique index notifications_once on notifications (task_id, user_id, kind, instant);
create index notifications_by_id on notifications (user_id, id);
create index notifications_unread on notifications (user_id, id) where read_at is null;
create index notifications_created_at on notifications (created_at);

-- Who has the key may read when a user's tasks are due.
create table calendar_keys (
    user_id integer not null primary key references users (id) on delete cascade,
    key_hash text not null, -- SHA-256
    created_at integer not null
) strict, without rowid;

create unique index calendar_keys_hash on calendar_keys (key_hash);

-- People are found by the start of their name, in any case of a to z.
create index users_by_name on users (lower(username)) where deleted_at is null and is_active;
