package io.tideline.connector.oceanbase.reader;

import java.io.Serializable;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlRecordEmitter;

/** Makes what turns a reader's records into rows. */
@FunctionalInterface
public interface EmitterFactory<T> extends Serializable {

  MySqlRecordEmitter<T> create(ReaderParts parts, MySqlSourceConfig config);
}
