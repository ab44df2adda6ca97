package io.tideline.connector.oceanbase.reader;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeader;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer.EventDataWrapper;
import io.debezium.connector.mysql.MySqlConnectorConfig;
import io.tideline.connector.oceanbase.log.DatabaseLog;
import io.tideline.connector.oceanbase.log.KnownLogs;
import io.tideline.connector.oceanbase.log.LogIdentity;
import io.tideline.connector.oceanbase.log.LogLostException;
import io.tideline.connector.oceanbase.log.Statement;

/**
 * The connection to the log, which keeps four things from upstream that would make it lose changes,
 * or its place:
 *
 * <ul>
 *   <li>Heartbeats. OceanBase sends them inside transactions, too, where upstream counts them among
 *       the events that a restart skips, and then skips as many changes that it never emitted.
 *   <li>What describes the format of a file, when a connection begins in the midst of it. It stands
 *       nowhere, and upstream, until the next change, would say that it stands at 0: after a
 *       restart the whole file was read again, also by a job that had begun at its end.
 *   <li>A connection that comes back in the midst of a transaction. Upstream takes that place for
 *       the transaction's beginning, and after a restart skips events of the next one. It is a
 *       failure here, and the job reads the whole transaction again.
 *   <li>Another log under the name of a file that was read before.
 * </ul>
 */
final class LogClient extends RowClient {

  /** What happens beside events of the log; called by the thread that reads it. */
  interface Observer {

    /**
     * The server has nothing to send, or says so.
     *
     * @param inTransaction whether it sent a part of a transaction, and the rest will follow
     */
    void onIdle(boolean inTransaction);

    /** The log cannot be read on over this connection; no event follows. */
    void onFailure(RuntimeException failure);

    /** A connection was made; the first one, too. */
    void onConnected();

    /** An event was read that was made at this time, in milliseconds; not for each at the same. */
    void onTime(long time);

    /** A database is dropped, which upstream, that handles the event next, tells nobody. */
    void onDatabaseDropped(String sql, EventHeaderV4 event);
  }

  private final KnownLogs logs;
  private final Observer observer;
  private final long idleInterval;

  private volatile boolean broken;
  private volatile boolean inTransaction;
  private volatile String file;
  private volatile boolean connected;
  private long lastTime;

  /**
   * @param idleInterval how often an idle server shall say that it is, in milliseconds
   */
  LogClient(MySqlConnectorConfig server, long idleInterval, LogSettings settings) {
    super(server);
    this.logs = settings.logs();
    this.observer = settings.observer();
    this.idleInterval = idleInterval;
    super.registerEventListener(this::watch);
    registerLifecycleListener(
        new AbstractLifecycleListener() {
          @Override
          public void onConnect(BinaryLogClient client) {
            connected = true;
          }
        });
  }

  /** What a client is connected with beside the server. */
  static final class LogSettings {
    private final KnownLogs logs;
    private final Observer observer;

    LogSettings(KnownLogs logs, Observer observer) {
      this.logs = logs;
      this.observer = observer;
    }

    KnownLogs logs() {
      return logs;
    }

    Observer observer() {
      return observer;
    }
  }

  /** Upstream's listeners: they hear of all but what they cannot bear. */
  @Override
  public void registerEventListener(EventListener listener) {
    super.registerEventListener(
        event -> {
          if (!broken && isOfTheLog(event.getHeader())) {
            listener.onEvent(event);
          }
        });
  }

  private static boolean isOfTheLog(EventHeader header) {
    EventType type = header.getEventType();
    return type != EventType.HEARTBEAT
        && (type != EventType.FORMAT_DESCRIPTION
            || ((EventHeaderV4) header).getNextPosition() != 0);
  }

  /** Upstream asks for one within its own interval, which may be longer than ours. */
  @Override
  public void setHeartbeatInterval(long interval) {
    super.setHeartbeatInterval(Math.min(interval, idleInterval));
  }

  private void watch(Event event) {
    if (broken) {
      return;
    }
    EventHeader header = event.getHeader();
    switch (header.getEventType()) {
      case ROTATE:
        rotate(((RotateEventData) data(event)).getBinlogFilename());
        break;
      case FORMAT_DESCRIPTION:
        checkLog(DatabaseLog.identity(event));
        break;
      case HEARTBEAT:
        observer.onIdle(inTransaction);
        break;
      case QUERY:
        readUpTo(header.getTimestamp());
        query(((QueryEventData) data(event)).getSql().trim(), header);
        break;
      case XID:
        inTransaction = false;
        break;
      default:
        readUpTo(header.getTimestamp());
    }
  }

  private void readUpTo(long time) {
    if (time > 0 && time != lastTime) {
      lastTime = time;
      observer.onTime(time);
    }
  }

  /** Others, such as SAVEPOINT, change nothing, and a statement that defines data stands alone. */
  private void query(String sql, EventHeader event) {
    if (sql.equalsIgnoreCase("BEGIN")) {
      inTransaction = true;
    } else if (sql.equalsIgnoreCase("COMMIT") || sql.equalsIgnoreCase("ROLLBACK")) {
      inTransaction = false;
    } else if (Statement.dropsDatabase(sql)) {
      observer.onDatabaseDropped(sql, (EventHeaderV4) event);
    }
  }

  /** The first of a connection says where it begins; one more does at the end of each file. */
  private void rotate(String next) {
    file = next;
    if (!connected) {
      return;
    }
    connected = false;
    observer.onConnected();
    if (inTransaction) {
      fail(
          new IllegalStateException(
              String.format(
                  "the connection to the log broke within a transaction, at %s/%d; it is read"
                      + " again from its beginning",
                  getBinlogFilename(), getBinlogPosition())));
    }
  }

  private void checkLog(LogIdentity identity) {
    if (identity == null || file == null) {
      return;
    }
    LogIdentity known = logs.learn(file, identity);
    if (known != null) {
      fail(
          new LogLostException(
              String.format(
                  "the log %s is another one than before (server@begun is %s, was %s): it was begun"
                      + " anew, or this is another server",
                  file, identity, known)));
    }
  }

  private void fail(RuntimeException failure) {
    broken = true;
    observer.onFailure(failure);
  }

  private static EventData data(Event event) {
    EventData data = event.getData();
    return data instanceof EventDataWrapper ? ((EventDataWrapper) data).getInternal() : data;
  }
}
