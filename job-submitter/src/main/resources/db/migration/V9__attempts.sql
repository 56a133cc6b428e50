-- Runs that are watched, stopped and taken up again: each try of a run is kept, with its end.
alter table run drop constraint run_state_check;
alter table run add constraint run_state_check
  check (state in ('RUNNING', 'DONE', 'FAILED', 'CANCELLED', 'INTERRUPTED'));

create table run_attempt (
  attempt     bigint generated always as identity primary key,
  command     text   not null,           -- run, link, dedupe, train, join, blocking
  run_id      text,                      -- null before the files are surveyed, and where nothing is linked
  state       text   not null check (state in
                ('RUNNING', 'DONE', 'FAILED', 'CANCELLED', 'INTERRUPTED', 'ABANDONED')),
  started_at  timestamptz not null default now(),
  finished_at timestamptz,
  person      text   not null,
  host        text   not null,
  pid         bigint not null,           -- of the command on that host
  grid        text   not null,           -- addresses of nodes that ran already; else whose nodes they are
  jobs        text   not null,           -- how the names of its jobs on the grid end
  stage       text,
  stage_done  bigint,
  stage_total bigint,                    -- -1 when nobody knows
  stage_unit  text,
  stage_over  boolean,
  stage_text  text,                      -- how far it is, in the words of the command
  cancel_by   text,                      -- who asked it to end
  exit_code   integer,                   -- of the command
  message     text                       -- with which it ended
);
create index run_attempt_run on run_attempt (run_id);
comment on table run_attempt is 'Each try of a run. The newest may write, and no other.';

insert into run_attempt (command, run_id, state, started_at, finished_at, person, host, pid, grid, jobs)
select 'run', run_id, case state when 'RUNNING' then 'ABANDONED' else state end, started_at,
       finished_at, '', '', 0, '', ''
from run
order by started_at, run_id collate "C";
