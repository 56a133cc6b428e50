-- The first event of a link, or of an entity, says what its row says. So it is written when the row changes or goes,
-- and read from the row until then: link_event and entity_event have it either way. A run writes half as much.

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

create function link_told() returns trigger language plpgsql as $$
begin
  new.told := true;
  return new;
end $$;
create trigger link_told before update on link
  for each row when (
    not old.told
    and (old.entity_id, old.best_entity_id, old.decision, old.status, old.weight, old.probability,
         old.run_id, old.decided_at)
      is distinct from
        (new.entity_id, new.best_entity_id, new.decision, new.status, new.weight, new.probability,
         new.run_id, new.decided_at)
  ) execute function link_told();

-- The first event of a link from its row.
create function model_at(moment timestamptz) returns text language sql stable set search_path from current as
  $$ select model_id from model_use where since <= moment order by since desc limit 1 $$;

create or replace function link_changed() returns trigger language plpgsql set search_path from current as $$
begin
  insert into written_link_event (mention_id, entity_id, status, weight, probability, model_id,
                                  run_id, at, cause)
  select o.mention_id, coalesce(o.entity_id, o.best_entity_id),
         case when o.decision = 'REVIEW' then 'REVIEW' else o.status end,
         o.weight, o.probability, model_at(o.decided_at), o.run_id, o.decided_at,
         case o.decision when 'NEW' then 'found' else 'match' end
  from went o
  join came n using (mention_id)
  where n.told and not o.told and o.status = 'INFERRED'
    and coalesce(o.entity_id, o.best_entity_id) is not null
  order by o.mention_id;

  insert into written_link_event (mention_id, entity_id, status, weight, probability, model_id,
                                  run_id, cause, by_person, why)
  select e.mention_id, e.entity_id, e.status, e.weight, e.probability,
         case when e.status = 'INFERRED' then m.model_id end, e.run_id,
         coalesce(ledger_word('cause'), 'changed'), ledger_word('by'), ledger_word('why')
  from (
    select o.mention_id, o.entity_id, 'RETRACTED' as status, o.weight, o.probability, o.run_id,
           1 as step
    from went o
    join came n using (mention_id)
    where o.entity_id is not null and n.entity_id is distinct from o.entity_id
    union all
    select n.mention_id, n.entity_id, n.status, n.weight, n.probability, n.run_id, 2
    from came n
    join went o using (mention_id)
    where n.entity_id is not null
      and (n.entity_id is distinct from o.entity_id or n.status <> o.status)
  ) e
  left join model m on m.current
  order by e.mention_id, e.step;
  return null;
end $$;

create or replace function link_went() returns trigger language plpgsql set search_path from current as $$
begin
  insert into written_link_event (mention_id, entity_id, status, weight, probability, model_id,
                                  run_id, at, cause)
  select o.mention_id, coalesce(o.entity_id, o.best_entity_id),
         case when o.decision = 'REVIEW' then 'REVIEW' else o.status end,
         o.weight, o.probability, model_at(o.decided_at), o.run_id, o.decided_at,
         case o.decision when 'NEW' then 'found' else 'match' end
  from went o
  where not o.told and o.status = 'INFERRED'
    and coalesce(o.entity_id, o.best_entity_id) is not null;

  insert into written_link_event (mention_id, entity_id, status, weight, probability, run_id,
                                  cause, by_person, why)
  select o.mention_id, o.entity_id, 'RETRACTED', o.weight, o.probability, o.run_id,
         coalesce(ledger_word('cause'), 'removed'), ledger_word('by'), ledger_word('why')
  from went o
  where o.entity_id is not null;
  return null;
end $$;

create or replace function entity_went() returns trigger language plpgsql set search_path from current as $$
begin
  insert into written_entity_event (entity_id, change, run_id, at)
  select o.entity_id, 'FOUNDED', o.run_id, o.founded_at
  from went o
  where not o.told;

  insert into written_entity_event (entity_id, change, other_id, run_id, by_person, why)
  select o.entity_id, coalesce(ledger_word('change'), 'REMOVED'), ledger_word('other'), o.run_id,
         ledger_word('by'), ledger_word('why')
  from went o;
  return null;
end $$;

-- In order by at, event_id: of one moment, what is not written came last.
create view link_event as
select event_id, mention_id, entity_id, status, weight, probability, model_id, run_id, at, cause,
       by_person, why
from written_link_event
union all
select null, mention_id, coalesce(entity_id, best_entity_id),
       case when decision = 'REVIEW' then 'REVIEW' else status end, weight, probability,
       (select u.model_id from model_use u where u.since <= link.decided_at
        order by u.since desc limit 1),
       run_id, decided_at, case decision when 'NEW' then 'found' else 'match' end, null, null
from link
where not told and status = 'INFERRED' and coalesce(entity_id, best_entity_id) is not null;
comment on view link_event is 'The ledger of links: each event of each mention, in order by at and event_id.';

create view entity_event as
select event_id, entity_id, change, other_id, run_id, at, by_person, why
from written_entity_event
union all
select null, entity_id, 'FOUNDED', null, run_id, founded_at, null, null
from entity
where not told;
comment on view entity_event is 'The ledger of entity ids: each that came or went, in order by at and event_id.';
