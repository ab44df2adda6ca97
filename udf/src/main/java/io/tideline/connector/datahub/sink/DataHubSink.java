package io.tideline.connector.datahub.sink;

import io.tideline.connector.changes.raw.SerializedType;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.SdkDataHubClient;
import io.tideline.connector.files.sink.ChangeFilesSink;
import io.tideline.connector.files.sink.FileCommittable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreWriteTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;

/**
 * Writes rows to a topic at least once: a key's rows into one line of shards, in order, also
 * through a retry, a restart and while shards are split, merged or added. Each record carries
 * {@code run} and {@code seq} ({@link io.tideline.event.Stamp}), so a reader can tell what was sent
 * twice. Rows that can never be a record become dead letters, exactly once, which is all that is
 * committed.
 *
 * <pre>{@code
 * rows.sinkTo(sink.withRouter("shards", 2)).uid("orders").name("orders").setParallelism(2);
 * }</pre>
 *
 * More writers than there are shards are idle.
 */
public final class DataHubSink
    implements Sink<RowData>,
        SupportsPreWriteTopology<RowData>,
        SupportsWriterState<RowData, SinkState>,
        SupportsCommitter<FileCommittable> {

  private static final long serialVersionUID = 1L;
  private static final int UNKNOWN = 0;

  private final DataHubConnection connection;
  private final RecordEncoder encoder;
  private final RowRouting routing;
  private final SinkSettings settings;
  private final TopicLetters letters;
  private final String routerUid;
  private final int writers;

  /**
   * @param letters null to let the task fail
   */
  public DataHubSink(
      DataHubConnection connection,
      RecordEncoder encoder,
      RowRouting routing,
      SinkSettings settings,
      TopicLetters letters) {
    this(connection, encoder, routing, settings, letters, null, UNKNOWN);
  }

  private DataHubSink(
      DataHubConnection connection,
      RecordEncoder encoder,
      RowRouting routing,
      SinkSettings settings,
      TopicLetters letters,
      String routerUid,
      int writers) {
    this.connection = connection;
    this.encoder = encoder;
    this.routing = routing;
    this.settings = settings;
    this.letters = letters;
    this.routerUid = routerUid;
    this.writers = writers;
  }

  /**
   * The same with a uid for the operator before the writers, whose state is the shard of each key:
   * a job that is changed needs it to find that state again. Flink demands that the sink has a uid
   * too.
   *
   * @param writers the sink's parallelism; a single writer behind a single router needs no exchange
   */
  public DataHubSink withRouter(String uid, int writers) {
    return new DataHubSink(connection, encoder, routing, settings, letters, uid, writers);
  }

  /** The exchange that gives each shard one writer. */
  @Override
  public DataStream<RowData> addPreWriteTopology(DataStream<RowData> rows) {
    TypeSerializer<RowData> serializer =
        rows.getType()
            .createSerializer(rows.getExecutionEnvironment().getConfig().getSerializerConfig());
    boolean alone = writers == 1 && rows.getParallelism() == 1;
    ShardRouter router =
        new ShardRouter(connection, SdkDataHubClient::new, settings, encoder, routing);
    SingleOutputStreamOperator<RowData> routed =
        rows.process(router, routed(new RoutedRowSerializer(serializer)))
            .name("shards")
            .setParallelism(rows.getParallelism());
    if (routerUid != null) {
      routed.uid(routerUid);
    }
    return alone ? routed : routed.partitionCustom(new ShardPartitioner(), row -> row);
  }

  /** Every element behind the router is a {@link RoutedRow}. */
  @SuppressWarnings("unchecked")
  private static TypeInformation<RowData> routed(RoutedRowSerializer serializer) {
    return (TypeInformation<RowData>)
        (TypeInformation<?>) SerializedType.of(RoutedRow.class, serializer);
  }

  @Override
  @SuppressWarnings("deprecation") // Sink still declares it; Flink calls the one below.
  public StatefulSinkWriter<RowData, SinkState> createWriter(InitContext context) {
    throw new UnsupportedOperationException("Flink 1.19 and later pass a WriterInitContext");
  }

  @Override
  public StatefulSinkWriter<RowData, SinkState> createWriter(WriterInitContext context)
      throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<RowData, SinkState> restoreWriter(
      WriterInitContext context, Collection<SinkState> states) throws IOException {
    return DataHubWriter.open(this, context, new SdkDataHubClient(connection), states);
  }

  @Override
  public Committer<FileCommittable> createCommitter(CommitterInitContext context)
      throws IOException {
    return letters == null ? new NoLettersCommitter() : letters.files().createCommitter(context);
  }

  @Override
  public SimpleVersionedSerializer<SinkState> getWriterStateSerializer() {
    return new SinkStateSerializer(ChangeFilesSink.stateSerializer());
  }

  @Override
  public SimpleVersionedSerializer<FileCommittable> getCommittableSerializer() {
    return ChangeFilesSink.committableSerializer();
  }

  DataHubConnection connection() {
    return connection;
  }

  RecordEncoder encoder() {
    return encoder;
  }

  RowKey key() {
    return routing.key();
  }

  SinkSettings settings() {
    return settings;
  }

  TopicLetters letters() {
    return letters;
  }
}
