-- One schema a link spec. Every key derives from content, so that a repeated or resumed run changes nothing.

create table source_file (
  file_id   bigint primary key,          -- from the SHA-256 of role and content
  role      text   not null,             -- A, B, reference, records
  name      text   not null,             -- the file's name without its directories
  bytes     bigint not null,
  rows      bigint not null,             -- data rows, rejects included
  state     text   not null check (state in ('LANDING', 'DONE')),
  landed_at timestamptz not null default now()
);
comment on table source_file is 'Each distinct file that went in.';

create table spooled_chunk (
  file_id   bigint not null,
  first_row bigint not null,
  bytes     bytea  not null,
  primary key (file_id, first_row)
);
comment on table spooled_chunk is 'Files that the nodes cannot read from a disk, while they are needed.';

create table source_record (
  file_id    bigint not null,
  row_no     bigint not null,            -- data rows from 1
  line_no    bigint not null,            -- lines of the file from 1
  record_id  text   not null,
  mention_id bigint not null,
  event_date date,
  fields     text[] not null,            -- the columns as they were
  primary key (file_id, row_no)
);
create index source_record_mention on source_record (mention_id);
comment on table source_record is 'Each raw row, and the mention that it was standardised to.';

create table reject (
  file_id bigint not null,
  row_no  bigint not null,
  line_no bigint not null,
  reason  text   not null,
  raw     text   not null,
  primary key (file_id, row_no)
);
comment on table reject is 'Each row that could not be used, with the reason.';

create table mention (
  mention_id bigint primary key,         -- from the SHA-256 of the attributes
  attributes text[] not null             -- standardised, in the order of the spec; '' is absent
);
comment on table mention is 'Each distinct way in which the data writes an entity.';

create table entity (
  entity_id  text   primary key,         -- from the mention that founded it
  attributes text[] not null,            -- the golden record, in the order of the spec; '' is absent
  mentions   int    not null,            -- distinct mentions that founded it
  rows       bigint not null,            -- rows that founded it
  file_id    bigint not null,            -- the file that founded it; valid when the file is DONE
  run_id     text   not null             -- the run that founded it
);
comment on table entity is 'Golden records.';

create table link (
  mention_id            bigint primary key,
  entity_id             text,            -- null while in review
  decision              text   not null check (decision in ('MATCH', 'REVIEW', 'NEW')),
  probability           double precision not null,
  weight                double precision not null,  -- log2 of the odds of the best candidate, prior included
  best_entity_id        text,            -- the best candidate, also of a mention in review
  runner_up_entity_id   text,
  runner_up_probability double precision,
  file_id               bigint not null, -- the file in which it was decided; valid when the file is DONE
  run_id                text   not null,
  decided_at            timestamptz not null default now(),
  check (decision = 'REVIEW' or entity_id is not null)
);
create index link_entity on link (entity_id);
comment on table link is 'Which entity each mention belongs to, and why.';

create table run (
  run_id      text primary key,          -- from the content of the files and the spec
  state       text not null check (state in ('RUNNING', 'DONE', 'FAILED')),
  started_at  timestamptz not null default now(),
  finished_at timestamptz,
  spec        text not null,             -- the spec's text
  settings    jsonb not null default '{}',
  summary     jsonb                      -- as in summary.json
);
comment on table run is 'Each run with its counts, settings and model.';

create table reference_version (
  one     boolean primary key default true check (one),
  version bigint not null                -- grows with every change of the entities and their mentions
);
insert into reference_version (version) values (0);
comment on table reference_version is 'Says whether what the grid holds is current.';

create table trip_file (
  file_id           bigint primary key,
  name              text   not null,
  rows              bigint not null,
  reference_version bigint not null,     -- of the entities that were joined
  joined_at         timestamptz not null default now()
);
comment on table trip_file is 'The files whose trips the join holds; it is whole when they are named here.';

create table joined_event (
  file_id    bigint  not null,           -- of the trips
  trip_no    bigint  not null,           -- the trip's data row
  event_id   text    not null,
  event_date date    not null,
  entity_id  text    not null,
  duration   integer not null,           -- seconds
  bike_id    text    not null
);
comment on table joined_event is 'Trips that ended near an event''s entity within a week of the event.';

create table joined_week (
  entity_id text   not null,
  week      date   not null,             -- the Monday
  trips     bigint not null,
  events    bigint not null,
  seconds   bigint not null,             -- sum of the trips' durations
  primary key (entity_id, week)
);
comment on table joined_week is 'The join, by entity and week of the event.';
