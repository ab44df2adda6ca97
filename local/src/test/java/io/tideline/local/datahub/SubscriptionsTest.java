package io.tideline.local.datahub;

import static io.tideline.local.datahub.SdkClient.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.datahub.client.exception.ResourceNotFoundException;
import com.aliyun.datahub.client.exception.SubscriptionOfflineException;
import com.aliyun.datahub.client.exception.SubscriptionOffsetResetException;
import com.aliyun.datahub.client.exception.SubscriptionSessionInvalidException;
import com.aliyun.datahub.client.model.SubscriptionEntry;
import com.aliyun.datahub.client.model.SubscriptionOffset;
import com.aliyun.datahub.client.model.SubscriptionState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriptionsTest extends DatahubTestBase {
  private String id;

  @BeforeEach
  void subscribe() {
    id = client.createSubscription(PROJECT, TOPIC, "deliver").getSubId();
  }

  @Test
  void subscriptionsAreListedByPageChangedAndDeleted() {
    String second = client.createSubscription(PROJECT, TOPIC, "second").getSubId();

    assertThat(client.listSubscription(PROJECT, TOPIC, 1, 10).getSubscriptions())
        .extracting(SubscriptionEntry::getComment)
        .containsExactlyInAnyOrder("deliver", "second");
    assertThat(client.listSubscription(PROJECT, TOPIC, 2, 1).getSubscriptions()).hasSize(1);
    assertThat(client.listSubscription(PROJECT, TOPIC, 3, 1).getSubscriptions()).isEmpty();
    assertThat(client.listSubscription(PROJECT, TOPIC, 1, 1).getTotalCount()).isEqualTo(2);
    client.updateSubscription(PROJECT, TOPIC, second, "renamed");
    SubscriptionEntry entry = client.getSubscription(PROJECT, TOPIC, second);
    assertThat(entry.getComment()).isEqualTo("renamed");
    assertThat(entry.getTopicName()).isEqualTo(TOPIC);
    assertThat(entry.getState()).isEqualTo(SubscriptionState.ONLINE);

    client.deleteSubscription(PROJECT, TOPIC, second);
    assertThatThrownBy(() -> client.getSubscription(PROJECT, TOPIC, second))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("NoSuchSubscription");
  }

  @Test
  void aFreshSubscriptionHasConsumedNothing() {
    SubscriptionOffset offset = open().get("0");

    assertThat(offset.getSequence()).isEqualTo(-1);
    assertThat(offset.getTimestamp()).isEqualTo(-1);
    assertThat(offset.getSessionId()).isEqualTo("1");
  }

  @Test
  void aCommittedOffsetIsThereAfterARestart() throws IOException {
    client.commitSubscriptionOffset(PROJECT, TOPIC, id, Map.of("0", at(open().get("0"), 41)));

    restart();

    assertThat(stored().getSequence()).isEqualTo(41);
    assertThat(stored().getTimestamp()).isEqualTo(1041);
    assertThat(open().get("0").getSequence()).isEqualTo(41);
    assertThat(open().get("1").getSequence()).isEqualTo(-1);
  }

  @Test
  void anOlderSessionCannotCommit() {
    SubscriptionOffset first = open().get("0");
    SubscriptionOffset second = open().get("0");

    assertThatThrownBy(() -> commit(at(first, 1)))
        .isInstanceOf(SubscriptionSessionInvalidException.class)
        .hasMessageContaining("OffsetSessionChanged");
    commit(at(second, 2));
    assertThat(stored().getSequence()).isEqualTo(2);
  }

  @Test
  void withoutASessionNothingIsCommitted() {
    SubscriptionOffset offset = new SubscriptionOffset();
    offset.setSessionId("0");

    assertThatThrownBy(() -> commit(at(offset, 1)))
        .isInstanceOf(SubscriptionSessionInvalidException.class)
        .hasMessageContaining("OffsetSessionClosed");
  }

  @Test
  void aResetIsToldToTheConsumerThatCommits() {
    SubscriptionOffset before = open().get("0");
    commit(at(before, 10));

    client.resetSubscriptionOffset(PROJECT, TOPIC, id, Map.of("0", at(before, 3)));

    assertThatThrownBy(() -> commit(at(before, 11)))
        .isInstanceOf(SubscriptionOffsetResetException.class);
    SubscriptionOffset after = open().get("0");
    assertThat(after.getSequence()).isEqualTo(3);
    assertThat(after.getVersionId()).isEqualTo(before.getVersionId() + 1);
    commit(at(after, 4));
    assertThat(stored().getSequence()).isEqualTo(4);
  }

  @Test
  void oneWrongShardCommitsNone() {
    Map<String, SubscriptionOffset> offsets = open();
    SubscriptionOffset stale = at(offsets.get("1"), 5);
    client.openSubscriptionSession(PROJECT, TOPIC, id, List.of("1"));

    assertThatThrownBy(
            () ->
                client.commitSubscriptionOffset(
                    PROJECT, TOPIC, id, Map.of("0", at(offsets.get("0"), 5), "1", stale)))
        .isInstanceOf(SubscriptionSessionInvalidException.class);

    assertThat(stored().getSequence()).isEqualTo(-1);
  }

  @Test
  void offlineASubscriptionNeitherOpensNorCommits() {
    SubscriptionOffset offset = open().get("0");
    client.updateSubscriptionState(PROJECT, TOPIC, id, SubscriptionState.OFFLINE);

    assertThatThrownBy(() -> commit(at(offset, 1)))
        .isInstanceOf(SubscriptionOfflineException.class);
    assertThatThrownBy(this::open).isInstanceOf(SubscriptionOfflineException.class);

    client.updateSubscriptionState(PROJECT, TOPIC, id, SubscriptionState.ONLINE);
    commit(at(offset, 1));
    assertThat(client.getSubscription(PROJECT, TOPIC, id).getComment()).isEqualTo("deliver");
  }

  private Map<String, SubscriptionOffset> open() {
    return client.openSubscriptionSession(PROJECT, TOPIC, id, List.of("0", "1")).getOffsets();
  }

  private void commit(SubscriptionOffset offset) {
    client.commitSubscriptionOffset(PROJECT, TOPIC, id, Map.of("0", offset));
  }

  private SubscriptionOffset stored() {
    return client.getSubscriptionOffset(PROJECT, TOPIC, id, null).getOffsets().get("0");
  }

  private static SubscriptionOffset at(SubscriptionOffset session, long sequence) {
    SubscriptionOffset offset = new SubscriptionOffset();
    offset.setSessionId(session.getSessionId());
    offset.setVersionId(session.getVersionId());
    offset.setSequence(sequence);
    offset.setTimestamp(1000 + sequence);
    return offset;
  }
}
