package io.tideline.connector.oceanbase;

import io.tideline.docs.GeneratedSection;
import io.tideline.docs.OptionTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

class OceanBaseDocumentTest {

  private static final String DOCUMENT = "capture.md";

  @Test
  void theOptionsInTheDocumentAreThoseOfTheConnector() {
    OptionTable table =
        new OptionTable()
            .add(
                "events",
                List.of(OceanBaseConnectorOptions.SOURCE_NAME),
                List.of(OceanBaseConnectorOptions.SOURCE_NAME))
            .add("both", OceanBaseConnectorOptions.all(), Set.of());
    new GeneratedSection(DOCUMENT, "options of 'oceanbase-cdc'").check(table.toString());
  }

  /** Only their names and defaults: what they mean is in upstream's own documents. */
  @Test
  void upstreamsOptionsInTheDocumentAreThoseOfItsConnectorAsWeUseIt() {
    OceanBaseTableSourceFactory factory = new OceanBaseTableSourceFactory();
    Map<String, String> lines = new TreeMap<>();
    for (ConfigOption<?> option : factory.requiredOptions()) {
      lines.put(option.key(), "**required**");
    }
    for (ConfigOption<?> option : factory.optionalOptions()) {
      lines.put(option.key(), defaultOf(option));
    }
    for (ConfigOption<?> own : OceanBaseConnectorOptions.all()) {
      lines.remove(own.key());
    }
    Map<String, String> ours = new HashMap<>();
    ChangeEventSettings.DEFAULTS.forEach((option, value) -> ours.put(option, "`" + value + "`"));
    ChangeEventSettings.FIXED.forEach(
        (option, value) -> ours.put(option, "`" + value + "`, no other"));
    ours.forEach((option, value) -> lines.putIfAbsent(option, ""));
    StringBuilder table =
        new StringBuilder("| option | default | with `changes-as-events` |\n|---|---|---|\n");
    lines.forEach(
        (option, value) ->
            table.append(
                String.format(
                    "| `%s` | %s | %s |%n", option, value, ours.getOrDefault(option, ""))));
    new GeneratedSection(DOCUMENT, "options of upstream").check(table.toString());
  }

  private static String defaultOf(ConfigOption<?> option) {
    Object value = option.defaultValue();
    if (value == null) {
      return "";
    }
    return value instanceof Duration
        ? TimeUtils.formatWithHighestUnit((Duration) value)
        : "`" + value + "`";
  }
}
