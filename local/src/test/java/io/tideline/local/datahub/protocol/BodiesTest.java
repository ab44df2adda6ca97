package io.tideline.local.datahub.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.local.datahub.model.ErrorCode;
import io.tideline.local.datahub.model.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BodiesTest {

  @Property(tries = 300)
  void garbageIsNeverTakenForAFrameAndBreaksNoReader(@ForAll @Size(max = 200) byte[] garbage) {
    PutRecord record = new PutRecord(null);

    record.read(garbage, 0, garbage.length);

    if (record.fault() == null) {
      assertThat(garbage).isNotEmpty();
    }
    assertThatThrownBy(() -> Frame.open(garbage)).isInstanceOf(ServiceException.class);
  }

  @Property(tries = 300)
  void whatIsCompressedComesBack(
      @ForAll Compression compression, @ForAll @Size(max = 5000) byte[] bytes) {
    byte[] small = compression.compress(Arrays.copyOf(bytes, bytes.length + 10), bytes.length);

    assertThat(compression.decompress(small, bytes.length)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource(names = {"LZ4", "DEFLATE"})
  void aBodyLargerThanAnnouncedIsRefused(Compression compression) {
    byte[] bytes = "some text that is longer than announced".getBytes(StandardCharsets.UTF_8);
    byte[] small = compression.compress(bytes, bytes.length);

    assertInvalid(() -> compression.decompress(small, 10));
    assertInvalid(() -> compression.decompress("no such data".getBytes(StandardCharsets.UTF_8), 9));
  }

  @Test
  void anUnknownEncodingIsNamed() {
    assertThatThrownBy(() -> Compression.ofContent("br")).hasMessageContaining("'br'");
    assertThat(Compression.ofAccepted("gzip")).isEqualTo(Compression.NONE);
  }

  @Test
  void aFrameWithAWrongChecksumIsRefusedAndOneWithoutAnyIsTaken() {
    ProtoWriter out = new ProtoWriter(16);
    out.reserve(Frame.HEADER);
    out.number(2, 7);
    byte[] frame = out.toByteArray();
    Frame.seal(frame, frame.length);
    assertThat(Frame.open(frame).tag() >>> 3).isEqualTo(2);

    frame[5] ^= 1;
    assertInvalid(() -> Frame.open(frame));
    Arrays.fill(frame, 4, 8, (byte) 0);
    assertThat(Frame.open(frame).tag() >>> 3).isEqualTo(2);
    assertInvalid(() -> Frame.open(Arrays.copyOf(frame, frame.length - 1)));
  }

  @Property(tries = 300)
  void aCursorFitsOnlyTheShardItWasMadeFor(@ForAll long seal, @ForAll long sequence) {
    String cursor = Cursor.text(sequence, seal);

    assertThat(cursor).hasSize(Cursor.LENGTH);
    assertThat(Cursor.sequence(cursor, seal)).isEqualTo(sequence);
    assertThatThrownBy(() -> Cursor.sequence(cursor, seal + 1))
        .isInstanceOfSatisfying(
            ServiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CURSOR));
  }

  private static void assertInvalid(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ServiceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER));
  }
}
