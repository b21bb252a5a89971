-- Where in the person's stream a session began: whether it was before a credential ended is told by
-- that order, and by no clock. Null: before this was kept.
alter table batchproof.session add column log_in_revision integer;
