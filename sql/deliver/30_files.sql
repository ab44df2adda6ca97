-- The files. Each table is a set of files to write, and a table to read: SELECT op, COUNT(*) FROM orders GROUP BY op.
-- A row is one change; the newest _position of a key is how the row stands.

CREATE DATABASE IF NOT EXISTS files;

CREATE TABLE files.base (
  _event_id   STRING,
  _op         STRING,
  _position   STRING,
  _event_time TIMESTAMP_LTZ(3),
  -- In no file: only for the dead letter of a row that cannot be written. NULL when the files are read.
  _event ROW<
    event_id STRING, op STRING, source STRING, database_name STRING, table_name STRING, event_time TIMESTAMP_LTZ(3),
    primary_key STRING, `before` STRING, `after` STRING, `position` STRING, transaction_id STRING, shard STRING,
    `sequence` BIGINT, run BIGINT, seq BIGINT, attempt INT, route STRING> METADATA,
  op          AS _op
) WITH (
  'connector'        = 'change-files',
  'path'             = '${output.path}',
  'format'           = '${output.format}',  -- unless a table says otherwise
  'rolling.size'     = '${output.rolling.size}',
  'rolling.interval' = '${output.rolling.interval}',
  'dead-letter-path' = '${deadLetters.path}'  -- for a row with a value that the format cannot hold; all others go on
);

CREATE TABLE files.customers (
  id         DECIMAL(20, 0),
  name       STRING,
  email      STRING,
  gender     STRING,
  birthday   DATE,
  balance    DECIMAL(18, 4),
  tags       STRING,
  profile    STRING,
  avatar     BYTES,
  active     BOOLEAN,
  created_at TIMESTAMP_LTZ(3),
  updated_at TIMESTAMP(6)
) WITH ('table' = 'shop.customers', 'format' = 'json') LIKE files.base;

CREATE TABLE files.products (
  sku         STRING,
  title       STRING,
  description STRING,
  price       DECIMAL(12, 2),
  weight      FLOAT,
  rating      DOUBLE,
  stock       BIGINT,
  flags       INT,
  released    INT,
  opens_at    TIME(3)
) WITH ('table' = 'shop.products', 'format' = 'csv') LIKE files.base;

CREATE TABLE files.orders (
  id          BIGINT,
  customer_id DECIMAL(20, 0),
  status      STRING,
  amount      DECIMAL(12, 2),
  discount    DECIMAL(5, 4),
  paid        BOOLEAN,
  note        STRING,
  placed_at   TIMESTAMP(3),
  updated_at  TIMESTAMP_LTZ(6)
) WITH ('table' = 'shop.orders') LIKE files.base;

CREATE TABLE files.order_items (
  order_id   BIGINT,
  line_no    SMALLINT,
  sku        STRING,
  quantity   INT,
  unit_price DECIMAL(12, 2),
  serial     DECIMAL(20, 0),
  gift       TINYINT
) WITH ('table' = 'shop.order_items') LIKE files.base;
