-- What an authenticated write with an Idempotency-Key was answered; kept for 24 hours.
create table idempotency_keys (
    user_id bigint not null references users (id) on delete cascade,
    key text collate "C" not null,
    request text collate "C" not null, -- SHA-256 of method, path and body
    status bigint,
    body text collate "C",
    created_at bigint not null,
    primary key (user_id, key)
);

create index idempotency_keys_created_at on idempotency_keys (created_at);
