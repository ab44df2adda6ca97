-- The database: one connection reads the row log of all tables that match, after a snapshot of each.
-- Every change of every row comes out as one event with its full images before and after.

CREATE DATABASE IF NOT EXISTS capture;

CREATE TABLE capture.database_log (
  event_id       STRING,            -- the same whenever the same change is read again
  op             STRING,            -- READ, INSERT, UPDATE, DELETE; TRUNCATE, SCHEMA, REREAD, HEARTBEAT
  source         STRING,
  database_name  STRING,
  table_name     STRING,
  event_time     TIMESTAMP_LTZ(3),  -- what the log says; for people and latency, never to decide
  primary_key    STRING,            -- a JSON object, like the two images
  `before`       STRING,
  `after`        STRING,
  `position`     STRING,            -- where in the log; sorts as text
  transaction_id STRING
) WITH (
  'connector'         = 'oceanbase-cdc',
  'changes-as-events' = 'true',
  'hostname'          = '${database.host}',
  'port'              = '${database.port}',
  'username'          = '${database.username}',
  'password'          = '${database.password}',
  'database-name'     = '${database.name}',    -- regular expressions, both
  'table-name'        = '${database.tables}',
  'server-time-zone'  = '${database.timeZone}',
  'source-name'       = '${database.source}',
  -- When the log cannot be read on, fail, and say how to go on; docs/capture.md has more.
  'log-lost'          = 'fail',
  'log-epoch'         = '1',                   -- one more for a new snapshot after the log began anew
  'heartbeat.interval' = '5 s',                -- how often the position reached is told
  'scan.snapshot.rows-per-second' = '${database.snapshotRowsPerSecond}',
  -- Back within seconds of the database, and a fast snapshot; upstream waits 60 s and 0.5 s.
  'debezium.connect.keep.alive.interval.ms' = '5000',
  'debezium.poll.interval.ms'               = '10'
);
