package io.tideline.connector.oceanbase.reader;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import io.debezium.connector.mysql.MySqlConnectorConfig;
import io.debezium.relational.TableId;
import io.tideline.connector.oceanbase.log.Statement;
import java.util.Locale;

/**
 * The connection over which the changes of a chunk are read that were made while it was selected.
 * Upstream puts them into the rows, but passes over a TRUNCATE, DROP or RENAME of the table: rows
 * from before it would stay, and one inserted after it would carry a position from before it, so
 * that the statement, when the log comes to it, seems to remove the row.
 */
final class ChunkClient extends RowClient {

  private volatile String database;
  private volatile String table;
  private volatile String replacedBy;
  private volatile boolean ended;

  ChunkClient(MySqlConnectorConfig server) {
    super(server);
    registerEventListener(this::watch);
  }

  /** A chunk of this table is selected from here on. */
  void begin(TableId id) {
    database = id.catalog().toLowerCase(Locale.ROOT);
    table = id.table().replace("`", "``").toLowerCase(Locale.ROOT);
    replacedBy = null;
  }

  /**
   * The statement that replaced rows of the table while its chunk was read; null when there was
   * none.
   */
  String replacedBy() {
    return replacedBy;
  }

  /** The chunk has been read; what comes is not its any more. */
  void end() {
    ended = true;
  }

  @Override
  public void registerEventListener(EventListener listener) {
    super.registerEventListener(
        event -> {
          if (!ended) {
            listener.onEvent(event);
          }
        });
  }

  private void watch(Event event) {
    if (event.getData() instanceof QueryEventData) {
      String sql = ((QueryEventData) event.getData()).getSql();
      if (Statement.replacesRows(sql) && names(sql.toLowerCase(Locale.ROOT))) {
        replacedBy = sql;
      }
    }
  }

  /** In doubt it does: the chunk is then read again, which costs no more than that. */
  private boolean names(String sql) {
    return sql.contains(Statement.dropsDatabase(sql) ? database : table);
  }
}
