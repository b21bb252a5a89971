-- The Merkle tree over the entries of the log, in tiles (C2SP tlog-tiles).

create table tile (
  level      integer not null,
  tile_index bigint not null,
  hashes     bytea not null,               -- of 32 bytes each, 256 where the tile is full
  primary key (level, tile_index)
);
