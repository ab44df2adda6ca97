package io.tideline.connector.datahub.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tideline.connector.datahub.DataHubConnectorOptions.StartFrom;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartPositionTest {

  private final Configuration options = new Configuration();

  @Test
  void aStreamGoesOnFromTheCommittedOffsetAndABoundedReadBeginsAtTheOldest() {
    assertThat(start(false).from()).isEqualTo(StartFrom.COMMITTED);
    assertThat(start(true).from()).isEqualTo(StartFrom.OLDEST);

    options.setString("startFrom", "latest");
    assertThat(start(false).from()).isEqualTo(StartFrom.LATEST);
    assertThat(start(true).from()).isEqualTo(StartFrom.LATEST);
  }

  @Test
  void sequencesAreGivenByShardAndTravelWithTheJob() throws Exception {
    options.setString("startSequences", "0:1234, 17 : 0");
    StartPosition sent = InstantiationUtil.clone(start(false));

    assertThat(sent.sequences()).containsExactly(entry("0", 1234L), entry("17", 0L));
    assertThat(sent.isTime()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0:", "0:1:2", "a:1", "0:-1", "0:1,,1:2"})
  void aListThatIsNoneIsRefusedWithItsTextAndAnExample(String text) {
    options.setString("startSequences", text);

    assertThatThrownBy(() -> start(false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "option 'startSequences' is a list like 0:1234,1:99 of shard and sequence, not '%s'",
            text);
  }

  @Test
  void aShardNamedTwiceIsRefused() {
    options.setString("startSequences", "1:5,1:6");
    assertThatThrownBy(() -> start(false)).hasMessageContaining("names shard 1 twice");
  }

  @Test
  void aTimeAndAnotherStartExcludeEachOtherAndBothAreNamed() {
    options.setString("startTime", "2026-11-24 00:00:00");
    options.setString("startFrom", "oldest");
    assertThatThrownBy(() -> start(false))
        .hasMessageContaining("options 'startFrom' and 'startTime' both say where to start");

    options.removeKey("startFrom");
    options.setString("startSequences", "0:1");
    options.setString("startTimeMs", "0");
    assertThatThrownBy(() -> start(false))
        .hasMessageContaining("options 'startSequences' and 'startTimeMs' both say where to start");
  }

  private StartPosition start(boolean bounded) {
    return StartPosition.fromOptions(options, bounded);
  }
}
