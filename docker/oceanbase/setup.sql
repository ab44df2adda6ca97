-- Before capture is started: its user, and a table with a column of every type of docs/capture.md. The snapshot reads
-- these rows.

CREATE USER IF NOT EXISTS 'tideline' IDENTIFIED BY 'tideline';
GRANT SELECT, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'tideline';

SET SESSION sql_mode = '';  -- for zero dates
SET SESSION time_zone = '+00:00';
CREATE DATABASE shop;
USE shop;

CREATE TABLE every_type (
  id BIGINT UNSIGNED PRIMARY KEY,
  tiny TINYINT, tiny_u TINYINT UNSIGNED, small SMALLINT, medium MEDIUMINT UNSIGNED, whole INT UNSIGNED,
  big BIGINT, big_u BIGINT UNSIGNED, yes BOOLEAN, bit1 BIT(1), bit20 BIT(20), bit64 BIT(64),
  price DECIMAL(12,2), large DECIMAL(65,30), single FLOAT, twice DOUBLE,
  letter CHAR(3), name VARCHAR(100), note LONGTEXT, size ENUM('s', 'b,c'), tags SET('a', 'b', 'c'),
  gbk VARCHAR(20) CHARACTER SET gbk, latin VARCHAR(20) CHARACTER SET latin1,
  doc JSON, raw BINARY(4), bytes VARBINARY(8), pic BLOB,
  day DATE, clock TIME, clock6 TIME(6), at0 DATETIME, at3 DATETIME(3), at6 DATETIME(6),
  stamp0 TIMESTAMP NULL, stamp6 TIMESTAMP(6) NULL, y YEAR,
  place POINT, shape GEOMETRY
);

INSERT INTO every_type VALUES
  (1, -128, 255, -32768, 16777215, 4294967295,
   -9223372036854775808, 18446744073709551615, TRUE, b'1', b'10000000000000000001', b'1111111111111111111111111111111111111111111111111111111111111111',
   12.50, -99999999999999999999999999999999999.999999999999999999999999999999, 1.2345678, 1.7976931348623157e308,
   'abc', '海\n"\\🌊', 'text', 'b,c', 'a,c',
   '中文', 'é',
   '{"a": 1.50, "b": [null, "海"]}', x'0102', x'ff00', x'',
   '2026-11-23', '-838:59:59', '-00:00:00.000001', '2026-11-23 15:00:00', '1969-12-31 23:59:59.001', '9999-12-31 23:59:59.999999',
   '2026-11-23 15:00:00', '2038-01-19 03:14:07.999999', 2026,
   ST_GeomFromText('POINT(1 -2.5)', 4326), ST_GeomFromText('LINESTRING(0 0,10.25 4)')),
  (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
   NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (3, 0, 0, 0, 0, 0, 0, 0, FALSE, b'0', b'0', b'0', 0, 0, 65536.5, -1e-300, '', '', '', 's', '', '', '', '[]',
   x'', x'', x'00', '0000-00-00', '838:59:59', '-100:00:00.000000', '0000-00-00 00:00:00', '2000-02-29 00:00:00.5',
   '1000-01-01 00:00:00', '1970-01-01 00:00:01', '1970-01-01 00:00:01.000001', 0000,
   ST_GeomFromText('POINT(0 0)', 4326), ST_GeomFromText('POINT(0 0)'));
