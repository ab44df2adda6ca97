package io.tideline.tests.bench;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import io.tideline.local.database.LocalDatabase;
import io.tideline.tests.testkit.TestDatabase;
import java.util.concurrent.TimeUnit;

/**
 * The floor: the library that upstream reads the log with, which decodes every row, and nothing
 * else.
 */
final class BareLog {

  private static final long CONNECT_MILLIS = TimeUnit.SECONDS.toMillis(30);

  private BareLog() {}

  static Sample read(CaptureLog log, Meter meter) throws Exception {
    BinaryLogClient client =
        new BinaryLogClient(
            "127.0.0.1",
            Integer.parseInt(log.database().connection().get("port")),
            LocalDatabase.USER,
            TestDatabase.PASSWORD);
    client.setBinlogFilename(log.file());
    client.setBinlogPosition(log.offset());
    client.registerEventListener(event -> count(event, meter));
    client.connect(CONNECT_MILLIS);
    try {
      return meter.await();
    } finally {
      client.disconnect();
    }
  }

  private static void count(Event event, Meter meter) {
    EventData data = event.getData();
    if (data instanceof WriteRowsEventData) {
      meter.add(((WriteRowsEventData) data).getRows().size());
    } else if (data instanceof UpdateRowsEventData) {
      meter.add(((UpdateRowsEventData) data).getRows().size());
    } else if (data instanceof DeleteRowsEventData) {
      meter.add(((DeleteRowsEventData) data).getRows().size());
    }
  }
}
