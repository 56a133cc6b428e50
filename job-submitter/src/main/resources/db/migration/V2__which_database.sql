-- Nodes outlive databases: version 1 of one database is not version 1 of another.
alter table reference_version add column database uuid not null default gen_random_uuid();
comment on column reference_version.database is 'Tells this schema from one of the same name elsewhere, or from before it was dropped.';
