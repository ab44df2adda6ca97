-- The dead letters of both jobs. The store only grows: a record is a letter, or says what became of one.

CREATE DATABASE IF NOT EXISTS replay;

CREATE TABLE replay.records (
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
  letter_id      STRING,
  kind           STRING
) WITH (
  'connector' = 'dead-letters',
  'store'     = 'files',
  'path'      = '${deadLetters.path}'
);

-- What the newest record of each letter says. Of one attempt: sent again and delivered (done), refused all the same
-- behind the gate (letter), sent again (replayed), dropped.
CREATE VIEW replay.states AS
SELECT
  letter_id,
  MAX(attempt * 4 + CASE kind WHEN 'done' THEN 0 WHEN 'letter' THEN 1 WHEN 'replayed' THEN 2 ELSE 3 END) AS newest
FROM replay.records
GROUP BY letter_id;

-- Each letter once, as it failed last.
CREATE VIEW replay.letters AS
SELECT
  l.letter_id,
  CASE MOD(s.newest, 4) WHEN 0 THEN 'done' WHEN 1 THEN 'open' WHEN 2 THEN 'replayed' ELSE 'dropped' END AS status,
  event_id, op, source, database_name, table_name, event_time, primary_key, `before`, `after`, `position`,
  transaction_id, shard, `sequence`, run, seq, stage, error_class, error, attempt, route, failed_at
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY letter_id ORDER BY attempt DESC, failed_at DESC) AS place
  FROM replay.records
  WHERE kind = 'letter'
) AS l
JOIN replay.states AS s ON l.letter_id = s.letter_id
WHERE place = 1;
