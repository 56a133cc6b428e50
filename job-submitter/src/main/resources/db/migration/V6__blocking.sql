-- Which pairs blocking brings together, as it was counted before they are compared.

create table landing (
  one  boolean primary key default true check (one),
  spec text not null                     -- the text of the spec by which rows were standardised
);
comment on table landing is 'Says what the mentions are made by, while no run does.';

create table blocking_rule (
  run_id          text   not null,       -- 'preview' for what the command blocking counted last
  file_id         bigint not null,       -- the file whose mentions are new
  rule            text   not null,
  reference_pairs bigint not null,       -- of a new mention and an earlier one, at most: summed over the keys
  new_pairs       bigint not null,       -- of two new mentions, at most
  primary key (run_id, file_id, rule)
);
comment on table blocking_rule is 'Pairs that share a key of a rule; one that shares several keys counts several times.';

create table blocking_key (
  run_id             text    not null,
  file_id            bigint  not null,
  key_hash           bigint  not null,
  rule               text    not null,
  value              text    not null,   -- what the parts of the key say
  reference_mentions bigint  not null,
  new_mentions       bigint  not null,
  capped             boolean not null,   -- more mentions than the rule's cap: it brings no pairs together
  primary key (run_id, file_id, key_hash)
);
comment on table blocking_key is 'The largest keys of each rule, and all that are capped.';

create table blocking_pairs (
  run_id          text   not null,
  file_id         bigint not null,
  rule            text   not null,
  node            text   not null,       -- the member that owned the keys
  reference_pairs bigint not null,
  new_pairs       bigint not null,
  primary key (run_id, file_id, rule, node)
);
comment on table blocking_pairs is 'Pairs whose first common key is of a rule: each pair counts once.';
