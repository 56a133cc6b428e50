-- A file is landed before anything is learnt from it, and linked after.
alter table source_file drop constraint source_file_state_check;
alter table source_file add constraint source_file_state_check
  check (state in ('LANDING', 'LANDED', 'DONE'));

create table model (
  model_id  text primary key,            -- from its text
  made_at   timestamptz not null default now(),
  origin    text not null check (origin in ('LEARNT', 'GIVEN')),
  model     text not null,               -- JSON, as in model.json; not jsonb: every digit counts
  training  jsonb not null default '{}', -- how it was learnt
  current   boolean not null default true
);
create unique index model_current on model (current) where current;
comment on table model is 'The match weights by which records were linked; one is current.';
