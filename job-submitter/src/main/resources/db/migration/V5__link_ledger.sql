-- What was linked, unlinked and asserted, when, by what and by whom. The table link is how it stands
-- now; the ledger is how it came about, and is only ever added to. Triggers write it, so nobody who
-- changes a link can forget to, and a repeated run that changes nothing adds nothing.

alter table link add column status text not null default 'INFERRED'
  check (status in ('INFERRED', 'ASSERTED'));
comment on column link.status is 'Whether the model or a person says so. A person stands above it.';

comment on column entity.mentions is 'Distinct mentions of it, by files that are done.';
comment on column entity.rows is 'Rows of it, by files that are done.';

create table link_event (
  event_id    bigint generated always as identity primary key,
  mention_id  bigint not null,
  entity_id   text   not null,           -- for REVIEW the candidate that a person is asked about
  status      text   not null check (status in ('INFERRED', 'ASSERTED', 'RETRACTED', 'REVIEW')),
  weight      double precision not null,
  probability double precision not null,
  model_id    text,                      -- of the model by which it was inferred; null for others
  run_id      text   not null,           -- the run that decided about the mention
  at          timestamptz not null default now(),
  cause       text   not null,           -- match, found, review, merge, split, …
  by_person   text,                      -- who said so; null for a run
  why         text
);
create index link_event_mention on link_event (mention_id);
create index link_event_entity on link_event (entity_id);
create index link_event_person on link_event (mention_id, event_id desc) where by_person is not null;
comment on table link_event is 'The ledger of links: each event of each mention, in order.';

create table entity_event (
  event_id  bigint generated always as identity primary key,
  entity_id text not null,
  change    text not null check (change in ('FOUNDED', 'SPLIT_FROM', 'MERGED_INTO', 'REMOVED')),
  other_id  text,                        -- the entity that it was split from or merged into
  run_id    text not null,               -- the run that founded it
  at        timestamptz not null default now(),
  by_person text,
  why       text
);
create index entity_event_entity on entity_event (entity_id);
create index entity_event_other on entity_event (other_id) where other_id is not null;
comment on table entity_event is 'The ledger of entity ids: each that came or went, and why.';

create table apart (
  mention_id bigint not null,
  other_id   bigint not null,
  by_person  text   not null,
  decided_at timestamptz not null default now(),
  primary key (mention_id, other_id),
  check (mention_id < other_id)
);
comment on table apart is 'Pairs of mentions of which a person said that they are not the same.';

-- Who does what, for the transaction; unset in a run.
create function ledger_word(word text) returns text language sql stable as
  $$ select nullif(current_setting('linkgrid.' || word, true), '') $$;

create function link_came() returns trigger language plpgsql set search_path from current as $$
begin
  insert into link_event (mention_id, entity_id, status, weight, probability, model_id, run_id,
                          cause, by_person, why)
  select n.mention_id, coalesce(n.entity_id, n.best_entity_id),
         case when n.decision = 'REVIEW' then 'REVIEW' else n.status end,
         n.weight, n.probability,
         case when n.status = 'INFERRED' then m.model_id end, n.run_id,
         coalesce(ledger_word('cause'), case n.decision when 'NEW' then 'found' else 'match' end),
         ledger_word('by'), ledger_word('why')
  from came n
  left join model m on m.current
  where coalesce(n.entity_id, n.best_entity_id) is not null;
  return null;
end $$;

create function link_changed() returns trigger language plpgsql set search_path from current as $$
begin
  insert into link_event (mention_id, entity_id, status, weight, probability, model_id, run_id,
                          cause, by_person, why)
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

create function link_went() returns trigger language plpgsql set search_path from current as $$
begin
  insert into link_event (mention_id, entity_id, status, weight, probability, run_id,
                          cause, by_person, why)
  select o.mention_id, o.entity_id, 'RETRACTED', o.weight, o.probability, o.run_id,
         coalesce(ledger_word('cause'), 'removed'), ledger_word('by'), ledger_word('why')
  from went o
  where o.entity_id is not null;
  return null;
end $$;

create function entity_came() returns trigger language plpgsql set search_path from current as $$
begin
  insert into entity_event (entity_id, change, other_id, run_id, by_person, why)
  select n.entity_id, coalesce(ledger_word('change'), 'FOUNDED'), ledger_word('other'), n.run_id,
         ledger_word('by'), ledger_word('why')
  from came n;
  return null;
end $$;

create function entity_went() returns trigger language plpgsql set search_path from current as $$
begin
  insert into entity_event (entity_id, change, other_id, run_id, by_person, why)
  select o.entity_id, coalesce(ledger_word('change'), 'REMOVED'), ledger_word('other'), o.run_id,
         ledger_word('by'), ledger_word('why')
  from went o;
  return null;
end $$;

-- What people said before there was a ledger, and what runs did.
update link l set status = 'ASSERTED'
from review_decision d
where d.mention_id = l.mention_id and d.entity_id = l.entity_id;

insert into entity_event (entity_id, change, run_id, at)
select e.entity_id, 'FOUNDED', e.run_id, coalesce(r.started_at, now())
from entity e
left join run r using (run_id)
order by e.entity_id collate "C";

insert into link_event (mention_id, entity_id, status, weight, probability, model_id, run_id, at,
                        cause, by_person)
select l.mention_id, coalesce(l.entity_id, l.best_entity_id),
       case when l.decision = 'REVIEW' then 'REVIEW' else l.status end, l.weight, l.probability,
       case when l.status = 'INFERRED' then m.model_id end, l.run_id,
       coalesce(d.decided_at, l.decided_at),
       case when l.status = 'ASSERTED' then 'review' when l.decision = 'NEW' then 'found'
         else 'match' end,
       case when l.status = 'ASSERTED' then d.decided_by end
from link l
left join review_decision d using (mention_id)
left join model m on m.current
where coalesce(l.entity_id, l.best_entity_id) is not null
order by l.mention_id;

create trigger link_came after insert on link
  referencing new table as came for each statement execute function link_came();
create trigger link_changed after update on link
  referencing old table as went new table as came
  for each statement execute function link_changed();
create trigger link_went after delete on link
  referencing old table as went for each statement execute function link_went();
create trigger entity_came after insert on entity
  referencing new table as came for each statement execute function entity_came();
create trigger entity_went after delete on entity
  referencing old table as went for each statement execute function entity_went();

create view asserted_link as
select mention_id, entity_id, by_person, why, at
from (
  select distinct on (mention_id) *
  from link_event
  where by_person is not null
  order by mention_id, event_id desc
) last
where status = 'ASSERTED';
comment on view asserted_link is 'The links that people said, as they stand; whoever links anew keeps them.';
