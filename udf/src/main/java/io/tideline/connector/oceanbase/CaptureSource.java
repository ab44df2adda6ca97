package io.tideline.connector.oceanbase;

import io.tideline.connector.oceanbase.check.DatabaseCheck;
import io.tideline.connector.oceanbase.reader.CaptureSourceReader;
import io.tideline.connector.oceanbase.reader.EmitterFactory;
import io.tideline.connector.oceanbase.reader.ReaderOptions;
import io.tideline.secret.Secret;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.cdc.connectors.mysql.source.MySqlSource;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.InstantiationUtil;

/**
 * Upstream's source with our reader, and with a password that is known only while running.
 *
 * <p>What is serialized holds the password's reference. The value is put into a copy, made where
 * the source is used.
 */
final class CaptureSource<T>
    implements Source<T, MySqlSplit, PendingSplitsState>, ResultTypeQueryable<T> {

  private static final long serialVersionUID = 1L;

  private final MySqlSource<?> upstream;
  private final Secret password;
  private final ReaderOptions log;
  private final EmitterFactory<T> emitters;
  private final TypeInformation<T> type;

  /**
   * @param emitters how records become what the source produces
   */
  CaptureSource(
      MySqlSource<?> upstream,
      Secret password,
      ReaderOptions log,
      EmitterFactory<T> emitters,
      TypeInformation<T> type) {
    this.upstream = upstream;
    this.password = password;
    this.log = log;
    this.emitters = emitters;
    this.type = type;
  }

  @Override
  public Boundedness getBoundedness() {
    return upstream.getBoundedness();
  }

  @Override
  public SplitEnumerator<MySqlSplit, PendingSplitsState> createEnumerator(
      SplitEnumeratorContext<MySqlSplit> context) throws Exception {
    MySqlSource<?> source = withPassword();
    // Upstream looks, too, as it makes its enumerator, but tells of one thing only.
    check(source).run();
    Assignments assignments = new Assignments(context, false);
    return new CaptureEnumerator(
        assignments.of(source.createEnumerator(assignments)), () -> {}, assignments);
  }

  @Override
  public SplitEnumerator<MySqlSplit, PendingSplitsState> restoreEnumerator(
      SplitEnumeratorContext<MySqlSplit> context, PendingSplitsState checkpoint) throws Exception {
    MySqlSource<?> source = withPassword();
    Assignments assignments = new Assignments(context, true);
    return new CaptureEnumerator(
        assignments.of(source.restoreEnumerator(assignments, checkpoint)),
        () -> check(source).run(),
        assignments);
  }

  private static DatabaseCheck check(MySqlSource<?> source) {
    return new DatabaseCheck(source.getConfigFactory().createConfig(0));
  }

  @Override
  public SourceReader<T, MySqlSplit> createReader(SourceReaderContext context) throws Exception {
    MySqlSourceConfig config =
        withPassword().getConfigFactory().createConfig(context.getIndexOfSubtask());
    return CaptureSourceReader.create(context, config, log, emitters);
  }

  @Override
  public SimpleVersionedSerializer<MySqlSplit> getSplitSerializer() {
    return upstream.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<PendingSplitsState> getEnumeratorCheckpointSerializer() {
    return upstream.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return type;
  }

  /** A copy that can connect; never to be serialized. */
  private MySqlSource<?> withPassword() throws Exception {
    MySqlSource<?> copy = InstantiationUtil.clone(upstream);
    copy.getConfigFactory().password(password.resolve());
    return copy;
  }
}
