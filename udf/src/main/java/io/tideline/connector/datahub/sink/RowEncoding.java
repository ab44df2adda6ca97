package io.tideline.connector.datahub.sink;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.RecordWriter;
import io.tideline.connector.datahub.client.RetrySettings;
import io.tideline.connector.datahub.client.TopicSchema;
import java.io.IOException;
import org.apache.flink.table.data.RowData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a row a record that fits into a request. Not for several threads. */
final class RowEncoding {

  private static final Logger LOG = LoggerFactory.getLogger(RowEncoding.class);

  private final RecordEncoder encoder;
  private final RecordWriter out;

  RowEncoding(RecordEncoder encoder, RecordWriter out) {
    this.encoder = encoder;
    this.out = out;
  }

  /**
   * Reads the topic's schema, so it blocks.
   *
   * @return the schema that the sink's encoder is open for now
   */
  static TopicSchema open(
      RecordEncoder encoder,
      DataHubClient client,
      RetrySettings retry,
      DataHubConnection connection)
      throws IOException {
    TopicSchema schema =
        retry
            .call(client::schema, fault -> LOG.warn("Will ask again: {}", fault.getMessage()))
            .orElseThrow(
                () ->
                    new IOException(
                        "there is no topic "
                            + connection
                            + "; create it, or correct options 'project' and 'topic'"));
    encoder.open(schema);
    return schema;
  }

  /**
   * @throws RecordFault when the row can never be a record
   */
  OutgoingRecord encode(RowData row) throws RecordFault {
    try {
      encoder.encode(row, out);
    } catch (RecordFault fault) {
      out.discard();
      throw fault;
    }
    OutgoingRecord record = out.finish();
    if (record.size() > BatchLimits.MAX_REQUEST_BYTES) {
      throw new RecordFault(
          String.format(
              "the record has %d bytes, the service takes %d in a request",
              record.size(), BatchLimits.MAX_REQUEST_BYTES));
    }
    return record;
  }
}
