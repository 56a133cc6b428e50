-- Files that 'linkgrid watch' has seen arrive, and what became of each.
create table watched_file (
  directory text   not null,             -- absolute
  name      text   not null,             -- in the directory
  stamp     text   not null,             -- size and times: another stamp is looked at anew
  bytes     bigint not null,
  state     text   not null check (state in ('LINKING', 'LINKED', 'CHANGED', 'DUPLICATE', 'FAILED')),
  file_id   bigint,                      -- from the content; null until it was linked
  run_id    text,
  message   text   not null default '',
  seen_at   timestamptz not null default now(),
  ended_at  timestamptz,
  primary key (directory, name, stamp)
);
create index watched_file_content on watched_file (file_id);
comment on table watched_file is 'Each file that arrived in a watched directory; one that is LINKING was not finished and is taken up again.';

-- Each watched file is a run: whether one had another spec must not cost a look at all of them.
create index run_spec on run (md5(spec));
