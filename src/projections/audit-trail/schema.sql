-- Every event of the log as an entry that people can read (regulatory, section 10.1). Rows never change.

create table audit_entry (
  position              bigint primary key,     -- log index
  event_id              uuid not null,
  stream                text not null,
  revision              bigint not null,
  origin                text not null check (origin in ('ours', 'foreign')),
  event_type            text not null,
  schema_version        integer,
  trail                 text not null check (trail in ('record', 'system', 'access')),
  bears_on_records      boolean not null,       -- false: in the trail of no batch
  action                text,                   -- AT-3; null: foreign
  criticality           text not null,
  entry_kind            text not null,          -- BatchML
  record_kind           text,                   -- AT-2: the aggregate of the stream, and its name as of then
  record_id             text,
  record_name           text,
  sentence              text not null,
  fields                jsonb not null,         -- AT-4: [{ field, label, old?, new }]
  changes_earlier_value boolean not null,
  actor_kind            text,                   -- AT-5
  actor_id              text,
  actor_name            text,
  actor_username        text,
  actor_role            text,
  on_behalf_of          text,
  authorised_by         text,
  recorded_at           timestamptz,            -- AT-6
  clock                 text,
  zone                  text,
  zone_database         text,
  occurred_at           timestamptz,            -- local text without zone is read as UTC
  occurred_as           text,                   -- as it was claimed
  device_time           text,
  clock_quality         text,
  gap_ms                bigint,                 -- from occurred to recorded; null: the zone was not stated
  is_late               boolean not null,
  paper_form            text,                   -- the blank form that it was copied from
  paper_page            integer,
  reason_code           text,                   -- AT-7
  reason_text           text,
  site                  text,                   -- AT-8
  legal_entity          text,
  workstation           text,
  command_id            uuid,                   -- AT-9
  correlation_id        uuid,
  causation_id          uuid,
  app_version           text,                   -- AT-10
  config_revision       text,
  authentication_method text,
  session_id            text,
  assurance             text,
  external_references   jsonb not null,         -- [{ system, id }]
  based_on              jsonb not null          -- [{ stream, revision }]
);
create index on audit_entry (event_id);
create index on audit_entry (actor_id, position);
create index on audit_entry using brin (recorded_at); -- grows with the position, but for a clock that was set back
create index on audit_entry (event_type, position);
create index on audit_entry (position) where action = 'refused';
create index on audit_entry (position) where changes_earlier_value;
create index on audit_entry (position) where is_late;
create index on audit_entry (position) where trail <> 'access';
create index on audit_entry (trail, position) where trail <> 'record';

-- What an entry is about, each by its name as of then.
create table audit_subject (
  kind         text not null,
  id           text not null,
  position     bigint not null,
  name         text,
  event_type   text not null,
  stands_alone boolean not null,                -- it bears on records, and is about no batch
  primary key (kind, id, position)
);
create index on audit_subject (position);
create index on audit_subject (kind, id, event_type, position) where stands_alone;

-- What things were called from a position on.
create table name (
  kind     text not null,
  id       text not null,
  position bigint not null,
  name     text not null,
  primary key (kind, id, position)
);
