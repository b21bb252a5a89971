-- Names under which log-ins failed of late, whether somebody has them or not: that one password is
-- tried under many names shows in no account.
create table batchproof.failed_name (
  name_sha256 text primary key,
  failed_at   timestamptz not null
);
create index on batchproof.failed_name (failed_at);

-- The lock as it was decided when it came, as an account's is. No end: until it is opened, which of
-- a name that nobody has is never.
alter table batchproof.unknown_log_in
  add column is_locked boolean not null default false,
  add column locked_until timestamptz;
