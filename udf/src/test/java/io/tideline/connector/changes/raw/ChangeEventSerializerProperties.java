package io.tideline.connector.changes.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.WithNull;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

class ChangeEventSerializerProperties {

  @Property
  void anEventIsReadBackAsItWasWhateverItLacks(
      @ForAll @WithNull @Chars({'a', '"', '张', 'é'}) String text,
      @ForAll @WithNull @StringLength(max = 5) @Chars({'x', '.'}) String table,
      @ForAll @WithNull byte[] before,
      @ForAll @WithNull byte[] after,
      @ForAll @WithNull Long time,
      @ForAll long number,
      @ForAll Turn turn)
      throws IOException {
    ChangeEvent made =
        new ChangeEvent.Builder()
            .eventId(text)
            .op(table)
            .source(text)
            .table(table, text)
            .eventTime(time)
            .primaryKey(after)
            .images(before, after)
            .position(text)
            .transactionId(table)
            .build(new Provenance(text, number, ~number, number, (int) number, table));
    ChangeEvent event = turn == Turn.EXPECTED ? made : made.counted(turn, ~number);
    DataOutputSerializer out = new DataOutputSerializer(64);
    ChangeEventSerializer.INSTANCE.serialize(event, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

    assertThat(ChangeEventSerializer.INSTANCE.deserialize(in)).isEqualTo(event);
    assertThat(in.available()).isZero();
  }

  @Property
  void keysDifferWhenAnyPartOfThemDoes(
      @ForAll @Chars({'a', 'b'}) @StringLength(max = 40) String one,
      @ForAll @Chars({'a', 'b'}) @StringLength(max = 40) String other) {
    assertThat(key(one, other).equals(key(other, one))).isEqualTo(one.equals(other));
    assertThat(key(one + other, "")).isNotEqualTo(key(one, other + "b"));
    assertThat(key("d", "t", null)).isNotEqualTo(key("d", "t", new byte[0]));
  }

  private static KeyHash key(String database, String table) {
    return key(database, table, new byte[] {1});
  }

  private static KeyHash key(String database, String table, byte[] primaryKey) {
    return new ChangeEvent.Builder()
        .source("s")
        .table(database, table)
        .primaryKey(primaryKey)
        .build(new Provenance("0", 0, 0, 0, 0, null))
        .key();
  }
}
