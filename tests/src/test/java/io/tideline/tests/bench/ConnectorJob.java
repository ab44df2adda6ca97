package io.tideline.tests.bench;

import io.tideline.event.ChangeColumns;
import io.tideline.tests.testkit.Topic;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;

/** The 'datahub' connector in a job of SQL, on a cluster in this JVM. */
final class ConnectorJob {

  private static final String COLUMNS =
      ChangeColumns.NAMES.stream()
          .map(
              name ->
                  "`" + name + "` " + (name.equals("event_time") ? "TIMESTAMP_LTZ(3)" : "STRING"))
          .collect(Collectors.joining(", "));

  private final StreamExecutionEnvironment environment;
  private final StreamTableEnvironment tables;

  ConnectorJob(Topic topic, int parallelism, int batch, int limit) {
    Configuration configuration = new Configuration();
    configuration.setString("taskmanager.numberOfTaskSlots", Integer.toString(parallelism));
    configuration.setString("rest.port", "0");
    // Without it each row is copied between chained operators, which is not the connector.
    configuration.setString("pipeline.object-reuse", System.getProperty("bench.reuse", "true"));
    environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(parallelism);
    environment.enableCheckpointing(300_000);
    tables = StreamTableEnvironment.create(environment);
    tables.executeSql(
        topic.ddl(
            "topic",
            COLUMNS,
            "'hashFields' = 'database_name,table_name,primary_key'",
            "'batchCount' = '" + batch + "'",
            "'batchSize' = '4000000'",
            "'maxFetchSize' = '" + limit + "'"));
  }

  /** Puts events until the meter is done. */
  Sample put(ChangeEvents events, Meter meter) throws Exception {
    DataGeneratorSource<RowData> generator =
        new DataGeneratorSource<>(
            new Counted(events, meter.id()),
            Long.MAX_VALUE,
            InternalTypeInfo.of(ChangeColumns.ROW_TYPE));
    tables.createTemporaryView(
        "events",
        environment.fromSource(generator, WatermarkStrategy.noWatermarks(), "events"),
        Schema.newBuilder().fromRowDataType(ChangeColumns.DATA_TYPE).build());
    JobClient job =
        tables.executeSql("INSERT INTO topic SELECT * FROM events").getJobClient().orElseThrow();
    return run(job, meter);
  }

  /** Gets the records from the oldest on until the meter is done. */
  Sample get(Meter meter) throws Exception {
    DataType internal = ChangeColumns.DATA_TYPE.bridgedTo(RowData.class);
    tables
        .<RowData>toDataStream(tables.sqlQuery("SELECT * FROM topic"), internal)
        .filter(new Count(meter.id()))
        .sinkTo(new DiscardingSink<>());
    return run(environment.executeAsync("get"), meter);
  }

  private static Sample run(JobClient job, Meter meter) throws Exception {
    try {
      return meter.await();
    } finally {
      job.cancel().get();
    }
  }

  /** Hands out events; what it is asked for beyond the buffers has been taken by the sink. */
  private static final class Counted implements GeneratorFunction<Long, RowData> {
    private static final long serialVersionUID = 1L;
    private static final int STEP = 100;

    private final ChangeEvents events;
    private final String meter;

    private Counted(ChangeEvents events, String meter) {
      this.events = events;
      this.meter = meter;
    }

    @Override
    public RowData map(Long index) {
      if (index % STEP == 0) {
        Meter.of(meter).add(STEP);
      }
      return events.row(index);
    }
  }

  private static final class Count extends RichFilterFunction<RowData> {
    private static final long serialVersionUID = 1L;
    private static final int STEP = 100;

    private final String id;
    private transient Meter meter;
    private transient int count;

    private Count(String id) {
      this.id = id;
    }

    @Override
    public void open(OpenContext context) {
      meter = Meter.of(id);
    }

    @Override
    public boolean filter(RowData row) {
      if (++count % STEP == 0) {
        meter.add(STEP);
      }
      return false;
    }
  }
}
