-- The contender DuckDB: what it does, statement by statement. A line '-- stage: NAME' begins a stage
-- whose time is measured. PlainLinking does the same in Java, with the same constants.

-- stage: read
create table reference_row as
  select business_id as id, business_name, business_address, business_postal_code,
         business_latitude, business_longitude, business_phone_number
  from read_csv('${reference}', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"');

-- One reader: with several, row numbers would not be the file's.
create table record_row as
  select row_number() over () as row, inspection_id as record_id, business_name, business_address,
         business_postal_code, business_latitude, business_longitude, business_phone_number
  from read_csv('${records}', ${recordsHeader}, all_varchar = true, delim = ',', quote = '"', escape = '"',
                parallel = false);

-- stage: prepare
create macro words(text) as
  trim(regexp_replace(lower(coalesce(text, '')), '[^a-z0-9]+', ' ', 'g'));
create macro digits(text) as regexp_replace(coalesce(text, ''), '[^0-9]', '', 'g');
create macro sorted(text, sep) as array_to_string(list_sort(string_split(text, sep)), sep);
create macro street_of(address) as
  regexp_replace(
    regexp_replace(address, '^[0-9]+ ?', ''),
    ' (st|street|ave|avenue|av|rd|road|blvd|boulevard|dr|drive|way|pl|place|ln|lane|ct|court)( .*)?$', '');
create macro cleaned(source) as table
  select * replace (words(business_address) as business_address),
         nullif(regexp_replace(words(business_name), '^the ', ''), '') as name,
         case when length(digits(business_phone_number)) >= 10
              then right(digits(business_phone_number), 10) end as phone,
         nullif(regexp_extract(business_postal_code, '[0-9]{5}'), '') as zip,
         try_cast(business_latitude as double) as latitude,
         try_cast(business_longitude as double) as longitude
  from query_table(source);
create macro prepared(source) as table
  select *, sorted(name, ' ') as sorted_name,
         nullif(regexp_extract(business_address, '^0*([0-9]+)', 1), '') as number,
         nullif(street_of(business_address), '') as street,
         sorted(nullif(regexp_extract(business_address, '^0*([0-9]+)', 1), ''), '') as number_digits,
         left(nullif(street_of(business_address), ''), 3) as street_start,
         left(name, 3) as name_start
  from cleaned(source);
create table a as
  select id, name, sorted_name, number, number_digits, street, street_start, name_start, zip, phone, latitude, longitude
  from prepared('reference_row');
create table b as
  select row, record_id, name, sorted_name, number, number_digits, street, street_start, name_start, zip, phone,
         latitude, longitude
  from prepared('record_row');

-- stage: pairs
-- No pass meets all pairs of a zip: a million rows in thirty zips would be 25 billion of them.
create table pair as
  select b.row, a.id from b join a using (zip, number)
  union
  select b.row, a.id from b join a using (zip, name_start)
    where jaro_winkler_similarity(a.name, b.name) >= 0.8
  union
  select b.row, a.id from b join a using (phone)
  union
  select b.row, a.id from b join a using (number_digits, street_start)
  union
  select b.row, a.id from b join a using (sorted_name);

-- stage: score
create table feature as
  select row, id,
         greatest(jaro_winkler_similarity(a.name, b.name),
                  jaro_winkler_similarity(a.sorted_name, b.sorted_name)) as name,
         1 - levenshtein(a.street, b.street)::double / greatest(length(a.street), length(b.street)) as street,
         a.number = b.number as same_number, a.number_digits = b.number_digits as same_digits,
         levenshtein(a.phone, b.phone) as phone, a.zip = b.zip as same_zip,
         greatest(abs(a.latitude - b.latitude), abs(a.longitude - b.longitude)) as degrees
  from pair join b using (row) join a using (id);
create table scored as
  select row, id,
         5 * greatest(coalesce(name, 0.7) - 0.7, 0) / 0.3
         + 4 * greatest(coalesce(street, 0.5) - 0.5, 0) / 0.5
         + case when same_number then 4 when same_digits then 3 when same_number is null then 0 else -2 end
         + case when phone is null then 0 when phone = 0 then 5 when phone <= 2 then 3 else -2 end
         + case when same_zip is null then 0 when same_zip then 2 else -1 end
         + case when degrees is null then 0 when degrees < 0.0002 then 3 when degrees < 0.002 then 0
                else -3 end as score
  from feature;

-- stage: best
create table best as
  select row, max(score) as score from scored group by row having max(score) >= 6.5;
create table link as
  select row, min(id) as id, any_value(best.score) as score
  from scored join best using (row) where scored.score = best.score group by row;

-- stage: write
copy (select row, record_id, id, score from link join b using (row) order by row)
  to '${links}' (header false, delimiter '\t', quote '');
