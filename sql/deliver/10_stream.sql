-- The stream of changes: the topic, read once, deduplicated and decoded once for all tables below.
-- Each typed table is LIKE it: it takes over these options and the columns that say what happened to the row.

CREATE DATABASE IF NOT EXISTS changes;

CREATE TABLE changes.base (
  _event_id   STRING           METADATA,
  _op         STRING           METADATA,  -- READ, INSERT, UPDATE, DELETE; a DELETE has the row it removed
  _position   STRING           METADATA,  -- order within a key: a greater position is later
  _event_time TIMESTAMP_LTZ(3) METADATA,
  -- The whole event: a row that cannot be written becomes a dead letter with it.
  _event ROW<
    event_id STRING, op STRING, source STRING, database_name STRING, table_name STRING, event_time TIMESTAMP_LTZ(3),
    primary_key STRING, `before` STRING, `after` STRING, `position` STRING, transaction_id STRING, shard STRING,
    `sequence` BIGINT, run BIGINT, seq BIGINT, attempt INT, route STRING> METADATA
) WITH (
  'connector'    = 'changes',
  'stream'       = 'main',                -- the name under which the job keeps its state
  'endPoint'     = '${datahub.endpoint}',
  'project'      = '${datahub.project}',
  'topic'        = '${datahub.topic}',
  'subId'        = '${datahub.subscription}',
  'accessId'     = '${datahub.accessId}',
  'accessKey'    = '${datahub.accessKey}',
  'maxFetchSize' = '1000',
  'fetchLatestDelay' = '100'
);
