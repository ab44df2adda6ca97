package io.tideline.connector.datahub;

import io.tideline.docs.GeneratedSection;
import io.tideline.docs.OptionTable;
import java.util.Set;
import org.apache.flink.table.factories.FactoryUtil;
import org.junit.jupiter.api.Test;

class DataHubDocumentTest {

  @Test
  void theOptionsInTheDocumentAreThoseOfTheConnector() {
    OptionTable table =
        new OptionTable()
            .add(
                "both",
                DataHubConnectorOptions.connectionOptions(),
                DataHubConnectorOptions.requiredOptions())
            .add(
                "source",
                DataHubConnectorOptions.sourceOptions(),
                DataHubConnectorOptions.requiredSourceOptions())
            .add("source", Set.of(DataHubConnectorOptions.RECORD_MISFIT), Set.of())
            .add("sink", DataHubConnectorOptions.sinkOptions(), Set.of())
            .add("sink", Set.of(FactoryUtil.SINK_PARALLELISM), Set.of());
    new GeneratedSection("datahub.md", "options of 'datahub'").check(table.toString());
  }
}
