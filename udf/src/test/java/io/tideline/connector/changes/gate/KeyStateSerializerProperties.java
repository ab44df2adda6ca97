package io.tideline.connector.changes.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.event.Position;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

class KeyStateSerializerProperties {

  @Property
  void whatIsKeptOfAKeyIsReadBackAndTakesAtMost64Bytes(
      @ForAll long run,
      @ForAll long image,
      @ForAll int shape,
      @ForAll @IntRange(max = 9_999) int epoch,
      @ForAll @LongRange(max = 999_999_999_999L) long offset)
      throws IOException {
    KeyState state = new KeyState(run, Position.of(epoch, 7, offset, 3, 1), image, ~image, shape);
    DataOutputSerializer out = new DataOutputSerializer(16);
    KeyStateSerializer.INSTANCE.serialize(state, out);

    assertThat(out.length())
        .isEqualTo(KeyStateSerializer.INSTANCE.getLength())
        .isLessThanOrEqualTo(64);
    assertThat(
            KeyStateSerializer.INSTANCE.deserialize(
                new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(state);
  }

  /** Flink writes the copy that it kept to the checkpoint while the state goes on. */
  @Property
  void aCopyStaysAsItIsWhenTheStateBecomesAnother(@ForAll long run, @ForAll long image) {
    Position position = Position.of(1, 7, 4, 3, Position.WHOLE);
    KeyState state = new KeyState(run, position, image, ~image, 5);
    KeyState copy = KeyStateSerializer.INSTANCE.copy(state);
    KeyState next = new KeyState(~run, position, ~image, image, 6);

    assertThat(state.become(next)).isSameAs(state).isEqualTo(next);
    assertThat(copy).isNotEqualTo(next).isEqualTo(new KeyState(run, position, image, ~image, 5));
  }
}
