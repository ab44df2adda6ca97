-- After changes.sql: a row that the snapshot and the log do not give alike. There is to be none.

SELECT SUBSTRING(`after`, POSITION(',' IN `after`) + 1) AS row_without_its_id,
       COUNT(*) FILTER (WHERE op = 'READ') AS by_snapshot,
       COUNT(*) FILTER (WHERE op = 'INSERT') AS from_log
FROM capture.topic
WHERE table_name = 'every_type'
GROUP BY SUBSTRING(`after`, POSITION(',' IN `after`) + 1)
HAVING COUNT(*) FILTER (WHERE op = 'READ') <> COUNT(*) FILTER (WHERE op = 'INSERT');
