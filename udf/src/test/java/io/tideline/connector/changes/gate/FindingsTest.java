package io.tideline.connector.changes.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.changes.raw.ChangeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.testutils.logging.LoggerAuditingExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

class FindingsTest {

  @RegisterExtension
  final LoggerAuditingExtension log = new LoggerAuditingExtension(Findings.class, Level.WARN);

  private final MetricListener metrics = new MetricListener();
  private final List<Finding> rows = new ArrayList<>();
  private final ChangeEvent event = GateFixture.event("INSERT", 1, 1, null, "{}");
  private long now = 1_000_000;

  private final Findings findings =
      new Findings(
          new StreamOutputs(
              "main",
              new GateSettings(GateMode.OFF, null, new Checks(Map.of()), Pattern.compile(""))),
          metrics.getMetricGroup(),
          rows::add,
          () -> now);

  @Test
  void ofAFloodAFewLinesAMinuteAreLoggedWithHowManyWereNotAndAllAreCountedAndRows() {
    for (int i = 0; i < 500; i++) {
      findings.report(Finding.unknownTable(event, "shop.unknown"));
    }
    assertThat(log.getMessages()).hasSize(10);
    now += 60_000;
    findings.report(Finding.unknownTable(event, "shop.unknown"));
    assertThat(log.getMessages()).hasSize(12);
    assertThat(log.getMessages().get(10)).contains("490 more UNKNOWN_TABLE were not logged");
    assertThat(rows).hasSize(501);
    assertThat(counter("findings")).isEqualTo(501);
    assertThat(counter("finding", "unknown_table")).isEqualTo(501);
    assertThat(counter("finding", "gap")).isZero();
  }

  @Test
  void aKindIsLoggedThoughAnotherOneFloods() {
    for (int i = 0; i < 50; i++) {
      findings.report(Finding.unknownTable(event, "shop.unknown"));
    }
    findings.report(Finding.gap(event));
    assertThat(log.getMessages()).hasSize(11);
    findings.close();
    assertThat(log.getMessages().get(11)).contains("40 more");
  }

  private long counter(String... name) {
    return metrics.getCounter(name).map(Counter::getCount).orElseThrow();
  }
}
