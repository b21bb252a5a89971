-- Tells one making of a read model from another: whatever is kept beside it, such as the graph in
-- memory and its file, is of one making only.
alter table batchproof.projection_progress
  add column made_id uuid not null default gen_random_uuid();
