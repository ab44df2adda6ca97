package io.tideline.connector.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.changes.gate.FindingKind;
import io.tideline.docs.GeneratedSection;
import io.tideline.docs.OptionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;

class ChangesDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "consistency.md");

  @Test
  void theOptionsInTheDocumentAreThoseOfTheConnector() {
    Set<ConfigOption<?>> ofATable =
        Set.of(
            ChangesConnectorOptions.TABLE,
            ChangesConnectorOptions.UNDELIVERABLE,
            ChangesConnectorOptions.FINDINGS);
    List<ConfigOption<?>> ofTheStream = new ArrayList<>(ChangesConnectorOptions.all());
    ofTheStream.removeAll(ofATable);
    List<ConfigOption<?>> tables = new ArrayList<>(ChangesConnectorOptions.all());
    tables.retainAll(ofATable);
    OptionTable table =
        new OptionTable()
            .add("stream", ofTheStream, Set.of(ChangesConnectorOptions.STREAM))
            .add("table", tables, Set.of());
    new GeneratedSection("consistency.md", "options of 'changes'").check(table.toString());
  }

  @Test
  void eachKindOfFindingHasASectionAndACheck() throws IOException {
    String document = Files.readString(DOCUMENT);
    for (FindingKind kind : FindingKind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      assertThat(document).contains("\n### " + name + "\n");
      assertThat(ChangesConnectorOptions.CHECKS.get(kind).key())
          .isEqualTo("check." + name.replace('_', '-'));
    }
  }
}
