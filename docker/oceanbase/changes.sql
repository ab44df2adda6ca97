-- While capture runs: the same rows once more, which come from the log now, and what else there is to see in it. SCHEMA
-- and TRUNCATE go to every shard, so that the topic has each as often as it has shards.

USE shop;
SET SESSION sql_mode = '';
SET SESSION time_zone = '+00:00';

CREATE TABLE again LIKE every_type;               -- SCHEMA 1
INSERT INTO again SELECT * FROM every_type;       -- INSERT 3
UPDATE again SET id = id + 100;                   -- DELETE 3, INSERT 3: changes of the key
INSERT INTO every_type SELECT * FROM again;       -- INSERT 3
ALTER TABLE again ADD COLUMN more INT DEFAULT 7;  -- SCHEMA 1
UPDATE again SET more = 8;                        -- UPDATE 3
TRUNCATE TABLE again;                             -- TRUNCATE 1
DROP TABLE again;                                 -- TRUNCATE 1

START TRANSACTION;
DELETE FROM every_type WHERE id = 101;
ROLLBACK;                                         -- nothing
