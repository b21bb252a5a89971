-- What each material must be, version by version. Each row is one event and never changes; what stood at K is what
-- the rows below K say.

-- SpecificationDrafted.
create table specification_version (
  specification_id text not null,            -- the id of the material definition
  version          integer not null,
  position         bigint not null,
  code             text not null,
  material_name    text not null,
  tests            jsonb not null,
  plans            jsonb not null,
  dating           jsonb not null,
  change_reference text,
  recorded_at      timestamptz not null,
  by_name          text not null,
  primary key (specification_id, version)
);
create index on specification_version (position);

-- SpecificationApproved, SpecificationWithdrawn.
create table specification_step (
  position         bigint primary key,
  specification_id text not null,
  version          integer not null,
  what             text not null check (what in ('approved', 'withdrawn')),
  effective_from   date,                     -- approved
  supersedes       integer,                  -- approved
  recorded_at      timestamptz not null,
  by_name          text not null,
  reason           jsonb
);
create index on specification_step (specification_id, version, position);
