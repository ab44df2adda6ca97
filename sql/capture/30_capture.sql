-- All of it, into the topic.

INSERT INTO capture.topic SELECT * FROM capture.database_log;
