-- Mails that were sent are removed after a while; those that wait have their own index.
create index outbox_sent_at on outbox (sent_at) where sent_at is not null;
