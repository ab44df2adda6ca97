-- What `tideline dead-letters replay` sends: it puts its selection in this view's place. A letter goes to its route
-- only, and with the same attempt only once, however often it is sent.

CREATE VIEW replay.selected AS SELECT * FROM replay.letters WHERE status = 'open' AND op IS NOT NULL;

INSERT INTO replay.topic
SELECT
  event_id, op, source, database_name, table_name, event_time, primary_key, `before`, `after`, `position`,
  transaction_id, MAP['attempt', CAST(attempt + 1 AS STRING), 'route', route]
FROM replay.selected;

INSERT INTO replay.records (letter_id, kind, attempt, event_id, database_name, table_name, route, failed_at)
SELECT letter_id, 'replayed', attempt, event_id, database_name, table_name, route, CURRENT_TIMESTAMP
FROM replay.selected;
