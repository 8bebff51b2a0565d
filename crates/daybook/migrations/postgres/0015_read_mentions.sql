-- Who reads a room finds the mentions that they read with it.
create index notifications_unread_mentions on notifications (user_id, room_id, message_id) where read_at is null;
