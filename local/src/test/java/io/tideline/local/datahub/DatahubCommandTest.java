package io.tideline.local.datahub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DatahubCommandTest {
  private final StringWriter errors = new StringWriter();

  @Test
  void withoutKeysItSaysWhereTheyComeFrom(@TempDir Path data) {
    assertThat(run("--port", "0", "--access-id", "id", "--access-key=", "--data", data.toString()))
        .isEqualTo(2);
    assertThat(errors.toString()).contains("TIDELINE_DATAHUB_ACCESS_KEY", "--access-key");
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void theHelpNamesEveryOption() {
    StringWriter help = new StringWriter();
    new CommandLine(new DatahubCommand()).usage(new PrintWriter(help));

    assertThat(help.toString())
        .contains(
            "--host",
            "--port",
            "--access-id",
            "--access-key",
            "--data",
            "--fsync",
            "--admin-port",
            "--quotas",
            "--shard-requests",
            "--shard-bytes",
            "--longest-session");
  }

  private int run(String... arguments) {
    return new CommandLine(new DatahubCommand())
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }
}
