package io.tideline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFileTest {

  @TempDir Path directory;

  @Test
  void aShellReadsTheValuesAsTheyAre() throws Exception {
    Path file = directory.resolve("environment");
    EnvironmentFile.write(
        file, Map.of("TIDELINE_A", "shop\\..*", "TIDELINE_B", "it's $HOME; \"x\""));

    Process shell =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                ". \"$1\" && printf '%s|%s' \"$TIDELINE_A\" \"$TIDELINE_B\"",
                "sh",
                file.toString())
            .start();
    String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(printed).isEqualTo("shop\\..*|it's $HOME; \"x\"");
  }

  @Test
  void onlyItsOwnerReadsIt() throws Exception {
    Path file = directory.resolve("environment");
    EnvironmentFile.write(file, Map.of("TIDELINE_A", "first"));
    EnvironmentFile.write(file, Map.of("TIDELINE_A", "second"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file).content().contains("second").doesNotContain("first");
  }
}
