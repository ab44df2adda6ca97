package io.tideline.connector.oceanbase.reader;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import io.debezium.connector.mysql.MySqlConnectorConfig;

/** A connection to the log that reads every value of a row as it was written. */
class RowClient extends BinaryLogClient {

  RowClient(MySqlConnectorConfig server) {
    super(server.hostname(), server.port(), server.username(), server.password());
  }

  /** Upstream's own, before it connects. */
  @Override
  public void setEventDeserializer(EventDeserializer upstream) {
    super.setEventDeserializer(new RowEventDeserializer(upstream));
  }
}
