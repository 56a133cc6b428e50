-- The least rights with which linkgrid works. Run once by an administrator, each statement by itself:
--   psql -h HOST -U postgres -f scripts/postgres-roles.sql
-- Then: alter role linkgrid password '…' (or a line of pg_hba.conf), and --db postgresql://linkgrid@HOST/linkgrid

-- Runs: may log in, and make schemas of its own and temporary tables (rows pass through one on their way in) in one
-- database. Tables, indexes and views are its own.
create role linkgrid login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
create database linkgrid;
revoke all on database linkgrid from public;
grant connect, create, temporary on database linkgrid to linkgrid;

-- Who looks at results: reads what runs have made and will make, and writes nothing.
create role linkgrid_reader nologin;
grant connect on database linkgrid to linkgrid_reader;
-- For the schema of each spec, by the role linkgrid, once it is there:
--   grant usage on schema restaurants to linkgrid_reader;
--   grant select on all tables in schema restaurants to linkgrid_reader;
--   alter default privileges in schema restaurants grant select on tables to linkgrid_reader;
