package io.tideline.connector.datahub.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class OptionsWithoutEffectTest {

  @Test
  void onlyWhatTheDdlSetsIsMentioned() {
    assertThat(OptionsWithoutEffect.ofSource(new Configuration())).isEmpty();
    assertThat(OptionsWithoutEffect.ofSink(new Configuration())).isEmpty();
  }

  @Test
  void eachHasItsReason() {
    Configuration options =
        Configuration.fromMap(
            Map.of("maxBufferSize", "50", "lengthCheck", "skip", "schemaVersion", "3"));

    assertThat(OptionsWithoutEffect.ofSource(options))
        .containsExactly(
            "option 'maxBufferSize' has no effect here: how much a reader holds follows from 'maxFetchSize'",
            "option 'lengthCheck' has no effect here: columns are found by name, and a record without a value for one"
                + " has NULL there, as with PAD");
    assertThat(OptionsWithoutEffect.ofSink(options))
        .containsExactly(
            "option 'schemaVersion' has no effect here: records are written with the topic's current schema");
  }

  @Test
  void whatLengthCheckDoesAnywayIsNotMentioned() {
    assertThat(OptionsWithoutEffect.ofSource(Configuration.fromMap(Map.of("lengthCheck", "PAD"))))
        .isEmpty();
  }
}
