package io.tideline.connector.changes.gate;

import static io.tideline.connector.changes.gate.GateFixture.builder;
import static io.tideline.connector.changes.gate.GateFixture.json;
import static io.tideline.connector.changes.gate.GateFixture.row;
import static io.tideline.connector.changes.gate.GateFixture.stamp;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.changes.raw.ChangeEvent;
import io.tideline.event.ChangeColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** P10 at the gate: a bad record is a dead letter, alone, and all others pass. */
class BadRecordProperties {

  private static final String DEEP = "[".repeat(100_000);

  private static final List<String> BAD_ROWS =
      List.of(
          "",
          "null",
          "7",
          "[]",
          "{",
          "}",
          "{\"id\"",
          "{\"id\":",
          "{\"id\":1",
          "{\"id\":1,}",
          "{\"id\":1}}",
          "{\"id\":1,\"id\":1}",
          "{\"id\":\"one\"}",
          "{\"id\":1.5}",
          "{\"id\":true1}",
          "{\"id\":" + "9".repeat(5_000) + "}",
          "{\"id\":1e99999}",
          "{\"id\":[1]}",
          "{\"id\":1,\"name\":\"\\u12\"}",
          "{\"id\":1,\"name\":\"\\",
          "{\"id\":1,\"x\":" + DEEP,
          "{\"id\":" + DEEP,
          "{'id':1}");

  @Property
  void eachBadRecordIsALetterPerRouteAndEachGoodOneARow(
      @ForAll @Size(max = 60) List<@IntRange(max = 60) Integer> kinds, @ForAll Random random)
      throws Exception {
    List<String> good = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    try (GateFixture gate = new GateFixture(GateMode.CHECKPOINTED)) {
      for (int i = 1; i <= kinds.size(); i++) {
        int kind = kinds.get(i - 1);
        ChangeEvent event = event(kind, i, random);
        gate.send(event);
        if (kind >= 31) {
          good.add("row " + i);
        } else {
          bad.add(event.eventId());
        }
      }
      assertThat(gate.orders()).isEqualTo(good);
      assertThat(gate.copies()).isEqualTo(good);
      assertThat(gate.letters(ChangeColumns.EVENT_ID)).containsAll(bad);
      assertThat(bad).containsAll(gate.letters(ChangeColumns.EVENT_ID));
    }
  }

  private static ChangeEvent event(int kind, int place, Random random) {
    ChangeEvent.Builder event = builder("INSERT", place, place, null, row(place, "row " + place));
    switch (kind) {
      case 0:
        event.op(null);
        break;
      case 1:
        event.op("insert");
        break;
      case 2:
        event.table(null, "orders");
        break;
      case 3:
        event.table("shop", null);
        break;
      case 4:
        event.position(null);
        break;
      case 5:
        event.position("0001-00000001-99999999999x-0000000-0");
        break;
      case 6:
        event.images(null, null);
        break;
      case 7:
        byte[] noise = new byte[random.nextInt(40)];
        random.nextBytes(noise);
        event.images(null, noise);
        break;
      default:
        if (kind < 31) {
          event.images(null, json(BAD_ROWS.get(kind - 8)));
        }
    }
    return event.build(stamp(1, place, 0, null));
  }
}
