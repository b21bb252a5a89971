-- Readings of machines, chunk by chunk as they were recorded; rows never change.

create table process_chunk (
  position        bigint primary key,
  event_id        uuid not null,
  process_data_id text not null,            -- the series: one machine during one batch
  batch_id        text not null,
  equipment_id    text,
  t0              text not null,            -- as the source states it, with or without offset
  t0_at           timestamptz not null,     -- local text without zone is read as UTC
  seconds         jsonb not null            -- after t0, one for each row
);
create index on process_chunk (batch_id, process_data_id, position);

-- One row for each tag of a chunk.
create table process_column (
  position        bigint not null,
  tag             text not null,
  unit_of_measure text not null,
  readings        jsonb not null,           -- a number or null for each row
  quality         text[],
  primary key (position, tag)
);

-- Chunks that were recorded by mistake, from the position of the event that says so.
create table process_void (
  event_id uuid not null,
  position bigint not null,
  primary key (event_id, position)
);
