-- What a run makes Postgres do, with less processor time: fewer indexes, and statistics only where a plan asks for them.

-- Arrays are the costliest to look at, and nobody looks for one. 25 is a sample of 7,500 rows.
alter table source_record
  alter file_id set statistics 25, alter row_no set statistics 25, alter line_no set statistics 0,
  alter record_id set statistics 25, alter mention_id set statistics 25,
  alter event_date set statistics 25, alter fields set statistics 0;
alter table reject
  alter file_id set statistics 25, alter row_no set statistics 25, alter line_no set statistics 0,
  alter reason set statistics 0, alter raw set statistics 0;
alter table mention alter mention_id set statistics 25, alter attributes set statistics 0;
alter table entity
  alter entity_id set statistics 25, alter attributes set statistics 0,
  alter mentions set statistics 0, alter rows set statistics 0,
  alter file_id set statistics 25, alter run_id set statistics 25;
alter table link
  alter mention_id set statistics 25, alter entity_id set statistics 25,
  alter decision set statistics 25, alter probability set statistics 25,
  alter weight set statistics 0, alter best_entity_id set statistics 25,
  alter runner_up_entity_id set statistics 0, alter runner_up_probability set statistics 0,
  alter file_id set statistics 25, alter run_id set statistics 0, alter decided_at set statistics 0,
  alter status set statistics 25;

-- Who was ever linked to an entity is linked to it still, or has an event that says otherwise: so only those
-- are found by entity, and the events of the others by their mention.
drop index link_event_entity;
create index link_event_entity on link_event (entity_id) where status <> 'INFERRED';

-- Asked for one by one and never in order, and few are alike: a hash costs a third to keep.
drop index link_event_mention;
create index link_event_mention on link_event using hash (mention_id);
drop index link_entity;
create index link_entity on link using hash (entity_id);
drop index entity_event_entity;
create index entity_event_entity on entity_event using hash (entity_id);

-- As before, but what is the same for all rows is looked up once.
create or replace function link_came() returns trigger language plpgsql set search_path from current as $$
declare
  said_cause  text := ledger_word('cause');
  said_by     text := ledger_word('by');
  said_why    text := ledger_word('why');
  model_by_id text := (select m.model_id from model m where m.current);
begin
  insert into link_event (mention_id, entity_id, status, weight, probability, model_id, run_id,
                          cause, by_person, why)
  select n.mention_id, coalesce(n.entity_id, n.best_entity_id),
         case when n.decision = 'REVIEW' then 'REVIEW' else n.status end,
         n.weight, n.probability,
         case when n.status = 'INFERRED' then model_by_id end, n.run_id,
         coalesce(said_cause, case n.decision when 'NEW' then 'found' else 'match' end),
         said_by, said_why
  from came n
  where coalesce(n.entity_id, n.best_entity_id) is not null;
  return null;
end $$;

create or replace function entity_came() returns trigger language plpgsql set search_path from current as $$
declare
  said_change text := coalesce(ledger_word('change'), 'FOUNDED');
  said_other  text := ledger_word('other');
  said_by     text := ledger_word('by');
  said_why    text := ledger_word('why');
begin
  insert into entity_event (entity_id, change, other_id, run_id, by_person, why)
  select n.entity_id, said_change, said_other, n.run_id, said_by, said_why
  from came n;
  return null;
end $$;

-- A golden record that is made anew finds room on its page, and its key stays as it is.
alter table entity set (fillfactor = 70);
