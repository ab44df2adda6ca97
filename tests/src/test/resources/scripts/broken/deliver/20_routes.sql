INSERT INTO files.misspelt SELECT id FROM orders;
INSERT INTO files.unknown_format SELECT id FROM orders;
INSERT INTO files.plain SELECT idd FROM orders;
INSERT INTO files.other SELECT id FROM orders;
INSERT INTO files.other SELECT id FROM orders;
INSERT INTO files.counts
  SELECT o.id, COUNT(*) FROM orders o JOIN orders p ON o.amount = p.amount
  GROUP BY o.id;
INSERT INTO files.mistyped SELECT id FROM orders;
INSERT INTO files.nowhere SELECT id FROM orders;
SET 'table.optimizer.reuse-sub-plan-enabled' = 'false';
