-- What cannot be delivered: the whole event, where it came from and what is wrong with it. Keep the INSERT, or a bad
-- row would have nowhere to go. docs/dead-letters.md says how letters are looked at, mended and sent again.

CREATE TABLE changes.undeliverable (
  event_id       STRING,
  op             STRING,
  source         STRING,
  database_name  STRING,
  table_name     STRING,
  event_time     TIMESTAMP_LTZ(3),
  primary_key    STRING,
  `before`       STRING,
  `after`        STRING,
  `position`     STRING,
  transaction_id STRING,
  shard          STRING,
  `sequence`     BIGINT,
  run            BIGINT,
  seq            BIGINT,
  stage          STRING,
  error_class    STRING,
  error          STRING,
  attempt        INT,
  route          STRING,
  failed_at      TIMESTAMP_LTZ(3),
  letter_id      STRING,  -- of event and route: the same when it fails again, with a greater attempt
  kind           STRING   -- letter; or what became of one: replayed, done, dropped
) WITH ('undeliverable' = 'true') LIKE changes.base (EXCLUDING METADATA);

CREATE TABLE files.dead_letters
WITH (
  'connector' = 'dead-letters',
  'store'     = 'files',
  'path'      = '${deadLetters.path}'
) LIKE changes.undeliverable (EXCLUDING OPTIONS);

INSERT INTO files.dead_letters SELECT * FROM changes.undeliverable;
