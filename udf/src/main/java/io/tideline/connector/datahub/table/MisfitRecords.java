package io.tideline.connector.datahub.table;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.connector.datahub.DataHubConnectorOptions.RecordMisfit;
import io.tideline.connector.datahub.client.TopicRecord;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of records that do not fit a table: the job fails, or each is left out and named.
 */
final class MisfitRecords implements Serializable {

  private static final Logger LOG = LoggerFactory.getLogger(MisfitRecords.class);
  private static final long serialVersionUID = 1L;

  private final String table;
  private final boolean skip;
  private final boolean showValues;
  private transient Counter skipped;

  MisfitRecords(String table, boolean skip, boolean showValues) {
    this.table = table;
    this.skip = skip;
    this.showValues = showValues;
  }

  static MisfitRecords fromOptions(ReadableConfig options, String table) {
    return new MisfitRecords(
        table,
        options.get(DataHubConnectorOptions.RECORD_MISFIT) == RecordMisfit.SKIP,
        options.get(DataHubConnectorOptions.COLUMN_ERROR_DEBUG));
  }

  void open(MetricGroup metrics) {
    skipped = metrics.counter("recordsSkipped");
  }

  /**
   * @throws IOException when the record may not be left out
   */
  void take(TopicRecord record, MisfitException misfit) throws IOException {
    if (!skip) {
      throw new IOException(
          misfit.getMessage()
              + "; declare the column so that it fits, or leave such records out with 'recordMisfit' = 'skip'",
          misfit);
    }
    skipped.inc();
    LOG.warn(
        "Table {} leaves out record {} of shard {} of its topic: {}",
        table,
        record.sequence(),
        record.shardId(),
        misfit.describe(showValues));
  }
}
