package io.tideline.connector.files.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class Crc32cSumProperties {

  @Property(tries = 300)
  void aSumThatGoesOnFromItsValueIsThatOfAllBytes(
      @ForAll @Size(max = 5000) byte[] bytes,
      @ForAll @IntRange(max = 5000) int one,
      @ForAll @IntRange(max = 5000) int other) {
    int first = Math.min(Math.min(one, other), bytes.length);
    int second = Math.min(Math.max(one, other), bytes.length);
    Crc32cSum sum = new Crc32cSum();
    sum.update(bytes, 0, first);
    for (int[] piece : new int[][] {{first, second}, {second, bytes.length}}) {
      Crc32cSum next = new Crc32cSum();
      next.resume(sum.value());
      next.update(bytes, piece[0], piece[1] - piece[0]);
      sum = next;
    }
    CRC32C whole = new CRC32C();
    whole.update(bytes);

    assertThat(sum.value()).isEqualTo(whole.getValue());
  }
}
