package io.tideline.tests.testkit;

import com.aliyun.datahub.client.DatahubClient;
import com.aliyun.datahub.client.DatahubClientBuilder;
import com.aliyun.datahub.client.auth.AliyunAccount;
import com.aliyun.datahub.client.common.DatahubConfig;
import com.aliyun.datahub.client.model.RecordEntry;
import com.aliyun.datahub.client.model.RecordSchema;
import com.aliyun.datahub.client.model.SubscriptionOffset;
import com.aliyun.datahub.client.model.SubscriptionState;
import com.aliyun.datahub.client.model.TupleRecordData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What somebody does to a topic and its subscription at the service's console. */
public final class TopicOperator {

  private final DatahubClient sdk;
  private final String project;
  private final String topic;

  TopicOperator(String endpoint, String project, String topic) {
    this.sdk =
        DatahubClientBuilder.newBuilder()
            .setDatahubConfig(
                new DatahubConfig(endpoint, new AliyunAccount(Topic.ACCESS_ID, Topic.ACCESS_KEY)))
            .build();
    this.project = project;
    this.topic = topic;
  }

  /** The two shards that continue it. */
  public List<String> split(String shard) {
    return sdk.splitShard(project, topic, shard).getNewShards().stream()
        .map(each -> each.getShardId())
        .toList();
  }

  /** The shard that continues both. */
  public String merge(String shard, String adjacent) {
    return sdk.mergeShard(project, topic, shard, adjacent).getShardId();
  }

  /** So many shards take records from now on. */
  public void extendTo(int shards) {
    sdk.extendShard(project, topic, shards);
  }

  /** Records of the columns k and n, with the shard as k and consecutive n. */
  public void put(String shard, long from, long to) {
    RecordSchema schema = sdk.getTopic(project, topic).getRecordSchema();
    List<RecordEntry> records = new ArrayList<>();
    for (long n = from; n < to; n++) {
      TupleRecordData data = new TupleRecordData(schema);
      data.setField("k", Long.parseLong(shard));
      data.setField("n", n);
      RecordEntry record = new RecordEntry();
      record.setRecordData(data);
      records.add(record);
    }
    sdk.putRecordsByShard(project, topic, shard, records);
  }

  public String subscription() {
    return sdk.listSubscription(project, topic, 1, 1).getSubscriptions().get(0).getSubId();
  }

  public void takeOffline() {
    sdk.updateSubscriptionState(project, topic, subscription(), SubscriptionState.OFFLINE);
  }

  public void bringOnline() {
    sdk.updateSubscriptionState(project, topic, subscription(), SubscriptionState.ONLINE);
  }

  public void deleteSubscription() {
    sdk.deleteSubscription(project, topic, subscription());
  }

  public void resetOffset(String shard, long sequence) {
    SubscriptionOffset offset = new SubscriptionOffset();
    offset.setSequence(sequence);
    offset.setTimestamp(0);
    sdk.resetSubscriptionOffset(project, topic, subscription(), Map.of(shard, offset));
  }

  /** Another consumer begins to read with the subscription. */
  public void takeOver(String shard) {
    sdk.openSubscriptionSession(project, topic, subscription(), List.of(shard));
  }

  /** Sequence of the last record that the subscription has consumed. */
  public long committed(String shard) {
    return sdk.getSubscriptionOffset(project, topic, subscription(), List.of(shard))
        .getOffsets()
        .get(shard)
        .getSequence();
  }
}
