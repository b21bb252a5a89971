-- The Merkle tree over the entries of the log, in tiles (C2SP tlog-tiles), and who signs its heads.

create table tile (
  level      integer not null,
  tile_index bigint not null,
  hashes     bytea not null,               -- of 32 bytes each, 256 where the tile is full
  primary key (level, tile_index)
);

-- The first epoch has no row: no event begins it.
create table epoch (
  position          bigint primary key,    -- log index of the event that begins it
  event_id          text not null,
  begun_by          text not null,         -- the event's type
  former_public_key text not null,         -- 32 bytes in Base64
  public_key        text not null,
  left_names        text[] not null        -- that the log had after what was restored
);

create table hand_over (
  position bigint primary key,             -- of the epoch that begins before it
  note     text not null
);
