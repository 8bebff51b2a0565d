-- The words of messages, folded, each message under its id, with the tokens that say where it was said: `@all` in a
-- public room, `@<id>` of the room. Only words are kept, not the text. Deleted messages are not here.
create virtual table search_messages using fts5 (
    words,
    content = '',
    contentless_delete = 1,
    prefix = '1 2 3',
    tokenize = "ascii tokenchars '@'"
);

-- Messages that are said or changed and not yet in there. No key to messages: rows go with them, by hand.
create table search_pending (
    message_id integer not null primary key
) strict;

insert into search_pending (message_id) select id from messages where not deleted;
