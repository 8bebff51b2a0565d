-- What programs and people did. Times are microseconds UTC.
create table action_logs (
    id integer primary key autoincrement,
    user_id integer not null references users (id) on delete cascade,
    action text not null,
    timestamp integer not null,
    status text not null check (status in ('PENDING', 'IN_PROGRESS', 'COMPLETED')),
    size integer not null, -- bytes of metadata: no more of them are read at once than can be held
    metadata text -- JSON as it came; null for none
) strict;

create index action_logs_by_time on action_logs (user_id, timestamp, id);
create index action_logs_by_action on action_logs (user_id, action, timestamp, id);
create index action_logs_by_status on action_logs (user_id, status, timestamp, id);
create index action_logs_by_id on action_logs (user_id, id);

-- Scalars at the top of metadata: what `?metadata.<key>=<value>` looks up, in the order of the list.
create table log_metadata (
    user_id integer not null references users (id) on delete cascade,
    key text not null,
    value text not null,
    timestamp integer not null,
    log_id integer not null,
    primary key (user_id, key, value, timestamp, log_id)
) strict, without rowid;
