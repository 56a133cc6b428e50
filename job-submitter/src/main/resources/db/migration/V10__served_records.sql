-- Records that come one by one have a file of their own (its id spells 'serve'); their ids are looked up with each request.
create index served_record on source_record (record_id) where file_id = 495623239269;
