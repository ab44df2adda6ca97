package io.tideline.local.demo.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final Progress PROGRESS =
      new Progress(
          Duration.ofSeconds(3725), 1_234_567, 12_345, 12_344, 999, 998, 7, 0, 420.4, 1800, 999.6);
  private static final Progress LATER =
      new Progress(Duration.ofSeconds(3726), 9, 9, 9, 9, 9, 1, 0, Double.NaN, Double.NaN, 0);

  private final StringWriter written = new StringWriter();

  @Test
  void itSaysHowFarEveryPartIs() {
    assertThat(PROGRESS.lines())
        .containsExactly(
            "62:05  database 1,234,567 → captured 12,345 → topic 12,344 → delivered 999",
            "       998 rows in 7 files, 0 dead letters, latency P50 420 ms P99 1,800 ms,"
                + " 1,000 changes/s");
  }

  @Test
  void anUnknownLatencyIsADash() {
    assertThat(LATER.line()).contains("latency P50 – P99 –");
  }

  @Test
  void aTerminalShowsOneBlockInPlace() {
    Terminal terminal = new Terminal(new PrintWriter(written), true);

    terminal.show(PROGRESS);
    terminal.show(LATER);
    terminal.say("a message");

    assertThat(shown()).containsExactly("a message", LATER.lines().get(0), LATER.lines().get(1));
  }

  @Test
  void aBlockThatIsKeptStaysAboveWhatComes() {
    Terminal terminal = new Terminal(new PrintWriter(written), true);

    terminal.show(PROGRESS);
    terminal.keep();
    terminal.say("a message");

    assertThat(shown())
        .containsExactly(PROGRESS.lines().get(0), PROGRESS.lines().get(1), "a message");
  }

  @Test
  void aFileGetsALineNowAndThenWithoutControlCharacters() {
    Terminal terminal = new Terminal(new PrintWriter(written), false);

    terminal.show(PROGRESS);
    terminal.show(LATER);
    terminal.say("a message");

    assertThat(written.toString().lines()).containsExactly(PROGRESS.line(), "a message");
    assertThat(written.toString()).doesNotContain("\u001b");
  }

  /** The lines that a terminal ends up with. */
  private List<String> shown() {
    List<String> lines = new ArrayList<>();
    for (String line : written.toString().split("\n")) {
      String rest = line;
      while (rest.startsWith("\u001b[")) {
        int up = Integer.parseInt(rest.substring(2, rest.indexOf('A')));
        lines.subList(lines.size() - up, lines.size()).clear();
        rest = rest.substring(rest.indexOf('J') + 1);
      }
      lines.add(rest);
    }
    return lines;
  }
}
