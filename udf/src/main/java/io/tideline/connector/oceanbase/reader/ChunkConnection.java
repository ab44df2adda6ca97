package io.tideline.connector.oceanbase.reader;

import io.debezium.connector.mysql.MySqlConnection;
import io.debezium.relational.Table;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;

/**
 * The connection that upstream reads chunks over. It selects them with {@link ChunkSelect}, and
 * keeps the result, in which the row that is being read can be looked up.
 */
final class ChunkConnection extends MySqlConnection {

  private volatile Table table;
  private volatile ResultSet rows;

  ChunkConnection(MySqlSourceConfig config) {
    super(
        new MySqlConnectionConfiguration(config.getDbzConfiguration(), config.getJdbcProperties()));
  }

  /** What is prepared from here on reads this table. */
  void read(Table table) {
    this.table = table;
    this.rows = null;
  }

  /** The value as the server sent it, of the row that upstream is at; null for NULL. */
  byte[] sent(int column) throws SQLException {
    return rows.getBytes(column);
  }

  /** A proxy for what is done once a chunk; the rows themselves are not behind one. */
  @Override
  public synchronized Connection connection() throws SQLException {
    Connection connection = super.connection();
    return table == null ? connection : proxy(Connection.class, connection, this::onConnection);
  }

  private Object onConnection(Connection connection, Method method, Object[] args)
      throws Throwable {
    boolean prepares = method.getName().equals("prepareStatement") && args.length == 1;
    if (prepares) {
      args[0] = ChunkSelect.exact((String) args[0], table);
    }
    Object result = method.invoke(connection, args);
    return prepares
        ? proxy(PreparedStatement.class, (PreparedStatement) result, this::onStatement)
        : result;
  }

  private Object onStatement(PreparedStatement statement, Method method, Object[] args)
      throws Throwable {
    Object result = method.invoke(statement, args);
    if (method.getName().equals("executeQuery")) {
      rows = (ResultSet) result;
    }
    return result;
  }

  private interface Call<T> {
    Object on(T target, Method method, Object[] args) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, T target, Call<T> call) {
    InvocationHandler handler =
        (proxy, method, args) -> {
          try {
            return call.on(target, method, args);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(
        Proxy.newProxyInstance(
            ChunkConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
