package io.tideline.connector.datahub.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class RunNumberTest {

  @Property
  void aRunIsGreaterThanAnyBeforeAlsoWhenTheClockWasSetBack(
      @ForAll List<@LongRange(max = 1L << 60) Long> before,
      @ForAll @LongRange(max = 1L << 60) long now) {
    long run = RunNumber.next(before, now);

    assertThat(run).isGreaterThanOrEqualTo(now);
    assertThat(before).allMatch(earlier -> earlier < run);
  }

  @Property
  void aRunComesBackFromACheckpoint(@ForAll long run) throws Exception {
    RunNumber serializer = new RunNumber();
    assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(run)))
        .isEqualTo(run);
  }
}
