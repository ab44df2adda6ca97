package io.tideline.connector.oceanbase.log;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventHeader;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import io.debezium.connector.mysql.MySqlConnection;
import io.debezium.connector.mysql.MySqlConnectorConfig;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.cdc.connectors.mysql.debezium.DebeziumUtils;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;

/** Asks the database itself: its list of log files, and the first event of one. */
public final class DatabaseLog implements ServerLog {

  private static final int FIRST_EVENT = 4;

  private final MySqlSourceConfig config;
  private final MySqlConnectorConfig connector;

  public DatabaseLog(MySqlSourceConfig config) {
    this.config = config;
    this.connector = config.getMySqlConnectorConfig();
  }

  /** Host and port, for messages. */
  public String name() {
    return connector.hostname() + ":" + connector.port();
  }

  @Override
  public List<LogFile> files() {
    try (MySqlConnection connection = DebeziumUtils.createMySqlConnection(config)) {
      return files(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the log files of " + name() + " cannot be listed", e);
    }
  }

  /** The log's files, oldest first. */
  public static List<LogFile> files(MySqlConnection connection) throws SQLException {
    return connection.queryAndMap(
        "SHOW BINARY LOGS",
        rows -> {
          List<LogFile> files = new ArrayList<>();
          while (rows.next()) {
            files.add(new LogFile(rows.getString(1), rows.getLong(2)));
          }
          return files;
        });
  }

  @Override
  public LogIdentity identityOf(String file) {
    CompletableFuture<LogIdentity> identity = new CompletableFuture<>();
    BinaryLogClient client =
        new BinaryLogClient(
            connector.hostname(), connector.port(), connector.username(), connector.password());
    // A server ends the older one of two connections with the same id, such as that of a chunk.
    client.setServerId(ThreadLocalRandom.current().nextLong(1L << 31, (1L << 32) - 1));
    client.setSSLMode(SSLMode.valueOf(connector.sslMode().name()));
    client.setKeepAlive(false);
    client.setBinlogFilename(file);
    client.setBinlogPosition(FIRST_EVENT);
    client.registerEventListener(
        event -> {
          if (event.getHeader().getEventType() == EventType.FORMAT_DESCRIPTION) {
            identity.complete(identity(event));
          }
        });
    client.registerLifecycleListener(
        new BinaryLogClient.AbstractLifecycleListener() {
          @Override
          public void onCommunicationFailure(BinaryLogClient failed, Exception e) {
            identity.completeExceptionally(e);
          }
        });
    long timeout = connector.getConnectionTimeout().toMillis();
    try {
      client.connect(timeout);
      return identity.get(timeout, TimeUnit.MILLISECONDS);
    } catch (IOException | TimeoutException | ExecutionException e) {
      throw new IllegalStateException(
          "the first event of log " + file + " of " + name() + " cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while log " + file + " was asked for", e);
    } finally {
      disconnect(client);
    }
  }

  private void disconnect(BinaryLogClient client) {
    try {
      client.disconnect();
    } catch (IOException e) {
      throw new IllegalStateException("the connection to " + name() + " does not close", e);
    }
  }

  /**
   * @param description the event that begins every file
   * @return null when it does not say
   */
  public static LogIdentity identity(Event description) {
    EventHeader header = description.getHeader();
    return header.getTimestamp() <= 0
        ? null
        : new LogIdentity(header.getServerId(), header.getTimestamp() / 1_000);
  }
}
