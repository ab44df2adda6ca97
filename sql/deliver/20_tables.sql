-- One typed table a source table. The declared columns are the schema: a row that does not fit them is a dead letter.
-- BIGINT UNSIGNED is DECIMAL(20, 0), DATETIME is TIMESTAMP, TIMESTAMP is TIMESTAMP_LTZ, binary is BYTES.

CREATE TABLE changes.customers (
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
  updated_at TIMESTAMP(6),
  PRIMARY KEY (id) NOT ENFORCED
) WITH ('table' = 'shop.customers') LIKE changes.base;

CREATE TABLE changes.products (
  sku         STRING,
  title       STRING,
  description STRING,
  price       DECIMAL(12, 2),
  weight      FLOAT,
  rating      DOUBLE,
  stock       BIGINT,
  flags       INT,
  released    INT,
  opens_at    TIME(3),
  PRIMARY KEY (sku) NOT ENFORCED
) WITH ('table' = 'shop.products') LIKE changes.base;

CREATE TABLE changes.orders (
  id          BIGINT,
  customer_id DECIMAL(20, 0),
  status      STRING,
  amount      DECIMAL(12, 2),
  discount    DECIMAL(5, 4),
  paid        BOOLEAN,
  note        STRING,
  placed_at   TIMESTAMP(3),
  updated_at  TIMESTAMP_LTZ(6),
  PRIMARY KEY (id) NOT ENFORCED
) WITH ('table' = 'shop.orders') LIKE changes.base;

CREATE TABLE changes.order_items (
  order_id   BIGINT,
  line_no    SMALLINT,
  sku        STRING,
  quantity   INT,
  unit_price DECIMAL(12, 2),
  serial     DECIMAL(20, 0),
  gift       TINYINT,
  PRIMARY KEY (order_id, line_no) NOT ENFORCED
) WITH ('table' = 'shop.order_items') LIKE changes.base;
