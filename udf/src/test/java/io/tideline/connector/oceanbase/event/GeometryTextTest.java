package io.tideline.connector.oceanbase.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class GeometryTextTest {

  @Test
  void eitherByteOrderIsRead() {
    byte[] big =
        ByteBuffer.allocate(21).put((byte) 0).putInt(1).putDouble(1).putDouble(-0.5).array();
    byte[] little =
        ByteBuffer.allocate(21)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 1)
            .putInt(1)
            .putDouble(1)
            .putDouble(-0.5)
            .array();
    assertThat(text(big, null)).isEqualTo("POINT(1 -0.5)");
    assertThat(text(little, 4326)).isEqualTo("SRID=4326;POINT(1 -0.5)");
  }

  @Test
  void anUnknownTypeIsNamed() {
    assertThatThrownBy(() -> text(new byte[] {0, 0, 0, 0, 99}, 0))
        .hasMessageContaining("unknown type 99");
  }

  private static String text(byte[] wkb, Integer srid) {
    StringBuilder out = new StringBuilder();
    GeometryText.write(out, wkb, srid);
    return out.toString();
  }
}
