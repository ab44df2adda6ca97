-- What is inconsistent in the stream: a gap, an event out of its order, a change that does not fit the one before. The
-- event itself is delivered all the same. docs/consistency.md says what each kind means and what to do.

CREATE TABLE changes.findings (
  kind           STRING,
  database_name  STRING,
  table_name     STRING,
  primary_key    STRING,
  expected       STRING,
  found          STRING,
  last_position  STRING,
  `position`     STRING,
  shard          STRING,
  `sequence`     BIGINT,
  run            BIGINT,
  seq            BIGINT,
  event_id       STRING,
  found_at       TIMESTAMP_LTZ(3)
) WITH ('findings' = 'true') LIKE changes.base (EXCLUDING METADATA);

CREATE TABLE files.findings
WITH (
  'connector'        = 'change-files',
  'path'             = '${output.path}',
  'table'            = 'tideline.findings',
  'format'           = 'json',
  'rolling.interval' = '1 min'
) LIKE changes.findings (EXCLUDING OPTIONS);

INSERT INTO files.findings SELECT * FROM changes.findings;
