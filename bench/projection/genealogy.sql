create table node (
  id       bigint primary key,
  kind     text   not null,
  key      text   not null,
  position bigint not null,
  unique (kind, key)
);
create table edge (
  position        bigint primary key,
  source          bigint not null,
  target          bigint not null,
  quantity        numeric,
  unit_of_measure text,
  occurred_at     timestamptz not null
);
create index on edge (source, target);
create index on edge (target, source);
