-- What a user is told, once each, on however many nodes it falls due at once: of a task, or of a message that names
-- them. No key to tasks or messages: a notification of a task outlives it, one of a message goes with it, by hand.
create table notifications_now (
    id integer primary key autoincrement,
    user_id integer not null references users (id) on delete cascade,
    kind text not null check (kind in ('reminder', 'due', 'mention')),
    task_id integer, -- null: it is of a message
    room_id integer, -- with `message_id`
    room text, -- its name, which never changes
    message_id integer, -- null: it is of a task
    title text not null, -- the task's, or who said it where, when it was told
    instant integer not null, -- which `remind_at` or `due_date`, or when it was said
    created_at integer not null,
    read_at integer,
    check ((task_id is null) = (kind = 'mention')),
    check ((message_id is null) = (kind <> 'mention')),
    check ((room_id is null) = (kind <> 'mention'))
) strict;

insert into notifications_now (id, user_id, kind, task_id, title, instant, created_at, read_at)
select id, user_id, kind, task_id, title, instant, created_at, read_at from notifications order by id;

-- An id is never given twice, even when the last ones are gone.
update sqlite_sequence set seq = (select seq from sqlite_sequence where name = 'notifications')
where name = 'notifications_now' and exists (select 1 from sqlite_sequence where name = 'notifications');
insert into sqlite_sequence (name, seq)
select 'notifications_now', seq from sqlite_sequence
where name = 'notifications' and not exists (select 1 from sqlite_sequence where name = 'notifications_now');

drop table notifications;
alter table notifications_now rename to notifications;

create unique index notifications_once on notifications (task_id, user_id, kind, instant);
create index notifications_by_id on notifications (user_id, id);
create index notifications_unread on notifications (user_id, id) where read_at is null;
create index notifications_created_at on notifications (created_at);
create unique index notifications_of_message on notifications (message_id, user_id) where message_id is not null;
create index notifications_of_room on notifications (room_id, user_id, id) where room_id is not null;
