-- What people answered about the links that were left to them.

create table review_decision (
  mention_id     bigint primary key,
  answer         text not null check (answer in ('SAME', 'DIFFERENT', 'UNSURE')),
  entity_id      text,                   -- the entity that the link has by the answer; null if unsure
  best_entity_id text,                   -- the candidate that was asked about
  probability    double precision not null,  -- of that candidate, as it was asked
  decided_by     text not null,
  decided_at     timestamptz not null default now(),
  check ((answer = 'UNSURE') = (entity_id is null))
);
comment on table review_decision is 'Each answer of a person; it stands above what was computed.';

create index link_review on link (probability desc, mention_id) where decision = 'REVIEW';
comment on index link_review is 'The queue of the review, which is small where the links are many.';
