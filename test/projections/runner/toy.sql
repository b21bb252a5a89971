create table node (
  id       bigint primary key,
  kind     text   not null,
  key      text   not null,
  label    text,
  charges  integer not null,
  unique (kind, key)
);
create table edge (
  position bigint primary key,
  source   bigint not null references node,
  target   bigint not null references node,
  quantity numeric,
  note     jsonb
);
create index on edge (source, target);
create index on edge (target, source);
