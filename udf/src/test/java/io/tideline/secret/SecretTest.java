package io.tideline.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {

  @Test
  void aReferenceToTheEnvironmentIsResolvedWhereItIsUsed() {
    Secret secret = Secret.of("accessKey", "${env:KEY}");
    assertThat(secret.resolve(Map.of("KEY", "v$1")::get)).isEqualTo("v$1");
  }

  @Test
  void aFileIsReadWithoutItsLastLineEnd(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("key"), "s3cret with blanks  \r\n");
    assertThat(Secret.of("accessKey", "${file:" + file + "}").resolve())
        .isEqualTo("s3cret with blanks  ");
  }

  @Test
  void aMissingReferenceNamesOptionAndPlace() {
    assertThatThrownBy(() -> Secret.of("accessKey", "${env:KEY}").resolve(name -> null))
        .hasMessageContaining("accessKey")
        .hasMessageContaining("KEY");
    assertThatThrownBy(() -> Secret.of("password", "${file:/nowhere/at/all}").resolve())
        .hasMessageContaining("password")
        .hasMessageContaining("/nowhere/at/all");
  }

  @Test
  void theTextOfASecretNeverShowsItsValue() {
    assertThat(Secret.of("accessKey", "s3cret")).asString().doesNotContain("s3cret");
    assertThat(Secret.of("accessKey", "${env:KEY}")).hasToString("${env:KEY}");
  }
}
