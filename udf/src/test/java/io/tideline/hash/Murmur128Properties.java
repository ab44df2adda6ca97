package io.tideline.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class Murmur128Properties {

  @Example
  void theHashIsThatOfSavepointsAndTopicsAlreadyWritten() {
    byte[] bytes = "seventeen letters".getBytes(StandardCharsets.UTF_8);
    Murmur128 hash = new Murmur128().add("订单 and more").add(bytes).add(4711, 1).finish();
    assertThat(hash.high()).isEqualTo(7321495578934638054L);
    assertThat(hash.low()).isEqualTo(6179270523521103434L);
  }

  @Property
  void anotherBorderBetweenTwoPartsIsAnotherHash(@ForAll String one, @ForAll String other) {
    String both = one + other;
    for (int border = 0; border <= both.length(); border++) {
      if (border != one.length()) {
        String first = both.substring(0, border);
        String second = both.substring(border);
        assertThat(low(new Murmur128().add(first).add(second)))
            .isNotEqualTo(low(new Murmur128().add(one).add(other)));
      }
    }
  }

  @Property
  void anyOtherByteIsAnotherHash(@ForAll byte[] bytes) {
    long hash = low(new Murmur128().add(bytes));
    for (int i = 0; i < bytes.length; i++) {
      bytes[i]++;
      assertThat(low(new Murmur128().add(bytes))).isNotEqualTo(hash);
      bytes[i]--;
    }
  }

  @Property
  void anObjectUsedAgainStartsAnew(@ForAll String earlier, @ForAll String text) {
    Murmur128 used = new Murmur128();
    used.add(earlier).finish();
    assertThat(low(used.reset().add(text))).isEqualTo(low(new Murmur128().add(text)));

    Murmur128 begun = new Murmur128().add(earlier);
    assertThat(low(used.resetTo(begun).add(text))).isEqualTo(low(begun.add(text)));
  }

  @Example
  void nullIsNotEmpty() {
    assertThat(low(new Murmur128().add((String) null))).isNotEqualTo(low(new Murmur128().add("")));
    assertThat(low(new Murmur128().add((byte[]) null)))
        .isNotEqualTo(low(new Murmur128().add(new byte[0])));
  }

  private static long low(Murmur128 hash) {
    return hash.finish().low();
  }
}
