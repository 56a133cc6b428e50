-- The first event of a link, or of an entity, says what its row says. So it is written when the row changes or goes,
-- and read from the row until then: link_event and entity_event have it either way. Most rows never change.

alter table link_event rename to written_link_event;
alter table entity_event rename to written_entity_event;

-- Which model was current since when: what a link was inferred by, if it is as it came.
create table model_use (
  model_id text        not null,
  since    timestamptz not null default now()
);
create index model_use_since on model_use (since);
insert into model_use (model_id, since) select model_id, made_at from model where current;
comment on table model_use is 'Since when each model was the current one, until the next one was.';

create function model_used() returns trigger language plpgsql set search_path from current as $$
begin
  insert into model_use (model_id)
  select new.model_id
  where new.model_id is distinct from
    (select u.model_id from model_use u order by u.since desc limit 1);
  return null;
end $$;
create trigger model_used after insert or update on model
  for each row when (new.current) execute function model_used();

-- All that there is until now has its events written. What comes while somebody says who, why or how is written at once.
alter table link add column told boolean not null default true;
alter table link alter told
  set default (nullif(current_setting('linkgrid.cause', true), '') is not null);
alter table entity
  add column founded_at timestamptz not null default now(),
  add column told boolean not null default true;
alter table entity alter told
  set default (coalesce(nullif(current_setting('linkgrid.change', true), ''),
                        nullif(current_setting('linkgrid.by', true), '')) is not null);
comment on column link.told is 'Whether its events are written; else the row is its only event.';
comment on column entity.told is 'Whether its coming is written; else the row says it.';

-- Who waits for an entity was found by its event.
create index link_asked on link using hash (best_entity_id) where decision = 'REVIEW';

drop trigger link_came on link;
create or replace function link_came() returns trigger language plpgsql set search_path from current as $$
begin
  if coalesce(new.entity_id, new.best_entity_id) is not null then
    insert into written_link_event (mention_id, entity_id, status, weight, probability, model_id,
                                    run_id, cause, by_person, why)
    select new.mention_id, coalesce(new.entity_id, new.best_entity_id),
           case when new.decision = 'REVIEW' then 'REVIEW' else new.status end,
           new.weight, new.probability,
           case when new.status = 'INFERRED' then (select m.model_id from model m where m.current) end,
           new.run_id,
           coalesce(ledger_word('cause'), case new.decision when 'NEW' then 'found' else 'match' end),
           ledger_word('by'), ledger_word('why');
  end if;
  return null;
end $$;
create trigger link_came after insert on link
  for each row when (new.told or new.status <> 'INFERRED') execute function link_came();

drop trigger entity_came on entity;
create or replace function entity_came() returns trigger language plpgsql set search_path from current as $$
begin
  insert into written_entity_event (entity_id, change, other_id, run_id, by_person, why)
  values (new.entity_id, coalesce(ledger_word('change'), 'FOUNDED'), ledger_word('other'),
          new.run_id, ledger_word('by'), ledger_word('why'));
  return null;
end $$;
create trigger entity_came after insert on entity
  for each row when (new.told) execute function entity_came();

-- What the rows that are as they came say of themselves.
create view first_link_event as
select mention_id, coalesce(entity_id, best_entity_id) as entity_id,
       case when decision = 'REVIEW' then 'REVIEW' else status end as status, weight, probability,
       (select u.model_id from model_use u where u.since <= link.decided_at
        order by u.since desc limit 1) as model_id,
       run_id, decided_at as at, case decision when 'NEW' then 'found' else 'match' end as cause
from link
where not told and status = 'INFERRED' and coalesce(entity_id, best_entity_id) is not null;
comment on view first_link_event is 'The events of links that are as they came, which are not written.';

create view first_entity_event as
select entity_id, 'FOUNDED' as change, run_id, founded_at as at from entity where not told;
comment on view first_entity_event is 'The events of entities that are there since a run founded them.';

-- In order by at, event_id: of one moment, what is not written came last.
create view link_event as
select event_id, mention_id, entity_id, status, weight, probability, model_id, run_id, at, cause,
       by_person, why
from written_link_event
union all
select null, mention_id, entity_id, status, weight, probability, model_id, run_id, at, cause,
       null, null
from first_link_event;
comment on view link_event is 'The ledger of links: each event of each mention, in order by at and event_id.';

create view entity_event as
select event_id, entity_id, change, other_id, run_id, at, by_person, why
from written_entity_event
union all
select null, entity_id, change, null, run_id, at, null, null
from first_entity_event;
comment on view entity_event is 'The ledger of entity ids: each that came or went, in order by at and event_id.';

-- Before a row no longer says it.
create function link_told() returns trigger language plpgsql set search_path from current as $$
begin
  insert into written_link_event (mention_id, entity_id, status, weight, probability, model_id,
                                  run_id, at, cause)
  select mention_id, entity_id, status, weight, probability, model_id, run_id, at, cause
  from first_link_event
  where mention_id = old.mention_id;
  if tg_op = 'DELETE' then
    return old;
  end if;
  new.told := true;
  return new;
end $$;
create trigger link_told_and_goes before delete on link
  for each row when (not old.told) execute function link_told();
create trigger link_told_and_changes before update on link
  for each row when (
    not old.told
    and (old.entity_id, old.best_entity_id, old.decision, old.status, old.weight, old.probability,
         old.run_id, old.decided_at)
      is distinct from
        (new.entity_id, new.best_entity_id, new.decision, new.status, new.weight, new.probability,
         new.run_id, new.decided_at)
  ) execute function link_told();

create function entity_told() returns trigger language plpgsql set search_path from current as $$
begin
  insert into written_entity_event (entity_id, change, run_id, at)
  select entity_id, change, run_id, at
  from first_entity_event
  where entity_id = old.entity_id;
  return old;
end $$;
create trigger entity_told_and_goes before delete on entity
  for each row when (not old.told) execute function entity_told();

-- What happens after the first event is written as before, into the tables by their new names.
do $$
declare
  writer text;
begin
  foreach writer in array array['link_changed', 'link_went', 'entity_went'] loop
    execute replace(replace(pg_get_functiondef(writer::regproc),
                            'insert into link_event', 'insert into written_link_event'),
                    'insert into entity_event', 'insert into written_entity_event');
  end loop;
end $$;
