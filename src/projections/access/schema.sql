-- Who may do what, who came and went, and what security was told (Annex 11, 12.3; draft, 11.9).
-- Each row is one event and never changes; what stood at K is what the rows below K say.

-- PersonEnrolled.
create table person (
  person_id text not null,
  position  bigint not null,
  at        timestamptz not null,
  by_id     text not null,
  by_name   text not null,
  username  text not null,
  account   text not null,       -- personal, shared
  primary key (person_id, position)
);

create table person_name (
  person_id    text not null,
  position     bigint not null,
  at           timestamptz not null,
  by_id        text not null,
  by_name      text not null,
  printed_name text not null,
  initials     text not null,
  primary key (person_id, position)
);

create table account_status (
  person_id text not null,
  position  bigint not null,
  at        timestamptz not null,
  by_id     text not null,
  by_name   text not null,
  status    text not null check (status in ('enabled', 'disabled', 'left')),
  reason    text,
  primary key (person_id, position)
);

create table account_lock (
  person_id text not null,
  position  bigint not null,
  at        timestamptz not null,
  by_id     text not null,
  by_name   text not null,
  what      text not null check (what in ('locked', 'unlocked')),
  failures  integer,
  until_at  timestamptz,         -- locked, and null: until somebody unlocks it
  reason    text,
  primary key (person_id, position)
);
create index on account_lock (position);

create table identity_verified (
  person_id text not null,
  position  bigint not null,
  at        timestamptz not null,
  by_id     text not null,
  by_name   text not null,
  how       text not null,
  primary key (person_id, position)
);

create table statement_accepted (
  person_id text not null,
  position  bigint not null,
  at        timestamptz not null,
  by_id     text not null,
  by_name   text not null,
  version   text not null,
  digest    text not null,
  primary key (person_id, position)
);

create table training (
  person_id   text not null,
  position    bigint not null,
  at          timestamptz not null,
  by_id       text not null,
  by_name     text not null,
  topic       text not null,
  valid_until text,              -- a day, in it
  primary key (person_id, position)
);

-- Never what proves anything.
create table credential (
  person_id     text not null,
  position      bigint not null,
  at            timestamptz not null,
  by_id         text not null,
  by_name       text not null,
  credential_id text not null,
  kind          text not null,
  label         text,
  expires_at    timestamptz,
  device_bound  boolean,
  ended         text,            -- null: it was set; else why it ended
  primary key (person_id, position)
);

create table role_grant (
  person_id    text not null,
  position     bigint not null,
  at           timestamptz not null,
  by_id        text not null,
  by_name      text not null,
  role_id      text not null,
  what         text not null check (what in ('granted', 'revoked')),
  duty         text,
  scope        jsonb,            -- { sites, materials, clients }
  from_at      timestamptz,
  until_at     timestamptz,      -- not in it
  requested_by text,
  reason       text,
  primary key (person_id, position)
);

create table role (
  role_id   text not null,
  position  bigint not null,
  at        timestamptz not null,
  by_id     text not null,
  by_name   text not null,
  what      text not null check (what in ('defined', 'revised', 'retired')),
  title     text,
  duty      text,
  rights    text[],
  trainings text[],
  primary key (role_id, position)
);

create table service (
  service_id      text not null,
  position        bigint not null,
  at              timestamptz not null,
  by_id           text not null,
  by_name         text not null,
  what            text not null check (what in ('registered', 'retired')),
  name            text,
  purpose         text,
  owner_person_id text,
  primary key (service_id, position)
);

-- Never the key itself, nor its digest.
create table api_key (
  service_id text not null,
  position   bigint not null,
  at         timestamptz not null,
  by_id      text not null,
  by_name    text not null,
  key_id     text not null,
  what       text not null check (what in ('issued', 'approved', 'revoked')),
  label      text not null,
  role_id    text,
  duty       text,
  scope      jsonb,
  rights     text[],              -- of the role, as of then
  acts_for   text[],              -- people whom it may name
  expires_at timestamptz,
  primary key (service_id, position)
);

create table log_in (
  position       bigint primary key,
  person_id      text not null,
  at             timestamptz not null,
  session_id     text not null,
  method         text not null,
  assurance      text not null,
  network        text not null,
  workstation    text,
  other_sessions integer not null   -- live at other stations
);
create index on log_in (person_id, position);

create table session_end (
  session_id text not null,
  position   bigint not null,
  at         timestamptz not null,
  person_id  text not null,
  why        text not null,
  primary key (session_id, position)
);

create table log_in_failure (
  position  bigint primary key,
  person_id text,                -- null: under names that nobody has
  at        timestamptz not null,
  what      text not null check (what in ('failed', 'unknownNames', 'cloneSuspected')),
  why       text,
  count     integer not null,
  network   text
);
create index on log_in_failure (person_id, position);

-- The rules of access, as far as rights depend on them.
create table access_policy (
  position     bigint primary key,
  training     text not null,
  dormant_days integer
);

create table statement (
  position bigint primary key,
  version  text not null,
  digest   text not null
);

create table alert (
  position  bigint primary key,
  alert_id  uuid not null,       -- of its event
  at        timestamptz not null,
  kind      text not null,
  person_id text,
  event_id  uuid not null,       -- that it was raised for
  text      text not null
);

create table alert_answer (
  alert_id uuid not null,
  position bigint not null,
  at       timestamptz not null,
  by_id    text not null,
  by_name  text not null,
  what     text not null check (what in ('sent', 'failed', 'acknowledged')),
  comment  text,
  primary key (alert_id, position)
);
