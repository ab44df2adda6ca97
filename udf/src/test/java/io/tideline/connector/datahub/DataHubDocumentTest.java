package io.tideline.connector.datahub;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.docs.GeneratedSection;
import io.tideline.docs.OptionTable;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.factories.FactoryUtil;
import org.junit.jupiter.api.Test;

class DataHubDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "datahub.md");
  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

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

  @Test
  void theStatementsInTheDocumentArePlannedAsTheyStand() throws IOException {
    TableEnvironment sql = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    List<String> statements =
        SQL.matcher(Files.readString(DOCUMENT))
            .results()
            .flatMap(block -> Pattern.compile(";\n").splitAsStream(block.group(1)))
            .filter(statement -> !statement.isBlank())
            .collect(Collectors.toList());
    assertThat(statements).hasSizeGreaterThanOrEqualTo(5);

    for (String statement : statements) {
      if (statement.strip().startsWith("CREATE")) {
        sql.executeSql(statement.replace("https://dh-cn-hangzhou.aliyuncs.com", closedEndpoint()));
      } else {
        assertThat(sql.explainSql(statement)).contains("Execution Plan");
      }
    }
  }

  private static String closedEndpoint() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }
}
