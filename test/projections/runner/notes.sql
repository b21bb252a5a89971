create table note (
  position bigint primary key,
  text     text not null,
  stream   text not null
);
