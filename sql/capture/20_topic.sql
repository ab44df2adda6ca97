-- The topic between the two jobs. A key stays in its shard, in order; the columns are those of the event.
-- `tideline topic create` makes the topic from these columns where it is missing.

CREATE TABLE capture.topic (
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
  transaction_id STRING
) WITH (
  'connector'       = 'datahub',
  'endPoint'        = '${datahub.endpoint}',
  'project'         = '${datahub.project}',
  'topic'           = '${datahub.topic}',
  'subId'           = '${datahub.subscription}',
  'accessId'        = '${datahub.accessId}',
  'accessKey'       = '${datahub.accessKey}',
  'hashFields'      = 'database_name,table_name,primary_key',
  'broadcastField'  = 'op',  -- what concerns no single row goes to every shard
  'broadcastValues' = 'TRUNCATE,SCHEMA,REREAD,HEARTBEAT',
  'batchCount'      = '2000',
  'batchSize'       = '1048576',
  'flushInterval'   = '100',
  'maxFetchSize'    = '1000',
  'deadLetterPath'  = '${deadLetters.path}'  -- for a row that DataHub can never take; all others go on
);
