-- What a laboratory is asked and answers: specifications version by version, samples with their custody and results.
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

-- Samples, whose hands they went through, and what was found in them. Each row is one event and never changes; what
-- was known of a sample at K is what the rows below K say.

-- SampleTaken.
create table sample (
  sample_id       text primary key,
  position        bigint not null,
  sample_number   text not null,
  material_lot_id text not null,
  material_id     text not null,
  taken           jsonb not null,            -- as the event says it
  occurred_at     text not null,             -- as stated, with or without offset
  recorded_at     timestamptz not null,
  by_name         text not null
);
create index on sample (position);
create index on sample (sample_number);
create index on sample (material_lot_id);
create index on sample (material_id);

-- All that followed: handed on, tested, assessed, retained, destroyed.
create table sample_step (
  position    bigint primary key,
  sample_id   text not null,
  type        text not null,
  data        jsonb not null,
  occurred_at text not null,
  recorded_at timestamptz not null,
  by_name     text not null,
  reason      jsonb
);
create index on sample_step (sample_id, position);
