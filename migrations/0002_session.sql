-- Who is logged in. The only tables whose loss is felt: everybody logs in again. A secret is never
-- in them, only its SHA-256.
create table batchproof.session (
  token_sha256   text primary key,
  session_id     text not null unique,
  person_id      text not null,
  method         text not null,
  assurance      text not null,
  network        text not null,
  workstation    text,
  started_at     timestamptz not null,
  used_at        timestamptz not null,
  -- When the person last proved who they are: at the log-in, or since.
  proven_at      timestamptz not null,
  ends_at        timestamptz not null,
  locked_at      timestamptz
);
create index on batchproof.session (person_id);

-- What a log-in under way must bring back: a passkey's challenge, the state of a single sign-on.
-- Taken once.
create table batchproof.challenge (
  token_sha256 text primary key,
  purpose      text not null,
  person_id    text,
  content      jsonb not null,
  expires_at   timestamptz not null
);

-- Failed attempts under names that nobody has, so that such a name is locked like any other.
create table batchproof.unknown_log_in (
  name_sha256 text primary key,
  failures    integer not null,
  failed_at   timestamptz not null
);
