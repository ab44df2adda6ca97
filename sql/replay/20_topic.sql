-- The topic between the two jobs, to put letters into it. The gate knows them by their attributes.

CREATE TABLE replay.topic (
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
  attributes     MAP<STRING, STRING> METADATA
) WITH (
  'connector'      = 'datahub',
  'endPoint'       = '${datahub.endpoint}',
  'project'        = '${datahub.project}',
  'topic'          = '${datahub.topic}',
  'accessId'       = '${datahub.accessId}',
  'accessKey'      = '${datahub.accessKey}',
  'hashFields'     = 'database_name,table_name,primary_key',
  'deadLetterPath' = '${deadLetters.path}'
);
