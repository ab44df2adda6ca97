package io.tideline.verify.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tideline.verify.compare.DoneRange;
import io.tideline.verify.compare.RowDifference;
import io.tideline.verify.compare.RowDifference.Kind;
import io.tideline.verify.compare.RowDifference.Value;
import io.tideline.verify.compare.TableResult;
import io.tideline.verify.files.History.Duplicate;
import io.tideline.verify.files.History.Gap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

  private static final String EVIL = "<script>alert('1')</script>&\"";

  @TempDir Path directory;

  @Test
  void nothingOutOfTheDataIsMarkup() throws Exception {
    Path file = directory.resolve("report.html");

    HtmlReport.write(report(), file);

    assertThat(Files.readString(file))
        .doesNotContain("<script", "alert('1')")
        .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;")
        .contains("<em>NULL</em>", "<em>no row</em>")
        // Whatever came through all the same would neither run nor load anything.
        .contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"");
  }

  @Test
  void theReportForProgramsHasAllNumbersAndTheFirstDifferences() throws Exception {
    Path file = directory.resolve("report.json");

    JsonReport.write(report(), file);

    JsonNode root = new ObjectMapper().readTree(file.toFile());
    JsonNode table = root.at("/tables/0");
    assertThat(root.at("/agrees").asBoolean()).isFalse();
    assertThat(root.at("/corrections").asLong()).isEqualTo(3);
    assertThat(table.at("/rows/differing").asLong()).isEqualTo(2);
    assertThat(table.at("/first/differences/0/key").toString()).contains("script");
    assertThat(table.at("/first/differences/1/kind").asText()).isEqualTo("NOT_IN_FILES");
    assertThat(table.at("/ranges").size()).isEqualTo(1);
  }

  private static Report report() {
    TableResult result =
        new TableResult(
            EVIL,
            EVIL,
            null,
            new TableResult.Scope(List.of(EVIL), Map.of(EVIL, EVIL), 1, EVIL),
            new TableResult.Rows(10, 9, 2),
            new TableResult.Events(20, 1, 1),
            new TableResult.Samples(
                List.of(
                    new RowDifference(
                        Map.of("id", EVIL), Kind.VALUE, List.of(new Value(EVIL, EVIL, null))),
                    new RowDifference(Map.of("id", "2"), Kind.NOT_IN_FILES, List.of())),
                List.of(new Duplicate(EVIL, 2, List.of(EVIL))),
                List.of(new Gap(List.of(EVIL), EVIL, EVIL, EVIL, null)),
                List.of(EVIL)),
            List.of(new DoneRange(EVIL, 10, 9, false)),
            false);
    return new Report(Instant.EPOCH, Instant.EPOCH, EVIL, List.of(result), 3, List.of(EVIL));
  }
}
