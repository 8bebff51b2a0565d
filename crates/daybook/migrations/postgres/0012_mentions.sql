-- A user is told of a task, or of a message that names them. No key to messages: what is told of one goes with it, by
-- hand.
alter table notifications
    alter column task_id drop not null, -- null: it is of a message
    add column room_id bigint, -- with `message_id`
    add column room text collate "C", -- its name, which never changes
    add column message_id bigint, -- null: it is of a task
    drop constraint notifications_kind_check,
    add constraint notifications_kind_check check (kind in ('reminder', 'due', 'mention')),
    add constraint notifications_task_check check ((task_id is null) = (kind = 'mention')),
    add constraint notifications_message_check check ((message_id is null) = (kind <> 'mention')),
    add constraint notifications_room_check check ((room_id is null) = (kind <> 'mention'));

create unique index notifications_of_message on notifications (message_id, user_id) where message_id is not null;
create index notifications_of_room on notifications (room_id, user_id, id) where room_id is not null;
