-- Where material is. Every movement is between the stock of a lot and one other account of it, so that what was made is
-- always what is in the accounts and what is left in stock. Every row is one event: as it was known at K is what the rows
-- below K say.

create table whereabouts_lot (
  lot_id        text not null,
  position      bigint not null,       -- named, or named anew
  name          text not null,         -- the identifier by which people write it
  material_name text,                  -- null: as before
  primary key (lot_id, position)
);

create table whereabouts_movement (
  position        bigint not null,
  ord             integer not null,    -- n-th movement of the event
  lot_id          text not null,
  container_id    text,
  whole_containers text[],             -- that left as they were, with all that was in them
  direction       text not null,       -- in, out: of the stock
  account         text not null,       -- made, batch, lot, shipment, sample, scrap, destroyed, supplier, adjusted
  reference       text,                -- the batch, the other lot, the shipment, the number of the sample
  detail          text,                -- cause, method, destination
  quantity        numeric,             -- null: not known
  unit_of_measure text,
  event_id        uuid not null,       -- of a correction: the event that was corrected in the first place
  since           bigint not null,     -- log index from which it counts; of a correction that of the same event
  at              timestamptz not null, -- business time from which it counts
  void_position   bigint,              -- corrected from here on
  primary key (position, ord)
);
create index on whereabouts_movement (lot_id, event_id);

create table whereabouts_container (
  lot_id          text not null,
  container_id    text not null,
  position        bigint not null,
  quantity        numeric,
  unit_of_measure text,
  primary key (lot_id, container_id, position)
);

-- Counted: this is what there was then, whatever the records had.
create table whereabouts_count (
  position        bigint primary key,
  lot_id          text not null,
  container_id    text,                -- null: the whole lot
  quantity        numeric not null,
  unit_of_measure text not null,
  at              timestamptz not null -- business time
);
create index on whereabouts_count (lot_id);

create table whereabouts_place (
  position     bigint not null,
  ord          integer not null,
  lot_id       text not null,
  container_id text,                   -- null: the whole lot
  location_id  text not null,
  primary key (position, ord)
);
create index on whereabouts_place (lot_id);

create table whereabouts_location (
  location_id        text not null,
  position           bigint not null,
  name               text not null,
  parent_location_id text,             -- as it was registered
  of_contractor      boolean not null, -- as it was registered
  primary key (location_id, position)
);

create table whereabouts_batch (
  batch_id           text primary key,
  position           bigint not null,
  batch_number       text not null,
  completed_position bigint
);

create table whereabouts_phase (
  batch_id   text not null,
  position   bigint not null,
  phase_id   text not null,
  run        integer not null,
  path       text not null,
  event      text not null,            -- started, ended
  primary key (position)
);
create index on whereabouts_phase (batch_id);

create table whereabouts_shipment (
  shipment_id text primary key,
  position    bigint not null,
  number      text not null,
  consignee   text not null,
  documents   text[] not null,
  is_donation boolean not null
);

-- What became of a sample after it was taken out of its lot.
create table whereabouts_sample (
  sample_id          text primary key,
  position           bigint not null,
  lot_id             text not null,
  sample_number      text not null,
  retained_position  bigint,
  location_id        text,
  keep_until         date,
  quantity           numeric,          -- null: all of it
  unit_of_measure    text,
  destroyed_position bigint,
  method             text
);
create index on whereabouts_sample (lot_id);

-- What the consignee says arrived.
create table whereabouts_arrival (
  position        bigint not null,
  ord             integer not null,
  shipment_id     text not null,
  lot_id          text,                -- null: it arrived, with nothing in it
  quantity        numeric,
  unit_of_measure text,
  primary key (position, ord)
);
create index on whereabouts_arrival (shipment_id);
create index on whereabouts_arrival (lot_id);

create table whereabouts_unit (
  unit_id     text primary key,
  position    bigint not null,
  name        text not null,
  location_id text
);

-- What was put into a logistic unit and taken out again. It stays in stock until the unit has left.
create table whereabouts_packing (
  position        bigint primary key,
  unit_id         text not null,
  lot_id          text not null,
  direction       text not null,       -- in, out: of the unit
  quantity        numeric not null,
  unit_of_measure text not null
);
create index on whereabouts_packing (lot_id);

create table whereabouts_departure (
  position    bigint not null,
  unit_id     text not null,
  shipment_id text not null,
  dispatched  boolean not null,        -- by the shipment; else only the unit's own stream says that it left
  primary key (position, unit_id)
);
create index on whereabouts_departure (unit_id);
