-- Rejected rows that a person has corrected are linked like a file of their own, and belong to the file that they stand in.
alter table source_file add column corrects bigint;
create index source_file_corrects on source_file (corrects) where corrects is not null;
comment on column source_file.corrects is 'The file whose rejected rows these are, corrected; their numbers are those of that file.';
