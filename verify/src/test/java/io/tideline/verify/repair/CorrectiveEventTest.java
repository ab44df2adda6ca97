package io.tideline.verify.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.event.Op;
import io.tideline.event.Position;
import io.tideline.verify.column.ComparedColumn;
import io.tideline.verify.column.DatabaseColumn;
import io.tideline.verify.column.FileColumn;
import io.tideline.verify.column.TableShape;
import io.tideline.verify.repair.CorrectiveEvent.Value;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.types.logical.BigIntType;
import org.junit.jupiter.api.Test;

class CorrectiveEventTest {

  private static final DatabaseColumn ID = new DatabaseColumn("id", "bigint", 0, 0);
  private static final ComparedColumn KEY =
      ComparedColumn.of(ID, FileColumn.of("id", new BigIntType()));
  private static final CorrectiveEvent EVENT =
      new CorrectiveEvent(
          new TableShape("shop", "orders", List.of(KEY), List.of(KEY), List.of(ID)), "shop-db");
  private static final Position POSITION = Position.of(1, 3, 1904, 1, Position.WHOLE);

  @Test
  void aRowIsAReadWithItsValuesAsCaptureWritesThem() {
    Map<String, Object> fields =
        EVENT.fields(
            Op.READ,
            POSITION,
            List.of(new Value("id", "7", true)),
            List.of(
                new Value("id", "7", true),
                new Value("amount", "12.50", true),
                new Value("note", "a \"b\" \n 海", false),
                new Value("paid", null, true)),
            1_000);

    assertThat(fields)
        .containsEntry("op", "READ")
        .containsEntry("primary_key", "{\"id\":7}")
        .containsEntry(
            "after", "{\"id\":7,\"amount\":12.50,\"note\":\"a \\\"b\\\" \\n 海\",\"paid\":null}")
        .containsEntry("position", "0001-00000003-000000001904-0000001-0")
        .containsEntry("event_time", 1_000_000L)
        .doesNotContainKey("before");
    assertThat((String) fields.get("event_id")).matches("repair-[0-9a-f]{32}");
  }

  @Test
  void aRowThatIsNoMoreIsADeleteOfWhatTheFilesHave() {
    Map<String, Object> fields =
        EVENT.fields(
            Op.DELETE,
            POSITION,
            List.of(new Value("id", "7", true)),
            List.of(new Value("id", "7", true)),
            1_000);

    assertThat(fields)
        .containsEntry("op", "DELETE")
        .containsEntry("before", "{\"id\":7}")
        .doesNotContainKey("after");
  }
}
