-- What went into what: operations are nodes, edges are the durable truth of the model (design, section 5).

create table genealogy_node (
  id       bigint primary key,     -- dense, in log order
  kind     text not null,          -- materialLot, batch, operation, logisticUnit, shipment
  key      text not null,          -- the aggregate's id; of an operation the id of its event
  name     text,                   -- how people know a shipment or a logistic unit
  position bigint not null,        -- log index of the event that first named it
  unique (kind, key)
);

create table genealogy_edge (
  position        bigint not null,           -- log index of the event
  ord             smallint not null,         -- n-th edge of the event
  source          bigint not null,           -- genealogy_node.id
  target          bigint not null,
  kind            text not null,             -- consume, rework, heel, produce, split, merge, pack, ship
  quantity        numeric,                   -- null: the source does not know it
  unit_of_measure text,
  container_id    text,
  span_from       numeric,                   -- which part of a reel or run; null: not stated
  span_to         numeric,                   -- not less than span_from
  span_unit       text,
  event_id        uuid not null,
  from_at         timestamptz not null,      -- business time; local text without zone is read as UTC
  to_at           timestamptz,
  time_basis      text not null,             -- observed, claimed, backflushed, unknown
  zone_stated     boolean not null,
  primary key (position, ord)
);
create index on genealogy_edge (source, target);
create index on genealogy_edge (target, source);

-- Corrections are facts too: an edge is never deleted.
create table genealogy_edge_void (
  position      bigint not null,
  ord           smallint not null,
  void_position bigint not null,
  primary key (position, ord, void_position)
);
create index on genealogy_edge_void (void_position);

create table genealogy_lot (
  lot_id          text primary key,
  position        bigint not null,
  name            text not null,             -- the identifier by which people write it
  material_id     text,
  material_name   text not null,
  origin          text not null,             -- received, produced, divided, merged
  sublot_of       text,                      -- the lot that it is a part of
  again_position  bigint,                    -- log index of what says once more that it came to be
  supplier_name   text
);

-- What a lot was called before it was relabelled; null: by its material.
create table genealogy_lot_name (
  lot_id         text not null,
  until_position bigint not null,            -- called otherwise from here on
  name           text,
  primary key (lot_id, until_position)
);

create table genealogy_batch (
  batch_id     text primary key,
  position     bigint not null,
  batch_number text not null,                -- as of now
  product_name text not null,
  former_number    text,                     -- the provisional one
  renamed_position bigint
);
create index on genealogy_batch (batch_number);
create index on genealogy_batch (former_number) where former_number is not null;
create index on genealogy_batch (renamed_position) where renamed_position is not null;

-- One row for each identifier of a lot: an identifier may fit several lots.
create table genealogy_identifier (
  scheme        text not null,
  value_folded  text not null,
  lot_id        text not null,
  issuer        text not null,
  value         text not null,
  position      bigint not null,
  void_position bigint,                      -- taken back from here on
  primary key (scheme, value_folded, lot_id, issuer, position)
);
create index on genealogy_identifier (lot_id);
create index on genealogy_identifier (position);

-- The books of a lot, as the whereabouts keep them: what came to it and what left it, the contents of its
-- containers, and what was counted. Null: the source does not know how much.
create table genealogy_flow (
  position        bigint not null,
  ord             smallint not null,
  lot_id          text not null,
  direction       text not null,             -- in, out
  reason          text not null,             -- made, batch, lot, shipment, sample, scrap, destroyed, supplier
  quantity        numeric,
  unit_of_measure text,
  event_id        uuid not null,             -- of a correction: the event that was corrected in the first place
  void_position   bigint,                    -- corrected from here on
  container_id    text,
  whole_containers text[],                   -- that left as they were, with all that was in them
  since           bigint not null,           -- log index from which it counts; of a correction that of the same event
  at              timestamptz not null,      -- business time from which it counts
  primary key (position, ord)
);
create index on genealogy_flow (lot_id, event_id);
create index on genealogy_flow (void_position) where void_position is not null;

create table genealogy_container (
  lot_id          text not null,
  container_id    text not null,
  position        bigint not null,
  quantity        numeric,
  unit_of_measure text,
  primary key (lot_id, container_id, position)
);

create table genealogy_count (
  position        bigint primary key,
  lot_id          text not null,
  container_id    text,                      -- null: the whole lot
  quantity        numeric not null,
  unit_of_measure text not null,
  at              timestamptz not null       -- business time
);
create index on genealogy_count (lot_id);

-- Serial numbers of a batch, as runs that count up: which lot of the batch has one is not told by them.
create table genealogy_serial (
  position bigint not null,
  ord      integer not null,                 -- n-th run of the event
  batch_id text not null,
  became   text not null,                    -- issued, applied, returned, destroyed
  head     text not null,                    -- what its numbers begin with
  width    integer not null,                 -- of the digits that count
  first    numeric not null,
  last     numeric not null,
  primary key (position, ord)
);
create index on genealogy_serial (head, width, first);
create index on genealogy_serial (batch_id);

-- What came back as surplus of what a batch had consumed: the edge keeps what was drawn.
create table genealogy_return (
  position        bigint primary key,
  drawn_event_id  uuid not null,
  quantity        numeric,                   -- null: not known
  unit_of_measure text,
  at              timestamptz not null       -- business time
);
create index on genealogy_return (drawn_event_id);

-- Material drawn for a batch whose consumption has not come yet.
create table genealogy_draw (
  event_id        uuid primary key,
  position        bigint not null,
  lot_id          text not null,
  batch_id        text,
  recorded_at     timestamptz not null,
  closed_position bigint                     -- consumed or returned here
);
create index on genealogy_draw (position) where closed_position is null;
