-- The words of messages, folded, each message under its id, with the tokens that say where it was said: `@all` in a
-- public room, `@<id>` of the room. Deleted messages are not here. No key to messages: rows go with them, by hand.
create table search_messages (
    rowid bigint not null primary key, -- as SQLite calls it
    words tsvector not null
);

create index search_messages_words on search_messages using gin (words);

-- Messages that are said or changed and not yet in there. No key to messages: rows go with them, by hand.
create table search_pending (
    message_id bigint not null primary key
);

insert into search_pending (message_id) select id from messages where not deleted;
