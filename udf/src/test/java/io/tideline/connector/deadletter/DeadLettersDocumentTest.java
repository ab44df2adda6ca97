package io.tideline.connector.deadletter;

import io.tideline.connector.changes.ChangesConnectorOptions;
import io.tideline.docs.GeneratedSection;
import io.tideline.docs.OptionTable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeadLettersDocumentTest {

  private static final String DOCUMENT = "dead-letters.md";

  @Test
  void theOptionsInTheDocumentAreThoseOfTheConnector() {
    OptionTable table =
        new OptionTable()
            .add("both", new DeadLettersDynamicTableFactory().optionalOptions(), Set.of());
    new GeneratedSection(DOCUMENT, "options of 'dead-letters'").check(table.toString());
  }

  @Test
  void theOptionsOfTheAlertAreThoseOfTheStream() {
    OptionTable table =
        new OptionTable()
            .add(
                "source",
                List.of(
                    ChangesConnectorOptions.ALERT_SHARE,
                    ChangesConnectorOptions.ALERT_WINDOW,
                    ChangesConnectorOptions.ALERT_LEAST_ROWS,
                    ChangesConnectorOptions.ALERT_ACTION),
                Set.of());
    new GeneratedSection(DOCUMENT, "alert options").check(table.toString());
  }
}
