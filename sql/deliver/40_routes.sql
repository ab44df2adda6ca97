-- The routes: which changes go to which files. Filter, compute or mask a column here; to send a table elsewhere,
-- declare another table of files in 30_files.sql and name it after INSERT INTO. One INSERT a table of files.

INSERT INTO files.customers   SELECT * FROM changes.customers;
INSERT INTO files.products    SELECT * FROM changes.products;
INSERT INTO files.orders      SELECT * FROM changes.orders;
INSERT INTO files.order_items SELECT * FROM changes.order_items;
