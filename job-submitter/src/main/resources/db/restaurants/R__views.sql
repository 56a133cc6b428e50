-- The names that the exercise gives to its tables, on top of ours. Positions in fields are the columns of
-- the spec, positions in attributes its attributes: name, address, zip, phone, location as 'lat lon'.
-- Text that does not read as what it should be becomes null and never an error. What a file brought counts
-- from the moment that the file is DONE.

-- create or replace cannot drop a column, and this file may change.
drop view if exists sfinspection, cleanrest, cleaninspection, joinedinspbike;

create view sfinspection as
select
  f.role               as file,
  r.row_no,
  r.fields[1]          as business_name,
  r.fields[2]          as business_address,
  r.fields[3]          as business_city,
  r.fields[4]          as business_state,
  r.fields[5]          as business_postal_code,
  r.fields[6]          as business_latitude,
  r.fields[7]          as business_longitude,
  r.fields[8]          as business_phone_number,
  r.fields[9]          as inspection_id,
  r.fields[10]         as inspection_date,
  r.fields[11]         as inspection_score,
  r.fields[12]         as inspection_type,
  r.fields[13]         as violation_id,
  r.fields[14]         as violation_description,
  r.fields[15]         as risk_category
from source_record r
left join source_file f using (file_id);
comment on view sfinspection is 'The raw rows as they were.';

create view cleanrest as
select
  entity_id,
  nullif(attributes[1], '') as name,
  nullif(attributes[2], '') as address,
  nullif(attributes[3], '') as zip,
  nullif(attributes[4], '') as phone,
  case when attributes[5] ~ '^-?[0-9]{1,3}(\.[0-9]{1,20})? -?[0-9]{1,3}(\.[0-9]{1,20})?$'
    then split_part(attributes[5], ' ', 1)::double precision end as latitude,
  case when attributes[5] ~ '^-?[0-9]{1,3}(\.[0-9]{1,20})? -?[0-9]{1,3}(\.[0-9]{1,20})?$'
    then split_part(attributes[5], ' ', 2)::double precision end as longitude
from entity e
where exists (select 1 from source_file f where f.file_id = e.file_id and f.state = 'DONE');
comment on view cleanrest is 'The businesses.';

create view cleaninspection as
select
  f.role                          as file,
  r.row_no,
  l.entity_id,                    -- null while in review
  l.decision,
  l.probability                   as match_probability,
  nullif(r.fields[9], '')         as inspection_id,
  r.event_date                    as inspection_date,
  case when btrim(r.fields[11]) ~ '^[0-9]{1,6}(\.[0-9]{1,6})?$'
    then btrim(r.fields[11])::numeric end as inspection_score,
  nullif(r.fields[12], '')        as inspection_type,
  nullif(r.fields[13], '')        as violation_id,
  nullif(r.fields[14], '')        as violation_description,
  nullif(r.fields[15], '')        as risk_category
from source_record r
left join source_file f using (file_id)
left join link l
  on l.mention_id = r.mention_id
  and exists (select 1 from source_file d where d.file_id = l.file_id and d.state = 'DONE');
comment on view cleaninspection is 'The rows with the business that each belongs to.';

create view joinedinspbike as
select
  duration,
  bike_id,
  event_id   as violation_id,
  event_date as inspection_date
from joined_event j
where exists (select 1 from trip_file t where t.file_id = j.file_id);
comment on view joinedinspbike is 'Trips that ended near a business within a week of an inspection.';
