-- What a batch record is put together from. Every row is one event, never changed: the record as it was known at K
-- is what the rows below K say. Who, when and why stand in the audit trail under the same position.

create table batch (
  batch_id               text primary key,
  position               bigint not null,
  event_id               uuid not null,
  batch_number           text not null,       -- as issued; `numbered` is the state from which it has another
  is_provisional         boolean not null,
  material_definition_id text not null,
  product                text not null,
  strength               text,
  planned_quantity       jsonb,
  recipe                 jsonb,              -- the control recipe as issued
  order_id               text,
  campaign               text,
  equipment_ids          text[] not null,
  data_origin            text not null check (data_origin in ('live', 'import')),
  site                   text not null,
  legal_entity           text not null,
  zone                   text not null
);
create index on batch (batch_number);
create index on batch (position);

create table batch_state (
  position bigint primary key,
  batch_id text not null,
  state    text not null,                    -- started, completed, holdPlaced, holdLifted, reviewed, approved, ...
  detail   jsonb not null
);
create index on batch_state (batch_id, position);
create index on batch_state ((detail ->> 'batchNumber')) where state = 'numbered';

create table material_use (
  position               bigint primary key,
  event_id               uuid not null,
  batch_id               text not null,
  material_lot_id        text not null,
  material_definition_id text not null,
  material               text not null,
  container_id           text,
  quantity               jsonb,              -- null: not known
  kind                   text not null,
  basis                  text not null,
  charged                jsonb,              -- interval
  path                   jsonb,
  drawn_event_id         uuid,               -- of the draw on its lot
  override_ids           text[] not null,    -- that it used up
  flags                  text[] not null
);
create index on material_use (batch_id, position);

-- Put back into its lot: more than the batch took.
create table material_return (
  position        bigint primary key,
  batch_id        text not null,
  material_lot_id text not null,
  drawn_event_id  uuid not null,
  container_id    text,
  quantity        jsonb,                     -- null: not known
  exceeds_draw    boolean not null
);
create index on material_return (batch_id, position);

-- The event that it corrects says which row; null quantity: void.
create table material_correction (
  position          bigint primary key,
  batch_id          text not null,
  corrects_event_id uuid not null,
  quantity          jsonb
);
create index on material_correction (batch_id, position);

create table output (
  position               bigint primary key,
  event_id               uuid not null,
  batch_id               text not null,
  material_lot_id        text not null,
  material_definition_id text not null,
  material               text not null,
  identifiers            jsonb not null,
  quantity               jsonb,              -- null: not known
  pieces                 jsonb,              -- counted beside the weight (catch weight)
  containers             jsonb not null,     -- each with what it holds, as far as that was said
  expires_on             date,
  retest_on              date,
  flags                  text[] not null
);
create index on output (batch_id, position);
create index on output (material_lot_id);

create table step (
  position     bigint primary key,
  batch_id     text not null,
  phase_id     text not null,
  path         jsonb not null,
  run          integer,                      -- null: skipped
  happened     text not null check (happened in ('started', 'completed', 'skipped', 'aborted',
                                                 'paused', 'resumed', 'held', 'restarted',
                                                 'stopped')),
  instruction  text,
  result       text,
  equipment_ids text[],                      -- of a start
  deviation_id text,
  times        jsonb,                        -- of the recipe's limits that end here
  override_ids text[] not null,              -- that a start or a going on used up
  flags        text[] not null
);
create index on step (batch_id, position);

-- Events that are printed whole, as they are: see handlers/entry.ts for their types.
create table entry (
  position bigint primary key,
  event_id uuid not null,
  batch_id text not null,
  type     text not null,
  data     jsonb not null
);
create index on entry (batch_id, position);

-- Parameters (no stage) and results of tests, with their repeats and corrections.
create table reading (
  position           bigint primary key,
  event_id           uuid not null,
  batch_id           text not null,
  stage              text,
  name               text not null,
  path               jsonb,
  occasion           text,
  method             text,
  sample             text,
  material_lot_id    text,
  equipment_id       text,
  value              jsonb not null,
  limits             jsonb,
  is_outside         boolean,                -- null: no limit to compare with
  source             text,
  claimed_source     text,                   -- what a person said it was from, who typed it
  repeat_of_event_id uuid,
  corrects_event_id  uuid
);
create index on reading (batch_id, position);

create table tests_listed (
  position        bigint primary key,
  batch_id        text not null,
  stage           text not null,
  tests           text[] not null,
  basis           text not null,
  material_lot_id text
);
create index on tests_listed (batch_id, position);

-- Checks of steps and values, and line clearances.
create table inspection (
  position        bigint primary key,
  batch_id        text not null,
  kind            text not null check (kind in ('check', 'lineClearance')),
  name            text not null,
  phase_of_batch  text,                      -- line clearance: before, after
  result          text not null,
  path            jsonb,
  checks_event_id uuid,
  findings        text,
  equipment_id    text
);
create index on inspection (batch_id, position);

create table yield (
  position          bigint primary key,
  event_id          uuid not null,
  batch_id          text not null,
  stage             text not null,
  percent           jsonb not null,
  theoretical       jsonb,
  actual            jsonb,
  formula           text not null,
  inputs            jsonb not null,
  basis             text not null,
  limits            jsonb,
  is_outside        boolean,
  is_implausible    boolean not null,
  corrects_event_id uuid
);
create index on yield (batch_id, position);

create table series (
  position          bigint primary key,
  event_id          uuid not null,
  batch_id          text not null,
  stream_name       text not null,
  equipment_id      text,
  from_at           text not null,           -- as the source states it, with or without offset
  to_at             text not null,
  row_count         integer not null,
  chunk_count       integer not null,
  digest            text not null,
  tags              jsonb not null,
  corrects_event_id uuid
);
create index on series (batch_id, position);

create table remark (
  position       bigint primary key,
  batch_id       text not null,
  kind           text not null check (kind in ('comment', 'addendum')),
  text           text not null,
  evidence       text,
  about_event_id uuid,
  deviation_id   text,
  makes_stale    jsonb,                      -- addendum: what rests on the record as it was
  proposes_hold  text                        -- addendum: the id of the hold that it proposes
);
create index on remark (batch_id, position);

-- How a lot came to be, and what it is called from a position on.
create table lot (
  material_lot_id text primary key,
  position        bigint not null,
  supplier        text,
  manufacturer    text,
  receipt_number  text,
  split_off       jsonb                      -- from which lot, how much, with which containers
);
create index on lot ((split_off ->> 'from'));

-- As they were stated when it came, and as they were worked out since.
create table lot_dates (
  material_lot_id text not null,
  position        bigint not null,
  expires_on      date,
  retest_on       date,
  primary key (material_lot_id, position)
);

create table lot_identifiers (
  material_lot_id text not null,
  position        bigint not null,
  identifiers     jsonb not null,
  primary key (material_lot_id, position)
);

create table lot_status (
  material_lot_id text not null,
  position        bigint not null,
  status          text not null,
  primary key (material_lot_id, position)
);

-- Counted, or adjusted to.
create table lot_found (
  position        bigint primary key,
  material_lot_id text not null,
  container_id    text,                      -- null: all of it
  quantity        jsonb not null
);
create index on lot_found (material_lot_id);

create table lot_hold (
  material_lot_id text not null,
  hold_id         text not null,
  position        bigint not null,
  code            text not null,
  container_id    text,                      -- null: the whole lot
  is_lifted       boolean not null,
  primary key (material_lot_id, hold_id, position)
);

-- A deviation that is about the lot, or about one that it was split off or merged from.
create table lot_deviation (
  material_lot_id text not null,
  deviation_id    text not null,
  position        bigint not null,
  primary key (material_lot_id, deviation_id)
);

create table deviation (
  deviation_id     text primary key,
  position         bigint not null,
  batch_id         text,
  title            text not null,
  description      text not null,
  detected_at      text not null,            -- as stated, with or without offset
  classification   text,
  material_lot_ids text[] not null
);
create index on deviation (batch_id);
create index on deviation using gin (material_lot_ids);

-- What followed: classified, assessed, investigated, acted on, closed.
create table deviation_step (
  position     bigint primary key,
  deviation_id text not null,
  type         text not null,
  data         jsonb not null
);
create index on deviation_step (deviation_id, position);
create index on deviation_step ((data ->> 'batchId')) where type = 'DeviationImpactAssessed';

create table disposition (
  position        bigint primary key,
  disposition_id  text not null,
  material_lot_id text not null,
  batch_id        text,
  decision        text not null,
  former          text,
  quantity        jsonb,                     -- null: all of the lot
  market          text,
  conditions      text,
  signature       jsonb not null,            -- its slot
  qualified_as    jsonb                      -- null: no Qualified Person certifies
);
create index on disposition (material_lot_id, position);
create index on disposition (batch_id, position);
