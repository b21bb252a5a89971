-- Master recipes by version, and what is made or ordered by them: what a change touches.
-- Each row is one event and never changes; what stood at K is what the rows below K say.

-- RecipeDrafted, RecipeRevised. The content itself is in the log, under its digest.
create table recipe_content (
  recipe_id     text not null,
  version       integer not null,
  position      bigint not null,
  at            timestamptz not null,
  by_id         text not null,
  by_name       text not null,
  number        text not null,
  name          text not null,
  material_id   text not null,
  material_name text not null,
  profiles      jsonb not null,
  digest        text not null,
  primary key (recipe_id, version, position)
);
create index on recipe_content (number);

create table recipe_step (
  recipe_id  text not null,
  version    integer not null,
  position   bigint not null,
  at         timestamptz not null,
  by_id      text not null,
  by_name    text not null,
  what       text not null check (
    what in ('submitted', 'returned', 'approved', 'effective', 'superseded', 'withdrawn')
  ),
  from_at    timestamptz,        -- effective, superseded
  by_version integer,            -- superseded
  reference  text,               -- submitted: the change control
  primary key (recipe_id, version, position)
);

-- BatchIssued, with a recipe or without.
create table recipe_batch (
  batch_id       text primary key,
  position       bigint not null,
  batch_number   text not null,  -- as of now
  former_number  text,           -- the provisional one
  material_id    text not null,
  recipe_id      text,
  recipe_version text,
  order_id       text
);
create index on recipe_batch (order_id);
create index on recipe_batch (recipe_id);

-- BatchStarted, BatchCompleted, and approval of the record or not.
create table recipe_batch_step (
  batch_id text not null,
  position bigint not null,
  what     text not null check (what in ('started', 'completed', 'decided')),
  primary key (batch_id, position)
);

create table recipe_order (
  order_id     text primary key,
  position     bigint not null,
  order_number text not null,
  site          text not null,
  material_id   text not null,
  material_name text not null,
  amount        text not null,
  unit_of_measure text not null,
  due_on        text,
  priority      text not null check (priority in ('high', 'normal', 'low')),
  campaign      text,
  customer      text,
  rework        text              -- reprocessing or rework: quality approves it first
);
create index on recipe_order (material_id);

create table recipe_order_step (
  order_id text not null,
  position bigint not null,
  what     text not null check (what in ('released', 'reworkApproved')),
  primary key (order_id, position)
);

create table recipe_order_end (
  order_id text not null,
  position bigint not null,
  outcome  text not null,
  primary key (order_id, position)
);
