-- Each of these is wrong in a way of its own; expected.txt says how it has to be told.
CREATE DATABASE files;

CREATE TABLE orders (
  id     BIGINT,
  amount DECIMAL(12, 2),
  PRIMARY KEY (id) NOT ENFORCED,
  _event_id STRING METADATA
) WITH (
  'connector' = 'changes', 'stream' = 'main', 'table' = 'shopp.orders',
  'endPoint' = '${datahub.endpoint}', 'project' = '${datahub.project}', 'topic' = '${datahub.topic}',
  'subId' = '${datahub.subscription}', 'accessId' = '${datahub.accessId}', 'accessKey' = '${datahub.accessKey}',
  'lengthCheck' = 'SKIP'
);

CREATE TABLE files.misspelt (id BIGINT) WITH (
  'connector' = 'change-files', 'path' = '/data', 'table' = 'shop.a', 'format' = 'json', 'roling.size' = '1 mb');
CREATE TABLE files.unknown_format (id BIGINT) WITH (
  'connector' = 'change-files', 'path' = '/data', 'table' = 'shop.b', 'format' = 'xml');
CREATE TABLE files.plain (id BIGINT) WITH (
  'connector' = 'change-files', 'path' = '/data/', 'table' = 'shop.c', 'format' = 'json', 'csv.header' = 'false');
CREATE TABLE files.other (id BIGINT) LIKE files.plain (OVERWRITING OPTIONS);
CREATE TABLE files.counts (id BIGINT, n BIGINT) WITH (
  'connector' = 'change-files', 'path' = '/data', 'table' = 'shop.d', 'format' = 'json');
CREATE TABLE files.mistyped (id BIGINTT) WITH ('connector' = 'print');
