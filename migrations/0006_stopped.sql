-- A read model that stopped at an event says so to every process that answers from it.
alter table batchproof.projection_progress add column is_stopped boolean not null default false;
