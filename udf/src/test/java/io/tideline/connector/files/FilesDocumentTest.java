package io.tideline.connector.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.docs.GeneratedSection;
import io.tideline.docs.OptionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "files.md");

  @TempDir Path directory;

  @Test
  void theOptionsInTheDocumentAreThoseOfTheConnector() {
    ChangeFilesDynamicTableFactory factory = new ChangeFilesDynamicTableFactory();
    OptionTable table =
        new OptionTable()
            .add(
                "both",
                List.of(
                    ChangeFilesConnectorOptions.PATH,
                    ChangeFilesConnectorOptions.TABLE,
                    ChangeFilesConnectorOptions.FORMAT,
                    ChangeFilesConnectorOptions.FILE_NAME,
                    ChangeFilesConnectorOptions.COMPRESSION,
                    ChangeFilesConnectorOptions.CSV_DELIMITER,
                    ChangeFilesConnectorOptions.CSV_HEADER,
                    ChangeFilesConnectorOptions.CSV_NULL_TEXT),
                factory.requiredOptions())
            .add("sink", sinkOptions(factory), List.of());
    new GeneratedSection("files.md", "options of 'change-files'").check(table.toString());
  }

  @Test
  void theStatementsInTheDocumentDoWhatItSays() throws Exception {
    TableEnvironment sql = TableEnvironment.create(EnvironmentSettings.inBatchMode());
    List<String> statements = statements("sql");
    assertThat(statements).hasSize(4);
    for (String statement : statements) {
      if (statement.strip().startsWith("INSERT")) {
        sql.executeSql(statement).await();
      } else {
        sql.executeSql(statement).print();
      }
    }
    String query = statements("sql-duckdb").get(0);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet groups = statement.executeQuery("SELECT sum(#3) FROM (" + query + ")")) {
      assertThat(groups.next()).isTrue();
      assertThat(groups.getLong(1)).isEqualTo(1_000);
    }
  }

  private List<String> statements(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(DOCUMENT))
        .results()
        .flatMap(block -> Pattern.compile(";\n").splitAsStream(block.group(1)))
        .filter(statement -> !statement.isBlank())
        .map(statement -> statement.replace("/tmp/tideline", directory.toString()))
        .collect(Collectors.toList());
  }

  /** In the order of their keys: a set has none. */
  private static List<ConfigOption<?>> sinkOptions(ChangeFilesDynamicTableFactory factory) {
    return factory.optionalOptions().stream()
        .sorted((one, other) -> one.key().compareTo(other.key()))
        .collect(Collectors.toList());
  }
}
