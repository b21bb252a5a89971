-- What exception rules are asked about, and what reviewers said of it. Rows never change: the review as it was known
-- at K is what the rows below K say.

create table reviewed_batch (
  batch_id     text primary key,
  position     bigint not null,
  batch_number text not null,
  site         text not null                 -- whose rules count
);

-- An entry of a record as rules see it.
create table fact (
  position bigint not null,
  batch_id text not null,                    -- '': of a matter of another stream, told by `matter`
  is_own   boolean not null,                 -- false: it stands in another stream
  matter   text,                             -- the deviation or the alarm that it closes
  fact     jsonb not null,
  primary key (position, batch_id)
);
create index on fact (batch_id, position);
create index on fact (matter) where matter is not null;

create table mark (
  position bigint primary key,
  batch_id text not null,
  mark     jsonb not null,
  by_name  text not null,
  at       timestamptz not null
);
create index on mark (batch_id, position);

-- The content of a version of a site's rules, draft by draft.
create table rule_draft (
  position bigint primary key,
  site     text not null,
  version  integer not null,
  digest   text not null,
  rules    jsonb not null
);
create index on rule_draft (site, version);

create table rule_step (
  position       bigint primary key,
  site           text not null,
  version        integer not null,
  digest         text not null,
  what           text not null,              -- submitted, returned, approved
  effective_from timestamptz                 -- of an approval
);
create index on rule_step (site, version);
