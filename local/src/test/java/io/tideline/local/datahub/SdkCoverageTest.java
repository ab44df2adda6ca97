package io.tideline.local.datahub;

import static io.tideline.local.datahub.SdkClient.PROJECT;
import static io.tideline.local.datahub.SdkClient.records;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.datahub.client.DatahubClient;
import com.aliyun.datahub.client.exception.DatahubClientException;
import com.aliyun.datahub.client.exception.OperationDeniedException;
import com.aliyun.datahub.client.model.AlarmRule;
import com.aliyun.datahub.client.model.ConnectorConfig;
import com.aliyun.datahub.client.model.ConnectorOffset;
import com.aliyun.datahub.client.model.CursorType;
import com.aliyun.datahub.client.model.ExpandMode;
import com.aliyun.datahub.client.model.Field;
import com.aliyun.datahub.client.model.FieldType;
import com.aliyun.datahub.client.model.JoinGroupResult;
import com.aliyun.datahub.client.model.RecordEntry;
import com.aliyun.datahub.client.model.RecordSchema;
import com.aliyun.datahub.client.model.RecordType;
import com.aliyun.datahub.client.model.SinkMysqlConfig;
import com.aliyun.datahub.client.model.SubscriptionOffset;
import com.aliyun.datahub.client.model.SubscriptionState;
import com.aliyun.datahub.client.model.TopicNoDataAlarmRule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every method of the SDK's client is either served or refused as one that is not. */
class SdkCoverageTest extends DatahubTestBase {
  /** What of the service this server does not have; each call of it is refused by name. */
  private static final Set<String> REFUSED =
      Set.of(
          "updateProjectVpcWhitelist",
          "createConnector",
          "getConnector",
          "updateConnector",
          "deleteConnector",
          "getConnectorDoneTime",
          "reloadConnector",
          "updateConnectorState",
          "updateConnectorOffset",
          "getConnectorShardStatus",
          "appendConnectorField",
          "createAlarmRule",
          "updateAlarmRule",
          "getAlarmRule",
          "deleteAlarmRule",
          "listAlarmRule",
          "listMetaLog",
          "listTopicSchema",
          "getTopicSchema",
          "registerTopicSchema",
          "deleteTopicSchema",
          "listKafkaGroup",
          "createKafkaGroup",
          "updateKafkaGroup",
          "getKafkaGroup",
          "deleteKafkaGroup",
          "listSubscriptionByKafkaGroup",
          "ListTopicByKafkaGroup",
          "updateTopicsForKafkaGroup");

  private final Set<String> called = new TreeSet<>();

  @Test
  void everyMethodThatIsNotRefusedIsServed() {
    DatahubClient recording = recording(client);

    callProjects(recording);
    callTopics(recording);
    callShards(recording);
    callRecords(recording);
    callSubscriptions(recording);
    callGroup(recording);
    assertThat(recording.listConnector(PROJECT, TOPIC).getConnectorIds()).isEmpty();

    assertThat(called).isEqualTo(signatures(name -> !REFUSED.contains(name)));
  }

  @Test
  void everyOtherMethodIsRefusedByName() throws IllegalAccessException {
    Set<String> answered = new TreeSet<>();
    for (Method method : methods(REFUSED::contains)) {
      try {
        method.invoke(client, arguments(method));
        answered.add(method.toString());
      } catch (InvocationTargetException e) {
        assertThat(e.getCause())
            .as(method.toString())
            .isInstanceOf(OperationDeniedException.class)
            .hasMessageContaining("not served by the local server");
      }
    }
    assertThat(answered).isEmpty();
  }

  private void callProjects(DatahubClient by) {
    by.createProject("other_one", "");
    by.updateProject("other_one", "changed");
    assertThat(by.getProject("other_one").getComment()).isEqualTo("changed");
    assertThat(by.listProject().getProjectNames()).hasSize(2);
    assertThat(by.listProject("other").getProjectNames()).containsExactly("other_one");
    by.deleteProject("other_one");
  }

  private void callTopics(DatahubClient by) {
    RecordSchema schema = SdkClient.schema();
    by.createTopic(PROJECT, "blob", 1, 1, RecordType.BLOB, "");
    by.createTopic(PROJECT, "blob_extend", 1, 1, RecordType.BLOB, "", ExpandMode.ONLY_EXTEND);
    by.createTopic(PROJECT, "tuple", 1, 1, RecordType.TUPLE, schema, "");
    by.createTopic(
        PROJECT, "tuple_extend", 1, 1, RecordType.TUPLE, schema, "", ExpandMode.ONLY_EXTEND);
    by.waitForShardReady(PROJECT, "tuple");
    by.waitForShardReady(PROJECT, "tuple", 5_000);
    by.updateTopic(PROJECT, "tuple", "comment");
    by.updateTopic(PROJECT, "tuple", 2, "comment");
    by.appendField(PROJECT, "tuple", new Field("a", FieldType.BIGINT));
    by.appendField(
        PROJECT,
        "tuple",
        List.of(new Field("b", FieldType.STRING), new Field("c", FieldType.DECIMAL)));
    assertThat(by.getTopic(PROJECT, "tuple").getRecordSchema().getFields()).hasSize(5);
    assertThat(by.listTopic(PROJECT).getTopicNames()).hasSize(5);
    assertThat(by.listTopic(PROJECT, "extend").getTopicNames())
        .containsExactly("blob_extend", "tuple_extend");
    by.deleteTopic(PROJECT, "tuple");
  }

  private void callShards(DatahubClient by) {
    by.splitShard(PROJECT, TOPIC, "0");
    by.splitShard(PROJECT, TOPIC, "2", "1" + "0".repeat(31));
    by.mergeShard(PROJECT, TOPIC, "4", "5");
    by.extendShard(PROJECT, TOPIC, 4);
    assertThat(by.listShard(PROJECT, TOPIC).getShards()).hasSize(8);
  }

  private void callRecords(DatahubClient by) {
    by.putRecordsByShard(PROJECT, TOPIC, "1", records(0, 3));
    List<RecordEntry> named = records(3, 5);
    named.forEach(entry -> entry.setShardId("1"));
    assertThat(by.putRecords(PROJECT, TOPIC, named).getFailedRecordCount()).isZero();
    String oldest = by.getCursor(PROJECT, TOPIC, "1", CursorType.OLDEST).getCursor();
    assertThat(by.getRecords(PROJECT, TOPIC, "1", SdkClient.schema(), oldest, 10).getRecordCount())
        .isEqualTo(5);
    assertThat(by.getMeterInfo(PROJECT, TOPIC, "1").getStorage()).isPositive();
    String blobs = by.getCursor(PROJECT, "blob", "0", CursorType.SYSTEM_TIME, 1).getCursor();
    assertThat(by.getRecords(PROJECT, "blob", "0", blobs, 10).getRecordCount()).isZero();
  }

  private void callSubscriptions(DatahubClient by) {
    String id = by.createSubscription(PROJECT, TOPIC, "one").getSubId();
    by.updateSubscription(PROJECT, TOPIC, id, "two");
    by.updateSubscriptionState(PROJECT, TOPIC, id, SubscriptionState.OFFLINE);
    by.updateSubscriptionState(PROJECT, TOPIC, id, SubscriptionState.ONLINE);
    assertThat(by.getSubscription(PROJECT, TOPIC, id).getComment()).isEqualTo("two");
    assertThat(by.listSubscription(PROJECT, TOPIC, 1, 10).getSubscriptions()).hasSize(1);
    Map<String, SubscriptionOffset> offsets =
        by.openSubscriptionSession(PROJECT, TOPIC, id, List.of("1")).getOffsets();
    offsets.get("1").setSequence(3);
    by.commitSubscriptionOffset(PROJECT, TOPIC, id, offsets);
    assertThat(
            by.getSubscriptionOffset(PROJECT, TOPIC, id, List.of("1"))
                .getOffsets()
                .get("1")
                .getSequence())
        .isEqualTo(3);
    by.resetSubscriptionOffset(PROJECT, TOPIC, id, offsets);
    by.deleteSubscription(PROJECT, TOPIC, id);
  }

  private void callGroup(DatahubClient by) {
    String id = by.createSubscription(PROJECT, TOPIC, "group").getSubId();
    JoinGroupResult joined = by.joinGroup(PROJECT, TOPIC, id, 60_000);
    String consumer = joined.getConsumerId();
    long version = joined.getVersionId();
    assertThat(joined.getSessionTimeout()).isEqualTo(60_000);
    assertThat(
            by.heartbeat(PROJECT, TOPIC, id, consumer, version, List.of(), List.of())
                .getShardList())
        .contains("0", "1");
    by.syncGroup(PROJECT, TOPIC, id, consumer, version, List.of("1"), List.of("0"));
    by.leaveGroup(PROJECT, TOPIC, id, consumer, version);
  }

  private DatahubClient recording(DatahubClient delegate) {
    return (DatahubClient)
        Proxy.newProxyInstance(
            DatahubClient.class.getClassLoader(),
            new Class<?>[] {DatahubClient.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(delegate, arguments);
                called.add(signature(method));
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause() instanceof DatahubClientException cause ? cause : e;
              }
            });
  }

  private static List<Method> methods(Predicate<String> names) {
    return Arrays.stream(DatahubClient.class.getMethods())
        .filter(method -> names.test(method.getName()))
        .toList();
  }

  private static Set<String> signatures(Predicate<String> names) {
    return methods(names).stream()
        .map(SdkCoverageTest::signature)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String signature(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList();
  }

  /** The project, the topic, and something that passes the SDK's own checks for the others. */
  private static Object[] arguments(Method method) {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = i == 0 ? PROJECT : i == 1 && types[i] == String.class ? TOPIC : any(types[i]);
    }
    return arguments;
  }

  private static Object any(Class<?> type) {
    if (type.isEnum()) {
      return type.getEnumConstants()[type.getEnumConstants().length - 1];
    }
    if (type == int.class) {
      return 1;
    }
    if (type == long.class) {
      return 1L;
    }
    Map<Class<?>, Object> values =
        Map.of(
            String.class,
            "0",
            List.class,
            List.of("id"),
            Map.class,
            Map.of("id", "id"),
            RecordSchema.class,
            SdkClient.schema(),
            ConnectorConfig.class,
            new SinkMysqlConfig(),
            ConnectorOffset.class,
            new ConnectorOffset(),
            AlarmRule.class,
            new TopicNoDataAlarmRule());
    return values.get(type);
  }
}
