-- The grid starts a join again when a node goes away in the middle of it: each row has a key, so that it is there once.
alter table joined_event add column event_no int;
update joined_event j set event_no = n.event_no
from (
  select ctid as place,
         row_number() over (partition by file_id, trip_no order by event_date, event_id, entity_id) - 1 as event_no
  from joined_event
) n
where j.ctid = n.place;
alter table joined_event alter column event_no set not null;
alter table joined_event add primary key (file_id, trip_no, event_no);
comment on column joined_event.event_no is 'The event''s number among all that were joined; several rows may report an event with one id.';
