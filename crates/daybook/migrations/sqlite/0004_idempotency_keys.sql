-- What an authenticated write with an Idempotency-Key was answered; kept for 24 hours.
create table idempotency_keys (
    user_id integer not null references users (id) on delete cascade,
    key text not null,
    request text not null, -- SHA-256 of method, path and body
    status integer,
    body text,
    created_at integer not null,
    primary key (user_id, key)
) strict, without rowid;

create index idempotency_keys_created_at on idempotency_keys (created_at);
