package io.tideline.connector.oceanbase;

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
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.InstantiationUtil;

/**
 * Upstream's source with a password that is known only while running.
 *
 * <p>What is serialized holds the password's reference. The value is put into a copy, made where
 * the source is used.
 */
class LatePasswordSource<T>
    implements Source<T, MySqlSplit, PendingSplitsState>, ResultTypeQueryable<T> {

  private static final long serialVersionUID = 1L;

  private final MySqlSource<T> upstream;
  private final Secret password;

  LatePasswordSource(MySqlSource<T> upstream, Secret password) {
    this.upstream = upstream;
    this.password = password;
  }

  @Override
  public Boundedness getBoundedness() {
    return upstream.getBoundedness();
  }

  @Override
  public SplitEnumerator<MySqlSplit, PendingSplitsState> createEnumerator(
      SplitEnumeratorContext<MySqlSplit> context) throws Exception {
    return withPassword().createEnumerator(context);
  }

  @Override
  public SplitEnumerator<MySqlSplit, PendingSplitsState> restoreEnumerator(
      SplitEnumeratorContext<MySqlSplit> context, PendingSplitsState checkpoint) throws Exception {
    return withPassword().restoreEnumerator(context, checkpoint);
  }

  @Override
  public SourceReader<T, MySqlSplit> createReader(SourceReaderContext context) throws Exception {
    return withPassword().createReader(context);
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
    return upstream.getProducedType();
  }

  /** A copy that can connect; never to be serialized. */
  final MySqlSource<T> withPassword() throws Exception {
    MySqlSource<T> copy = InstantiationUtil.clone(upstream);
    copy.getConfigFactory().password(password.resolve());
    return copy;
  }
}
