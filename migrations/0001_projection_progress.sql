-- How far each projection has come. A row is written in the transaction of the rows it speaks for.
create schema if not exists batchproof;

create table batchproof.projection_progress (
  name           text primary key,
  version        integer not null,
  log_id         text    not null,
  index          bigint  not null check (index >= -1), -- log index of the last event; -1: none
  stream         text,
  revision       bigint,
  event_id       uuid,
  store_position text
);
